"""Reading the outcome back to those who came: sent, confirmed or corrected by each, and answered."""

from datetime import date, timedelta

from portal.accounts.models import User
from portal.events.record import record, record_each
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.foundation.personal_data import found_in, names_of_kinds
from portal.foundation.seen import ensure_as_seen
from portal.foundation.text import render_markdown
from portal.workshops.deeds import (
    ANSWER_CORRECTION,
    ANSWER_READ_BACK,
    CONFIRM_ANEW,
    CORRECT_PARAGRAPH,
    NOTE_CONFIRMATION,
    SEND_READ_BACK,
)
from portal.workshops.forms.reading_back import CorrectionAnswerDraft
from portal.workshops.links import place_of_own
from portal.workshops.models import OutcomeCorrection, OutcomeParagraph, ReadBackReply, Workshop, WorkshopSignUp
from portal.workshops.queries.coming import sign_up_of
from portal.workshops.queries.outcome import paragraph_or_404, paragraphs_of
from portal.workshops.queries.reading_back import is_overtaken, reply_of, to_be_asked, to_be_called

SHORTEST, LONGEST = timedelta(days=2), timedelta(days=60)


def send_read_back(actor: User, workshop: Workshop, *, until: date) -> None:
    """Whoever sums up sends the draft to those who came; they can answer until the end of a day. From then on it is
    changed by answering corrections alone. Sent again it goes to those who are noted as there since, and the day stays.

    Raises `Refused` with all that is missing. A second click sends nothing.
    """
    with transaction():
        SEND_READ_BACK.require_leave(actor, workshop)
        hold(workshop, compares=False)
        places = to_be_asked(workshop)
        if workshop.read_back_sent_at is not None and not places:
            return
        SEND_READ_BACK.ensure(workshop)
        if workshop.read_back_sent_at is None:
            _ensure_enough_time(until)
            workshop.read_back_sent_at, workshop.read_back_until = clock.now(), until
            record(EventType.WORKSHOP_READ_BACK_SENT, workshop, actor=actor, until=until.isoformat())
        replies = [ReadBackReply(sign_up=place) for place in places]
        db.session.add_all(replies)
        record_each(EventType.WORKSHOP_READ_BACK_ASKED, replies, actor=actor, committee=workshop.committee)


def _ensure_enough_time(until: date) -> None:
    if until < clock.today() + SHORTEST:
        raise Refused(_("Give those who came at least two days."))
    if until > clock.today() + LONGEST:
        raise Refused(_("Give those who came two months at most."))


def confirm_read_back(actor: User, workshop: Workshop) -> None:
    """Somebody who came says that this is how it was said. Twice is once; and it can be said after a correction, and
    anew once a paragraph was changed, until the outcome is published. `Conflict` when one was changed meanwhile."""
    with transaction():
        ANSWER_READ_BACK.require_leave(actor, workshop)
        place = sign_up_of(actor, workshop)
        if place is not None:
            _confirm(place)


def confirm_by_link(token: str) -> Workshop | None:
    """The same by the link of a letter; None when the link does not work any more."""
    with transaction():
        place = place_of_own(token)
        if place is None or reply_of(place) is None:
            return None
        _confirm(place)
    return place.workshop


def _confirm(place: WorkshopSignUp) -> None:
    workshop, reply = place.workshop, reply_of(place)
    hold(workshop, compares=False)
    if reply is None or (reply.confirmed_at is not None and not is_overtaken(reply)):
        return
    if is_overtaken(reply):
        CONFIRM_ANEW.ensure(workshop)
    else:
        ANSWER_READ_BACK.ensure(workshop)
    for paragraph in paragraphs_of(workshop):
        ensure_as_seen(paragraph)
    reply.confirmed_at = clock.now()
    record(EventType.WORKSHOP_READ_BACK_CONFIRMED, workshop, actor=place.user)


def note_confirmation(actor: User, workshop: Workshop, place: WorkshopSignUp) -> None:
    """Whoever sums up has called somebody without an address, who confirms it. Pressed twice it is noted once."""
    with transaction():
        NOTE_CONFIRMATION.require_leave(actor, workshop)
        hold(workshop, compares=False)
        if reply_of(place) is not None:
            return
        NOTE_CONFIRMATION.ensure(workshop)
        if place not in to_be_called(workshop):
            raise Refused(_("Only those whom no letter reaches are called."))
        db.session.add(ReadBackReply(sign_up=place, confirmed_at=clock.now(), is_by_phone=True))
        record(EventType.WORKSHOP_READ_BACK_CONFIRMED, workshop, actor=actor)


def correct_paragraph(actor: User, paragraph: OutcomeParagraph, text: str) -> OutcomeCorrection:
    """Somebody who came wants a paragraph otherwise. What they confirmed before is no longer so."""
    with transaction():
        ANSWER_READ_BACK.require_leave(actor, paragraph.workshop)
        place = sign_up_of(actor, paragraph.workshop)
        return _correct(paragraph, text, place=place, actor=actor)


def correct_by_link(token: str, paragraph_id: int, text: str) -> OutcomeCorrection | None:
    """The same by the link of a letter; None when the link does not work any more."""
    with transaction():
        place = place_of_own(token)
        if place is None or reply_of(place) is None:
            return None
        return _correct(paragraph_or_404(place.workshop, paragraph_id), text, place=place, actor=place.user)


def correct_own_draft(actor: User, paragraph: OutcomeParagraph, text: str) -> OutcomeCorrection:
    """Whoever sums up has found a slip, or was told of one on the phone: it is answered as the others are."""
    with transaction():
        CORRECT_PARAGRAPH.require_leave(actor, paragraph)
        return _correct(paragraph, text, place=None, actor=actor)


def _correct(
    paragraph: OutcomeParagraph, text: str, *, place: WorkshopSignUp | None, actor: User | None
) -> OutcomeCorrection:
    """The same words twice are one correction. Raises `Refused` where they seem to hold personal data: whoever answers
    may take them over."""
    workshop = paragraph.workshop
    hold(workshop, compares=False)
    db.session.expire(paragraph, ["corrections"])
    whose = (place.id, None) if place is not None else (None, actor.id if actor else None)
    for known in paragraph.corrections:
        if (known.sign_up_id, known.written_by_id, known.text) == (*whose, text):
            return known
    if place is not None:
        ANSWER_READ_BACK.ensure(workshop)
    else:
        CORRECT_PARAGRAPH.ensure(paragraph)
    if found := found_in(text):
        raise Refused(_("The text seems to hold %(found)s. Take it out.", found=names_of_kinds(found)))
    correction = OutcomeCorrection(paragraph=paragraph, text=text, sign_up_id=whose[0], written_by_id=whose[1])
    db.session.add(correction)
    if place is not None and (reply := reply_of(place)) is not None:
        reply.confirmed_at = None
    record(EventType.WORKSHOP_OUTCOME_CORRECTED, correction, actor=actor, committee=workshop.committee)
    return correction


def answer_correction(actor: User, correction: OutcomeCorrection, draft: CorrectionAnswerDraft) -> None:
    """Whoever sums up takes it in, with the paragraph's new words, or says why not; whoever wrote it is told."""
    with transaction():
        ANSWER_CORRECTION.require_leave(actor, correction)
        paragraph = correction.paragraph
        hold(paragraph.workshop, compares=False)
        hold(correction, compares=False)
        if correction.answered_at is not None:
            said, sent = (correction.answer, correction.is_taken_in), (draft.answer, draft.is_taken_in)
            ensure_same(said, sent, title=paragraph.title, path=f"{paragraph.workshop.path}/udbytte")
            return
        hold(paragraph)
        ANSWER_CORRECTION.ensure(correction)
        _ensure_words_fit(paragraph, draft)
        if draft.is_taken_in:
            correction.stood_before = paragraph.text
            paragraph.text, paragraph.text_html = draft.text, render_markdown(draft.text)
        correction.answer, correction.is_taken_in = draft.answer, draft.is_taken_in
        correction.answered_at, correction.answered_by_id = clock.now(), actor.id
        told = reply_of(correction.sign_up) or paragraph.workshop
        record(EventType.WORKSHOP_CORRECTION_ANSWERED, told, actor=actor, committee=paragraph.workshop.committee)


def _ensure_words_fit(paragraph: OutcomeParagraph, draft: CorrectionAnswerDraft) -> None:
    """Who says yes has changed something, and who says no has not."""
    is_changed = draft.text != paragraph.text
    if draft.is_taken_in and not draft.text:
        raise Refused(_("Write the paragraph as it is to stand."))
    if draft.is_taken_in and not is_changed:
        raise Refused(_("Change the paragraph below, or answer no."))
    if is_changed and not draft.is_taken_in:
        raise Refused(_("You have changed the paragraph below. Answer yes, or let it stand as it was."))
