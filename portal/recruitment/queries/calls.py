"""Calls for members, and whether they are open."""

from datetime import date

from flask import abort
from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.committees.models import Committee, Membership, Seat, SeatFunction
from portal.foundation import clock
from portal.foundation.db import all_of, first_of_all
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.recruitment.models import Call
from portal.rules.permissions import OPEN_DURING, Permission

TAKES_APPLICATIONS = OPEN_DURING[Permission.APPLICATION_SUBMIT]


def free_seats(call: Call) -> list[Seat]:
    """The seats of a call on which a place is free: a filled one is not applied for."""
    return [seat for seat in call.seats if seat.free_from(clock.today())]


def is_open(call: Call) -> bool:
    """Whether a call takes applications today: between its days, with a free seat, in a public committee at work."""
    return (
        call.opens_on <= clock.today() <= call.closes_on
        and call.committee.is_public
        and call.committee.stage in TAKES_APPLICATIONS
        and bool(free_seats(call))
    )


def refuse_unless_open(call: Call) -> None:
    """Raise `Refused` outside the days of a call, when its seats are filled, and when its committee is closed."""
    if not free_seats(call):
        raise Refused(_("Every seat has been filled since you opened the page."))
    if not is_open(call):
        raise Refused(_("The call is not open. Applications are taken between its first and its last day."))


def latest_call(committee: Committee) -> Call | None:
    """The call that is open or comes next, else the last that there was."""
    return first_of_all(_latest_call(committee.id))


@question
def _latest_call(committee_id: int) -> Select[tuple[Call]]:
    beside = joinedload(Call.committee), joinedload(Call.seats).joinedload(Seat.memberships)
    calls = select(Call).where(Call.committee_id == committee_id).options(*beside)
    return calls.order_by(Call.closes_on.desc(), Call.id.desc()).limit(1)


def call_or_404(committee: Committee) -> Call:
    """The committee's latest call. 404 when it has never had any."""
    call = latest_call(committee)
    if call is None:
        abort(404)
    return call


def call_to_change(committee: Committee) -> Call | None:
    """The call that is open or comes next; None when the last one has closed, so that another can be published."""
    call = latest_call(committee)
    return call if call is not None and call.closes_on >= clock.today() else None


def open_call(committee: Committee) -> Call | None:
    """The call that takes applications today."""
    call = latest_call(committee)
    return call if call is not None and is_open(call) else None


def open_calls_everywhere(limit: int | None = 3) -> list[Call]:
    """Calls that take applications today, the nearest last day first; one query."""
    return all_of(_open_calls_everywhere(clock.today(), limit=limit))


@question
def _open_calls_everywhere(today: date, *, limit: int | None) -> Select[tuple[Call]]:
    return (
        select(Call)
        .join(Call.committee)
        .where(
            Call.opens_on <= today,
            Call.closes_on >= today,
            Committee.published_at.is_not(None),
            Committee.stage.in_(TAKES_APPLICATIONS),
            Call.seats.any(Seat.quota > _taken_on(today)),
        )
        .options(contains_eager(Call.committee))
        .order_by(Call.closes_on, Call.id)
        .limit(limit)
    )


def _taken_on(day: date) -> ScalarSelect[int]:
    """As `Seat.taken_from`, counted in the database."""
    return (
        select(func.count(Membership.id))
        .where(
            Membership.seat_id == Seat.id,
            Membership.function != SeatFunction.SUBSTITUTE,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
        )
        .correlate(Seat)
        .scalar_subquery()
    )
