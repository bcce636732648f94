"""What authors do: send, correct and withdraw."""

from typing import Any

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.once import once
from portal.foundation.personal_data import ensure_no_personal_data
from portal.foundation.text import render_markdown
from portal.initiatives.deeds import CORRECT, WITHDRAW
from portal.initiatives.forms import InitiativeDraft
from portal.initiatives.models import Initiative, InitiativeState
from portal.initiatives.states import WAY
from portal.municipalities.models import Municipality
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.screening.queries import sent_before


@once
def submit_initiative(actor: User, municipality: Municipality, draft: InitiativeDraft) -> Initiative:
    """A citizen proposes a task for a new committee. The same form sent twice is the same proposal.

    Sent again with other words, as by somebody who went back in the browser, it corrects that proposal while nothing is
    decided about it. Raises `Refused` afterwards, so that nobody believes that the new words were received.
    """
    with transaction():
        require(actor, Permission.INITIATIVE_PROPOSE)
        initiative = _already_sent(actor, draft)
        if initiative is None:
            initiative = _new(actor, municipality, draft)
            record(EventType.INITIATIVE_SUBMITTED, initiative, actor=actor)
        elif not _says(initiative, draft):
            _correct(initiative, actor, draft)
            record(EventType.INITIATIVE_RESUBMITTED, initiative, actor=actor)
    return initiative


def resubmit_initiative(actor: User, initiative: Initiative, draft: InitiativeDraft) -> None:
    """The author corrects a proposal that was sent back, and sends it again."""
    with transaction():
        CORRECT.require_leave(actor, initiative)
        _send_again(initiative, actor, draft)
        record(EventType.INITIATIVE_RESUBMITTED, initiative, actor=actor)


def withdraw_initiative(actor: User, initiative: Initiative, reason: str = "") -> None:
    """The author takes a proposal back. One that was published stays visible, marked as withdrawn."""
    with transaction():
        WITHDRAW.require_leave(actor, initiative)
        if initiative.published_at is not None:
            ensure_no_personal_data(reason)
        WAY.take_step(initiative, InitiativeState.WITHDRAWN, actor, reason)
        public: dict[str, Any] = {"title": initiative.title, "path": initiative.path, "reason": reason}
        record(EventType.INITIATIVE_WITHDRAWN, initiative, actor=actor, **(public if initiative.published_at else {}))


def _already_sent(actor: User, draft: InitiativeDraft) -> Initiative | None:
    return sent_before(Initiative, actor, draft.submission_key)


def _says(initiative: Initiative, draft: InitiativeDraft) -> bool:
    """Whether the proposal is word for word what is sent now."""
    now = (initiative.title, initiative.problem, initiative.why_together, initiative.affected, initiative.questions)
    return now == (draft.title, draft.problem, draft.why_together, draft.affected, "\n".join(draft.questions))


def _correct(initiative: Initiative, actor: User, draft: InitiativeDraft) -> None:
    """Other words for a proposal that nobody has decided about yet. Raises `Refused`."""
    if initiative.state is InitiativeState.RECEIVED:
        _write(initiative, draft)
    elif initiative.state is InitiativeState.RETURNED:
        _send_again(initiative, actor, draft)
    else:
        raise Refused(
            _("You have sent this proposal before, and it can no longer be changed. Send the text as a new one.")
        )


def _send_again(initiative: Initiative, actor: User, draft: InitiativeDraft) -> None:
    WAY.take_step(initiative, InitiativeState.RECEIVED, actor)
    _write(initiative, draft)
    initiative.received_at = clock.now()


def _new(actor: User, municipality: Municipality, draft: InitiativeDraft) -> Initiative:
    initiative = Initiative(
        municipality=municipality, author=actor, submission_key=draft.submission_key, received_at=clock.now()
    )
    _write(initiative, draft)
    WAY.write_step(initiative, InitiativeState.RECEIVED, actor)
    db.session.add(initiative)
    return initiative


def _write(initiative: Initiative, draft: InitiativeDraft) -> None:
    initiative.title, initiative.affected = draft.title, draft.affected
    initiative.problem, initiative.problem_html = draft.problem, render_markdown(draft.problem)
    initiative.why_together, initiative.why_together_html = draft.why_together, render_markdown(draft.why_together)
    initiative.questions = "\n".join(draft.questions)
