"""What came out of a workshop: written, read back to those who were there, published."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.files.actions import ensure_may_be_public
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold_to_change
from portal.foundation.text import render_markdown
from portal.workshops.deeds import CONFIRM_OUTCOME, PUBLISH_OUTCOME, WRITE_OUTCOME
from portal.workshops.models import Workshop


def write_outcome(actor: User, workshop: Workshop, outcome: str) -> None:
    """A secretary or facilitator writes the outcome. New words have not been read back, so a confirmation falls.

    Raises `Refused` before the meeting, and once the outcome is published."""
    with transaction():
        WRITE_OUTCOME.require_leave(actor, workshop)
        changed = hold_to_change(workshop, {"outcome": outcome})
        WRITE_OUTCOME.ensure(workshop)
        if changed:
            workshop.outcome, workshop.outcome_html = outcome, render_markdown(outcome)
            workshop.outcome_confirmed_at, workshop.outcome_confirmed_how = None, ""
            record(EventType.WORKSHOP_OUTCOME_WRITTEN, workshop, actor=actor)


def confirm_outcome(actor: User, workshop: Workshop, how: str) -> None:
    """Somebody of the committee states how and when the outcome was read back to those who were there."""
    with transaction():
        CONFIRM_OUTCOME.require(actor, workshop)
        if not workshop.outcome:
            raise Refused(_("Write the outcome before it is read back."))
        workshop.outcome_confirmed_at, workshop.outcome_confirmed_how = clock.now(), how
        record(EventType.WORKSHOP_OUTCOME_CONFIRMED, workshop, actor=actor)


def publish_outcome(actor: User, workshop: Workshop) -> None:
    """A secretary or facilitator publishes the outcome with the notes of the tables.

    Raises `Refused` when it has not been read back, or a CPR number is known to stand in one of its files.
    """
    with transaction():
        PUBLISH_OUTCOME.require(actor, workshop)
        if workshop.outcome_confirmed_at is None:
            raise Refused(_("The outcome is published when it has been read back to those who were there."))
        ensure_may_be_public(workshop)
        workshop.outcome_published_at = clock.now()
        record(EventType.WORKSHOP_OUTCOME_PUBLISHED, workshop, actor=actor, title=workshop.title, path=workshop.path)
