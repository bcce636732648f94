"""Seats and members: the public list, and the secretary's deeds on it."""

from collections.abc import Iterator
from datetime import date

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
from portal.committees.forms.members import AppointmentForm, EndingForm, SeatForm, StandInForm
from portal.committees.models import Committee, Membership, Seat, SeatType
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
from portal.foundation.confirming import Question, page_unless_sure
from portal.foundation.dates import longday
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.municipalities.queries import bodies, parties
from portal.rules.access import require
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
    committee = _appointable(slug)
    return _table_page(committee, _seat_form(committee))


@committees.post("/udvalg/<slug>/pladser")
def add_seat(slug: str) -> ResponseReturnValue:
    committee = _appointable(slug)
    form = _seat_form(committee)
    if not form.validate():
        return _table_page(committee, form), 422
    create_seat(signed_in(), committee, form.draft(), submission_key=form.submission_key.data or None)
    flash(_("The seat is added."), "success")
    return redirect(url_for("committees.table", slug=slug))


@committees.post("/udvalg/<slug>/pladser/<int:seat_id>/fjern")
def take_seat_away(slug: str, seat_id: int) -> ResponseReturnValue:
    committee = _appointable(slug)
    remove_seat(signed_in(), committee, seat_or_404(committee, seat_id))
    flash(_("The seat is removed."), "success")
    return redirect(url_for("committees.table", slug=slug))


@committees.get("/udvalg/<slug>/pladser/<int:seat_id>/udpeg")
def appointment(slug: str, seat_id: int) -> ResponseReturnValue:
    committee = _appointable(slug)
    seat = seat_or_404(committee, seat_id)
    form = _appointment_form(committee, seat)
    form.starts_on.data = clock.today()
    return _appointment_page(committee, seat, form)


@committees.post("/udvalg/<slug>/pladser/<int:seat_id>/udpeg")
def appoint(slug: str, seat_id: int) -> ResponseReturnValue:
    committee = _appointable(slug)
    seat = seat_or_404(committee, seat_id)
    form = _appointment_form(committee, seat)
    if not form.validate():
        return _appointment_page(committee, seat, form), 422
    try:
        membership = appoint_member(signed_in(), committee, seat, form.draft())
    except Refused as refusal:
        return _appointment_page(committee, seat, form, refusal.reasons), 422
    flash(_("%(name)s is appointed.", name=membership.user.name), "success")
    return redirect(url_for("committees.table", slug=slug))


@committees.get("/udvalg/<slug>/medlemmer/<int:membership_id>/udtraed")
def ending(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = _appointable(slug)
    membership = membership_or_404(committee, membership_id)
    form = EndingForm(membership)
    return render_template("committees/ending.html", committee=committee, membership=membership, form=form)


@committees.post("/udvalg/<slug>/medlemmer/<int:membership_id>/udtraed")
def end(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = _appointable(slug)
    membership = membership_or_404(committee, membership_id)
    form = EndingForm(membership)
    if not form.validate():
        return render_template("committees/ending.html", committee=committee, membership=membership, form=form), 422
    actor, draft = signed_in(), form.draft()
    given = {"committee": committee, "membership": membership, "form": form}
    try:
        page = page_unless_sure(
            _parting(committee, membership),
            lambda: end_membership(actor, committee, membership, draft),
            lambda: render_template("committees/ending.html", **given),
        )
    except Refused as refusal:
        return render_template("committees/ending.html", **given, reasons=refusal.reasons), 422
    if page is not None:
        return page
    flash(_("The membership of %(name)s has ended.", name=membership.user.name), "success")
    return redirect(url_for("committees.table", slug=slug))


@committees.get("/udvalg/<slug>/medlemmer/<int:membership_id>/stedfortraeder")
def standing_in(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = _appointable(slug)
    membership = membership_or_404(committee, membership_id)
    form = StandInForm(membership)
    form.starts_on.data = clock.today()
    return _stand_in_page(committee, membership, form)


@committees.post("/udvalg/<slug>/medlemmer/<int:membership_id>/stedfortraeder")
def stand_in(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = _appointable(slug)
    membership = membership_or_404(committee, membership_id)
    form = StandInForm(membership)
    if not form.validate():
        return _stand_in_page(committee, membership, form), 422
    try:
        substitute = bring_in_substitute(signed_in(), committee, membership, form.draft())
    except Refused as refusal:
        return _stand_in_page(committee, membership, form, refusal.reasons), 422
    flash(_("%(name)s sits in the place for that time.", name=substitute.user.name), "success")
    return redirect(url_for("committees.table", slug=slug))


def _parting(committee: Committee, membership: Membership) -> Question:
    """Before a membership is ended."""
    return Question(
        title=_("End the membership of %(name)s?", name=membership.user.name),
        button=_("End the membership"),
        crumbs=[(committee.name, committee.path), (_("Seats and appointments"), f"{committee.path}pladser")],
        follows=lambda: list(_after_parting(membership)),
    )


def _after_parting(membership: Membership) -> Iterator[str]:
    yield _(
        "The last day is %(day)s. What the seat gives leave to ends on the same day.", day=longday(membership.ends_on)
    )
    yield _("Everybody can read the reason. The name stays on the list of earlier members.")
    ended = [one.user.name for one in membership.substitutes if one.ends_on == membership.ends_on]
    if ended:
        yield _("The time as substitute ends too for %(names)s.", names=", ".join(ended))


def asked_day() -> date | None:
    """The day that a roster was asked for; None is today, and so is anything odd."""
    try:
        return date.fromisoformat(request.args.get("dato", ""))
    except ValueError:
        return None


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


def _appointable(slug: str) -> Committee:
    committee = committee_by_slug(slug, current_person())
    require(current_person(), Permission.MEMBER_APPOINT, committee)
    return committee


def _seat_form(committee: Committee) -> SeatForm:
    form = SeatForm()
    form.offer_bodies(bodies(committee.municipality, clock.today()))
    return form


def _appointment_form(committee: Committee, seat: Seat) -> AppointmentForm:
    form = AppointmentForm(is_politician=seat.type is SeatType.POLITICIAN)
    form.offer_parties(parties(committee.municipality, clock.today()))
    return form


def _appointment_page(committee: Committee, seat: Seat, form: AppointmentForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("committees/appointment.html", committee=committee, seat=seat, form=form, reasons=reasons)


def _table_page(committee: Committee, form: SeatForm) -> str:
    return render_template(
        "committees/table.html",
        committee=committee,
        seats=seats(committee),
        called_for=seats_called_for(committee),
        form=form,
    )
