"""Ideas, citizens' proposals, what people support and report, and the meetings they sign up for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, false, func, or_, select

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation import clock
from portal.ideas.models import PUBLIC_STATES as PUBLIC_IDEAS
from portal.ideas.models import (
    Channel,
    GuestIdea,
    Idea,
    IdeaAppeal,
    IdeaCorrection,
    IdeaState,
    IdeaStep,
    IdeaSupport,
)
from portal.initiatives.models import PUBLIC_STATES as PUBLIC_INITIATIVES
from portal.initiatives.models import Initiative, InitiativeState, InitiativeStep, InitiativeSupport
from portal.moderation.models import ModerationCase, Report
from portal.privacy.holdings import texts
from portal.privacy.holdings.holding import Condition, Holding, deletes, sets
from portal.rules.privacy import Kind, kept_for
from portal.rules.stages import Stage
from portal.workshops.models import Workshop, WorkshopSignUp

K = Kind
WAS_PUBLIC = or_(Idea.state.in_(PUBLIC_IDEAS), and_(Idea.state == IdeaState.WITHDRAWN, Idea.published_at.is_not(None)))
IS_DRAFT = Idea.state == IdeaState.DRAFT
OVER_IDEAS = (IdeaState.REFUSED, IdeaState.UPHELD, IdeaState.WITHDRAWN)
WAS_PUBLIC_INITIATIVE = or_(
    Initiative.state.in_(PUBLIC_INITIATIVES),
    and_(Initiative.state == InitiativeState.WITHDRAWN, Initiative.published_at.is_not(None)),
)
OVER_INITIATIVES = (InitiativeState.REFUSED, InitiativeState.WITHDRAWN)
OF_A_STEP = ("id", "created_at", "state", "reason")
OF_AN_APPEAL = ("id", "created_at", "text", "verdict", "reason", "decided_at")


def _my_ideas(me: User) -> Condition:
    """What somebody wrote, not what they typed in for others."""
    return and_(Idea.author_id == me.id, Idea.came_by == Channel.WEB)


def _nobody(_me: User) -> Condition:
    """Somebody without an account."""
    return false()


def _old_drafts(now: datetime) -> Condition:
    return and_(IS_DRAFT, Idea.created_at < now - kept_for(K.IDEA_DRAFT))


def _over_ideas(now: datetime) -> Condition:
    """Those that are refused or withdrawn, and those that have stopped half-way: nobody goes on with them."""
    before = now - kept_for(K.IDEA_UNPUBLISHED)
    last_step = select(func.max(IdeaStep.created_at)).where(IdeaStep.idea_id == Idea.id).scalar_subquery()
    closed = Idea.committee_id.in_(select(Committee.id).where(Committee.stage == Stage.CLOSED))
    over = and_(Idea.state.in_(OVER_IDEAS), func.coalesce(Idea.received_at, Idea.created_at) < before)
    stopped = and_(~IS_DRAFT, or_(Idea.state == IdeaState.RETURNED, closed), last_step < before)
    return and_(~WAS_PUBLIC, Idea.body != "", or_(over, stopped))


def _ended_long_ago(now: datetime) -> Condition:
    day = (clock.in_denmark(now) - kept_for(K.IDEA_SUPPORT)).date()
    ended = select(Idea.id).join(Idea.committee).where(Committee.stage == Stage.CLOSED, Committee.stage_since < day)
    return IdeaSupport.idea_id.in_(ended)


def _over_initiatives(now: datetime) -> Condition:
    """Those that are refused or withdrawn, and those that their author has not sent again."""
    before = now - kept_for(K.INITIATIVE_UNPUBLISHED)
    steps = select(func.max(InitiativeStep.created_at)).where(InitiativeStep.initiative_id == Initiative.id)
    over = and_(Initiative.state.in_(OVER_INITIATIVES), Initiative.received_at < before)
    stopped = and_(Initiative.state == InitiativeState.RETURNED, steps.scalar_subquery() < before)
    return and_(~WAS_PUBLIC_INITIATIVE, Initiative.problem != "", or_(over, stopped))


def _closed_long_ago(now: datetime) -> Condition:
    day = (clock.in_denmark(now) - kept_for(K.INITIATIVE_SUPPORT)).date()
    return InitiativeSupport.initiative_id.in_(select(Initiative.id).where(Initiative.closes_on < day))


def _decided_before(now: datetime, kind: Kind) -> Condition:
    before = now - kept_for(kind)
    last = or_(ModerationCase.appealed_at.is_(None), ModerationCase.appeal_decided_at < before)
    return and_(ModerationCase.decided_at < before, last)


def _decided_reports(now: datetime) -> Condition:
    return Report.case_id.in_(select(ModerationCase.id).where(_decided_before(now, K.REPORT)))


def _decided_cases(now: datetime) -> Condition:
    written = or_(ModerationCase.reason != "", ModerationCase.appeal != "", ModerationCase.appeal_reason != "")
    return and_(_decided_before(now, K.MODERATION), written)


def _held_long_ago(now: datetime) -> Condition:
    held = select(Workshop.id).where(Workshop.ends_at < now - kept_for(K.SIGN_UP))
    return and_(WorkshopSignUp.user_id.is_not(None), WorkshopSignUp.workshop_id.in_(held))


def _steps_of(*which: Condition) -> Condition:
    return IdeaStep.idea_id.in_(select(Idea.id).where(*which))


def _appeals_of(*which: Condition) -> Condition:
    return IdeaAppeal.idea_id.in_(select(Idea.id).where(*which))


def _initiative_steps_of(*which: Condition) -> Condition:
    return InitiativeStep.initiative_id.in_(select(Initiative.id).where(*which))


def _my_initiatives(me: User) -> Condition:
    return Initiative.author_id == me.id


WRITING_HOLDINGS: Sequence[Holding] = (
    Holding(
        K.IDEA_DRAFT, Idea, lambda me: and_(_my_ideas(me), IS_DRAFT), due=_old_drafts,
        at_end=texts.delete_drafts, on_erasure=texts.delete_drafts,
    ),
    Holding(K.IDEA_DRAFT, IdeaStep, lambda me: _steps_of(_my_ideas(me), IS_DRAFT), shows=OF_A_STEP),
    Holding(
        K.IDEA_BY_GUEST, GuestIdea,
        lambda me: GuestIdea.email == me.email if me.confirmed_at else false(),
        due=lambda now: GuestIdea.created_at < now - kept_for(K.IDEA_BY_GUEST),
        at_end=deletes(GuestIdea), on_erasure=deletes(GuestIdea),
    ),
    Holding(
        K.IDEA_UNPUBLISHED, Idea, lambda me: and_(_my_ideas(me), ~IS_DRAFT, ~WAS_PUBLIC), due=_over_ideas,
        at_end=texts.empty_ideas, on_erasure=texts.withdraw_ideas,
    ),
    Holding(
        K.IDEA_UNPUBLISHED, IdeaStep, lambda me: _steps_of(_my_ideas(me), ~IS_DRAFT, ~WAS_PUBLIC), shows=OF_A_STEP
    ),
    Holding(
        K.IDEA_UNPUBLISHED, IdeaAppeal, lambda me: _appeals_of(_my_ideas(me), ~WAS_PUBLIC), shows=OF_AN_APPEAL
    ),
    Holding(K.IDEA_PUBLIC, IdeaAppeal, lambda me: _appeals_of(_my_ideas(me), WAS_PUBLIC), shows=OF_AN_APPEAL),
    Holding(
        K.IDEA_PUBLIC, Idea, lambda me: and_(_my_ideas(me), WAS_PUBLIC), on_erasure=texts.make_ideas_nameless
    ),
    Holding(K.IDEA_PUBLIC, IdeaStep, lambda me: _steps_of(_my_ideas(me), WAS_PUBLIC), shows=OF_A_STEP),
    Holding(
        K.IDEA_PUBLIC, IdeaCorrection,
        lambda me: IdeaCorrection.idea_id.in_(select(Idea.id).where(_my_ideas(me), WAS_PUBLIC)),
        shows=("id", "created_at", "text_version", "note", "earlier_title", "earlier_place"),
    ),
    Holding(K.IDEA_SPOKEN_FOR, Idea, _nobody),
    Holding(
        K.IDEA_SUPPORT, IdeaSupport, lambda me: IdeaSupport.user_id == me.id,
        due=_ended_long_ago, at_end=deletes(IdeaSupport),
    ),
    Holding(
        K.INITIATIVE_UNPUBLISHED, Initiative, lambda me: and_(_my_initiatives(me), ~WAS_PUBLIC_INITIATIVE),
        due=_over_initiatives, at_end=texts.empty_initiatives, on_erasure=texts.withdraw_initiatives,
    ),
    Holding(
        K.INITIATIVE_UNPUBLISHED, InitiativeStep,
        lambda me: _initiative_steps_of(_my_initiatives(me), ~WAS_PUBLIC_INITIATIVE), shows=OF_A_STEP,
    ),
    Holding(
        K.INITIATIVE_PUBLIC, Initiative, lambda me: and_(_my_initiatives(me), WAS_PUBLIC_INITIATIVE),
        on_erasure=texts.make_initiatives_nameless,
    ),
    Holding(
        K.INITIATIVE_PUBLIC, InitiativeStep,
        lambda me: _initiative_steps_of(_my_initiatives(me), WAS_PUBLIC_INITIATIVE), shows=OF_A_STEP,
    ),
    Holding(
        K.INITIATIVE_SUPPORT, InitiativeSupport, lambda me: InitiativeSupport.user_id == me.id,
        due=_closed_long_ago, at_end=deletes(InitiativeSupport),
    ),
    Holding(
        K.REPORT, Report, lambda me: Report.reporter_id == me.id, due=_decided_reports,
        at_end=deletes(Report), on_erasure=sets(Report, text=""),
    ),
    Holding(
        K.MODERATION, ModerationCase, lambda me: ModerationCase.author_id == me.id, due=_decided_cases,
        at_end=texts.empty_cases, on_erasure=texts.make_cases_nameless,
    ),
    Holding(
        K.SIGN_UP, WorkshopSignUp, lambda me: WorkshopSignUp.user_id == me.id, due=_held_long_ago,
        at_end=sets(WorkshopSignUp, user_id=None), on_erasure=texts.sign_off,
    ),
)  # fmt: skip
