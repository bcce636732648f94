"""What authors do: write, send, correct and withdraw; and what is written down for those who do not write here."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import transaction
from portal.foundation.locking import hold
from portal.foundation.once import once
from portal.foundation.personal_data import ensure_no_personal_data
from portal.ideas.actions.regrouping import let_go
from portal.ideas.actions.steps import close_appeals, start_clock
from portal.ideas.actions.writing import begin, ensure_open, put_source, reads_as, source_of, write
from portal.ideas.deeds import EDIT, WITHDRAW
from portal.ideas.forms.secretarial import Source
from portal.ideas.forms.writing import IdeaDraft
from portal.ideas.models import Idea, IdeaState
from portal.ideas.states import WAY
from portal.rules.access import require, require_own
from portal.rules.permissions import Permission
from portal.screening.queries import sent_before


def submit_idea(actor: User, committee: Committee, draft: IdeaDraft) -> Idea:
    """A citizen puts an idea before a committee. The same form sent twice is the same idea, as it was written last.

    Raises `Refused` when the last day for ideas has passed, or the idea can no longer be changed.
    """

    def make() -> Idea:
        require(actor, Permission.IDEA_SUBMIT, committee)
        ensure_open(committee)
        return begin(committee, actor, draft, IdeaState.RECEIVED)

    def change(idea: Idea) -> None:
        further = _FURTHER.get(idea.state)
        if further is not None or not reads_as(idea, draft):
            require(actor, Permission.IDEA_SUBMIT, committee)
            (further or _rewrite)(actor, idea, draft)

    return _once(actor, draft, make, change, EventType.IDEA_SUBMITTED)


def keep_draft(actor: User, committee: Committee, draft: IdeaDraft) -> Idea:
    """A citizen keeps an idea for later, without sending it; what was sent already is changed.

    Raises `Refused` as `submit_idea` does.
    """

    def make() -> Idea:
        require(actor, Permission.IDEA_SUBMIT, committee)
        ensure_open(committee)
        return begin(committee, actor, draft, IdeaState.DRAFT)

    def change(idea: Idea) -> None:
        if not reads_as(idea, draft):
            require(actor, Permission.IDEA_SUBMIT, committee)
            _rewrite(actor, idea, draft)

    return _once(actor, draft, make, change, EventType.IDEA_DRAFTED)


def type_in_idea(actor: User, committee: Committee, draft: IdeaDraft, source: Source) -> Idea:
    """A secretary writes down what somebody said or sent on paper. The clock runs from the day it came.

    The same form sent twice is the same idea, as it was written last. Raises `Refused` when that can no longer be.
    """

    def make() -> Idea:
        require(actor, Permission.IDEA_TYPE_IN, committee)
        idea = begin(committee, actor, draft, IdeaState.RECEIVED, source.came_on)
        put_source(idea, source)
        return idea

    def change(idea: Idea) -> None:
        if not reads_as(idea, draft) or source_of(idea) != source:
            require(actor, Permission.IDEA_TYPE_IN, committee)
            put_source(idea, source)
            _rewrite(actor, idea, draft)

    return _once(actor, draft, make, change, EventType.IDEA_SUBMITTED)


@once
def _once(
    actor: User, draft: IdeaDraft, make: Callable[[], Idea], change: Callable[[Idea], None], event: EventType
) -> Idea:
    """Create an idea, or find the one that the same form made before and let it say what was written since.

    Two clicks at the same moment make one, where both say the same.
    """
    with transaction():
        idea = sent_before(Idea, actor, draft.submission_key)
        if idea is not None:
            change(idea)
            return idea
        idea = make()
        record(event, idea, actor=actor)
    return idea


def send_draft(actor: User, idea: Idea, draft: IdeaDraft) -> None:
    """The author sends an idea that was kept as a draft; the clock starts now."""
    with transaction():
        require_own(actor, Permission.IDEA_SUBMIT, idea.committee, is_own=idea.author_id == actor.id)
        _send(actor, idea, draft)


def _send(actor: User, idea: Idea, draft: IdeaDraft) -> None:
    hold(idea, compares=False)  # a draft only its author can have changed
    WAY.take_step(idea, IdeaState.RECEIVED, actor)
    ensure_open(idea.committee)
    write(idea, draft)
    start_clock(idea)
    record(EventType.IDEA_SUBMITTED, idea, actor=actor)


def edit_idea(actor: User, idea: Idea, draft: IdeaDraft) -> None:
    """The author changes a text that nobody else has read in public; where the idea stands stays as it is."""
    with transaction():
        EDIT.require_leave(actor, idea)
        _rewrite(actor, idea, draft)


def _rewrite(actor: User, idea: Idea, draft: IdeaDraft) -> None:
    hold(idea, compares=idea.state is not IdeaState.DRAFT)
    EDIT.ensure(idea)
    write(idea, draft)
    is_draft = idea.state is IdeaState.DRAFT
    record(EventType.IDEA_DRAFTED if is_draft else EventType.IDEA_EDITED, idea, actor=actor)


def resubmit_idea(actor: User, idea: Idea, draft: IdeaDraft) -> None:
    """The author corrects an idea that was sent back, and sends it again. The clock starts anew."""
    with transaction():
        EDIT.require_leave(actor, idea)
        _send_again(actor, idea, draft)


def _send_again(actor: User, idea: Idea, draft: IdeaDraft) -> None:
    WAY.take_step(idea, IdeaState.RESUBMITTED, actor)
    write(idea, draft)
    start_clock(idea)
    record(EventType.IDEA_RESUBMITTED, idea, actor=actor)


_FURTHER: Mapping[IdeaState, Callable[[User, Idea, IdeaDraft], None]] = {
    IdeaState.DRAFT: _send,
    IdeaState.RETURNED: _send_again,
}


def withdraw_idea(actor: User, idea: Idea, reason: str = "") -> None:
    """The author takes an idea back. One that was published stays visible, marked as withdrawn, with the reason."""
    with transaction():
        WITHDRAW.require_leave(actor, idea)
        if idea.published_at:
            ensure_no_personal_data(reason)
        WAY.take_step(idea, IdeaState.WITHDRAWN, actor, reason)
        close_appeals(idea)
        let_go(actor, idea, reason)
        public: dict[str, Any] = {"title": idea.title, "path": idea.path, "reason": reason}
        record(EventType.IDEA_WITHDRAWN, idea, actor=actor, **(public if idea.published_at else {}))
