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
from portal.foundation.public_texts import let_stand
from portal.foundation.text import render_markdown
from portal.workshops.actions.dots import count_dots
from portal.workshops.deeds import CONFIRM_OUTCOME, PUBLISH_OUTCOME, WRITE_OUTCOME
from portal.workshops.models import Workshop
from portal.workshops.queries.reading_back import answers_to


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
    """A secretary or facilitator publishes the outcome with the notes of the tables. How those who came answered is
    kept as it stands now.

    Raises `Refused` when it has not been read back, those who came can still answer or confirm a changed draft anew, a
    correction waits for an answer, or a CPR number is known to stand in one of its files.
    """
    with transaction():
        PUBLISH_OUTCOME.require(actor, workshop)
        ensure_may_be_public(workshop)
        if workshop.paragraphs:
            _sum_up(workshop)
        if workshop.takes_dots:
            count_dots(workshop)
        workshop.outcome_published_at = clock.now()
        record(EventType.WORKSHOP_OUTCOME_PUBLISHED, workshop, actor=actor, title=workshop.title, path=workshop.path)


def _sum_up(workshop: Workshop) -> None:
    """The outcome as it is published, in one piece, and how those who came answered. What was let stand in a paragraph
    is not asked about again."""
    answers = answers_to(workshop)
    workshop.read_back_asked, workshop.read_back_confirmed = answers.asked, answers.confirmed
    workshop.read_back_overtaken = answers.overtaken
    workshop.read_back_corrections, workshop.read_back_taken_in = answers.corrections, answers.taken_in
    if answers.confirmed > answers.overtaken:
        workshop.outcome_confirmed_at = clock.now()
    let_stand(_("It was read before, paragraph by paragraph."))
    workshop.outcome = "\n\n".join(f"**{one.title}:**\n\n{one.text}" for one in workshop.paragraphs)
    workshop.outcome_html = render_markdown(workshop.outcome)
