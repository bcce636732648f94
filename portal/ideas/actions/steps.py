"""What every deed to an idea shares: asking the table, and writing the step down."""

from datetime import timedelta

from portal.accounts.models import User
from portal.foundation import clock
from portal.ideas.models import Idea, IdeaState, IdeaStep
from portal.ideas.states import ensure_may_become


def take_step(idea: Idea, state: IdeaState, actor: User, reason: str = "") -> None:
    """Bring the idea into a state that the table allows, and keep when, by whom and why. Raises `Refused`."""
    ensure_may_become(idea, state)
    idea.state = state
    idea.steps.append(IdeaStep(state=state, reason=reason, actor_id=actor.id, created_at=clock.now()))


def start_clock(idea: Idea) -> None:
    """From now the committee owes an answer, within the days that it promises."""
    idea.received_at = clock.now()
    idea.answer_due_on = clock.today() + timedelta(days=idea.committee.idea_answer_days)


def take_first_step(idea: Idea, state: IdeaState, actor: User) -> None:
    """Let a new idea begin in a state, where `take_step` would ask where it comes from."""
    idea.state = state
    idea.steps.append(IdeaStep(state=state, actor_id=actor.id, created_at=clock.now()))
