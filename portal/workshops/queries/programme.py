"""The programme of a workshop as it stands on paper: the rounds with their hours, and who holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.accounts.models import User
from portal.accounts.queries import people_with_role
from portal.rules.roles import Role
from portal.workshops.models import Workshop, WorkshopRound

PAUSE = timedelta(minutes=5)  # what is shorter is people who change tables
REHEARSED = timedelta(hours=1)  # before the meeting begins: what was tried out


@dataclass(frozen=True)
class Step:
    """A round, and when it was held. Before it has begun nobody can know; `pause_from` is where one came before it."""

    turn: WorkshopRound
    begins_at: datetime | None
    ends_at: datetime | None
    pause_from: datetime | None


def _begun(workshop: Workshop, begun: datetime | None) -> datetime | None:
    """When a round began on the evening; what was tried out before is no part of it."""
    return begun if begun is not None and begun >= workshop.starts_at - REHEARSED else None


def programme(workshop: Workshop) -> list[Step]:
    steps: list[Step] = []
    ended: datetime | None = None
    begins = [_begun(workshop, turn.begun_at) for turn in workshop.rounds]
    for place, (turn, begun) in enumerate(zip(workshop.rounds, begins, strict=True)):
        next_one = next((one for one in begins[place + 1 :] if one is not None), None)
        planned = begun + timedelta(minutes=turn.minutes) if begun is not None else None
        ends = min(planned, next_one) if planned is not None and next_one is not None else planned
        is_pause = begun is not None and ended is not None and begun - ended >= PAUSE
        steps.append(Step(turn, begun, ends, ended if is_pause else None))
        ended = ends
    return steps


def facilitators(workshop: Workshop) -> Sequence[User]:
    """Who holds the committee's meetings, by name; for the paper of those who do."""
    return people_with_role(Role.FACILITATOR, workshop.committee_id)
