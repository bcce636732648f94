"""How the outcomes of the story's workshops are written paragraph by paragraph, read back to those who came, and
published."""

from datetime import timedelta
from functools import partial

from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.foundation.db import db
from portal.workshops.actions.outcome import publish_outcome
from portal.workshops.actions.reading_back import (
    answer_correction,
    confirm_read_back,
    correct_paragraph,
    send_read_back,
)
from portal.workshops.actions.sorting import add_heading, move_notes, write_paragraph
from portal.workshops.forms.outcome import ParagraphDraft
from portal.workshops.forms.reading_back import CorrectionAnswerDraft
from portal.workshops.models import OutcomeCorrection, OutcomeParagraph, Workshop
from portal.workshops.queries import notes_of
from portal.workshops.queries.outcome import paragraphs_of
from portal.workshops.queries.reading_back import replies_of

AFTER = (12, 30, 54, 132, 156)  # hours: when those who confirm it do so, one batch after the other
BATCHES = len(AFTER)
ONE_IN = 4  # says nothing


def plan_read_back(timeline: Timeline, place: Place, facts: Chapter) -> None:
    """Written, sent to those who came, confirmed by most, corrected by some, and published where its time has come."""
    outcome = facts["outcome"]
    timeline.at(outcome["at"], partial(_write, place, facts))
    timeline.at(outcome["sent"], partial(_send, place, facts))
    for batch, hours in enumerate(AFTER):
        timeline.at(outcome["sent"] + timedelta(hours=hours), partial(_confirm, place, facts, batch))
    for correction in facts.get("correction", []):
        timeline.at(correction["at"], partial(_correct, place, facts, correction))
        if "answered" in correction:
            timeline.at(correction["answered"], partial(_answer, place, facts, correction))
    if "published" in outcome:
        timeline.at(outcome["published"], partial(_publish, place, facts))


def _row(place: Place, facts: Chapter) -> Workshop:
    row: Workshop = place.things["workshop", facts["key"]]
    return row


def _write(place: Place, facts: Chapter) -> None:
    actor, workshop = place.person(place.chapter["facilitator"]), _row(place, facts)
    notes = notes_of(workshop)
    for told in facts["paragraph"]:
        paragraph = add_heading(actor, workshop, told["title"])
        move_notes(actor, workshop, [note.id for note in notes if note.table_number in told["notes"]], paragraph.id)
        write_paragraph(actor, paragraph, ParagraphDraft(told["title"], told["text"]))


def _send(place: Place, facts: Chapter) -> None:
    actor, until = place.person(place.chapter["facilitator"]), facts["outcome"]["until"]
    send_read_back(actor, _row(place, facts), until=until)


def _confirm(place: Place, facts: Chapter, batch: int) -> None:
    workshop = _row(place, facts)
    for number, reply in enumerate(replies_of(workshop)):
        if number % BATCHES == batch and number % ONE_IN and reply.sign_up.user is not None:
            confirm_read_back(reply.sign_up.user, workshop)


def _paragraph(place: Place, facts: Chapter, correction: Chapter) -> OutcomeParagraph:
    number: int = correction["of"]
    return paragraphs_of(_row(place, facts))[number - 1]


def _correct(place: Place, facts: Chapter, correction: Chapter) -> None:
    found = correct_paragraph(
        place.person(correction["by"]), _paragraph(place, facts, correction), correction["text"].strip()
    )
    place.things["correction", facts["key"] + correction["by"]] = found


def _answer(place: Place, facts: Chapter, correction: Chapter) -> None:
    found: OutcomeCorrection = place.things["correction", facts["key"] + correction["by"]]
    stands = correction.get("becomes", found.paragraph.text)
    draft = CorrectionAnswerDraft("becomes" in correction, correction["answer"], stands)
    answer_correction(place.person(place.chapter["facilitator"]), found, draft)


def _publish(place: Place, facts: Chapter) -> None:
    workshop = _row(place, facts)
    db.session.refresh(workshop)
    publish_outcome(place.person(), workshop)
