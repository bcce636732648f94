"""The screen in the room on the evening: which round it is, how long it lasts, and what the tables are asked."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.errors import Refused
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.workshops.actions.evening import begin_round
from portal.workshops.deeds import BEGIN_ROUND
from portal.workshops.models import Workshop
from portal.workshops.queries import workshop_or_404
from portal.workshops.queries.at_table import notes_come
from portal.workshops.queries.dots import SHOWN_IN_THE_ROOM, chosen
from portal.workshops.queries.tables import now_at, round_or_404, tables_of
from portal.workshops.views.blueprint import workshops


def _noted_by_me(workshop_id: int) -> Workshop:
    """It holds no names, for it stands in the sight of all; but it is opened by those who run the evening."""
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_NOTE, workshop.committee)
    return workshop


@workshops.get("/moeder/<int:workshop_id>/rummet")
def in_the_room(workshop_id: int) -> ResponseReturnValue:
    workshop = _noted_by_me(workshop_id)
    return render_template(
        "workshops/room.html",
        workshop=workshop,
        committee=workshop.committee,
        tables=tables_of(workshop),
        now=now_at(workshop),
        come=notes_come(workshop),
        chosen=chosen(workshop),
        most=SHOWN_IN_THE_ROOM,
    )


@workshops.post("/moeder/<int:workshop_id>/rummet/runde/<int:number>")
def begin(workshop_id: int, number: int) -> ResponseReturnValue:
    workshop = _noted_by_me(workshop_id)
    BEGIN_ROUND.require_leave(signed_in(), workshop)
    turn = round_or_404(workshop, number)
    try:
        begin_round(signed_in(), workshop, turn)
    except Refused as refusal:  # the page has stood open since before it was over
        flash(" ".join(refusal.reasons), "error")
        return redirect(workshop.path)
    return redirect(url_for("workshops.in_the_room", workshop_id=workshop_id))
