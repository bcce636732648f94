"""The steps in which a mandate is written, and how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.committees.models import IDEA_ANSWER_DAYS, RECOMMENDATION_ANSWER_DAYS, Mandate
from portal.foundation.i18n import N_
from portal.foundation.seen import fingerprint

QUESTIONS = "questions"
# The parts that are a number of days, with what stands before somebody writes another
DAYS = {"idea_answer_days": IDEA_ANSWER_DAYS, "recommendation_answer_days": RECOMMENDATION_ANSWER_DAYS}
NEEDED = ("purpose", QUESTIONS, "promise")  # without these there is nothing for the council to adopt


@dataclass(frozen=True)
class MandateStep:
    """A page of the writing: its key in the address, its heading, and the parts of the mandate it holds."""

    key: str
    heading: str
    fields: tuple[str, ...]


MANDATE_STEPS = (
    MandateStep("formaal", N_("Background and purpose"), ("background", "purpose")),
    MandateStep("spoergsmaal", N_("The questions"), (QUESTIONS,)),
    MandateStep("ramme", N_("Frame and products"), ("frame", "deliverables")),
    MandateStep("deltagere", N_("People, money and time"), ("composition", "money", "timetable")),
    MandateStep("modtager", N_("Receiver and promise"), ("receivers", "promise", *DAYS)),
)
STEP_BY_KEY = {step.key: step for step in MANDATE_STEPS}


class Fill(StrEnum):
    """How much of a step is written."""

    MISSING = "missing"
    BEGUN = "begun"
    FILLED = "filled"


def part_of(mandate: Mandate | None, name: str) -> str:
    """One part of a mandate as text; the questions one on each line, the days as a number."""
    if mandate is None:
        return str(DAYS.get(name, ""))
    if name == QUESTIONS:
        return "\n".join(question.text for question in mandate.questions)
    return str(getattr(mandate, name) or "")


def fill_of(mandate: Mandate | None, step: MandateStep) -> Fill:
    """How far a step has come; half-finished work is kept. A number of days always stands there, and says nothing."""
    written = [bool(part_of(mandate, name)) for name in step.fields if name not in DAYS]
    return Fill.FILLED if all(written) else Fill.BEGUN if any(written) else Fill.MISSING


def missing_parts(mandate: Mandate | None) -> list[str]:
    """What must be written before the mandate can be adopted, by name of the part."""
    return [name for name in NEEDED if not part_of(mandate, name)]


def mark_of(mandate: Mandate | None, names: Iterable[str]) -> str:
    """The mark of some parts as they stand, for whoever writes on them."""
    return fingerprint(part_of(mandate, name) for name in names)


def step_after(step: MandateStep) -> MandateStep | None:
    """The next page of the writing; None after the last."""
    place = MANDATE_STEPS.index(step) + 1
    return MANDATE_STEPS[place] if place < len(MANDATE_STEPS) else None
