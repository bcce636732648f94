"""The demonstration's own clock: it can be put forward to the next deadline, and what waits for that day happens.

How far it is ahead stands in a file of the installation, which web server, worker and commands read.
"""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import all_of, transaction
from portal.foundation.handed import Handed
from portal.foundation.i18n import gettext as _
from portal.foundation.jobs import next_night, work, work_at_night
from portal.house.coming import steps_ahead, to_come
from portal.meetings.models import Meeting
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.sittings.models import Sitting
from portal.tasks.task import Holder, tasks_of
from portal.trace.thread import Node
from portal.workshops.models import Workshop

MORNING = time(9)  # of the day after: the day itself is the last on which something can be done
FURTHEST = timedelta(days=31)  # in one go: each night and morning in between is lived through
MOST_ROUNDS = 40  # of letters at one moment
NAME = "clock.txt"


class Advance:
    """How far the clock is ahead."""

    def __init__(self, path: Path) -> None:
        self.path, self._read = path, (0, timedelta())

    def __call__(self) -> timedelta:
        try:
            changed = self.path.stat().st_mtime_ns
        except FileNotFoundError:
            return timedelta()
        if changed != self._read[0]:
            self._read = changed, timedelta(seconds=int(self.path.read_text(encoding="ascii")))
        return self._read[1]

    def go_to(self, moment: datetime) -> None:
        """Never to a moment before: a deadline is over then."""
        how_far = self() + (moment - clock.now())
        made = self.path.with_suffix(".new")
        made.write_text(str(ceil(how_far.total_seconds())), encoding="ascii")
        made.replace(self.path)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Of two who put the clock forward at once the second waits, and then sees that it has been done."""
        with self.path.with_suffix(".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


advance: Handed[Advance] = Handed("the clock of the demonstration")


@dataclass(frozen=True)
class Ahead:
    """To which moment the clock goes next, and which deadlines have passed then."""

    moment: datetime
    passes: Sequence[Node]


def next_deadline(person: User) -> Ahead:
    """The next of everything that is to come, in public or on somebody's desk; a month where nothing is."""
    coming = sorted(_coming(person), key=lambda step: (_after(step), step.path))
    furthest = _morning_of(clock.today() + FURTHEST)
    moment = min(_after(coming[0]), furthest) if coming else furthest
    return Ahead(moment, [step for step in coming if _after(step) <= moment])


def _coming(person: User) -> Iterator[Node]:
    committees = all_of(select(Committee).where(Committee.published_at.is_not(None)))
    steps, now = steps_ahead(committees), clock.now()
    known = {(step.path.partition("#")[0], clock.in_denmark(step.when).date()) for step in steps if step.when}
    steps += _windows(committees)
    for task in tasks_of(Holder(person, served=[one for one in committees if not one.is_closed], serves=None)):
        if task.due is not None and (task.path.partition("#")[0], task.due) not in known:
            steps.append(to_come("task", 0, str(task.kind), task.due, path=""))  # what it is, is not for everybody
    yield from (step for step in steps if _after(step) > now)


def _windows(committees: Sequence[Committee]) -> Iterator[Node]:
    """The last days on which those who were at a meeting can correct what is said of it. On nobody's desk, but then
    somebody can go on."""
    ids = [one.id for one in committees]
    for sitting in all_of(
        select(Sitting).where(Sitting.committee_id.in_(ids), Sitting.objections_until >= clock.today())
    ):
        label = _("Last day for corrections of the minutes")
        yield to_come("window", sitting.id, label, _day_of(sitting.objections_until), path="", title=sitting.title)
    for shop in all_of(
        select(Workshop).where(Workshop.committee_id.in_(ids), Workshop.read_back_until >= clock.today())
    ):
        label = _("Last day for corrections of the outcome")
        yield to_come("window", shop.id, label, _day_of(shop.read_back_until), path="", title=shop.title)


def _day_of(until: date | None) -> date:
    assert until is not None  # noqa: S101 - asked for
    return until


def _after(step: Node) -> datetime:
    """When it has happened: a meeting has begun, or the last day is over."""
    assert step.when is not None  # noqa: S101 - `to_come` gives each its moment
    if step.kind == Meeting.__tablename__:
        return step.when
    return _morning_of(clock.in_denmark(step.when).date() + timedelta(days=1))


def _morning_of(day: date) -> datetime:
    return clock.moment_in_denmark(datetime.combine(day, MORNING))


def put_forward(person: User, to: datetime) -> bool:
    """Live on until then: each night's and each morning's work is done at its hour. False where the clock has moved
    since `to` was shown: a second click."""
    require(person, Permission.ACCOUNT_KEEP)
    with advance().alone():
        if to != next_deadline(person).moment:
            return False
        for moment, at_night in _hours_until(to):
            with clock.frozen(moment):
                if at_night:
                    work_at_night()()
                _work_through()
        with clock.frozen(to), transaction():
            record(EventType.CLOCK_PUT_FORWARD, person, actor=person, to=to.isoformat())
        advance().go_to(to)
    return True


def _hours_until(to: datetime) -> Iterator[tuple[datetime, bool]]:
    """Each night, whether it is one, and each morning; and the moment itself."""
    night = next_night(clock.now())
    while night < to:
        yield night, True
        morning = _morning_of(clock.in_denmark(night).date())
        if morning < to:
            yield morning, False
        night += timedelta(days=1)
    yield to, False


def _work_through() -> None:
    for _round in range(MOST_ROUNDS):
        if not work()():
            return
    current_app.logger.warning("more waited for the worker than the time machine lets it do at one moment")
