"""The steps in which a contribution is written: what is asked in each, and where a button leads.

Nothing here is remembered by the server: the fields of the other steps travel unseen in the form.
"""

from dataclasses import dataclass

from portal.foundation.i18n import N_, gettext
from portal.ideas.forms.writing import IdeaForm

NEXT, BACK, SEND, KEEP = "next", "back", "send", "keep"


@dataclass(frozen=True)
class Step:
    """One page of questions. `name` stands in the address and in the form."""

    name: str
    label: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """The steps in order; the last shows everything and sends it."""

    steps: tuple[Step, ...]

    @property
    def labels(self) -> list[str]:
        """What the steps are called, the receipt after them."""
        return [gettext(step.label) for step in (*self.steps, RECEIPT)]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    def step(self, name: str | None) -> Step:
        """The step of this name; the first when there is none."""
        return next((step for step in self.steps if step.name == name), self.steps[0])

    def number(self, step: Step) -> int:
        """The step's place, from 1."""
        return self.steps.index(step) + 1

    def before(self, step: Step) -> Step | None:
        return self.steps[self.number(step) - 2] if self.number(step) > 1 else None

    def after(self, step: Step) -> Step:
        return self.steps[min(self.number(step), len(self.steps) - 1)]

    def fields_until(self, step: Step) -> list[str]:
        """Everything asked up to and with this step."""
        return [name for one in self.steps[: self.number(step)] for name in one.fields]

    def place_of(self, name: str) -> Step:
        """The step in which a field is asked."""
        return next((step for step in self.steps if name in step.fields), self.steps[0])

    def first_wrong(self, form: IdeaForm) -> Step | None:
        """The earliest step with something to correct."""
        return next((step for step in self.steps if any(form[name].errors for name in step.fields)), None)


RECEIPT = Step("kvittering", N_("Receipt"))
PROBLEM = Step("problem", N_("The problem"), ("kind", "title", "problem"))
BETTER = Step("bedre", N_("What could make it better"), ("better", "place", "question"))
CHECK = Step("tjek", N_("Check your answers"))

GUIDE = Guide((PROBLEM, BETTER, Step("hvem", N_("How you are shown"), ("shown_as",)), CHECK))
GUEST_GUIDE = Guide((PROBLEM, BETTER, Step("hvem", N_("Who you are"), ("name", "email", "shown_as")), CHECK))
TYPING_IN = Guide(
    (
        Step("tekst", N_("The text"), (*PROBLEM.fields, *BETTER.fields)),
        Step("hvem", N_("Whom it comes from"), ("came_by", "came_on", "spoken_for", "shown_as", "consent")),
        CHECK,
    )
)
CORRECTION = Guide((Step("ret", N_("Correct the text"), (*PROBLEM.fields, *BETTER.fields, "shown_as")), CHECK))


@dataclass(frozen=True)
class Turn:
    """What one press of a button leads to: another step of the form, or a deed (`KEEP`, `SEND`)."""

    step: Step
    deed: str = ""
    is_wrong: bool = False  # something must be corrected first


def turn_of(guide: Guide, form: IdeaForm, at: str, go: str) -> Turn:
    """Where the button `go`, pressed on the step `at`, leads. Going back asks nothing and loses nothing."""
    here = guide.step(at)
    if go == BACK:
        return Turn(_quietly(form, guide.before(here) or here))
    named = [step for step in guide.steps[: guide.number(here)] if step.name == go]
    if named:
        return Turn(_quietly(form, named[0]))
    asked = guide.fields_until(guide.last if go == SEND else here)
    if not form.keeps(asked):
        return Turn(guide.first_wrong(form) or here, is_wrong=True)
    if go in {SEND, KEEP}:
        return Turn(here, deed=go)
    return Turn(guide.after(here))


def _quietly(form: IdeaForm, step: Step) -> Step:
    """Let the fields trim what was typed, and tell no errors."""
    form.keeps(())
    return step
