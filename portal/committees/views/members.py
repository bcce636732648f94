"""Seats and members: the public list, and the secretary's deeds on it."""

from datetime import date
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.actions.members import (
    appoint_member,
    bring_in_substitute,
    create_seat,
    end_membership,
    remove_seat,
)
from portal.committees.asking import parting
from portal.committees.forms.members import AppointmentForm, EndingForm, SeatForm, StandInForm
from portal.committees.models import Committee, Membership, Seat, SeatFunction, SeatType
from portal.committees.queries import (
    committee_by_slug,
    membership_or_404,
    seat_or_404,
    seats,
    seats_called_for,
    standing_substitutes,
)
from portal.committees.views.blueprint import committees
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.municipalities.queries import bodies, parties
from portal.rules.permissions import Permission


@committees.get("/udvalg/<slug>/medlemmer")
def members(slug: str) -> ResponseReturnValue:
    """Who sits at the table today, or sat there on the day asked for with `?dato=2026-05-01`."""
    committee = committee_by_slug(slug, current_person())
    day = asked_day()
    return render_template("committees/members.html", committee=committee, seats=seats(committee), roster_day=day)


@committees.get("/udvalg/<slug>/pladser")
def table(slug: str) -> ResponseReturnValue:
    """The secretary's page: seats, who sits on them, and what can be done."""
    committee = appointable(slug)
    return _table_page(committee, seat_form(committee))


@committees.post("/udvalg/<slug>/pladser")
def add_seat(slug: str) -> ResponseReturnValue:
    committee = appointable(slug)
    form = seat_form(committee)
    if not form.validate():
        return _table_page(committee, form), 422
    create_seat(signed_in(), committee, form.draft(), submission_key=form.submission_key.data or None)
    flash(_("The seat is added."), "success")
    return redirect(url_for("committees.table", slug=slug))


@committees.post("/udvalg/<slug>/pladser/<int:seat_id>/fjern")
def take_seat_away(slug: str, seat_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    remove_seat(signed_in(), committee, seat_or_404(committee, seat_id))
    flash(_("The seat is removed."), "success")
    return redirect(url_for("committees.table", slug=slug))


@committees.get("/udvalg/<slug>/pladser/<int:seat_id>/udpeg")
def appointment(slug: str, seat_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    seat = seat_or_404(committee, seat_id)
    form = _appointment_form(committee, seat)
    form.starts_on.data = clock.today()
    if not seat.free_from(clock.today()):
        form.function.data = SeatFunction.SUBSTITUTE.value  # who takes no place
    return _appointment_page(committee, seat, form)


@committees.post("/udvalg/<slug>/pladser/<int:seat_id>/udpeg")
def appoint(slug: str, seat_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    seat = seat_or_404(committee, seat_id)
    form = _appointment_form(committee, seat)
    return taken_in(
        form,
        lambda: appoint_member(signed_in(), committee, seat, form.draft()),
        partial(_appointment_page, committee, seat, form),
        told=lambda membership: _("%(name)s is appointed.", name=membership.user.name),
        then=url_for("committees.table", slug=slug),
    )


@committees.get("/udvalg/<slug>/medlemmer/<int:membership_id>/udtraed")
def ending(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    membership = membership_or_404(committee, membership_id)
    return _ending_page(committee, membership, EndingForm(membership))


@committees.post("/udvalg/<slug>/medlemmer/<int:membership_id>/udtraed")
def end(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    membership = membership_or_404(committee, membership_id)
    form = EndingForm(membership)
    return taken_in(
        form,
        lambda: end_membership(signed_in(), membership, form.draft()),
        partial(_ending_page, committee, membership, form),
        question=lambda: parting(committee, membership),
        told=_("The membership of %(name)s has ended.", name=membership.user.name),
        then=url_for("committees.table", slug=slug),
    )


@committees.get("/udvalg/<slug>/medlemmer/<int:membership_id>/stedfortraeder")
def standing_in(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    membership = membership_or_404(committee, membership_id)
    form = StandInForm(membership)
    form.starts_on.data = clock.today()
    return _stand_in_page(committee, membership, form)


@committees.post("/udvalg/<slug>/medlemmer/<int:membership_id>/stedfortraeder")
def stand_in(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    membership = membership_or_404(committee, membership_id)
    form = StandInForm(membership)
    return taken_in(
        form,
        lambda: bring_in_substitute(signed_in(), committee, membership, form.draft()),
        partial(_stand_in_page, committee, membership, form),
        told=lambda substitute: _("%(name)s sits in the place for that time.", name=substitute.user.name),
        then=url_for("committees.table", slug=slug),
    )


def asked_day() -> date | None:
    """The day that a roster was asked for; None is today, and so is anything odd."""
    try:
        return date.fromisoformat(request.args.get("dato", ""))
    except ValueError:
        return None


def _ending_page(committee: Committee, membership: Membership, form: EndingForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "committees/ending.html",
        committee=committee,
        membership=membership,
        form=form,
        reasons=reasons,
    )


def _stand_in_page(
    committee: Committee, membership: Membership, form: StandInForm, reasons: tuple[str, ...] = ()
) -> str:
    return render_template(
        "committees/standing_in.html",
        committee=committee,
        membership=membership,
        form=form,
        reasons=reasons,
        waiting=standing_substitutes(committee),
    )


def appointable(slug: str) -> Committee:
    """The committee, for whoever may say who sits in it."""
    return committee_by_slug(slug, current_person(), Permission.MEMBER_APPOINT)


def seat_form(committee: Committee) -> SeatForm:
    """The form of a seat, with the bodies that appoint."""
    form = SeatForm()
    form.offer_bodies(bodies(committee.municipality, clock.today()))
    return form


def _appointment_form(committee: Committee, seat: Seat) -> AppointmentForm:
    form = AppointmentForm(is_politician=seat.type is SeatType.POLITICIAN)
    form.offer_parties(parties(committee.municipality, clock.today()))
    return form


def _appointment_page(committee: Committee, seat: Seat, form: AppointmentForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "committees/appointment.html",
        committee=committee,
        seat=seat,
        form=form,
        reasons=reasons,
        is_full=not seat.free_from(clock.today()),
    )


def _table_page(committee: Committee, form: SeatForm) -> str:
    return render_template(
        "committees/table.html",
        committee=committee,
        seats=seats(committee),
        called_for=seats_called_for(committee),
        form=form,
    )
