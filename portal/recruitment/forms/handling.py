"""What secretaries send when they read, choose, invite and answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup
from wtforms import SelectMultipleField, ValidationError
from wtforms.validators import InputRequired

from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.forms import PortalForm, choice, day, line, radio, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.municipalities.models import Body
from portal.recruitment.forms.calls import seat_label
from portal.recruitment.models import ANSWER_LENGTH, NOTE_LENGTH, Application
from portal.recruitment.words import MARK_LABELS
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_promise

TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True)
class InvitationDraft:
    """An invitation to a seat, with the decision that it refers to."""

    body_id: int
    decided_on: date
    item: str
    starts_on: date
    answer_by: date


class MarkForm(PortalForm):
    """How well an application fits the profile of the seat."""

    mark = radio(
        _l("How well does it fit the profile of the seat?"),
        [(str(mark), _l(label)) for mark, label in MARK_LABELS.items()],
        needed=_l("Choose how well it fits"),
    )
    note = text(
        _l("Why"),
        hint=_l(
            "Write only about what the seat needs. %(promise)s The applicant may ask to see it.",
            promise=lazy_promise(Kind.APPLICATION),
        ),
        most=NOTE_LENGTH,
        rows=3,
    )


class InvitationForm(PortalForm):
    """Inviting an applicant to a seat."""

    body_id = choice(_l("Decided by"), coerce=int, needed=_l("Choose the body that decided it"))
    decided_on = day(_l("Date of the meeting"), needed=_l("Write the date of the meeting"))
    item = line(_l("Item on the agenda"), needed=_l("Write the item on the agenda"), most=20)
    starts_on = day(_l("First day on the seat"), needed=_l("Write the first day on the seat"))
    answer_by = day(
        _l("The last day to answer"),
        needed=_l("Write the last day to answer"),
        hint=_l("Until then the place is kept for the one who is invited."),
    )

    def offer_bodies(self, bodies: Sequence[Body]) -> None:
        """Fill the list of bodies, and the usual days."""
        self.body_id.choices = [(body.id, quoted(body.name)) for body in bodies]
        if not self.is_submitted():
            self.starts_on.data, self.answer_by.data = clock.today() + TWO_WEEKS, clock.today() + TWO_WEEKS

    def validate_decided_on(self, field: Any) -> None:
        """A decision lies in the past."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("Write the date of a meeting that has been held"))

    def validate_answer_by(self, field: Any) -> None:
        """There is time to answer."""
        if field.data and field.data <= clock.today():
            raise ValidationError(_("Write a day after today"))

    def draft(self) -> InvitationDraft:
        """What was sent; only after `validate`."""
        return InvitationDraft(
            self.body_id.data, self.decided_on.data, self.item.data, self.starts_on.data, self.answer_by.data
        )


class AnswerForm(PortalForm):
    """A letter to those who were not chosen."""

    application_ids = SelectMultipleField(
        _l("Who gets the letter?"), [InputRequired(_l("Choose who gets the letter"))], coerce=int
    )
    body = text(
        _l("The letter"),
        needed=_l("Write the letter"),
        hint=_l(
            "The greeting with the name is put before it. It is kept with the application. %(promise)s",
            promise=lazy_promise(Kind.APPLICATION),
        ),
        most=ANSWER_LENGTH,
        rows=14,
    )

    def offer_applications(self, applications: Sequence[Application]) -> None:
        """Fill the list of applicants, by number."""
        self.application_ids.choices = [
            (one.id, _("Applicant %(number)s", number=one.number) + Markup(", ") + seat_label(one.seat))
            for one in applications
        ]
