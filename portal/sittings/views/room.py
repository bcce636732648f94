"""The screen in the room while the committee meets: what is taken up, how long it has left, and what comes."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.sittings.protocol import going_on
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me


@sittings.get("/udvalgsmoeder/<int:sitting_id>/rummet")
def in_the_room(sitting_id: int) -> ResponseReturnValue:
    """Guests may sit in the room, so a closed item is its number there; it is opened by those who press."""
    sitting = minuted_by_me(sitting_id)
    return render_template("sittings/room.html", sitting=sitting, committee=sitting.committee, now=going_on(sitting))
