"""Reading the tables of a workshop, and who sits where in which round."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, comb

from sqlalchemy import Select, func, select

from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404, tuples_of
from portal.foundation.questions import question
from portal.foundation.text import alike
from portal.meetings.queries import is_over
from portal.workshops.models import Workshop, WorkshopNote, WorkshopRound, WorkshopSeat, WorkshopSignUp, WorkshopTable
from portal.workshops.seating import Seating


@question
def _tables(workshop_id: int) -> Select[tuple[WorkshopTable]]:
    return select(WorkshopTable).where(WorkshopTable.workshop_id == workshop_id).order_by(WorkshopTable.number)


def tables_of(workshop: Workshop) -> Sequence[WorkshopTable]:
    """The tables in order: everybody may know numbers and questions. None are looked for before any was laid."""
    return all_of(_tables(workshop.id)) if workshop.seated_at is not None else ()


def table_or_404(workshop: Workshop, number: int) -> WorkshopTable:
    return first_or_404(
        select(WorkshopTable).where(WorkshopTable.workshop_id == workshop.id, WorkshopTable.number == number)
    )


def round_or_404(workshop: Workshop, number: int) -> WorkshopRound:
    return first_or_404(
        select(WorkshopRound).where(WorkshopRound.workshop_id == workshop.id, WorkshopRound.number == number)
    )


def has_seats(workshop: Workshop) -> bool:
    """Whether anybody has been seated."""
    seats = select(WorkshopSeat.id).join(WorkshopRound, WorkshopSeat.round_id == WorkshopRound.id)
    return workshop.seated_at is not None and bool(
        db.session.scalar(seats.where(WorkshopRound.workshop_id == workshop.id).limit(1))
    )


def left_out(workshop: Workshop, places: Iterable[WorkshopSignUp]) -> set[int]:
    """The ids of those who had a place when the plan was last made, and have no seat in its last round. Who has come to
    it since is to have one."""
    rows = select(WorkshopSeat.sign_up_id, WorkshopSeat.created_at, WorkshopRound.number).join(
        WorkshopRound, WorkshopSeat.round_id == WorkshopRound.id
    )
    seats = db.session.execute(rows.where(WorkshopRound.workshop_id == workshop.id)).tuples().all()
    last = max((number for _who, _made, number in seats), default=0)
    made = {who: at for who, at, number in seats if number == last}
    begun = min(made.values(), default=None)
    return {
        place.id
        for place in places
        if begun is not None and place.id not in made and (place.moved_up_at or place.created_at) <= begun
    }


def own_tables(workshop: Workshop, place: WorkshopSignUp | None) -> Sequence[tuple[int, int]]:
    """For each round the table at which somebody sits, once the plan is shown to those who come."""
    return tuples_of(_own_tables(place.id)) if place is not None and workshop.plan_shown_at is not None else ()


@question
def _own_tables(sign_up_id: int) -> Select[tuple[int, int]]:
    return (
        select(WorkshopRound.number, WorkshopTable.number)
        .join(WorkshopSeat, WorkshopSeat.round_id == WorkshopRound.id)
        .join(WorkshopTable, WorkshopTable.id == WorkshopSeat.table_id)
        .where(WorkshopSeat.sign_up_id == sign_up_id)
        .order_by(WorkshopRound.number)
    )


def written_at(workshop: Workshop, tables: Sequence[WorkshopTable]) -> int:
    """How many notes have come from these tables."""
    if not tables:
        return 0
    theirs = WorkshopNote.table_number.in_([table.number for table in tables])
    counted = select(func.count(WorkshopNote.id)).where(WorkshopNote.workshop_id == workshop.id, theirs)
    return db.session.scalar(counted) or 0


@dataclass(frozen=True)
class Now:
    """How the evening stands: the round that goes on, the minutes that are left of it, and the round after it."""

    turn: WorkshopRound | None
    minutes_left: int
    next: WorkshopRound | None

    @property
    def share_left(self) -> float:
        """Of the round, from 1 to 0."""
        return min(1.0, self.minutes_left / self.turn.minutes) if self.turn else 0.0


def now_at(workshop: Workshop) -> Now:
    """The round that was begun last; each minute counts until it is over. None is left of a meeting that is over, or
    cancelled, once its last minute has gone."""
    begun = [one for one in workshop.rounds if one.begun_at is not None]
    turn = max(begun, key=lambda one: (one.begun_at, one.number), default=None)
    left = _minutes_left(turn) if turn is not None else 0
    if workshop.cancelled_at is not None or (is_over(workshop) and not left):
        return Now(None, 0, None)
    later = [one for one in workshop.rounds if turn is None or one.number > turn.number]
    return Now(turn, left, later[0] if later else None)


def _minutes_left(turn: WorkshopRound) -> int:
    assert turn.begun_at is not None  # noqa: S101 - asked of a round that has begun
    left = turn.begun_at + timedelta(minutes=turn.minutes) - clock.now()
    return max(0, ceil(left / timedelta(minutes=1)))


@dataclass(frozen=True)
class TablePlan:
    """Who sits where: by round and table the places, and those who come and have no seat in some round."""

    tables: Sequence[WorkshopTable]
    places: Sequence[WorkshopSignUp]  # all that come, in the order in which they were given
    seated: Mapping[tuple[int, int], Sequence[WorkshopSignUp]]  # by the numbers of round and table
    seatless: Sequence[WorkshopSignUp]
    again: int  # pairs that meet more than once
    colleagues: int  # how often two of the same organisation sit at one table
    overfull: Sequence[int]  # the numbers of tables at which more sit than there are seats

    def at(self, round_number: int, table_number: int) -> Sequence[WorkshopSignUp]:
        return self.seated.get((round_number, table_number), ())

    def tables_of(self, place: WorkshopSignUp) -> list[tuple[int, int]]:
        """The table of one person in each round."""
        return sorted(at for at, places in self.seated.items() if place in places)

    def table_in(self, round_number: int) -> dict[int, int]:
        """By the ids of those who come, at which table they sit in this round."""
        there = ((table, places) for (number, table), places in self.seated.items() if number == round_number)
        return {place.id: table for table, places in there for place in places}


def table_plan(workshop: Workshop, places: Iterable[WorkshopSignUp]) -> TablePlan:
    """The plan with these places, whose order it keeps. Whoever has lost their name has lost their seat here too."""
    known, tables = {place.id: place for place in places}, tables_of(workshop)
    seats = seats_of(workshop)
    seated: dict[tuple[int, int], list[WorkshopSignUp]] = defaultdict(list)
    rounds: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    many: dict[int, int] = defaultdict(int)
    for place in known.values():
        for at in seats.get(place.id, ()):
            seated[at].append(place)
            many[place.id] += 1
    for (number, table), sitting in seated.items():
        rounds[number][table] = [place.id for place in sitting]
    again = Seating([list(tables.values()) for tables in rounds.values()]).again
    seatless = [place for place in known.values() if seated and many[place.id] < len(workshop.rounds)]
    seats_at = {table.number: table.seats for table in tables}
    overfull = {table for (_number, table), sitting in seated.items() if len(sitting) > seats_at[table]}
    together = sum(_colleagues(sitting) for sitting in seated.values())
    return TablePlan(tables, list(known.values()), seated, seatless, again, together, sorted(overfull))


def organisation_of(place: WorkshopSignUp) -> str | None:
    """By what it is known again, however it was typed."""
    return alike(place.organisation) or None


def _colleagues(sitting: Sequence[WorkshopSignUp]) -> int:
    known = Counter(organisation_of(place) for place in sitting if place.organisation)
    return sum(comb(many, 2) for many in known.values())


def seats_of(workshop: Workshop) -> dict[int, list[tuple[int, int]]]:
    """By sign-up the numbers of round and table, in order of rounds; one query."""
    rows = db.session.execute(
        select(WorkshopSeat.sign_up_id, WorkshopRound.number, WorkshopTable.number)
        .join(WorkshopRound, WorkshopRound.id == WorkshopSeat.round_id)
        .join(WorkshopTable, WorkshopTable.id == WorkshopSeat.table_id)
        .where(WorkshopRound.workshop_id == workshop.id)
        .order_by(WorkshopRound.number, WorkshopSeat.id)
    )
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for sign_up, number, table in rows.tuples():
        found[sign_up].append((number, table))
    return found
