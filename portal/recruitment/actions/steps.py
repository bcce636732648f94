"""What every deed to an application shares: asking the table, writing the step down, and emptying it."""

from typing import Any

from portal.accounts.models import User
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.locking import hold
from portal.recruitment.models import Application, ApplicationState, ApplicationStep, PaperLetter
from portal.recruitment.states import ensure_may_become

OF_A_STATE = frozenset({EventType.APPLICATION_INVITED, EventType.APPLICATION_RESERVED})
TEXTS = ("motivation", "experience", "availability", "interests", "answer")


def take_step(application: Application, state: ApplicationState, actor: User | None) -> None:
    """Bring the application into a state that the table allows, and keep when and by whom. Raises `Refused`, and
    `Conflict` when somebody else has handled it since it was read."""
    hold(application)
    ensure_may_become(application, state)
    _throw_away_what_no_longer_holds(application)
    begin_in(application, state, actor)


def begin_in(application: Application, state: ApplicationState, actor: User | None) -> None:
    """Let a new application begin in a state, where `take_step` would ask where it comes from."""
    application.state = state
    if state is not ApplicationState.RESERVE:
        application.reserve_place = None
    application.steps.append(ApplicationStep(state=state, actor_id=actor.id if actor else None, created_at=clock.now()))


def empty(application: Application) -> None:
    """Take everything out that anybody wrote in it or about it."""
    for name in TEXTS:
        setattr(application, name, "")
    application.marks.clear()


def write_by_post(application: Application, kind: EventType) -> None:
    """Put a letter on the pile of those to be printed, for an applicant without e-mail."""
    if application.gets_letters_by_post:
        application.letters.append(PaperLetter(kind=kind.value))


def _throw_away_what_no_longer_holds(application: Application) -> None:
    """An invitation or a place on the list that was never posted is not posted when the next step is taken."""
    if application.gets_letters_by_post:
        kept = [letter for letter in application.letters if letter.posted_at or letter.kind not in OF_A_STATE]
        application.letters = kept


def for_secretary(application: Application) -> dict[str, Any]:
    """What an event tells of an application: where the secretary handles it, and nothing about the person."""
    return {"path": application.path_for_secretary}


def for_applicant() -> dict[str, Any]:
    """What an event tells of an application: where the applicant finds it, and nothing about the person."""
    return {"path": "/konto/ansoegninger"}
