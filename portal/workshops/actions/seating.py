"""Tables for a workshop, and who sits where."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold, hold_to_change
from portal.foundation.seen import ensure_as_seen
from portal.workshops.deeds import LAY_TABLES, SHOW_PLAN
from portal.workshops.forms.tables import MoveDraft, SeatingDraft, TableDraft, TablesDraft
from portal.workshops.models import Workshop, WorkshopRound, WorkshopSeat, WorkshopSignUp, WorkshopTable
from portal.workshops.queries.coming import who_comes
from portal.workshops.queries.tables import has_seats, organisation_of, seats_of, tables_of
from portal.workshops.seating import Guest, Seating, TooFewSeats, seated

At = tuple[int, int, int]  # the numbers of round and table, and the id of a sign-up


def lay_tables(actor: User, workshop: Workshop, draft: TablesDraft) -> None:
    """Whoever plans says how many tables and rounds there are. What tables stay keep their questions; the same twice is
    said once. A plan that was shown is a draft again."""
    with transaction():
        LAY_TABLES.require_leave(actor, workshop)
        hold(workshop, compares=False)
        LAY_TABLES.ensure(workshop)
        if usual_tables(workshop) == draft:
            return
        ensure_as_seen(workshop)
        _lay(workshop, draft)
        _touch(workshop, is_shown=False)
        record(EventType.WORKSHOP_TABLES_LAID, workshop, actor=actor, tables=draft.tables, rounds=draft.rounds)


def usual_tables(workshop: Workshop) -> TablesDraft | None:
    """How they are laid now, with as many seats as most of them have; None before any is."""
    tables, rounds = workshop.tables, workshop.rounds
    if not tables or not rounds:
        return None
    seats = Counter(table.seats for table in tables).most_common(1)[0][0]
    return TablesDraft(len(tables), seats, len(rounds), rounds[0].minutes)


def _lay(workshop: Workshop, draft: TablesDraft) -> None:
    usual = usual_tables(workshop)
    kept = workshop.tables[: draft.tables]
    if usual is not None and usual.seats != draft.seats:
        for table in kept:
            table.seats = draft.seats
    more = range(len(kept) + 1, draft.tables + 1)
    workshop.tables = kept + [WorkshopTable(number=number, seats=draft.seats) for number in more]
    stay = workshop.rounds[: draft.rounds]
    if usual is not None and usual.minutes != draft.minutes:
        for one in stay:
            one.minutes = draft.minutes
    later = range(len(stay) + 1, draft.rounds + 1)
    workshop.rounds = stay + [WorkshopRound(number=number, minutes=draft.minutes) for number in later]


def describe_table(actor: User, workshop: Workshop, table: WorkshopTable, draft: TableDraft) -> None:
    """Whoever plans says what one table works on, and who holds it. Nobody holds two."""
    with transaction():
        LAY_TABLES.require_leave(actor, workshop)
        wanted = {"question": draft.question, "seats": draft.seats, "host_id": draft.host_id}
        changed = hold_to_change(table, wanted)
        LAY_TABLES.ensure(workshop)
        if not changed:
            return
        others = {one.host_id for one in tables_of(workshop) if one.id != table.id}
        if draft.host_id is not None and draft.host_id in others:
            raise Refused(_("That person holds another table already."))
        if draft.host_id is not None and draft.host_id not in {place.id for place in who_comes(workshop)}:
            raise Refused(_("Choose somebody who has signed up."))
        for name, value in changed.items():
            setattr(table, name, value)
        record(EventType.WORKSHOP_TABLES_LAID, workshop, actor=actor, table=table.number)


def seat_people(actor: User, workshop: Workshop, draft: SeatingDraft) -> Seating:
    """Seat everybody who comes, from a round on. What lies before is held already, and counts where people meet again.

    The plan is a draft until it is shown. Raises `Refused` without tables, people, or seats enough.
    """
    with transaction():
        LAY_TABLES.require_leave(actor, workshop)
        LAY_TABLES.ensure(workshop)
        laid = _laid(workshop, draft)  # takes a second, and keeps nobody from writing meanwhile
        hold(workshop, compares=False)
        LAY_TABLES.ensure(workshop)
        if _write(workshop, draft.from_round, laid):
            ensure_as_seen(workshop)
            _touch(workshop, is_shown=False)
            record(EventType.WORKSHOP_SEATED, workshop, actor=actor, from_round=draft.from_round)
    return laid


def _laid(workshop: Workshop, draft: SeatingDraft) -> Seating:
    tables, rounds = tables_of(workshop), len(workshop.rounds)
    if not tables or not rounds:
        raise Refused(_("Say first how many tables and rounds there are."))
    places = [place for place in who_comes(workshop) if place.id not in draft.absent]
    if not places:
        raise Refused(_("Nobody has signed up yet, so there is nobody to seat."))
    held = {table.host_id: at for at, table in enumerate(tables) if table.host_id is not None}
    guests = [Guest(place.id, _marks(place), held.get(place.id), organisation_of(place)) for place in places]
    before = _before(workshop, draft.from_round, len(tables))
    try:
        return seated(guests, [table.seats for table in tables], rounds - len(before), before=before)
    except TooFewSeats:
        seats = sum(table.seats for table in tables)
        raise Refused(
            _("%(people)s people come, and there are %(seats)s seats. Set up more tables, or more seats at each.",
              people=len(places), seats=seats)
        ) from None  # fmt: skip


def _marks(place: WorkshopSignUp) -> frozenset[tuple[str, object]]:
    """What they share with others: a table is to have several kinds, and several parties."""
    party = {("party", place.party_id)} if place.party_id is not None else set()
    return frozenset({("kind", place.kind), *party})


def _before(workshop: Workshop, from_round: int, tables: int) -> list[list[list[int]]]:
    before: list[list[list[int]]] = [[[] for _table in range(tables)] for _round in range(from_round - 1)]
    for sign_up, places in seats_of(workshop).items():
        for number, table in places:
            if number < from_round:
                before[number - 1][table - 1].append(sign_up)
    return before


def _write(workshop: Workshop, from_round: int, laid: Seating) -> bool:
    """Put the new rounds in the place of the old; whether it changed anything. Who has just signed off is left out."""
    here = {place.id for place in who_comes(workshop)}
    wanted = {
        (number, at, one)
        for number, tables in enumerate(laid.rounds, start=from_round)
        for at, table in enumerate(tables, start=1)
        for one in table
        if one in here
    }
    stands = {(number, at, one) for one, places in seats_of(workshop).items() for number, at in places}
    if {one for one in stands if one[0] >= from_round} == wanted:
        return False
    rounds = {one.number: one.id for one in workshop.rounds}
    tables = {one.number: one.id for one in tables_of(workshop)}
    if any(number not in rounds or at not in tables for number, at, _one in wanted):  # laid anew in that second
        raise Refused(_("The table or the person is not there any more. Open the page anew."))
    again = [key for number, key in rounds.items() if number >= from_round]
    db.session.execute(delete(WorkshopSeat).where(WorkshopSeat.round_id.in_(again)))
    _sit(rounds, tables, sorted(wanted))
    return True


def _sit(rounds: dict[int, int], tables: dict[int, int], seats: Sequence[At]) -> None:
    now = clock.now()
    rows = [
        {"round_id": rounds[number], "table_id": tables[at], "sign_up_id": one, "created_at": now}
        for number, at, one in seats
    ]
    if rows:
        db.session.execute(insert(WorkshopSeat), rows)


def move_person(actor: User, workshop: Workshop, turn: WorkshopRound, draft: MoveDraft) -> None:
    """Whoever plans moves somebody in one round, to a free seat or in exchange for somebody else. Twice is once; those
    who come see it at once where the plan is shown."""
    with transaction():
        LAY_TABLES.require_leave(actor, workshop)
        hold(workshop, compares=False)
        LAY_TABLES.ensure(workshop)
        tables = {table.number: table for table in tables_of(workshop)}
        seats = {seat.sign_up_id: seat for seat in db.session.scalars(
            select(WorkshopSeat).where(WorkshopSeat.round_id == turn.id))}  # fmt: skip
        here, other = seats.get(draft.who), seats.get(draft.in_exchange_for or 0)
        there = tables.get(draft.table)
        if there is None or draft.who not in {place.id for place in who_comes(workshop)}:
            raise Refused(_("The table or the person is not there any more. Open the page anew."))
        if here is not None and here.table_id == there.id:
            return
        ensure_as_seen(workshop)
        if draft.in_exchange_for is not None:
            _exchange(here, other)
        else:
            _take_free_seat(turn, there, here, draft.who, list(seats.values()))
        _touch(workshop)
        record(EventType.WORKSHOP_SEATED, workshop, actor=actor, round=turn.number)


def _exchange(here: WorkshopSeat | None, other: WorkshopSeat | None) -> None:
    if here is None or other is None:
        raise Refused(_("Only two who both have a seat can exchange. Choose a free seat."))
    here.table_id, other.table_id = other.table_id, here.table_id


def _take_free_seat(
    turn: WorkshopRound, table: WorkshopTable, here: WorkshopSeat | None, who: int, seats: Sequence[WorkshopSeat]
) -> None:
    if sum(seat.table_id == table.id for seat in seats) >= table.seats:
        raise Refused(_("All seats at table %(number)s are taken. Exchange two people instead.", number=table.number))
    if here is None:
        db.session.add(WorkshopSeat(round_id=turn.id, table_id=table.id, sign_up_id=who))
    else:
        here.table_id = table.id


def show_plan(actor: User, workshop: Workshop) -> None:
    """Whoever plans lets those who come see where they sit. Pressed twice it is shown once."""
    with transaction():
        SHOW_PLAN.require_leave(actor, workshop)
        hold(workshop, compares=False)
        LAY_TABLES.ensure(workshop)
        if workshop.plan_shown_at is not None:
            return
        if not has_seats(workshop):
            raise Refused(_("Nobody is seated yet."))
        _touch(workshop)
        workshop.plan_shown_at = workshop.seated_at
        record(EventType.WORKSHOP_PLAN_SHOWN, workshop, actor=actor)


def _touch(workshop: Workshop, *, is_shown: bool = True) -> None:
    """Say that somebody changed it, so that whoever else has the page open is told."""
    workshop.seated_at = clock.now()
    if not is_shown:
        workshop.plan_shown_at = None
