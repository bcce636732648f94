"""Supporting an idea, and ending it."""

from sqlalchemy import func, select, update

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.ideas.models import Idea, IdeaSupport
from portal.ideas.queries import support_of
from portal.ideas.states import SUPPORTABLE
from portal.rules.access import require
from portal.rules.permissions import Permission


def support_idea(actor: User, idea: Idea) -> None:
    """A citizen supports a public idea. Doing it twice is doing it once."""
    with transaction():
        require(actor, Permission.IDEA_SUPPORT, idea.committee)
        if idea.state not in SUPPORTABLE:
            raise Refused(_("This idea can no longer be supported."))
        if support_of(actor, idea) is None:
            db.session.add(IdeaSupport(idea_id=idea.id, user_id=actor.id))
            _count(idea)
            record(EventType.IDEA_SUPPORTED, idea, actor=actor)


def end_support(actor: User, idea: Idea) -> None:
    """A citizen takes their support back."""
    with transaction():
        require(actor, Permission.IDEA_SUPPORT, idea.committee)
        support = support_of(actor, idea)
        if support is not None:
            db.session.delete(support)
            _count(idea)
            record(EventType.IDEA_SUPPORT_ENDED, idea, actor=actor)


def _count(idea: Idea) -> None:
    """Count anew beside the idea's version, so that supporters never stand in each other's way."""
    db.session.flush()
    supporters = select(func.count()).where(IdeaSupport.idea_id == idea.id).scalar_subquery()
    db.session.execute(
        update(Idea).where(Idea.id == idea.id).values(support_count=supporters, version=Idea.version),
        execution_options={"synchronize_session": False},
    )
    db.session.expire(idea, ["support_count"])
