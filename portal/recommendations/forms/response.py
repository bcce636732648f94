"""Entering a body's answer to a recommendation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.forms import SOMETIMES, PortalForm, choice, day, line, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.municipalities.models import Body
from portal.recommendations.models import FIELD_LENGTH, Verdict
from portal.recommendations.words import VERDICTS

ITEM_LENGTH = 20
CASE_NUMBER_LENGTH = 60


@dataclass(frozen=True)
class ResponseDraft:
    """An answer, checked. `sent_on_to_id` belongs to the verdict "sent on" and to no other."""

    verdict: Verdict
    reason: str
    body_id: int
    met_on: date
    item: str
    case_number: str = ""
    sent_on_to_id: int | None = None


@dataclass(frozen=True)
class ResponseCorrected:
    """How an answer should have been entered, and a text that says so."""

    text: str
    verdict: Verdict
    met_on: date
    item: str
    case_number: str = ""


class ResponseForm(PortalForm):
    """The page where a councillor or secretary enters the answer."""

    body_id = choice(_l("Who answered?"), needed=_l("Choose the body that answered"))
    met_on = day(_l("Date of the meeting"), needed=_l("Write the date of the meeting"))
    item = line(_l("Item on the agenda"), needed=_l("Write the number of the item"), most=ITEM_LENGTH)
    case_number = line(
        _l("Case number"), hint=_l("The number in the municipality's case system."), most=CASE_NUMBER_LENGTH
    )
    verdict = choice(
        _l("The answer"),
        [("", _l("Choose")), *((verdict.value, _l(word)) for verdict, word in VERDICTS.items())],
        needed=_l("Choose the answer"),
    )
    sent_on_to_id = choice(
        _l("Sent on to"),
        needed=SOMETIMES,
        hint=_l("Only when the answer is “Sent on”. That body then owes the next answer."),
    )
    reason = text(
        _l("The reason"),
        needed=_l("Write the reason for the answer"),
        hint=_l("In plain words, so that those who had the idea understand it."),
        most=FIELD_LENGTH,
        rows=8,
    )

    def offer(self, answering: Sequence[Body], receiving: Sequence[Body]) -> None:
        """Who can have answered, and to whom it can have been sent on."""
        self.body_id.choices = _names(answering)
        self.sent_on_to_id.choices = [SelectChoice(value="", label=_("Nobody")), *_names(receiving)]

    def validate_met_on(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("Write a date that has been"))

    def validate_sent_on_to_id(self, field: Any) -> None:
        """Sent on needs somebody, nothing else has one, and nobody sends on to themselves."""
        if self.verdict.data == Verdict.SENT_ON and not field.data:
            raise ValidationError(_("Choose to whom it was sent on"))
        if self.verdict.data != Verdict.SENT_ON and field.data:
            raise ValidationError(_("Choose “Nobody”, or choose the answer “Sent on”"))
        if field.data and field.data == self.body_id.data:
            raise ValidationError(_("Choose another body than the one that answered"))

    def draft(self) -> ResponseDraft:
        """What was sent; only after `validate`."""
        return ResponseDraft(
            verdict=Verdict(self.verdict.data),
            reason=self.reason.data,
            body_id=int(self.body_id.data),
            met_on=self.met_on.data,
            item=self.item.data,
            case_number=self.case_number.data or "",
            sent_on_to_id=int(self.sent_on_to_id.data) if self.sent_on_to_id.data else None,
        )


class ResponseCorrectionForm(PortalForm):
    """The page where a secretary corrects an answer that was entered wrongly."""

    text = text(
        _l("The correction"),
        needed=_l("Write the correction"),
        hint=_l("Say what was wrong and what is right. It stands with today’s date beside the answer."),
        most=FIELD_LENGTH,
    )
    verdict = choice(_l("The answer"), needed=_l("Choose the answer"))
    met_on = day(_l("Date of the meeting"), needed=_l("Write the date of the meeting"))
    item = line(_l("Item on the agenda"), needed=_l("Write the number of the item"), most=ITEM_LENGTH)
    case_number = line(_l("Case number"), most=CASE_NUMBER_LENGTH)

    def offer(self, given: Verdict) -> None:
        """Whom it was sent on to has an answer of its own to give, so that is not changed here."""
        fitting = [verdict for verdict in VERDICTS if (verdict is Verdict.SENT_ON) == (given is Verdict.SENT_ON)]
        self.verdict.choices = [SelectChoice(value=verdict.value, label=_(VERDICTS[verdict])) for verdict in fitting]

    def draft(self) -> ResponseCorrected:
        """What was sent; only after `validate`."""
        return ResponseCorrected(
            text=self.text.data,
            verdict=Verdict(self.verdict.data),
            met_on=self.met_on.data,
            item=self.item.data,
            case_number=self.case_number.data or "",
        )


def _names(bodies: Sequence[Body]) -> list[SelectChoice]:
    return [SelectChoice(value=str(body.id), label=quoted(body.name)) for body in bodies]
