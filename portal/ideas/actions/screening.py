"""What the secretary does with a new idea. Screening asks whether it is eligible, never whether it is good."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import transaction
from portal.foundation.personal_data import ensure_no_personal_data
from portal.ideas.actions.steps import make_public
from portal.ideas.models import Idea, IdeaState, RefusalCode
from portal.ideas.states import WAY
from portal.rules.access import require
from portal.rules.permissions import Permission


def begin_screening(actor: User, idea: Idea) -> None:
    """A secretary begins to read an idea, so that others see that somebody does."""
    with transaction():
        require(actor, Permission.IDEA_SCREEN, idea.committee)
        WAY.take_step(idea, IdeaState.SCREENING, actor)
        record(EventType.IDEA_SCREENING_BEGUN, idea, actor=actor)


def publish_idea(actor: User, idea: Idea, *, reason: str = "") -> None:
    """A secretary publishes an idea.

    Raises `Refused` when the text may hold personal data, unless `reason` says why it may be published all the same.
    """
    with transaction():
        require(actor, Permission.IDEA_SCREEN, idea.committee)
        make_public(idea, actor, reason)
        record(EventType.IDEA_PUBLISHED, idea, actor=actor, title=idea.title, path=idea.path)


def return_idea(actor: User, idea: Idea, reason: str) -> None:
    """A secretary sends an idea back to its author with what should be changed. Once it is published everybody can
    read that, so it holds no personal data either."""
    with transaction():
        require(actor, Permission.IDEA_SCREEN, idea.committee)
        ensure_no_personal_data(reason)
        WAY.take_step(idea, IdeaState.RETURNED, actor, reason)
        record(EventType.IDEA_RETURNED, idea, actor=actor)


def refuse_idea(actor: User, idea: Idea, code: RefusalCode, reason: str) -> None:
    """A secretary decides that an idea is not published, for one of the fixed grounds and with a reason in words."""
    with transaction():
        require(actor, Permission.IDEA_SCREEN, idea.committee)
        WAY.take_step(idea, IdeaState.REFUSED, actor, reason)
        idea.refusal_code = code
        record(EventType.IDEA_REFUSED, idea, actor=actor, code=code)
