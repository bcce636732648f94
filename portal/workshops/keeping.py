"""What of meetings is kept how long, what becomes of it, and which texts everybody can read."""

from datetime import datetime

from sqlalchemy import and_, delete, select, update

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.i18n import N_, words_of
from portal.foundation.public_texts import PublicTable, PublicTexts
from portal.house.holdings import THAT_AND_WHEN, Condition, Holding, Ids, deletes, part_of, sets
from portal.house.keeping import Subject, ValueWords
from portal.rules.privacy import Kind, kept_for
from portal.workshops.models import (
    ParticipantKind,
    Workshop,
    WorkshopNote,
    WorkshopRound,
    WorkshopSeat,
    WorkshopSignUp,
    WorkshopTable,
)
from portal.workshops.words import PARTICIPANT_LABELS

K = Kind


def _held_long_ago(now: datetime) -> Condition:
    held = select(Workshop.id).where(Workshop.ends_at < now - kept_for(K.SIGN_UP))
    return and_(WorkshopSignUp.user_id.is_not(None), WorkshopSignUp.workshop_id.in_(held))


def _seated_long_ago(now: datetime) -> Condition:
    held = select(Workshop.id).where(Workshop.ends_at < now - kept_for(K.SIGN_UP))
    return part_of(WorkshopSeat.round_id, WorkshopRound.workshop_id.in_(held))


def _sign_off(ids: Ids, _person: User | None) -> None:
    """Free the places at what is to come; of what is over only the number stays."""
    coming = select(Workshop.id).where(Workshop.ends_at > clock.now())
    mine = WorkshopSignUp.id.in_(ids)
    db.session.execute(delete(WorkshopSignUp).where(mine, WorkshopSignUp.workshop_id.in_(coming)))
    db.session.execute(update(WorkshopSignUp).where(mine).values(user_id=None))


HOLDINGS = (
    Holding(
        K.SIGN_UP, WorkshopSignUp, lambda me: WorkshopSignUp.user_id == me.id, due=_held_long_ago,
        at_end=sets(WorkshopSignUp, user_id=None), on_erasure=_sign_off,
    ),
    Holding(
        K.SIGN_UP, WorkshopSeat, lambda me: part_of(WorkshopSeat.sign_up_id, WorkshopSignUp.user_id == me.id),
        due=_seated_long_ago, at_end=deletes(WorkshopSeat), on_erasure=deletes(WorkshopSeat), shows=THAT_AND_WHEN,
        is_part=True,
    ),
    Holding(K.OFFICE, WorkshopNote, lambda me: WorkshopNote.author_id == me.id),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    Workshop: PublicTexts(
        ("title", "purpose", "influence_note", "place", "cancel_reason", "outcome", "outcome_confirmed_how"),
        places=("place",),
    ),
    WorkshopNote: PublicTexts(("body",)),
    WorkshopTable: PublicTexts(("question",)),
    WorkshopRound: PublicTexts(("question",)),
}
SUBJECTS = (Subject(N_("Meeting"), Workshop),)
VALUE_WORDS: ValueWords = {ParticipantKind: words_of(PARTICIPANT_LABELS)}
COLUMN_LABELS = {"table_number": N_("Table"), "came": N_("Whether you were there")}
