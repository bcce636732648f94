"""Who comes, by name: for those who hold the meeting, as a page that can be printed and as a table; and who came."""

from typing import Any

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.spreadsheet import as_table
from portal.municipalities.queries import parties
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.workshops.actions.attending import note_attendance
from portal.workshops.deeds import ATTEND
from portal.workshops.forms.coming import AttendanceForm, attendance_form, besides_of
from portal.workshops.models import Workshop, WorkshopSignUp
from portal.workshops.queries import workshop_or_404
from portal.workshops.queries.coming import walked_in, who_comes
from portal.workshops.views.blueprint import workshops
from portal.workshops.words import kind_of_participant

HEADER = ("navn", "kommer som", "parti", "e-mail")


def _held_by_me(workshop_id: int) -> Workshop:
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_SEE_NAMES, workshop.committee)
    return workshop


@workshops.get("/moeder/<int:workshop_id>/deltagere")
def participants(workshop_id: int) -> ResponseReturnValue:
    workshop = _held_by_me(workshop_id)
    return render_template(
        "workshops/participants.html", workshop=workshop, committee=workshop.committee, places=who_comes(workshop)
    )


@workshops.get("/moeder/<int:workshop_id>/deltagere.csv")
def participants_csv(workshop_id: int) -> ResponseReturnValue:
    workshop = _held_by_me(workshop_id)
    table = as_table(HEADER, (_row(place) for place in who_comes(workshop)))
    headers = {"Content-Disposition": f"attachment; filename=deltagere-{workshop.id}.csv", "Cache-Control": "no-store"}
    return Response(table, mimetype="text/csv", headers=headers)


def _row(place: WorkshopSignUp) -> tuple[str, ...]:
    user = place.user
    assert user is not None  # noqa: S101 - `who_comes` gives only those whose name is known
    mail = user.email if user.has_mail else _("No e-mail address")
    return user.name, kind_of_participant(place.kind), place.party.label if place.party else "", mail


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
        lambda: _attendance_page(workshop, form),
        told=_("It is noted who came. You can correct it here."),
        then=f"{workshop.path}/fremmoede",
    )


def _attendance_form(workshop: Workshop, **given: Any) -> AttendanceForm:
    """What stands: nobody is ticked before somebody has seen who came."""
    places, besides = who_comes(workshop), walked_in(workshop)
    here = [place.id for place in places if place.came]
    kind = attendance_form(parties(workshop.committee.municipality, clock.in_denmark(workshop.starts_at).date()))
    numbers = {name: besides.get(key) for name, key in besides_of(kind.parties).items()}
    form = kind(**given, data={"came": here, **numbers})
    form.offer(places)
    return form


def _attendance_page(workshop: Workshop, form: AttendanceForm) -> str:
    return render_template("workshops/attendance.html", workshop=workshop, committee=workshop.committee, form=form)
