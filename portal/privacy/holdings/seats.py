"""Applications, seats and what members say of themselves and of proposals."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.accounts.models import User
from portal.committees.models import MemberLeaderRole, Membership, Seat, SeatType
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.initiatives.models import InitiativeSponsor
from portal.privacy.holdings.holding import Condition, Holding, Ids, deletes, reads_first, rows_of
from portal.privacy.holdings.texts import mask_proposals, mask_versions, retell
from portal.proposals.models import Proposal, ProposalSponsor, ProposalVersion
from portal.recommendations.models import AdoptedSeat, Position
from portal.recruitment.actions.deleting import delete_applications, delete_declarations
from portal.recruitment.models import (
    Application,
    ApplicationMark,
    ApplicationState,
    ApplicationStep,
    InterestDeclaration,
    OnboardingStep,
    PaperLetter,
)
from portal.rules.privacy import Kind, kept_for

K = Kind
WAITS = Application.state == ApplicationState.UNCONFIRMED
IS_GONE = Application.state == ApplicationState.DELETED
OFFICE_SEATS = select(Seat.id).where(Seat.type == SeatType.POLITICIAN)


def _my_applications(me: User) -> Condition:
    """With the account, or, when the address has been shown to be theirs, with the address alone."""
    mine = Application.user_id == me.id
    return or_(mine, Application.email == me.email) if me.confirmed_at else mine


def _parts_of_mine(me: User) -> Condition:
    return ApplicationStep.application_id.in_(select(Application.id).where(_my_applications(me), ~WAITS))


def _letters_of_mine(me: User) -> Condition:
    return PaperLetter.application_id.in_(select(Application.id).where(_my_applications(me), ~WAITS))


def _marks_of_mine(me: User) -> Condition:
    return ApplicationMark.application_id.in_(select(Application.id).where(_my_applications(me)))


def _promised_day_has_come(now: datetime) -> Condition:
    return and_(~WAITS, ~IS_GONE, Application.delete_on <= clock.in_denmark(now).date())


def _never_confirmed(now: datetime) -> Condition:
    return and_(WAITS, Application.created_at < now - kept_for(K.APPLICATION_UNCONFIRMED))


def _empty_applications(ids: Ids, _person: User | None) -> None:
    delete_applications(ids)


def _delete_declarations(ids: Ids, _person: User | None) -> None:
    delete_declarations(ids)


def _my_memberships(me: User) -> Condition:
    return Membership.user_id == me.id


def _of_mine(column: InstrumentedAttribute[int], me: User) -> Condition:
    return column.in_(select(Membership.id).where(_my_memberships(me)))


def _left_long_ago(column: InstrumentedAttribute[int], kind: Kind, now: datetime) -> Condition:
    day = (clock.in_denmark(now) - kept_for(kind)).date()
    return column.in_(select(Membership.id).where(Membership.ends_on < day))


def _declarations(which: Condition) -> Condition:
    return InterestDeclaration.step_id.in_(select(OnboardingStep.id).where(which))


@reads_first
def _make_seats_nameless(ids: Ids, person: User | None) -> None:
    """The seat and its dates stay. The trail told who was appointed: there the name is taken out."""
    for membership in rows_of(Membership, ids):
        membership.presentation = membership.end_reason = ""
    told = Event.subject_kind == Membership.__tablename__
    if person is not None:
        events = db.session.scalars(select(Event).where(told, Event.subject_id.in_(ids)).order_by(Event.id))
        retell(list(events), person)


SEAT_HOLDINGS: Sequence[Holding] = (
    Holding(
        K.APPLICATION, Application, lambda me: and_(_my_applications(me), ~WAITS, ~IS_GONE),
        due=_promised_day_has_come, at_end=_empty_applications, on_erasure=_empty_applications,
    ),
    Holding(K.APPLICATION, ApplicationStep, _parts_of_mine, shows=("id", "created_at", "state")),
    Holding(K.APPLICATION, PaperLetter, _letters_of_mine, shows=("id", "created_at", "kind", "posted_at")),
    Holding(K.APPLICATION, ApplicationMark, _marks_of_mine, shows=("id", "created_at", "mark", "note")),
    Holding(
        K.APPLICATION_UNCONFIRMED, Application, lambda me: and_(_my_applications(me), WAITS),
        due=_never_confirmed, at_end=_empty_applications, on_erasure=_empty_applications,
    ),
    Holding(
        K.SEAT, Membership, lambda me: and_(_my_memberships(me), Membership.seat_id.not_in(OFFICE_SEATS)),
        on_erasure=_make_seats_nameless,
    ),
    Holding(
        K.SEAT_OF_OFFICE, Membership, lambda me: and_(_my_memberships(me), Membership.seat_id.in_(OFFICE_SEATS))
    ),
    Holding(
        K.LEADER_ROLE, MemberLeaderRole, lambda me: _of_mine(MemberLeaderRole.membership_id, me),
        due=lambda now: _left_long_ago(MemberLeaderRole.membership_id, K.LEADER_ROLE, now),
        at_end=deletes(MemberLeaderRole), on_erasure=deletes(MemberLeaderRole),
    ),
    Holding(
        K.INTERESTS, InterestDeclaration, lambda me: _declarations(_of_mine(OnboardingStep.membership_id, me)),
        due=lambda now: _declarations(_left_long_ago(OnboardingStep.membership_id, K.INTERESTS, now)),
        at_end=_delete_declarations, on_erasure=_delete_declarations,
    ),
    Holding(
        K.ONBOARDING, OnboardingStep, lambda me: _of_mine(OnboardingStep.membership_id, me),
        due=lambda now: _left_long_ago(OnboardingStep.membership_id, K.ONBOARDING, now),
        at_end=deletes(OnboardingStep, InterestDeclaration.step_id),
    ),
    Holding(K.POSITION, Position, lambda me: _of_mine(Position.membership_id, me)),
    Holding(
        K.POSITION, AdoptedSeat,
        lambda me: and_(_of_mine(AdoptedSeat.membership_id, me), AdoptedSeat.choice.is_not(None)),
    ),
    Holding(K.POSITION, ProposalSponsor, lambda me: _of_mine(ProposalSponsor.membership_id, me)),
    Holding(K.PROPOSAL, Proposal, lambda me: Proposal.author_id == me.id, on_erasure=mask_proposals),
    Holding(
        K.PROPOSAL, ProposalVersion, lambda me: ProposalVersion.author_id == me.id, on_erasure=mask_versions
    ),
    Holding(K.INITIATIVE_SPONSOR, InitiativeSponsor, lambda me: InitiativeSponsor.user_id == me.id),
)  # fmt: skip
