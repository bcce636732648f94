"""Agenda and minutes to take along: as Word documents, and laid out for paper."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.files.queries import files_shown_on
from portal.foundation.errors import NotAllowed, NotSignedIn
from portal.foundation.wordfile import WORD
from portal.rules.permissions import Permission
from portal.sittings.agenda import timed
from portal.sittings.models import Sitting
from portal.sittings.protocol import attendance_of
from portal.sittings.queries import reads_agenda, sitting_or_404, told_of
from portal.sittings.substitutes import stood_in_for
from portal.sittings.views.approving import as_they_stand, read_by_me
from portal.sittings.views.blueprint import sittings
from portal.sittings.word import agenda_in_word, minutes_in_word
from portal.trace.places import taken_up_at


def _agenda_read_by_me(sitting_id: int) -> Sitting:
    sitting, person = sitting_or_404(sitting_id), current_person()
    if not reads_agenda(person, sitting):
        raise NotAllowed(Permission.SITTING_READ) if person.id is not None else NotSignedIn
    return sitting


@sittings.get("/udvalgsmoeder/<int:sitting_id>/dagsorden.docx")
def agenda_file(sitting_id: int) -> ResponseReturnValue:
    sitting = _agenda_read_by_me(sitting_id)
    if not sitting.items:
        abort(404)
    files = files_shown_on(current_person(), sitting.items)
    return _word(agenda_in_word(sitting, taken_up_at(sitting.items), files), f"dagsorden-{sitting.id}")


@sittings.get("/udvalgsmoeder/<int:sitting_id>/referat.docx")
def minutes_file(sitting_id: int) -> ResponseReturnValue:
    sitting = read_by_me(sitting_id)
    return _word(
        minutes_in_word(sitting, attendance_of(sitting, told_of(sitting), stood_in_for(sitting))),
        f"referat-{sitting.id}",
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/dagsorden/udskriv")
def agenda_on_paper(sitting_id: int) -> ResponseReturnValue:
    sitting = _agenda_read_by_me(sitting_id)
    files, agenda = files_shown_on(current_person(), sitting.items), list(timed(sitting))
    facts = {"sitting": sitting, "meeting": sitting, "committee": sitting.committee}
    about = taken_up_at(sitting.items)
    return render_template("sittings/agenda_on_paper.html", **facts, agenda=agenda, files=files, about=about)


@sittings.get("/udvalgsmoeder/<int:sitting_id>/referat/udskriv")
def minutes_on_paper(sitting_id: int) -> ResponseReturnValue:
    sitting = read_by_me(sitting_id)
    facts = as_they_stand(sitting, told_of(sitting))
    return render_template("sittings/minutes_on_paper.html", meeting=sitting, **facts)


def _word(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}.docx"}
    return Response(content, content_type=WORD, headers=headers)
