"""The pages where what was entered wrongly about seats and appointments is mended."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.actions.mending import change_seat, move_member, take_back_appointment
from portal.committees.actions.seating import refuse_used
from portal.committees.asking import moving, taking_back
from portal.committees.forms.mending import MoveForm, Since
from portal.committees.models import Committee, Membership, Seat
from portal.committees.queries import membership_or_404, seat_or_404, seats
from portal.committees.queries.held import was_taken_back
from portal.committees.views.blueprint import committees
from portal.committees.views.members import appointable, seat_form
from portal.foundation import clock
from portal.foundation.confirming import page_unless_sure, taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.once import once
from portal.municipalities.queries import parties


@committees.post("/udvalg/<slug>/medlemmer/<int:membership_id>/fortryd")
@once
def take_back(slug: str, membership_id: int) -> ResponseReturnValue:
    """From the page where a membership is ended: it was a mistake."""
    committee = appointable(slug)
    if was_taken_back(committee, membership_id):  # a second click
        return redirect(url_for("committees.table", slug=slug))
    membership, actor = membership_or_404(committee, membership_id), signed_in()
    name = membership.user.name
    ending = url_for("committees.ending", slug=slug, membership_id=membership_id)
    page = page_unless_sure(
        taking_back(committee, name),
        lambda: take_back_appointment(actor, committee, membership),
        lambda: redirect(ending),
    )
    if page is not None:
        return page
    flash(_("The appointment of %(name)s is taken back.", name=name), "success")
    return redirect(url_for("committees.table", slug=slug))


@committees.get("/udvalg/<slug>/medlemmer/<int:membership_id>/flyt")
def moving_member(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    membership = membership_or_404(committee, membership_id)
    form = _move_form(committee)
    form.show(membership)
    return _move_page(committee, membership, form)


@committees.post("/udvalg/<slug>/medlemmer/<int:membership_id>/flyt")
def move(slug: str, membership_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    membership, form = membership_or_404(committee, membership_id), _move_form(committee)
    return taken_in(
        form,
        lambda: move_member(signed_in(), committee, membership, form.seat(), form.draft()),
        partial(_move_page, committee, membership, form),
        question=lambda: moving(committee, membership, is_correction=form.since.data == Since.ALWAYS),
        told=_("The seat of %(name)s is corrected.", name=membership.user.name),
        then=url_for("committees.table", slug=slug),
    )


@committees.get("/udvalg/<slug>/pladser/<int:seat_id>/ret")
def seat(slug: str, seat_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    found = _unused_seat(committee, seat_id)
    form = seat_form(committee)
    form.type.data, form.profile.data, form.quota.data = found.type.value, found.profile, found.quota
    form.appointing_body_id.data = str(found.appointing_body_id or "")
    return render_template("committees/seat.html", committee=committee, seat=found, form=form)


@committees.post("/udvalg/<slug>/pladser/<int:seat_id>/ret")
def save_seat(slug: str, seat_id: int) -> ResponseReturnValue:
    committee = appointable(slug)
    found, form = _unused_seat(committee, seat_id), seat_form(committee)
    if not form.validate():
        return render_template("committees/seat.html", committee=committee, seat=found, form=form), 422
    change_seat(signed_in(), committee, found, form.draft())
    flash(_("The seat is changed."), "success")
    return redirect(url_for("committees.table", slug=slug))


def _unused_seat(committee: Committee, seat_id: int) -> Seat:
    found = seat_or_404(committee, seat_id)
    refuse_used(committee, found)
    return found


def _move_form(committee: Committee) -> MoveForm:
    form = MoveForm()
    form.offer(seats(committee), parties(committee.municipality, clock.today()))
    return form


def _move_page(committee: Committee, membership: Membership, form: MoveForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "committees/moving.html", committee=committee, membership=membership, form=form, reasons=reasons
    )
