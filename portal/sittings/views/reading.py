"""One meeting of the committee: what everybody may know of it, and the agenda for those who may read it."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.accounts.models import User, Visitor
from portal.files.queries import files_shown_on
from portal.sittings.agenda import timed
from portal.sittings.deeds import CHANGE
from portal.sittings.links import path_of_answer
from portal.sittings.models import Sitting
from portal.sittings.queries import (
    Coming,
    has_minutes,
    knows_link,
    promised_before,
    reads_agenda,
    reads_minutes,
    sees_who_comes,
    sitting_or_404,
    who_comes,
)
from portal.sittings.queries.papers import publications_of
from portal.sittings.substitutes import has_line, next_for, own_call
from portal.sittings.views.blueprint import sittings
from portal.trace.places import taken_up_at


def _own(sitting: Sitting, person: User | Visitor, coming: Sequence[Coming]) -> dict[str, Any]:
    """What the reader is asked themselves, and what a secretary can do about substitutes."""
    own = next((one for one in coming if one.member.user_id == person.id), None)
    call = own_call(sitting, person) if coming and own is None else None
    asks = bool(coming) and CHANGE.is_offered(person, sitting)
    return {
        "own": own,
        "has_substitutes": own is not None and has_line(sitting, own.member),
        "own_link": path_of_answer(sitting, call.substitute) if call is not None and call.is_open else "",
        "own_said": call is not None and bool(call.is_coming),
        "next_for": next_for(sitting, coming) if asks else {},
        "asks": asks,
    }


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
        **_own(sitting, person, coming),
        agenda=list(timed(sitting)) if reads else None,
        files=files_shown_on(person, sitting.items) if reads else {},
        publications=publications_of(sitting),
        about=taken_up_at(sitting.items if reads else sitting.open_items if sitting.shows_cases else ()),
        reads_minutes=has_minutes(sitting) and reads_minutes(person, sitting),
        promised=promised_before(sitting) if coming else None,
        link=sitting.link if sitting.link and knows_link(person, sitting, coming) else "",
    )
