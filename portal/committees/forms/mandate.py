"""Writing and adopting a mandate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import HiddenField, ValidationError
from wtforms.validators import Length

from portal.committees.models import SECTION_LENGTH, Mandate
from portal.committees.words import MANDATE_SECTIONS
from portal.foundation import clock
from portal.foundation.forms import PortalForm, choice, day, line, text
from portal.foundation.i18n import gettext as _
from portal.foundation.i18n import lazy_gettext as _l
from portal.foundation.text import print_of
from portal.municipalities.models import Body

QUESTION_LENGTH = 600
MOST_QUESTIONS = 20


@dataclass(frozen=True)
class MandateDraft:
    """The text of a mandate: each section by its column, and the questions in order."""

    sections: dict[str, str]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Adoption:
    """Where and when the council adopted a mandate."""

    body_id: int
    on: date
    item: str


class MandateForm(PortalForm):
    """The sections of product.md's mandate. Everything may be half-finished until it is adopted."""

    questions = text(
        _l("The questions"),
        hint=_l("One question on each line. They are numbered in this order."),
        most=MOST_QUESTIONS * QUESTION_LENGTH,
        rows=6,
    )
    seen = HiddenField(validators=[Length(max=32)])

    def validate_questions(self, field: Any) -> None:
        """Not too many, and none too long."""
        asked = lines_of(field.data)
        if len(asked) > MOST_QUESTIONS:
            raise ValidationError(_("Write at most %(most)s questions", most=MOST_QUESTIONS))
        if any(len(question) > QUESTION_LENGTH for question in asked):
            raise ValidationError(_("Write at most %(most)s characters in each question", most=QUESTION_LENGTH))

    def draft(self) -> MandateDraft:
        """What was sent; only after `validate`."""
        sections = {name: self[name].data or "" for name, _heading, _hint in MANDATE_SECTIONS}
        return MandateDraft(sections, tuple(lines_of(self.questions.data)))


for _name, _heading, _hint in MANDATE_SECTIONS:
    setattr(MandateForm, _name, text(_l(_heading), hint=_l(_hint), most=SECTION_LENGTH, rows=5))


class AdoptionForm(PortalForm):
    """The council's decision on the mandate."""

    body_id = choice(_l("Adopted by"), coerce=int, needed=_l("Choose the body that adopted it"))
    on = day(_l("Date of the meeting"), needed=_l("Write the date of the meeting"))
    item = line(_l("Item on the agenda"), needed=_l("Write the item on the agenda"), most=20)
    seen = HiddenField(validators=[Length(max=32)])

    def offer_bodies(self, bodies: Sequence[Body]) -> None:
        """Fill the list of bodies."""
        self.body_id.choices = [(body.id, body.name) for body in bodies]

    def validate_on(self, field: Any) -> None:
        """A decision lies in the past."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("Write the date of a meeting that has been held"))

    def draft(self) -> Adoption:
        """What was sent; only after `validate`."""
        return Adoption(self.body_id.data, self.on.data, self.item.data)


def lines_of(typed: str | None) -> list[str]:
    """Each line that is not empty."""
    return [stripped for line_ in (typed or "").splitlines() if (stripped := line_.strip())]


def form_of(mandate: Mandate | None) -> dict[str, str]:
    """What stands in the form when a mandate is written on."""
    if mandate is None:
        return {"seen": ""}
    sections: dict[str, str] = {name: getattr(mandate, name) for name, _heading, _hint in MANDATE_SECTIONS}
    written = sections | {"questions": "\n".join(question.text for question in mandate.questions)}
    return written | {"seen": print_of(mandate.number, *written.values())}
