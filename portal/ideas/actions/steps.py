"""What every deed to an idea shares: asking the table, and writing the step down."""

from datetime import date, datetime, time, timedelta

from portal.accounts.models import User
from portal.foundation import clock
from portal.ideas.models import Idea, IdeaState, IdeaStep
from portal.ideas.states import ensure_may_become


def take_step(idea: Idea, state: IdeaState, actor: User, reason: str = "") -> None:
    """Bring the idea into a state that the table allows, and keep when, by whom and why. Raises `Refused`."""
    ensure_may_become(idea, state)
    idea.state = state
    idea.steps.append(IdeaStep(state=state, reason=reason, actor_id=actor.id, created_at=clock.now()))


def start_clock(idea: Idea, came_on: date | None = None) -> None:
    """From now, or from the day it came, the committee owes an answer within the days that it promises."""
    day = came_on or clock.today()
    is_today = day == clock.today()
    idea.received_at = clock.now() if is_today else clock.moment_in_denmark(datetime.combine(day, time(12)))
    idea.answer_due_on = day + timedelta(days=idea.committee.idea_answer_days)


def take_first_step(idea: Idea, state: IdeaState, actor: User) -> None:
    """Let a new idea begin in a state, where `take_step` would ask where it comes from."""
    idea.state = state
    idea.steps.append(IdeaStep(state=state, actor_id=actor.id, created_at=clock.now()))
