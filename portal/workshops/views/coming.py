"""Who comes, by name: for those who hold the meeting, as a page that can be printed and as a table."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.i18n import gettext as _
from portal.foundation.spreadsheet import as_table
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.workshops.models import Workshop, WorkshopSignUp
from portal.workshops.queries import who_comes, workshop_or_404
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
