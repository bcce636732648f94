"""Who comes, by name: for those who hold the meeting, as a page that can be printed and as a table; and who came."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import FIELD
from portal.foundation.spreadsheet import as_table
from portal.municipalities.queries import parties
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.workshops.actions.attending import note_attendance, strike_out, write_down
from portal.workshops.actions.typing_in import type_in_sign_up, type_out_sign_up
from portal.workshops.asking import nobody_came
from portal.workshops.deeds import ATTEND, TYPE_IN, WRITE_DOWN
from portal.workshops.forms.coming import AttendanceForm, TypeInForm, WriteDownForm, attendance_form, besides_of
from portal.workshops.models import Workshop, WorkshopSignUp
from portal.workshops.queries import workshop_or_404
from portal.workshops.queries.coming import (
    attendance,
    number_in_line,
    typed_in,
    walked_in,
    walked_in_by_name,
    who_signed_up,
)
from portal.workshops.queries.reading_back import replies_of
from portal.workshops.views.blueprint import workshops
from portal.workshops.words import kind_of_participant

HEADER = ("navn", "kommer som", "parti", "organisation", "e-mail", "telefon", "nr. på ventelisten")


def _held_by_me(workshop_id: int) -> Workshop:
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_SEE_NAMES, workshop.committee)
    return workshop


@workshops.get("/moeder/<int:workshop_id>/deltagere")
def participants(workshop_id: int) -> ResponseReturnValue:
    workshop = _held_by_me(workshop_id)
    everybody = who_signed_up(workshop)
    asked = {reply.sign_up_id for reply in replies_of(workshop)} if workshop.read_back_sent_at else set()
    return render_template(
        "workshops/participants.html",
        workshop=workshop,
        committee=workshop.committee,
        places=[place for place in everybody if place.has_place],
        walked_in=[place for place in everybody if place.walked_in],
        waiting=[place for place in everybody if place.is_waiting],
        asked=asked,
    )


@workshops.get("/moeder/<int:workshop_id>/deltagere.csv")
def participants_csv(workshop_id: int) -> ResponseReturnValue:
    workshop = _held_by_me(workshop_id)
    places = who_signed_up(workshop)
    waiting = [place for place in places if place.is_waiting]
    rows = [(*_row(place), f"{waiting.index(place) + 1}" if place.is_waiting else "") for place in places]
    table = as_table(HEADER, rows)
    headers = {"Content-Disposition": f"attachment; filename=deltagere-{workshop.id}.csv", "Cache-Control": "no-store"}
    return Response(table, mimetype="text/csv", headers=headers)


def _row(place: WorkshopSignUp) -> tuple[str, ...]:
    party = place.party.label if place.party else ""
    mail = place.mail or _("No e-mail address")
    return place.called, kind_of_participant(place.kind), party, place.organisation, mail, place.phone


@workshops.get("/moeder/<int:workshop_id>/deltagere/ny")
def new_participant(workshop_id: int) -> ResponseReturnValue:
    workshop = _signed_up_by_me(workshop_id)
    TYPE_IN.ensure(workshop)
    return _type_in_page(workshop, _type_in_form(workshop))


@workshops.post("/moeder/<int:workshop_id>/deltagere/ny")
def type_in(workshop_id: int) -> ResponseReturnValue:
    workshop, actor = _signed_up_by_me(workshop_id), signed_in()
    form = _type_in_form(workshop)
    return taken_in(
        form,
        lambda: type_in_sign_up(actor, workshop, form.draft()),
        lambda reasons=(): _type_in_page(workshop, form, reasons),
        told=_told_of,
        then=f"{workshop.path}/deltagere",
    )


def _signed_up_by_me(workshop_id: int) -> Workshop:
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_TYPE_IN, workshop.committee)
    return workshop


def _type_in_form(workshop: Workshop) -> TypeInForm:
    form = TypeInForm()
    form.offer(parties(workshop.committee.municipality, clock.today()))
    return form


def _type_in_page(workshop: Workshop, form: TypeInForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "workshops/type_in.html",
        workshop=workshop,
        committee=workshop.committee,
        form=form,
        reasons=reasons,
        attendance=attendance(workshop),
    )


def _told_of(place: WorkshopSignUp) -> str:
    if place.is_waiting:
        number = number_in_line(place)
        return _("%(name)s is number %(number)s on the waiting list.", name=place.name, number=number)
    return _("%(name)s has a place.", name=place.name)


@workshops.post("/moeder/<int:workshop_id>/deltagere/<int:sign_up_id>/afmeld")
def type_out(workshop_id: int, sign_up_id: int) -> ResponseReturnValue:
    workshop = _signed_up_by_me(workshop_id)
    place = typed_in(workshop, sign_up_id)
    if place is None and FIELD in request.form:  # a second click of a button that was there
        return redirect(f"{workshop.path}/deltagere")
    if place is None:
        abort(404)
    name = place.name
    type_out_sign_up(signed_in(), workshop, place)
    flash(_("%(name)s is signed off.", name=name), "success")
    return redirect(f"{workshop.path}/deltagere")


@workshops.get("/moeder/<int:workshop_id>/fremmoede")
def attendance_page(workshop_id: int) -> ResponseReturnValue:
    workshop = _held_by_me(workshop_id)
    ATTEND.ensure(workshop)
    return _attendance_page(workshop, _attendance_form(workshop, formdata=None))


@workshops.post("/moeder/<int:workshop_id>/fremmoede")
def attend(workshop_id: int) -> ResponseReturnValue:
    workshop, actor = _held_by_me(workshop_id), signed_in()
    ATTEND.ensure(workshop)
    form = _attendance_form(workshop)
    return taken_in(
        form,
        lambda: note_attendance(actor, workshop, form.draft()),
        lambda reasons=(): _attendance_page(workshop, form, reasons),
        told=_("It is noted who came. You can correct it here."),
        then=f"{workshop.path}/fremmoede",
        question=(lambda: nobody_came(workshop)) if form.says_nobody else None,
    )


@workshops.get("/moeder/<int:workshop_id>/fremmoede/ny")
def new_arrival(workshop_id: int) -> ResponseReturnValue:
    workshop = _signed_up_by_me(workshop_id)
    WRITE_DOWN.ensure(workshop)
    return _arrival_page(workshop, _arrival_form(workshop))


@workshops.post("/moeder/<int:workshop_id>/fremmoede/ny")
def write_them_down(workshop_id: int) -> ResponseReturnValue:
    workshop, actor = _signed_up_by_me(workshop_id), signed_in()
    form = _arrival_form(workshop)
    return taken_in(
        form,
        lambda: write_down(actor, workshop, form.draft()),
        lambda reasons=(): _arrival_page(workshop, form, reasons),
        told=lambda place: _("%(name)s is noted as one who came.", name=place.name),
        then=f"{workshop.path}/deltagere",
    )


def _arrival_form(workshop: Workshop) -> WriteDownForm:
    form = WriteDownForm()
    form.offer(parties(workshop.committee.municipality, clock.today()))
    return form


def _arrival_page(workshop: Workshop, form: WriteDownForm, reasons: Sequence[str] = ()) -> str:
    return render_template(
        "workshops/write_down.html", workshop=workshop, committee=workshop.committee, form=form, reasons=reasons
    )


@workshops.post("/moeder/<int:workshop_id>/deltagere/<int:sign_up_id>/fjern")
def strike(workshop_id: int, sign_up_id: int) -> ResponseReturnValue:
    workshop = _signed_up_by_me(workshop_id)
    place = walked_in_by_name(workshop, sign_up_id)
    if place is None and FIELD in request.form:  # a second click of a button that was there
        return redirect(f"{workshop.path}/deltagere")
    if place is None:
        abort(404)
    name = place.name
    strike_out(signed_in(), workshop, place)
    flash(_("%(name)s is taken off the list.", name=name), "success")
    return redirect(f"{workshop.path}/deltagere")


def _attendance_form(workshop: Workshop, **given: Any) -> AttendanceForm:
    """What stands: nobody is ticked before somebody has seen who came."""
    places, besides = who_signed_up(workshop), walked_in(workshop)
    here = [place.id for place in places if place.came]
    kind = attendance_form(parties(workshop.committee.municipality, clock.in_denmark(workshop.starts_at).date()))
    numbers = {name: besides.get(key) for name, key in besides_of(kind.parties).items()}
    form = kind(**given, data={"came": here, **numbers})
    form.offer(places)
    return form


def _attendance_page(workshop: Workshop, form: AttendanceForm, reasons: Sequence[str] = ()) -> str:
    committee = workshop.committee
    return render_template(
        "workshops/attendance.html", workshop=workshop, committee=committee, form=form, reasons=reasons
    )
