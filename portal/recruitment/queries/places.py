"""Places of a seat: taken, promised, free, and who is asked next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, union
from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee, Seat
from portal.foundation import clock
from portal.foundation.db import all_of, db
from portal.recruitment.models import Application, ApplicationState, Call, call_seat
from portal.recruitment.states import HOLDS_A_PLACE


def next_reserve_place(seat: Seat) -> int:
    """The last place of a seat's reserve list; for use while the seat is held."""
    last = select(func.max(Application.reserve_place)).where(
        Application.seat_id == seat.id, Application.state == ApplicationState.RESERVE
    )
    return (db.session.scalar(last) or 0) + 1


def seats_called_for(committee: Committee) -> set[int]:
    """The seats that a call asks for, or that somebody has applied for, also long ago; one query."""
    called = select(call_seat.c.seat_id).join(Call, Call.id == call_seat.c.call_id)
    applied = select(Application.seat_id).where(Application.committee_id == committee.id)
    return set(db.session.scalars(union(called.where(Call.committee_id == committee.id), applied)))


def reserve_list(seat: Seat) -> list[Application]:
    """Those on the reserve list for a seat, the first to be asked first."""
    return all_of(
        select(Application)
        .where(Application.seat_id == seat.id, Application.state == ApplicationState.RESERVE)
        .order_by(Application.reserve_place, Application.id)
    )


@dataclass(frozen=True)
class Places:
    """The places of one seat: how many are taken and promised, and who is asked next."""

    seat: Seat
    taken: int
    promised: int  # invited, has not answered
    reserves: Sequence[Application]

    @property
    def free(self) -> int:
        return max(0, self.seat.quota - self.taken - self.promised)

    @property
    def next_reserve(self) -> Application | None:
        return self.reserves[0] if self.reserves else None

    def goes_before(self, application: Application) -> Application | None:
        """Who must be asked first; nobody where a place is free beside those that the reserve list may still take."""
        on_list = application in self.reserves
        ahead = self.reserves[: self.reserves.index(application)] if on_list else self.reserves
        return ahead[0] if len(ahead) >= self.free and ahead else None


def count_promised(seat: Seat, *, but: int | None = None) -> int:
    """How many of a seat's places are kept for applicants who have been invited, leaving one out of account."""
    promised = select(func.count()).where(
        Application.seat_id == seat.id, Application.state.in_(HOLDS_A_PLACE), Application.id != (but or 0)
    )
    return db.session.scalar(promised) or 0


def places_of(seat: Seat, *, but: int | None = None) -> Places:
    """The places of one seat today, leaving one application out of account."""
    return Places(seat, seat.taken_from(clock.today()), count_promised(seat, but=but), reserve_list(seat))


def places(committee: Committee) -> list[Places]:
    """All seats of a committee that anybody has applied for; four queries."""
    found = all_of(
        select(Seat)
        .where(Seat.id.in_(select(Application.seat_id).where(Application.committee_id == committee.id)))
        .options(selectinload(Seat.memberships))
        .order_by(Seat.position, Seat.id)
    )
    waiting = all_of(
        select(Application)
        .where(
            Application.committee_id == committee.id,
            Application.state.in_(HOLDS_A_PLACE | {ApplicationState.RESERVE}),
        )
        .order_by(Application.reserve_place, Application.id)
    )
    return [_places(seat, [one for one in waiting if one.seat_id == seat.id]) for seat in found]


def _places(seat: Seat, waiting: Sequence[Application]) -> Places:
    reserves = [one for one in waiting if one.state is ApplicationState.RESERVE]
    return Places(seat, seat.taken_from(clock.today()), len(waiting) - len(reserves), reserves)


def next_reserves(committee_ids: Collection[int]) -> list[Application]:
    """Who is asked next wherever a place is free today and somebody waits for it; three queries."""
    waiting = all_of(
        select(Application)
        .where(
            Application.committee_id.in_(committee_ids),
            Application.state.in_(HOLDS_A_PLACE | {ApplicationState.RESERVE}),
        )
        .options(joinedload(Application.committee), joinedload(Application.seat).selectinload(Seat.memberships))
        .order_by(Application.seat_id, Application.reserve_place, Application.id)
    )
    found = [_places(seat, [one for one in waiting if one.seat is seat]) for seat in {one.seat: 1 for one in waiting}]
    return [one.next_reserve for one in found if one.free and one.next_reserve is not None]
