"""What authors do: write, send, correct and withdraw."""

from typing import Any

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.text import render_markdown
from portal.ideas.actions.steps import start_clock, take_first_step, take_step
from portal.ideas.forms import IdeaDraft
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import idea_of_submission, takes_ideas
from portal.rules.access import require, require_own
from portal.rules.permissions import Permission


def submit_idea(actor: User, committee: Committee, draft: IdeaDraft) -> Idea:
    """A citizen puts an idea before a committee. The same form sent twice is the same idea.

    Raises `Refused` when the last day for ideas has passed.
    """
    return _once(actor, committee, draft, IdeaState.RECEIVED, EventType.IDEA_SUBMITTED)


def keep_draft(actor: User, committee: Committee, draft: IdeaDraft) -> Idea:
    """A citizen keeps an idea for later, without sending it. Raises `Refused` as `submit_idea` does."""
    return _once(actor, committee, draft, IdeaState.DRAFT, EventType.IDEA_DRAFTED)


def _once(actor: User, committee: Committee, draft: IdeaDraft, state: IdeaState, event: EventType) -> Idea:
    """Create an idea, or find the one that the same form made a moment ago, even at the same moment."""
    try:
        with transaction():
            require(actor, Permission.IDEA_SUBMIT, committee)
            idea = _already_sent(actor, draft)
            if idea is None:
                idea = _new_idea(actor, committee, draft, state)
                record(event, idea, actor=actor)
        return idea
    except Conflict:
        idea = _already_sent(actor, draft)
        if idea is None:
            raise
        return idea


def _already_sent(actor: User, draft: IdeaDraft) -> Idea | None:
    return idea_of_submission(actor.id, draft.submission_key) if draft.submission_key else None


def _new_idea(actor: User, committee: Committee, draft: IdeaDraft, state: IdeaState) -> Idea:
    _ensure_open(committee)
    idea = Idea(committee=committee, author=actor, submission_key=draft.submission_key)
    _write(idea, draft)
    if state is IdeaState.RECEIVED:
        start_clock(idea)
    take_first_step(idea, state, actor)
    db.session.add(idea)
    return idea


def _write(idea: Idea, draft: IdeaDraft) -> None:
    idea.title, idea.body, idea.body_html = draft.title, draft.body, render_markdown(draft.body)
    idea.shown_as = draft.shown_as


def _ensure_open(committee: Committee) -> None:
    if not takes_ideas(committee):
        raise Refused(_("%(The_committee)s no longer takes ideas. The last day has passed."))


def send_draft(actor: User, idea: Idea, draft: IdeaDraft) -> None:
    """The author sends an idea that was kept as a draft; the clock starts now."""
    with transaction():
        require_own(actor, Permission.IDEA_SUBMIT, idea.committee, is_own=idea.author_id == actor.id)
        take_step(idea, IdeaState.RECEIVED, actor)
        _ensure_open(idea.committee)
        _write(idea, draft)
        start_clock(idea)
        record(EventType.IDEA_SUBMITTED, idea, actor=actor)


def resubmit_idea(actor: User, idea: Idea, draft: IdeaDraft) -> None:
    """The author corrects an idea that was sent back, and sends it again. The clock starts anew."""
    with transaction():
        require_own(actor, Permission.IDEA_SUBMIT, idea.committee, is_own=idea.author_id == actor.id)
        take_step(idea, IdeaState.RESUBMITTED, actor)
        _write(idea, draft)
        start_clock(idea)
        record(EventType.IDEA_RESUBMITTED, idea, actor=actor)


def withdraw_idea(actor: User, idea: Idea, reason: str = "") -> None:
    """The author takes an idea back. One that was published stays visible, marked as withdrawn."""
    with transaction():
        require_own(actor, Permission.IDEA_WITHDRAW, idea.committee, is_own=idea.author_id == actor.id)
        take_step(idea, IdeaState.WITHDRAWN, actor, reason)
        public: dict[str, Any] = {"title": idea.title, "path": idea.path, "reason": reason}
        record(EventType.IDEA_WITHDRAWN, idea, actor=actor, **(public if idea.published_at else {}))
