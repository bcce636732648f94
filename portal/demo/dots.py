"""How people at a workshop of the story put dots on the notes of their tables, and send one late."""

from datetime import timedelta
from functools import partial

from portal.accounts.models import Visitor
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.workshops.actions.dots import close_dots, open_dots, put_dot, type_dots
from portal.workshops.actions.noting import note_at_table
from portal.workshops.actions.seating import lay_tables
from portal.workshops.forms.at_table import KeyedNote
from portal.workshops.forms.dots import DotDraft
from portal.workshops.forms.tables import TablesDraft
from portal.workshops.models import Workshop
from portal.workshops.queries import notes_of
from portal.workshops.queries.tables import tables_of

BEFORE = timedelta(hours=5)
MINUTES = (30, 32, 40)  # after the notes: when they are opened, put and closed
A_ROUND = 45


def plan_dots(timeline: Timeline, place: Place, facts: Chapter, dots: Chapter) -> None:
    """Tables are laid before, and the dots are put at the end of the evening."""
    opened, put, closed = (facts["ends"] + timedelta(minutes=minutes) for minutes in MINUTES)
    timeline.at(facts["starts"] - BEFORE, partial(_lay, place, facts, dots))
    timeline.at(opened, partial(_open, place, facts, dots))
    timeline.at(put, partial(_put, place, facts, dots))
    timeline.at(closed, partial(_close, place, facts, dots))


def _row(place: Place, facts: Chapter) -> Workshop:
    row: Workshop = place.things["workshop", facts["key"]]
    return row


def _lay(place: Place, facts: Chapter, dots: Chapter) -> None:
    actor = place.person(place.chapter["facilitator"])
    lay_tables(actor, _row(place, facts), TablesDraft(len(dots["put"]), dots["seats"], 1, A_ROUND))


def _open(place: Place, facts: Chapter, dots: Chapter) -> None:
    open_dots(place.person(place.chapter["facilitator"]), _row(place, facts), dots["each"])


def _put(place: Place, facts: Chapter, dots: Chapter) -> None:
    workshop = _row(place, facts)
    tables = {table.number: table for table in tables_of(workshop)}
    for note in notes_of(workshop):
        for phone in range(dots["put"][note.table_number - 1]):
            put_dot(Visitor(), tables[note.table_number], DotDraft(note.id, f"{note.table_number}-{phone}"))


def _close(place: Place, facts: Chapter, dots: Chapter) -> None:
    actor, workshop = place.person(place.chapter["facilitator"]), _row(place, facts)
    close_dots(actor, workshop)
    type_dots(actor, workshop, {note.id: dots["paper"][note.table_number - 1] for note in notes_of(workshop)})


def note_on_phone(place: Place, facts: Chapter, told: Chapter) -> None:
    """What somebody at a table writes, or still had on the phone when the draft was sent."""
    table = next(one for one in tables_of(_row(place, facts)) if one.number == told["table"])
    note_at_table(Visitor(), table, KeyedNote(told["text"], f"late-{table.id}"))
