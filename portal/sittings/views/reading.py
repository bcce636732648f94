"""One meeting of the committee: what everybody may know of it, and the agenda for those who may read it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.files.queries import files_shown_on
from portal.sittings.agenda import timed
from portal.sittings.queries import (
    has_minutes,
    knows_link,
    reads_agenda,
    reads_minutes,
    sees_who_comes,
    sitting_or_404,
    who_comes,
)
from portal.sittings.views.blueprint import sittings


@sittings.get("/udvalgsmoeder/<int:sitting_id>")
def show(sitting_id: int) -> ResponseReturnValue:
    sitting, person = sitting_or_404(sitting_id), current_person()
    reads = reads_agenda(person, sitting)
    coming = who_comes(sitting) if sees_who_comes(person, sitting) else []
    return render_template(
        "sittings/show.html",
        sitting=sitting,
        committee=sitting.committee,
        coming=coming,
        own=next((one for one in coming if one.member.user_id == person.id), None),
        agenda=list(timed(sitting)) if reads else None,
        files=files_shown_on(person, sitting.items) if reads else {},
        reads_minutes=has_minutes(sitting) and reads_minutes(person, sitting),
        link=sitting.link if knows_link(person, sitting) else "",
    )
