"""What of meetings is kept how long, what becomes of it, and which texts everybody can read."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import and_, delete, false, or_, select, update

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import all_of, db
from portal.foundation.i18n import N_, words_of
from portal.foundation.locking import hold
from portal.foundation.public_texts import INSIDE, KEY, PublicTable, PublicTexts
from portal.house.holdings import THAT_AND_WHEN, Condition, Holding, Ids, deletes, part_of, sets
from portal.house.keeping import Subject, ValueWords
from portal.rules.privacy import Kind, kept_for
from portal.workshops.actions.places import move_up
from portal.workshops.models import (
    GuestSignUp,
    NoteDot,
    OutcomeCorrection,
    OutcomeParagraph,
    ParticipantKind,
    ReadBackReply,
    Workshop,
    WorkshopNote,
    WorkshopRound,
    WorkshopSeat,
    WorkshopSignUp,
    WorkshopTable,
)
from portal.workshops.queries.coming import IS_KNOWN
from portal.workshops.words import PARTICIPANT_LABELS

K = Kind
WORDLESS: dict[str, Any] = {"text": "", "answer": ""}
NAMELESS: dict[str, Any] = {"user_id": None, "name": "", "email": "", "phone": "", "organisation": ""}


def _mine(me: User) -> Condition:
    """Also where others wrote the address, once it is shown to be theirs."""
    by_others = and_(WorkshopSignUp.user_id.is_(None), WorkshopSignUp.email == me.email)
    return or_(WorkshopSignUp.user_id == me.id, by_others) if me.confirmed_at else WorkshopSignUp.user_id == me.id


def _held_long_ago(now: datetime) -> Condition:
    held = select(Workshop.id).where(Workshop.ends_at < now - kept_for(K.SIGN_UP))
    return and_(IS_KNOWN, WorkshopSignUp.workshop_id.in_(held))


def _seated_long_ago(now: datetime) -> Condition:
    held = select(Workshop.id).where(Workshop.ends_at < now - kept_for(K.SIGN_UP))
    return part_of(WorkshopSeat.round_id, WorkshopRound.workshop_id.in_(held))


def _sign_off(ids: Ids, _person: User | None) -> None:
    """Free the places at what is to come, for those who wait; of what is over only the number stays."""
    mine = WorkshopSignUp.id.in_(ids)
    signed_up_for = select(WorkshopSignUp.workshop_id).where(mine)
    coming = all_of(
        select(Workshop).where(Workshop.ends_at > clock.now(), Workshop.id.in_(signed_up_for)).order_by(Workshop.id)
    )
    for workshop in coming:
        hold(workshop, compares=False)
        db.session.execute(delete(WorkshopSignUp).where(mine, WorkshopSignUp.workshop_id == workshop.id))
        move_up(workshop)
    db.session.execute(update(WorkshopSignUp).where(mine).values(NAMELESS))


def _was_held(now: datetime) -> Condition:
    """Before today: the night after a meeting deletes what somebody needed there."""
    midnight = clock.moment_in_denmark(datetime.combine(clock.in_denmark(now).date(), time()))
    held = select(Workshop.id).where(Workshop.ends_at < midnight)
    return and_(WorkshopSignUp.needs != "", WorkshopSignUp.workshop_id.in_(held))


def _by_guest(now: datetime) -> Condition:
    """A week after it was sent, or when the meeting is over."""
    held = select(Workshop.id).where(Workshop.ends_at < now)
    return or_(GuestSignUp.created_at < now - kept_for(K.SIGN_UP_BY_GUEST), GuestSignUp.workshop_id.in_(held))


def _read_back_long_ago(now: datetime) -> Condition:
    """As long after the meeting as the names of those who came."""
    held = select(Workshop.id).where(Workshop.ends_at < now - kept_for(K.READ_BACK))
    of_these = part_of(OutcomeCorrection.paragraph_id, OutcomeParagraph.workshop_id.in_(held))
    return and_(OutcomeCorrection.text != "", OutcomeCorrection.sign_up_id.is_not(None), of_these)


def _take_back(ids: Ids, _person: User | None) -> None:
    """What is unanswered goes with its person, since nobody would read the answer; of the rest the number stays."""
    mine = OutcomeCorrection.id.in_(ids)
    db.session.execute(delete(OutcomeCorrection).where(mine, OutcomeCorrection.answered_at.is_(None)))
    db.session.execute(update(OutcomeCorrection).where(mine).values(WORDLESS))


HOLDINGS = (
    Holding(
        K.NEEDS, WorkshopSignUp, lambda me: and_(_mine(me), WorkshopSignUp.needs != ""),
        due=_was_held, at_end=sets(WorkshopSignUp, needs=""), on_erasure=sets(WorkshopSignUp, needs=""),
        shows=("workshop_id", "needs"),
    ),
    Holding(
        K.SIGN_UP, WorkshopSignUp, _mine, due=_held_long_ago, at_end=sets(WorkshopSignUp, **NAMELESS),
        on_erasure=_sign_off, hides=frozenset({"needs"}),
    ),
    Holding(
        K.SIGN_UP_BY_GUEST, GuestSignUp,
        lambda me: GuestSignUp.email == me.email if me.confirmed_at else false(),
        due=_by_guest, at_end=deletes(GuestSignUp), on_erasure=deletes(GuestSignUp),
    ),
    Holding(
        K.SIGN_UP, WorkshopSeat, lambda me: part_of(WorkshopSeat.sign_up_id, _mine(me)),
        due=_seated_long_ago, at_end=deletes(WorkshopSeat), on_erasure=deletes(WorkshopSeat), shows=THAT_AND_WHEN,
        is_part=True,
    ),
    Holding(
        K.SIGN_UP, ReadBackReply, lambda me: part_of(ReadBackReply.sign_up_id, _mine(me)),
        hides=frozenset({"sign_up_id"}), is_part=True,
    ),
    Holding(
        K.READ_BACK, OutcomeCorrection, lambda me: part_of(OutcomeCorrection.sign_up_id, _mine(me)),
        due=_read_back_long_ago, at_end=sets(OutcomeCorrection, **WORDLESS), on_erasure=_take_back,
        shows=("id", "created_at", "text", "is_taken_in", "answer", "answered_at"),
    ),
    Holding(
        K.OFFICE, OutcomeCorrection,
        lambda me: or_(OutcomeCorrection.written_by_id == me.id, OutcomeCorrection.answered_by_id == me.id),
        is_part=True,
    ),
    Holding(K.OFFICE, WorkshopNote, lambda me: WorkshopNote.author_id == me.id),
)  # fmt: skip
OF_A_PERSON = dict.fromkeys(("name", "email", "needs", "organisation"), INSIDE) | {"submission_key": KEY}
PUBLIC_TEXTS: PublicTable = {
    GuestSignUp: PublicTexts(passed_over=OF_A_PERSON),
    WorkshopSignUp: PublicTexts(passed_over=OF_A_PERSON | {"phone": INSIDE}),
    Workshop: PublicTexts(
        ("title", "purpose", "influence_note", "place", "cancel_reason", "outcome", "outcome_confirmed_how"),
        places=("place",),
    ),
    OutcomeParagraph: PublicTexts(("title", "text")),
    WorkshopNote: PublicTexts(("body", "hidden_reason"), passed_over={"submission_key": KEY}),
    NoteDot: PublicTexts(passed_over={"phone": KEY}),
    OutcomeCorrection: PublicTexts(passed_over=dict.fromkeys(("text", "answer", "stood_before"), INSIDE)),
    WorkshopTable: PublicTexts(("question",)),
    WorkshopRound: PublicTexts(("question",)),
}
SUBJECTS = (Subject(N_("Meeting"), Workshop),)
VALUE_WORDS: ValueWords = {ParticipantKind: words_of(PARTICIPANT_LABELS)}
COLUMN_LABELS = {
    "table_number": N_("Table"),
    "came": N_("Whether you were there"),
    "moved_up_at": N_("When there was a place for you"),
    "phone": N_("Phone"),
    "walked_in": N_("Whether you came without having signed up"),
    "is_waiting": N_("Whether you wait for a place"),
    "organisation": N_("Organisation"),
    "told_at": N_("When you were told that it was changed"),
    "needs": N_("What you need to take part"),
    "is_by_phone": N_("Whether you were called"),
    "is_taken_in": N_("Whether it was taken in"),
}
