"""Writing a mandate step by step, taking one over from an earlier committee, and adopting it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wtforms import HiddenField, ValidationError
from wtforms.validators import Length

from portal.committees.models import SECTION_LENGTH, Committee, Mandate
from portal.committees.states import DAYS, MANDATE_STEPS, QUESTIONS, MandateStep, mark_of, part_of
from portal.committees.words import ANSWER_DAYS, MANDATE_SECTIONS
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.forms import PortalForm, choice, count, day, line, radio, text
from portal.foundation.i18n import N_, gettext as _, lazy_gettext as _l
from portal.foundation.text import without_marks
from portal.municipalities.models import Body

QUESTION_LENGTH = 600
MOST_QUESTIONS = 20
KEEP, REPLACE = "keep", "replace"
# The numbers that are asked for: (column, what is said when it is empty, what it means, the most)
DAYS_ASKED = (
    (
        "idea_answer_days",
        N_("Write how many days an answer to an idea may take"),
        N_("Counted from the day the idea is received. Ideas that have been received keep the days they were told."),
        365,
    ),
    (
        "recommendation_answer_days",
        N_("Write how many days an answer to a recommendation may take"),
        N_("Counted from the day the recommendation is handed over."),
        730,
    ),
)


@dataclass(frozen=True)
class MandateDraft:
    """What was written of a mandate: sections and days by column, and the questions in order (None: untouched)."""

    sections: dict[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] | None = None
    days: dict[str, int] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The parts it is about."""
        return (*self.sections, *self.days, *(() if self.questions is None else (QUESTIONS,)))

    def is_said_by(self, mandate: Mandate | None) -> bool:
        """Whether this is what stands already: a second click."""
        if self.questions is not None and sorted(self.questions) != sorted(lines_of(part_of(mandate, QUESTIONS))):
            return False  # the numbers decide the order
        written = self.sections | {name: str(days) for name, days in self.days.items()}
        return all(part_of(mandate, name) == text for name, text in written.items())


@dataclass(frozen=True)
class Adoption:
    """Where and when the council adopted a mandate."""

    body_id: int
    on: date
    item: str


@dataclass(frozen=True)
class CopyDraft:
    """Which committee's mandate is taken over, and whether it may replace what is written."""

    committee_id: int
    replaces: bool


class StepForm(PortalForm):
    """One step of the writing. Everything may be half-finished until the mandate is adopted."""

    step: MandateStep
    seen = HiddenField(validators=[Length(max=64)])  # the mark of what the writer had before their eyes

    def validate_questions(self, questions: Any) -> None:
        """Not too many, and none too long."""
        asked = questions_in(questions.data)
        if len(asked) > MOST_QUESTIONS:
            raise ValidationError(_("Write at most %(most)s questions", most=MOST_QUESTIONS))
        if any(len(question) > QUESTION_LENGTH for question in asked):
            raise ValidationError(_("Write at most %(most)s characters in each question", most=QUESTION_LENGTH))

    def show(self, mandate: Mandate | None) -> None:
        """Fill it with the text as it stands."""
        for name in self.step.fields:
            stands = part_of(mandate, name)
            self[name].data = int(stands) if name in DAYS else stands
        self.note(mandate)

    def note(self, mandate: Mandate | None) -> None:
        """From here on, this is what the writer has seen."""
        self.seen.data = mark_of(mandate, self.step.fields)

    def draft(self) -> MandateDraft:
        """What was sent; only after `validate`."""
        asked = tuple(questions_in(self[QUESTIONS].data)) if QUESTIONS in self.step.fields else None
        texts = [name for name in self.step.fields if name not in {QUESTIONS, *DAYS}]
        days = {name: self[name].data for name in self.step.fields if name in DAYS}
        return MandateDraft({name: self[name].data or "" for name in texts}, asked, days)


def _fields() -> Mapping[str, Any]:
    found = {
        name: text(_l(heading), hint=_l(hint), most=SECTION_LENGTH, rows=6) for name, heading, hint in MANDATE_SECTIONS
    }
    found[QUESTIONS] = text(
        _l("The questions"),
        hint=_l(
            "One question on each line, a new one last. A question that ideas, workshops or proposals are about keeps "
            "its number, also when you move it or put it in other words."
        ),
        most=MOST_QUESTIONS * QUESTION_LENGTH,
        rows=10,
    )
    for name, needed, hint, most in DAYS_ASKED:
        heading = ANSWER_DAYS[name]
        found[name] = count(_l(heading), needed=_l(needed), hint=_l(hint), least=1, most=most)
    return found


_FIELDS = _fields()
STEP_FORMS: Mapping[str, type[StepForm]] = {
    step.key: type("StepForm", (StepForm,), {"step": step} | {name: _FIELDS[name] for name in step.fields})
    for step in MANDATE_STEPS
}


WHOLE = MandateStep("hele", N_("The whole task"), (*(name for name, _heading, _hint in MANDATE_SECTIONS), QUESTIONS))
_WHOLE: dict[str, Any] = {"step": WHOLE, **{name: _FIELDS[name] for name in WHOLE.fields}}
WholeForm: type[StepForm] = type("WholeForm", (StepForm,), _WHOLE)


class CopyForm(PortalForm):
    """Taking over the mandate of an earlier committee into the draft."""

    committee_id = choice(_l("Take the text from"), coerce=int, needed=_l("Choose where to take the text from"))
    how = radio(
        _l("What may be written over?"),
        [
            (KEEP, _l("Nothing: fill in only what is still empty")),
            (REPLACE, _l("Everything: replace what is written in the draft")),
        ],
        needed=_l("Choose what may be written over"),
        default=KEEP,
    )

    def offer(self, earlier: Sequence[Committee]) -> None:
        """Fill the list of committees that have an adopted mandate."""
        self.committee_id.choices = [(committee.id, quoted(committee.name)) for committee in earlier]

    def draft(self) -> CopyDraft:
        """What was sent; only after `validate`."""
        return CopyDraft(self.committee_id.data, self.how.data == REPLACE)


class AdoptionForm(PortalForm):
    """The council's decision on the mandate."""

    body_id = choice(_l("Adopted by"), coerce=int, needed=_l("Choose the body that adopted it"))
    on = day(_l("Date of the meeting"), needed=_l("Write the date of the meeting"))
    item = line(_l("Item on the agenda"), needed=_l("Write the item on the agenda"), most=20)
    seen = HiddenField(validators=[Length(max=64)])

    def offer_bodies(self, bodies: Sequence[Body]) -> None:
        """Fill the list of bodies."""
        self.body_id.choices = [(body.id, quoted(body.name)) for body in bodies]

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


def questions_in(typed: str | None) -> list[str]:
    """A question on each line, without the numbers or dashes of a pasted list: the page counts them itself."""
    return without_marks(lines_of(typed))
