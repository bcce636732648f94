"""The desk: everything that needs this person today, most urgent first, each one click from done."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.committees.queries import committees_of
from portal.committees.waiting import LOOKED_INTO
from portal.foundation import clock
from portal.foundation.paging import Page, sliced
from portal.rules.roles import Role
from portal.tasks.task import Holder, Task, tasks_of

SOON = 7  # days
PER_HEAP = 30


@dataclass(frozen=True)
class Desk:
    """The tasks in heaps, and the committees they come from."""

    late: Sequence[Task]
    soon: Sequence[Task]
    later: Sequence[Task]
    resting: Sequence[Task]  # far ahead, or waiting for very long: folded, and not counted
    committees: Sequence[Committee]
    not_looked_into: Sequence[Committee] = ()  # whose gates may be all but open too

    def heap(self, tasks: Sequence[Task], parameter: str) -> Page[Task]:
        """The page of a heap that is asked for."""
        return sliced(tasks, per_page=PER_HEAP, parameter=parameter)

    @property
    def count(self) -> int:
        return len(self.late) + len(self.soon) + len(self.later)


def desk_of(person: User) -> Desk:
    """Everything that this person's roles ask for today."""
    served = _committees_with(person, Role.SECRETARY)
    chaired = [one for one in _committees_with(person, Role.CHAIR) if one not in served]
    led = [one for one in _committees_with(person, Role.FACILITATOR) if one not in served]
    tasks = tasks_of(Holder(person, served, chaired, _ids_with(person, Role.SECRETARY), led))
    resting = [task for task in tasks if task.can_rest]
    awake = [task for task in tasks if not task.can_rest]
    late = [task for task in awake if task.is_late]
    soon = [task for task in awake if not task.is_late and task.due and (task.due - clock.today()).days <= SOON]
    later = [task for task in awake if task not in late and task not in soon]
    own = served or _committees_with(person, Role.MEMBER, Role.CHAIR, Role.FACILITATOR)
    return Desk(late, soon, later, resting, own, served[LOOKED_INTO:])


def _committees_with(person: User, *roles: Role) -> list[Committee]:
    ids = _ids_with(person, *roles)
    return [] if ids == [] else committees_of(ids)


def _ids_with(person: User, *roles: Role) -> list[int] | None:
    """The committees in which somebody has one of these roles, also closed ones; None for all of them."""
    given = [grant.committee_id for grant in person.held_grants() if grant.role in roles]
    return None if None in given else [number for number in given if number is not None]
