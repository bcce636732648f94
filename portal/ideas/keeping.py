"""What of ideas is kept how long, how they are emptied and made nameless, and which texts everybody can read."""

from datetime import datetime

from sqlalchemy import and_, delete, false, func, or_, select, update
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import db, rows_of
from portal.foundation.i18n import N_, words_of
from portal.foundation.public_texts import INSIDE, KEY, WAS_PUBLIC, PublicTable, PublicTexts, says_so
from portal.house.holdings import (
    NO_TITLE,
    THAT_AND_WHEN,
    Condition,
    Holding,
    Ids,
    deletes,
    emptied,
    nobodys,
    part_of,
    reads_first,
    run,
    take_last_step,
)
from portal.house.keeping import Subject, ValueWords
from portal.house.moderated import shown_title
from portal.ideas import words
from portal.ideas.actions.naming import make_ideas_nameless
from portal.ideas.actions.steps import close_appeals
from portal.ideas.models import (
    PUBLIC_STATES,
    AppealVerdict,
    Channel,
    GuestIdea,
    Idea,
    IdeaAnswer,
    IdeaAnswerCorrection,
    IdeaAppeal,
    IdeaCorrection,
    IdeaKind,
    IdeaState,
    IdeaStep,
    IdeaSupport,
    IdeaTheme,
    RefusalCode,
    ShownAs,
)
from portal.ideas.models.lineage import IdeaLineage, SupportQuestion
from portal.ideas.states import WAY
from portal.notifications.keeping import untell
from portal.rules.privacy import Kind, kept_for
from portal.rules.stages import Stage

K = Kind
WAS_SEEN = or_(Idea.state.in_(PUBLIC_STATES), and_(Idea.state == IdeaState.WITHDRAWN, Idea.published_at.is_not(None)))
IS_DRAFT = Idea.state == IdeaState.DRAFT
OVER = (IdeaState.REFUSED, IdeaState.UPHELD, IdeaState.WITHDRAWN)
OF_A_STEP = (*THAT_AND_WHEN, "state", "reason")
OF_AN_APPEAL = (*THAT_AND_WHEN, "text", "verdict", "reason", "decided_at")


def _my_ideas(me: User) -> Condition:
    """What somebody wrote, not what they typed in for others."""
    return and_(Idea.author_id == me.id, Idea.came_by == Channel.WEB)


def _old_drafts(now: datetime) -> Condition:
    return and_(IS_DRAFT, Idea.created_at < now - kept_for(K.IDEA_DRAFT))


def _over(now: datetime) -> Condition:
    """Those that are refused or withdrawn, and those that have stopped half-way: nobody goes on with them."""
    before = now - kept_for(K.IDEA_UNPUBLISHED)
    last_step = select(func.max(IdeaStep.created_at)).where(IdeaStep.idea_id == Idea.id).scalar_subquery()
    closed = Idea.committee_id.in_(select(Committee.id).where(Committee.stage == Stage.CLOSED))
    over = and_(Idea.state.in_(OVER), func.coalesce(Idea.received_at, Idea.created_at) < before)
    stopped = and_(~IS_DRAFT, or_(Idea.state == IdeaState.RETURNED, closed), last_step < before)
    return and_(~WAS_SEEN, Idea.body != "", or_(over, stopped))


def _ended_long_ago(now: datetime) -> Condition:
    day = (clock.in_denmark(now) - kept_for(K.IDEA_SUPPORT)).date()
    ended = select(Idea.id).join(Idea.committee).where(Committee.stage == Stage.CLOSED, Committee.stage_since < day)
    return IdeaSupport.idea_id.in_(ended)


def _asked_long_ago(now: datetime) -> Condition:
    day = (clock.in_denmark(now) - kept_for(K.IDEA_SUPPORT)).date()
    ended = select(IdeaLineage.id).join(IdeaLineage.source).join(Idea.committee)
    return SupportQuestion.lineage_id.in_(ended.where(Committee.stage == Stage.CLOSED, Committee.stage_since < day))


def _delete_drafts(ids: Ids, _person: User | None) -> None:
    """A draft goes with its steps; that one was begun stays in the trail, without its title."""
    untell(Idea, ids)
    db.session.execute(delete(IdeaStep).where(IdeaStep.idea_id.in_(ids)))
    db.session.execute(delete(Idea).where(Idea.id.in_(ids)))


def _empty_ideas(ids: Ids, _person: User | None) -> None:
    """Only that it came, when, and what became of it, stays."""
    nothing = dict.fromkeys(("body", "body_html", "problem", "place", "spoken_for", "consent"), "")
    changed = {"title": NO_TITLE, "hidden_reason": emptied(Idea.hidden_reason), "version": Idea.version + 1}
    run(update(Idea).where(Idea.id.in_(ids)).values(**nothing, **changed))
    run(update(IdeaStep).where(IdeaStep.idea_id.in_(ids)).values(reason=""))
    run(update(IdeaAppeal).where(IdeaAppeal.idea_id.in_(ids)).values(text="", reason=""))
    untell(Idea, ids)


@reads_first
def _withdraw_ideas(ids: Ids, person: User) -> None:
    """Take back what waits, on behalf of the author who leaves, and empty it."""
    ideas = rows_of(Idea, ids, selectinload(Idea.appeals))
    waiting = [idea for idea in ideas if WAY.may_become(idea, IdeaState.WITHDRAWN)]
    for idea in waiting:
        close_appeals(idea)
    take_last_step(Idea, IdeaStep.idea_id, [idea.id for idea in waiting], IdeaState.WITHDRAWN, person.id)
    _empty_ideas(ids, person)


HOLDINGS = (
    Holding(
        K.IDEA_DRAFT, Idea, lambda me: and_(_my_ideas(me), IS_DRAFT), due=_old_drafts,
        at_end=_delete_drafts, on_erasure=_delete_drafts,
    ),
    Holding(
        K.IDEA_DRAFT, IdeaStep, lambda me: part_of(IdeaStep.idea_id, _my_ideas(me), IS_DRAFT),
        shows=OF_A_STEP, is_part=True,
    ),
    Holding(
        K.IDEA_BY_GUEST, GuestIdea,
        lambda me: GuestIdea.email == me.email if me.confirmed_at else false(),
        due=lambda now: GuestIdea.created_at < now - kept_for(K.IDEA_BY_GUEST),
        at_end=deletes(GuestIdea), on_erasure=deletes(GuestIdea),
    ),
    Holding(
        K.IDEA_UNPUBLISHED, Idea, lambda me: and_(_my_ideas(me), ~IS_DRAFT, ~WAS_SEEN), due=_over,
        at_end=_empty_ideas, on_erasure=_withdraw_ideas,
    ),
    Holding(
        K.IDEA_UNPUBLISHED, IdeaStep, lambda me: part_of(IdeaStep.idea_id, _my_ideas(me), ~IS_DRAFT, ~WAS_SEEN),
        shows=OF_A_STEP, is_part=True,
    ),
    Holding(
        K.IDEA_UNPUBLISHED, IdeaAppeal, lambda me: part_of(IdeaAppeal.idea_id, _my_ideas(me), ~WAS_SEEN),
        shows=OF_AN_APPEAL, is_part=True,
    ),
    Holding(
        K.IDEA_PUBLIC, IdeaAppeal, lambda me: part_of(IdeaAppeal.idea_id, _my_ideas(me), WAS_SEEN),
        shows=OF_AN_APPEAL, is_part=True,
    ),
    Holding(K.IDEA_PUBLIC, Idea, lambda me: and_(_my_ideas(me), WAS_SEEN), on_erasure=make_ideas_nameless),
    Holding(
        K.IDEA_PUBLIC, IdeaStep, lambda me: part_of(IdeaStep.idea_id, _my_ideas(me), WAS_SEEN),
        shows=OF_A_STEP, is_part=True,
    ),
    Holding(
        K.IDEA_PUBLIC, IdeaCorrection,
        lambda me: part_of(IdeaCorrection.idea_id, _my_ideas(me), WAS_SEEN),
        shows=(*THAT_AND_WHEN, "text_version", "note", "earlier_title", "earlier_place"), is_part=True,
    ),
    Holding(K.IDEA_SPOKEN_FOR, Idea, nobodys),
    Holding(
        K.IDEA_SUPPORT, IdeaSupport, lambda me: IdeaSupport.user_id == me.id,
        due=_ended_long_ago, at_end=deletes(IdeaSupport),
    ),
    Holding(
        K.IDEA_SUPPORT, SupportQuestion, lambda me: SupportQuestion.user_id == me.id,
        shows=(*THAT_AND_WHEN, "follows", "answered_at"), due=_asked_long_ago, at_end=deletes(SupportQuestion),
    ),
    Holding(
        K.OFFICE, IdeaLineage, lambda me: or_(IdeaLineage.actor_id == me.id, IdeaLineage.undone_by_id == me.id),
        shows=(*THAT_AND_WHEN, "reason", "undone_at", "undone_reason"),
    ),
    Holding(K.OFFICE, Idea, lambda me: and_(Idea.author_id == me.id, Idea.came_by != Channel.WEB), shows=THAT_AND_WHEN),
    Holding(
        K.OFFICE, IdeaAppeal, lambda me: or_(IdeaAppeal.decided_by_id == me.id, IdeaAppeal.refused_by_id == me.id),
        shows=(*THAT_AND_WHEN, "verdict"),
    ),
    Holding(K.OFFICE, IdeaAnswer, lambda me: IdeaAnswer.author_id == me.id),
    Holding(K.OFFICE, IdeaAnswerCorrection, lambda me: IdeaAnswerCorrection.author_id == me.id),
    Holding(K.OFFICE, IdeaCorrection, lambda me: IdeaCorrection.actor_id == me.id, shows=(*THAT_AND_WHEN, "note")),
    Holding(
        K.OFFICE, IdeaStep, lambda me: and_(IdeaStep.actor_id == me.id, ~part_of(IdeaStep.idea_id, _my_ideas(me))),
        shows=(*THAT_AND_WHEN, "state"),
    ),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    GuestIdea: PublicTexts(
        passed_over=dict.fromkeys(("name", "email", "title", "body", "problem", "place"), INSIDE)
        | {"submission_key": KEY}
    ),
    Idea: PublicTexts(
        ("title", "body", "problem", "place", "spoken_for", "hidden_reason"), says_so, opened_by=("state",),
        passed_over={"submission_key": KEY, "consent": INSIDE},
    ),
    IdeaAnswer: PublicTexts(
        ("signed_as", "body", "override"), passed_over={"carried_into": KEY, "submission_key": KEY}
    ),
    IdeaAnswerCorrection: PublicTexts(("text",)),
    IdeaAppeal: PublicTexts(passed_over={"text": INSIDE, "reason": INSIDE}),
    IdeaCorrection: PublicTexts(
        ("note", "override"),
        passed_over=dict.fromkeys(("earlier_title", "earlier_html", "earlier_place"), WAS_PUBLIC),
    ),
    IdeaLineage: PublicTexts(("reason", "undone_reason")),
    IdeaStep: PublicTexts(("reason",), lambda row: row.idea is not None and row.idea.is_public),
    IdeaTheme: PublicTexts(("name", "summary")),
}  # fmt: skip
SUBJECTS = (
    Subject(N_("Idea"), Idea, shown_title),
    Subject(N_("Theme"), IdeaTheme, loads=(joinedload(IdeaTheme.committee),)),
)
VALUE_WORDS: ValueWords = {
    AppealVerdict: words.appeal_verdict_name,
    IdeaKind: words.kind_name,
    IdeaState: words.state_name,
    RefusalCode: words.refusal_name,
    ShownAs: words_of(words.SHOWN_AS_LABELS),
}
COLUMN_LABELS = {
    "consent": N_("How the consent was given"),
    "earlier_title": N_("Earlier title"),
    "earlier_place": N_("Earlier place"),
    "place": N_("Place"),
    "shown_as": N_("Shown name"),
    "signed_as": N_("Signed"),
    "spoken_for": N_("On behalf of"),
}
