"""A line on a desk, and where the lines come from. Each room says what of it waits for somebody in its `waiting.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.handed import Handed
from portal.foundation.i18n import gettext as _

FAR = 60  # days; what is due later than that needs nobody yet
STALE = 240  # days; what has waited for eight months is not urgent, and is asked about once, quietly


@dataclass(frozen=True)
class Task:
    """One line of the desk: what, why, until when, and the button that does it."""

    kind: str
    title: str
    path: str
    why: str
    due: date | None
    button: str
    since: date | None = None  # of what has no last day: when it began to wait

    @property
    def can_rest(self) -> bool:
        """Whether it is so far ahead, or has waited so long, that it need not stand among today's tasks."""
        today = clock.today()
        if self.due is not None:
            return (self.due - today).days > FAR or (today - self.due).days > STALE
        return self.since is not None and (today - self.since).days > STALE

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < clock.today()

    @property
    def due_in_words(self) -> str:
        if self.due is None:
            return _("When you can")
        days = (self.due - clock.today()).days
        if days < 0:
            return _("%(days)s days over the deadline", days=-days) if days < -1 else _("One day over the deadline")
        return _("Today") if days == 0 else _("By %(day)s", day=day(self.due))


@dataclass(frozen=True)
class Holder:
    """Whose desk it is, with the committees in which the person serves or leads."""

    person: Any
    served: Sequence[Any] = ()  # as secretary
    chaired: Sequence[Any] = ()  # and does not serve too
    serves: Sequence[int] | None = ()  # the numbers of those served, also closed ones; None for all there are
    facilitated: Sequence[Any] = ()  # as facilitator, and does not serve too

    @property
    def served_ids(self) -> list[int]:
        return [committee.id for committee in self.served]


Source = Callable[[Holder], Iterable[Task]]
sources: Handed[Sequence[Source]] = Handed("what waits for somebody")


def tasks_of(holder: Holder) -> list[Task]:
    """Everything that waits for a person, what is due first before the rest."""
    tasks = [task for source in sources() for task in source(holder)]
    return sorted(tasks, key=lambda task: (task.due is None, task.due or date.max, task.path))


def within(committee: Any, kind: str) -> str:
    """What kind of task it is, in which committee."""
    return Markup("{} · {}").format(quoted(committee.name), kind)
