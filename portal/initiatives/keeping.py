"""What of citizens' proposals is kept how long, how they are emptied and made nameless, and which texts are public."""

from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import selectinload

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.masking import mask_texts
from portal.foundation.public_texts import KEY, PublicTable, PublicTexts, says_so
from portal.house.holdings import (
    NO_TITLE,
    THAT_AND_WHEN,
    Condition,
    Holding,
    Ids,
    deletes,
    emptied,
    part_of,
    reads_first,
    run,
    take_last_step,
)
from portal.house.keeping import Subject, ValueWords
from portal.house.moderated import shown_title
from portal.initiatives import words
from portal.initiatives.models import (
    PUBLIC_STATES,
    Initiative,
    InitiativeAnswer,
    InitiativeRefusal,
    InitiativeSponsor,
    InitiativeState,
    InitiativeStep,
    InitiativeSupport,
    InitiativeVerdict,
)
from portal.initiatives.states import WAY
from portal.notifications.keeping import retell_of, untell
from portal.rules.privacy import Kind, kept_for

K = Kind
WAS_PUBLIC = or_(
    Initiative.state.in_(PUBLIC_STATES),
    and_(Initiative.state == InitiativeState.WITHDRAWN, Initiative.published_at.is_not(None)),
)
OVER = (InitiativeState.REFUSED, InitiativeState.WITHDRAWN)
OF_A_STEP = (*THAT_AND_WHEN, "state", "reason")


def elected(me: User) -> Select[tuple[int]]:
    """The proposals that somebody has backed for a party."""
    return select(InitiativeSponsor.id).where(InitiativeSponsor.user_id == me.id)


def _over(now: datetime) -> Condition:
    """Those that are refused or withdrawn, and those that their author has not sent again."""
    before = now - kept_for(K.INITIATIVE_UNPUBLISHED)
    steps = select(func.max(InitiativeStep.created_at)).where(InitiativeStep.initiative_id == Initiative.id)
    over = and_(Initiative.state.in_(OVER), Initiative.received_at < before)
    stopped = and_(Initiative.state == InitiativeState.RETURNED, steps.scalar_subquery() < before)
    return and_(~WAS_PUBLIC, Initiative.problem != "", or_(over, stopped))


def _closed_long_ago(now: datetime) -> Condition:
    day = (clock.in_denmark(now) - kept_for(K.INITIATIVE_SUPPORT)).date()
    return part_of(InitiativeSupport.initiative_id, Initiative.closes_on < day)


def _mine(me: User) -> Condition:
    return Initiative.author_id == me.id


def _empty_initiatives(ids: Ids, _person: User | None) -> None:
    """Only that it came, when, and what became of it, stays."""
    texts = ("affected", "questions", "problem", "problem_html", "why_together", "why_together_html")
    changed = {
        "title": NO_TITLE,
        "hidden_reason": emptied(Initiative.hidden_reason),
        "version": Initiative.version + 1,
    }
    run(update(Initiative).where(Initiative.id.in_(ids)).values(**dict.fromkeys(texts, ""), **changed))
    run(update(InitiativeStep).where(InitiativeStep.initiative_id.in_(ids)).values(reason=""))
    untell(Initiative, ids)


@reads_first
def _withdraw_initiatives(ids: Ids, person: User) -> None:
    """Take back what waits, on behalf of the author who leaves, and empty it."""
    withdrawn = InitiativeState.WITHDRAWN
    waiting = [row.id for row in rows_of(Initiative, ids) if WAY.may_become(row, withdrawn)]
    take_last_step(Initiative, InitiativeStep.initiative_id, waiting, withdrawn, person.id)
    _empty_initiatives(ids, person)


@reads_first
def _make_initiatives_nameless(ids: Ids, person: User) -> None:
    """Public citizens' proposals stay, without their author's name."""
    run(update(Initiative).where(Initiative.id.in_(ids)).values(is_nameless=True))
    for initiative in rows_of(Initiative, ids, selectinload(Initiative.steps)):
        for row in (initiative, *initiative.steps):
            mask_texts(row, person)
    retell_of(Initiative, ids, person)


HOLDINGS = (
    Holding(
        K.INITIATIVE_UNPUBLISHED, Initiative, lambda me: and_(_mine(me), ~WAS_PUBLIC),
        due=_over, at_end=_empty_initiatives, on_erasure=_withdraw_initiatives,
    ),
    Holding(
        K.INITIATIVE_UNPUBLISHED, InitiativeStep,
        lambda me: part_of(InitiativeStep.initiative_id, _mine(me), ~WAS_PUBLIC),
        shows=OF_A_STEP, is_part=True,
    ),
    Holding(
        K.INITIATIVE_PUBLIC, Initiative, lambda me: and_(_mine(me), WAS_PUBLIC),
        on_erasure=_make_initiatives_nameless,
    ),
    Holding(
        K.INITIATIVE_PUBLIC, InitiativeStep, lambda me: part_of(InitiativeStep.initiative_id, _mine(me), WAS_PUBLIC),
        shows=OF_A_STEP, is_part=True,
    ),
    Holding(
        K.INITIATIVE_SUPPORT, InitiativeSupport, lambda me: InitiativeSupport.user_id == me.id,
        due=_closed_long_ago, at_end=deletes(InitiativeSupport),
    ),
    Holding(K.INITIATIVE_SPONSOR, InitiativeSponsor, lambda me: InitiativeSponsor.user_id == me.id),
    Holding(K.OFFICE, InitiativeAnswer, lambda me: InitiativeAnswer.author_id == me.id),
    Holding(
        K.OFFICE, InitiativeStep,
        lambda me: and_(InitiativeStep.actor_id == me.id, ~part_of(InitiativeStep.initiative_id, _mine(me))),
        shows=(*THAT_AND_WHEN, "state"),
    ),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    Initiative: PublicTexts(
        ("title", "problem", "why_together", "affected", "questions", "hidden_reason"), says_so,
        opened_by=("state",), passed_over={"submission_key": KEY},
    ),
    InitiativeAnswer: PublicTexts(("reason", "item")),
    InitiativeStep: PublicTexts(("reason",), lambda row: row.initiative is not None and row.initiative.is_public),
}  # fmt: skip
SUBJECTS = (Subject(N_("Citizens’ proposal"), Initiative, shown_title),)
VALUE_WORDS: ValueWords = {
    InitiativeRefusal: words.refusal_name,
    InitiativeState: words.state_name,
    InitiativeVerdict: words.verdict_name,
}
COLUMN_LABELS = {
    "affected": N_("Who it concerns"),
    "questions": N_("Questions"),
    "why_together": N_("Why together"),
}
