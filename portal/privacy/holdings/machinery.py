"""What was done in office, public decisions, the trail, and what the portal delivers to itself."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, false, or_, select

from portal.accounts.models import User
from portal.committees.models import CompositionReview, Membership, StageEntry
from portal.decisions.models import DecisionCorrection, DecisionRecord, SealedText
from portal.events.models import Event, OutboxMessage
from portal.events.types import EventType
from portal.foundation.db import db
from portal.ideas.models import Channel, Idea, IdeaAnswer, IdeaAnswerCorrection, IdeaAppeal, IdeaCorrection, IdeaStep
from portal.implementation.models import CommitmentReport
from portal.initiatives.models import Initiative, InitiativeAnswer, InitiativeStep
from portal.moderation.models import ModerationCase
from portal.notifications.models import DayLetter, LetterSent, Notification
from portal.privacy.holdings.holding import Condition, Holding, Ids, deletes, reads_first
from portal.privacy.holdings.nameless import is_elected
from portal.privacy.holdings.texts import retell
from portal.recommendations.models import CouncilResponse, Recommendation, ResponseCorrection
from portal.recruitment.models import Application, ApplicationMark, ApplicationStep, PaperLetter
from portal.rules.privacy import Kind, kept_for
from portal.workshops.models import WorkshopNote

K = Kind
E = EventType
AT_ONCE = 500
THAT_AND_WHEN = ("id", "created_at")  # what it says may be about others
ACCESS = (
    E.ACCOUNT_ASKED_AGAIN, E.CODE_CONFIRMED, E.CODE_GUESSED, E.CODE_RESET, E.CODE_TURNED_OFF, E.CONFIRMATION_ASKED,
    E.IDEA_GUEST_ASKED, E.OWN_DATA_FETCHED, E.PASSWORD_CHANGED, E.PASSWORD_FORGOTTEN, E.RECOVERY_CODES_RENEWED,
    E.RECOVERY_CODE_USED, E.SESSION_ENDED, E.SIGNED_IN,
)  # fmt: skip
IS_ACCESS = Event.type.in_([kind.value for kind in ACCESS])


def _about_or_by(me: User) -> Condition:
    """What somebody did, and what was done to their account or seats."""
    seats = select(Membership.id).where(Membership.user_id == me.id)
    return or_(
        Event.actor_id == me.id,
        and_(Event.subject_kind == User.__tablename__, Event.subject_id == me.id),
        and_(Event.subject_kind == Membership.__tablename__, Event.subject_id.in_(seats)),
    )


def _old_access(now: datetime) -> Condition:
    waiting = select(OutboxMessage.event_id).where(OutboxMessage.done_at.is_(None), OutboxMessage.parked_at.is_(None))
    return and_(IS_ACCESS, Event.created_at < now - kept_for(K.ACCESS_LOG), Event.id.not_in(waiting))


def _old_messages(now: datetime) -> Condition:
    before = now - kept_for(K.DELIVERY)
    return or_(OutboxMessage.done_at < before, OutboxMessage.parked_at < before)


@reads_first
def _forget_names(ids: Ids, person: User | None) -> None:
    """Take the name out of what the trail tells, unless it is a public record."""
    if person is None or is_elected(person):
        return
    for start in range(0, len(ids), AT_ONCE):
        events = select(Event).where(Event.id.in_(ids[start : start + AT_ONCE])).order_by(Event.id)
        retell(list(db.session.scalars(events)), person)


def _others_initiatives(me: User) -> Condition:
    return InitiativeStep.initiative_id.not_in(select(Initiative.id).where(Initiative.author_id == me.id))


def _others_ideas(me: User) -> Condition:
    return IdeaStep.idea_id.not_in(select(Idea.id).where(Idea.author_id == me.id, Idea.came_by == Channel.WEB))


def _nobodys(_me: User) -> Condition:
    return false()


def _decided(me: User) -> Condition:
    return or_(ModerationCase.decided_by_id == me.id, ModerationCase.appeal_decided_by_id == me.id)


def _step_in_office(me: User) -> Condition:
    others = ApplicationStep.application_id.not_in(select(Application.id).where(Application.user_id == me.id))
    return and_(ApplicationStep.actor_id == me.id, others)


OFFICE_HOLDINGS: Sequence[Holding] = (
    Holding(K.OFFICE, Application, lambda me: Application.typed_in_by_id == me.id, shows=THAT_AND_WHEN),
    Holding(K.OFFICE, ApplicationMark, lambda me: ApplicationMark.author_id == me.id, shows=THAT_AND_WHEN),
    Holding(K.OFFICE, ApplicationStep, _step_in_office, shows=THAT_AND_WHEN),
    Holding(K.OFFICE, CommitmentReport, lambda me: CommitmentReport.author_id == me.id),
    Holding(K.OFFICE, CompositionReview, lambda me: CompositionReview.reviewed_by_id == me.id),
    Holding(K.OFFICE, CouncilResponse, lambda me: CouncilResponse.author_id == me.id),
    Holding(K.OFFICE, DecisionCorrection, lambda me: DecisionCorrection.author_id == me.id),
    Holding(K.OFFICE, ResponseCorrection, lambda me: ResponseCorrection.author_id == me.id),
    Holding(K.OFFICE, Idea, lambda me: and_(Idea.author_id == me.id, Idea.came_by != Channel.WEB), shows=THAT_AND_WHEN),
    Holding(
        K.OFFICE, IdeaAppeal, lambda me: or_(IdeaAppeal.decided_by_id == me.id, IdeaAppeal.refused_by_id == me.id),
        shows=(*THAT_AND_WHEN, "verdict"),
    ),
    Holding(K.OFFICE, IdeaAnswer, lambda me: IdeaAnswer.author_id == me.id),
    Holding(K.OFFICE, IdeaAnswerCorrection, lambda me: IdeaAnswerCorrection.author_id == me.id),
    Holding(K.OFFICE, IdeaCorrection, lambda me: IdeaCorrection.actor_id == me.id, shows=(*THAT_AND_WHEN, "note")),
    Holding(
        K.OFFICE, IdeaStep, lambda me: and_(IdeaStep.actor_id == me.id, _others_ideas(me)),
        shows=(*THAT_AND_WHEN, "state"),
    ),
    Holding(K.OFFICE, InitiativeAnswer, lambda me: InitiativeAnswer.author_id == me.id),
    Holding(
        K.OFFICE, InitiativeStep, lambda me: and_(InitiativeStep.actor_id == me.id, _others_initiatives(me)),
        shows=(*THAT_AND_WHEN, "state"),
    ),
    Holding(K.OFFICE, ModerationCase, _decided, shows=(*THAT_AND_WHEN, "code", "state")),
    Holding(K.OFFICE, PaperLetter, lambda me: PaperLetter.posted_by_id == me.id, shows=(*THAT_AND_WHEN, "posted_at")),
    Holding(
        K.OFFICE, SealedText, lambda me: SealedText.taken_out_by_id == me.id,
        shows=("id", "record_id", "taken_out_at", "reason"),
    ),
    Holding(K.OFFICE, StageEntry, lambda me: StageEntry.opened_by_id == me.id),
    Holding(K.OFFICE, WorkshopNote, lambda me: WorkshopNote.author_id == me.id),
    Holding(K.DECISION, DecisionRecord, _nobodys),
    Holding(K.DECISION, Recommendation, _nobodys),
)  # fmt: skip
MACHINERY_HOLDINGS: Sequence[Holding] = (
    Holding(
        K.TRAIL, Event, lambda me: and_(_about_or_by(me), ~IS_ACCESS), on_erasure=_forget_names,
        shows=(*THAT_AND_WHEN, "type", "subject_kind", "subject_id"),
    ),
    Holding(
        K.ACCESS_LOG, Event, lambda me: and_(_about_or_by(me), IS_ACCESS), due=_old_access,
        at_end=deletes(
            Event, OutboxMessage.event_id, Notification.event_id, LetterSent.event_id, forgets=DayLetter.event_id
        ),
        shows=(*THAT_AND_WHEN, "type"),
    ),
    Holding(K.DELIVERY, OutboxMessage, _nobodys, due=_old_messages, at_end=deletes(OutboxMessage)),
)  # fmt: skip
