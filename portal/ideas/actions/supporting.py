"""Supporting an idea, and ending it: one after the other, so that ten presses at once are one."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.ideas.actions.counting import count_support
from portal.ideas.deeds import SUPPORT
from portal.ideas.models import Idea, IdeaSupport
from portal.ideas.queries import support_of
from portal.rules.access import require
from portal.rules.permissions import Permission


def support_idea(actor: User, idea: Idea) -> None:
    """A citizen supports a public idea as it reads now. Doing it twice is doing it once."""
    with transaction():
        SUPPORT.require(actor, idea)
        support = support_of(actor, idea)
        if support is not None and support.text_version == idea.text_version:
            return
        if support is None:
            support = IdeaSupport(idea_id=idea.id, user_id=actor.id)
            db.session.add(support)
        support.text_version = idea.text_version
        count_support(idea)
        record(EventType.IDEA_SUPPORTED, idea, actor=actor)


def end_support(actor: User, idea: Idea) -> None:
    """A citizen takes their support back."""
    with transaction():
        require(actor, Permission.IDEA_SUPPORT, idea.committee)
        hold(idea)
        support = support_of(actor, idea)
        if support is not None:
            db.session.delete(support)
            count_support(idea)
            record(EventType.IDEA_SUPPORT_ENDED, idea, actor=actor)
