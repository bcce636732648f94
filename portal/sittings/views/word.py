"""Agenda and minutes to take along: as Word documents."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.foundation.errors import NotAllowed, NotSignedIn
from portal.rules.permissions import Permission
from portal.sittings.protocol import attendance_of
from portal.sittings.queries import reads_agenda, sitting_or_404, told_of
from portal.sittings.substitutes import stood_in_for
from portal.sittings.views.approving import read_by_me
from portal.sittings.views.blueprint import sittings
from portal.sittings.word import WORD, agenda_in_word, minutes_in_word


@sittings.get("/udvalgsmoeder/<int:sitting_id>/dagsorden.docx")
def agenda_file(sitting_id: int) -> ResponseReturnValue:
    sitting, person = sitting_or_404(sitting_id), current_person()
    if not reads_agenda(person, sitting):
        raise NotAllowed(Permission.SITTING_READ) if person.id is not None else NotSignedIn
    if not sitting.items:
        abort(404)
    return _word(agenda_in_word(sitting), f"dagsorden-{sitting.id}")


@sittings.get("/udvalgsmoeder/<int:sitting_id>/referat.docx")
def minutes_file(sitting_id: int) -> ResponseReturnValue:
    sitting = read_by_me(sitting_id)
    return _word(
        minutes_in_word(sitting, attendance_of(sitting, told_of(sitting), stood_in_for(sitting))),
        f"referat-{sitting.id}",
    )


def _word(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}.docx"}
    return Response(content, content_type=WORD, headers=headers)
