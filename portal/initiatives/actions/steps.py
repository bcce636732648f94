"""What every deed to a citizens' proposal shares: asking the table, and writing the step down."""

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.locking import hold
from portal.initiatives.models import Initiative, InitiativeState, InitiativeStep
from portal.initiatives.states import ensure_may_become


def take_step(initiative: Initiative, state: InitiativeState, actor: User, reason: str = "") -> None:
    """Bring the proposal into a state that the table allows, and keep when, by whom and why. Raises `Refused`, and
    `Conflict` when somebody else has changed it since it was read."""
    hold(initiative)
    ensure_may_become(initiative, state)
    write_step(initiative, state, actor, reason)


def write_step(initiative: Initiative, state: InitiativeState, actor: User, reason: str = "") -> None:
    """As `take_step`, where nothing came before."""
    initiative.state = state
    initiative.steps.append(InitiativeStep(state=state, reason=reason, actor_id=actor.id, created_at=clock.now()))
