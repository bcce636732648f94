"""What is done with texts: emptied when their time is over, nameless when their author is erased."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Case, delete, insert, select, update
from sqlalchemy import case as where
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from portal.accounts.models import User
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import Record, db
from portal.foundation.text import render_markdown
from portal.ideas.actions.steps import close_appeals
from portal.ideas.models import Idea, IdeaAppeal, IdeaState, IdeaStep, ShownAs
from portal.ideas.states import WAY as WAY_OF_IDEAS
from portal.initiatives.models import Initiative, InitiativeState, InitiativeStep
from portal.initiatives.states import WAY as WAY_OF_PROPOSALS
from portal.moderation.models import ModerationCase
from portal.notifications.models import Notification
from portal.privacy.holdings.holding import Ids, reads_first, rows_of, run
from portal.privacy.holdings.masking import mask, mask_texts
from portal.privacy.holdings.nameless import is_elected
from portal.proposals.models import Proposal, ProposalVersion
from portal.workshops.models import Workshop, WorkshopSignUp

NO_TITLE = "–"
WRITTEN_ABOUT = (Idea.steps, Idea.appeals, Idea.corrections, Idea.answers)
TOLD = ("title", "reason")  # of what an event and a notice say of a text


def _emptied(reason: InstrumentedAttribute[str | None]) -> Case[str | None]:
    """That there was one stays."""
    return where((reason != "", ""), else_=None)


def delete_drafts(ids: Ids, _person: User | None) -> None:
    """A draft goes with its steps; that one was begun stays in the trail, without its title."""
    _untell(Idea, ids)
    db.session.execute(delete(IdeaStep).where(IdeaStep.idea_id.in_(ids)))
    db.session.execute(delete(Idea).where(Idea.id.in_(ids)))


def empty_ideas(ids: Ids, _person: User | None) -> None:
    """Only that it came, when, and what became of it, stays."""
    nothing = dict.fromkeys(("body", "body_html", "problem", "place", "spoken_for", "consent"), "")
    changed = {"title": NO_TITLE, "hidden_reason": _emptied(Idea.hidden_reason), "version": Idea.version + 1}
    run(update(Idea).where(Idea.id.in_(ids)).values(**nothing, **changed))
    run(update(IdeaStep).where(IdeaStep.idea_id.in_(ids)).values(reason=""))
    run(update(IdeaAppeal).where(IdeaAppeal.idea_id.in_(ids)).values(text="", reason=""))
    _untell(Idea, ids)


@reads_first
def withdraw_ideas(ids: Ids, person: User | None) -> None:
    """Take back what waits, on behalf of the author who leaves, and empty it."""
    ideas = rows_of(Idea, ids, selectinload(Idea.appeals))
    waiting = [idea for idea in ideas if WAY_OF_IDEAS.may_become(idea, IdeaState.WITHDRAWN)]
    for idea in waiting:
        close_appeals(idea)
    _withdraw(Idea, IdeaStep.idea_id, [idea.id for idea in waiting], IdeaState.WITHDRAWN, person)
    empty_ideas(ids, person)


def _withdraw(
    model: type[Record], whose: InstrumentedAttribute[int], ids: Ids, state: StrEnum, person: User | None
) -> None:
    """Give texts their last state, with a step that says so: two statements, however many they are."""
    facts = {"state": state, "actor_id": person and person.id, "created_at": clock.now()}
    if ids:
        run(update(model).where(model.id.in_(ids)).values(state=state))
        run(insert(whose.class_), [{whose.key: id_, **facts} for id_ in ids])


@reads_first
def make_ideas_nameless(ids: Ids, person: User | None) -> None:
    """Public ideas stay, by "a citizen", without the author's name in title, text or earlier texts."""
    if person is None:
        return
    run(update(Idea).where(Idea.id.in_(ids)).values(shown_as=ShownAs.A_CITIZEN))
    for idea in rows_of(Idea, ids, *(selectinload(part) for part in WRITTEN_ABOUT)):
        for row in (idea, *idea.steps, *idea.appeals, *idea.corrections):
            mask_texts(row, person)
        for answer in idea.answers:
            if mask(answer, person, "body"):  # its signature stays
                answer.body_html = render_markdown(answer.body)
            for addition in answer.corrections:
                mask(addition, person, "text")
    _retell(Idea, ids, person)


def empty_initiatives(ids: Ids, _person: User | None) -> None:
    """Only that it came, when, and what became of it, stays."""
    texts = ("affected", "questions", "problem", "problem_html", "why_together", "why_together_html")
    changed = {
        "title": NO_TITLE,
        "hidden_reason": _emptied(Initiative.hidden_reason),
        "version": Initiative.version + 1,
    }
    run(update(Initiative).where(Initiative.id.in_(ids)).values(**dict.fromkeys(texts, ""), **changed))
    run(update(InitiativeStep).where(InitiativeStep.initiative_id.in_(ids)).values(reason=""))
    _untell(Initiative, ids)


@reads_first
def withdraw_initiatives(ids: Ids, person: User | None) -> None:
    """Take back what waits, on behalf of the author who leaves, and empty it."""
    withdrawn = InitiativeState.WITHDRAWN
    waiting = [row.id for row in rows_of(Initiative, ids) if WAY_OF_PROPOSALS.may_become(row, withdrawn)]
    _withdraw(Initiative, InitiativeStep.initiative_id, waiting, withdrawn, person)
    empty_initiatives(ids, person)


@reads_first
def make_initiatives_nameless(ids: Ids, person: User | None) -> None:
    """Public citizens' proposals stay, without their author's name."""
    if person is None:
        return
    run(update(Initiative).where(Initiative.id.in_(ids)).values(is_nameless=True))
    for initiative in rows_of(Initiative, ids, selectinload(Initiative.steps)):
        for row in (initiative, *initiative.steps):
            mask_texts(row, person)
    _retell(Initiative, ids, person)


@reads_first
def mask_proposals(ids: Ids, person: User | None) -> None:
    """Proposals belong to the table; the name of somebody who was not elected is taken out where it was written."""
    if person is None or is_elected(person):
        return
    for proposal in rows_of(Proposal, ids):
        mask_texts(proposal, person)
    _retell(Proposal, ids, person)


@reads_first
def mask_versions(ids: Ids, person: User | None) -> None:
    """As `mask_proposals`, of the texts."""
    if person is None or is_elected(person):
        return
    for version in rows_of(ProposalVersion, ids):
        mask_texts(version, person)


def empty_cases(ids: Ids, _person: User | None) -> None:
    """Of a decided case only ground, outcome and dates stay: what the public account counts."""
    for case in rows_of(ModerationCase, ids):
        case.reason = case.appeal = case.appeal_reason = ""


@reads_first
def make_cases_nameless(ids: Ids, person: User | None) -> None:
    """A case stays until its day, without the author's name."""
    if person is None:
        return
    for case in rows_of(ModerationCase, ids):
        mask_texts(case, person)


def sign_off(ids: Ids, _person: User | None) -> None:
    """Free the places at what is to come; of what is over only the number stays."""
    coming = select(Workshop.id).where(Workshop.ends_at > clock.now())
    mine = WorkshopSignUp.id.in_(ids)
    db.session.execute(delete(WorkshopSignUp).where(mine, WorkshopSignUp.workshop_id.in_(coming)))
    db.session.execute(update(WorkshopSignUp).where(mine).values(user_id=None))


def retell(events: list[Event], person: User) -> None:
    """Take a name out of what the trail, and notices to others, say of some events."""
    for event in events:
        mask(event, person, "details")
    for notice in _notices_of(events):
        mask(notice, person, "values")


def _retell(model: type[Record], ids: Ids, person: User) -> None:
    retell(_events_of(model, ids), person)


def _untell(model: type[Record], ids: Ids) -> None:
    """Take the title and the reason of an emptied text out of the trail and of notices."""
    events = _events_of(model, ids)
    for row, column in [*((one, "details") for one in events), *((one, "values") for one in _notices_of(events))]:
        told: dict[str, Any] = getattr(row, column)
        if any(told.get(name) for name in TOLD):
            setattr(row, column, {**told, **{name: "" for name in TOLD if name in told}})


def _events_of(model: type[Record], ids: Ids) -> list[Event]:
    of_these = select(Event).where(Event.subject_kind == model.__tablename__, Event.subject_id.in_(ids))
    return list(db.session.scalars(of_these.order_by(Event.id)))


def _notices_of(events: list[Event]) -> list[Notification]:
    ids = [event.id for event in events]
    return list(
        db.session.scalars(select(Notification).where(Notification.event_id.in_(ids)).order_by(Notification.id))
    )
