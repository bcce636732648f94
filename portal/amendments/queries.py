"""Reading amendments: of a proposal, who is for and against, and which of them touch the same words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, func, or_, outerjoin, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from portal.accounts.models import User, Visitor
from portal.amendments.models import (
    TAKEN_IN,
    UNDECIDED,
    Amendment,
    AmendmentCall,
    AmendmentCollision,
    AmendmentMessage,
    AmendmentPlace,
    AmendmentStance,
    AmendmentState,
    AmendmentWording,
)
from portal.committees.models import Committee
from portal.committees.queries import is_visible, sitting_members
from portal.foundation.db import all_of, db, first_of_all, first_or_404, tuples_of
from portal.foundation.questions import question
from portal.moderation.queries import is_kept_from
from portal.proposals.models import Proposal, ProposalBlockText, ProposalVersion
from portal.proposals.queries import Beside, Made
from portal.rules.access import Actor, can
from portal.rules.permissions import Permission

# What a list shows, by the word in its address: first what is still to be decided
KINDS: Mapping[str, frozenset[AmendmentState]] = {
    "aabne": UNDECIDED,
    "godkendt": TAKEN_IN,
    "afvist": frozenset({AmendmentState.REFUSED}),
    "trukket": frozenset({AmendmentState.WITHDRAWN}),
}


@dataclass(frozen=True)
class Stances:
    """How many are for and against, and how many of them sit at the table."""

    votes_for: int = 0
    against: int = 0
    members_for: int = 0
    members_against: int = 0

    @property
    def all(self) -> int:
        return self.votes_for + self.against


NOBODY = Stances()


def _with_texts() -> tuple[ORMOption, ORMOption]:
    """Loads what an amendment says, and the version that it is about, too."""
    return selectinload(Amendment.texts), joinedload(Amendment.based_on)


def call_for(proposal_id: int) -> AmendmentCall | None:
    """Who was asked for amendments, if somebody has chosen it."""
    return first_of_all(_call(proposal_id))


@question
def _call(proposal_id: int) -> Select[tuple[AmendmentCall]]:
    return select(AmendmentCall).where(AmendmentCall.proposal_id == proposal_id)


def is_open_to(actor: Actor, proposal: Proposal) -> bool:
    """Whether this person is among those who may propose: those who write at the table, or everybody."""
    if can(actor, Permission.PROPOSAL_WRITE, proposal.committee):
        return True
    call = call_for(proposal.id)
    return call is not None and call.is_open_to_all


def amendments_of(proposal: Proposal, kind: str, block_id: int | None = None) -> Select[tuple[Amendment]]:
    """The amendments of one kind, or of all with "alle", by number; with a passage, those that touch it."""
    rows = select(Amendment).where(Amendment.proposal_id == proposal.id)
    if kind in KINDS:
        rows = rows.where(Amendment.state.in_(KINDS[kind]))
    if block_id is not None:
        here = select(AmendmentPlace.amendment_id).where(AmendmentPlace.block_id == block_id)
        rows = rows.where(Amendment.id.in_(here))
    return rows.options(joinedload(Amendment.author), *_with_texts()).order_by(Amendment.number)


def open_amendments(proposal_id: int) -> list[Amendment]:
    """Those that are of the newest version, with what is asked of each when the text changes."""
    open_ = Amendment.proposal_id == proposal_id, Amendment.state == AmendmentState.OPEN
    around = (
        selectinload(Amendment.texts),
        selectinload(Amendment.places),
        selectinload(Amendment.wordings),
        joinedload(Amendment.based_on).selectinload(ProposalVersion.blocks),
    )
    return all_of(select(Amendment).where(*open_).options(*around).order_by(Amendment.id))


def counts_and_call(proposal: Proposal) -> tuple[dict[str, int], AmendmentCall | None]:
    """How many amendments there are of each kind, and of all; and who was asked for them."""
    rows = tuples_of(_by_state(proposal.id))
    by_state = {state: count for state, count, _asks, _until in rows}
    counts = {kind: sum(by_state.get(one, 0) for one in states) for kind, states in KINDS.items()}
    ((is_open_to_all, until),) = {(asks, until) for _state, _count, asks, until in rows}
    call = AmendmentCall(is_open_to_all=is_open_to_all, until=until) if is_open_to_all is not None else None
    return counts | {"alle": sum(by_state.values())}, call


@question
def _by_state(proposal_id: int) -> Select[tuple[AmendmentState, int, bool, date | None]]:
    asked = outerjoin(Proposal, AmendmentCall, AmendmentCall.proposal_id == Proposal.id)
    every = outerjoin(asked, Amendment, Amendment.proposal_id == Proposal.id)
    shown = Amendment.state, func.count(Amendment.id), AmendmentCall.is_open_to_all, AmendmentCall.until
    rows = select(*shown).select_from(every).where(Proposal.id == proposal_id)
    return rows.group_by(Amendment.state, AmendmentCall.is_open_to_all, AmendmentCall.until)


def beside(proposal: Proposal, person: Actor) -> Beside:
    """What the page of a proposal shows of its amendments."""
    rows = tuples_of(_places(proposal.id))
    undecided = {id_ for id_, state, _block in rows if state in UNDECIDED}
    return Beside(
        open_at=Counter(block for id_, _state, block in rows if id_ in undecided and block is not None),
        undecided=len(undecided),
        all=len({id_ for id_, _state, _block in rows}),
        may_propose=_may_propose(proposal, person),
    )


def _may_propose(proposal: Proposal, person: Actor) -> bool:
    if proposal.is_hidden or not can(person, Permission.AMENDMENT_PROPOSE, proposal.committee):
        return False
    call = call_for(proposal.id)
    writes = can(person, Permission.PROPOSAL_WRITE, proposal.committee)
    return (call is None or call.runs) and (writes or (call is not None and call.is_open_to_all))


@question
def _places(proposal_id: int) -> Select[tuple[int, AmendmentState, int]]:
    """Each amendment that is shown, once for each passage that it touches."""
    rows = outerjoin(Amendment, AmendmentPlace, AmendmentPlace.amendment_id == Amendment.id)
    shown = select(Amendment.id, Amendment.state, AmendmentPlace.block_id).select_from(rows)
    return shown.where(Amendment.proposal_id == proposal_id, Amendment.hidden_at.is_(None))


def made_versions(proposal: Proposal) -> dict[int, Made]:
    """The amendments that were taken into the text, by the id of the version that each of them made."""
    return {
        one.made_id: Made(
            number=one.number,
            path=one.path,
            author=one.author.name,
            worded_by=wording.author.name if wording is not None else "",
            why=wording.why if wording is not None else one.why,
            taken_in_at=one.decided_at,
            is_reworded=one.state is AmendmentState.REWORDED,
            is_hidden=one.is_hidden,
        )
        for one, wording in tuples_of(_taken_in(proposal.id))
        if one.made_id is not None and one.decided_at is not None
    }


@question
def _taken_in(proposal_id: int) -> Select[tuple[Amendment, AmendmentWording]]:
    """Each with the other words that were taken in, where it was not the author's own."""
    made = Amendment.proposal_id == proposal_id, Amendment.made_id.is_not(None)
    words = and_(AmendmentWording.amendment_id == Amendment.id, AmendmentWording.is_taken)
    rows = select(Amendment, AmendmentWording).outerjoin(AmendmentWording, words).where(*made)
    return rows.options(joinedload(Amendment.author), joinedload(AmendmentWording.author))


def amendment_or_404(amendment_id: int, person: User | Visitor) -> Amendment:
    """An amendment with all that its page shows. 404 where its proposal is not this person's to read."""
    found = first_or_404(_amendment(amendment_id))
    proposal = found.proposal
    is_readable = proposal.is_public and is_visible(proposal.committee, person)
    if not is_readable or is_kept_from(person, proposal, proposal.committee):
        abort(404)
    return found


@question
def _amendment(amendment_id: int) -> Select[tuple[Amendment]]:
    people = joinedload(Amendment.author), joinedload(Amendment.decided_by), joinedload(Amendment.made)
    proposal = joinedload(Amendment.proposal).joinedload(Proposal.committee)
    talk = (
        selectinload(Amendment.messages).joinedload(AmendmentMessage.author),
        selectinload(Amendment.wordings).joinedload(AmendmentWording.author),
    )
    return (
        select(Amendment)
        .where(Amendment.id == amendment_id)
        .options(*people, proposal, selectinload(Amendment.texts), joinedload(Amendment.based_on), *talk)
    )


def passages_of(amendment: Amendment) -> list[ProposalBlockText]:
    """The passages that it touches, as they stand in the version that it is about."""
    here = select(AmendmentPlace.block_id).where(AmendmentPlace.amendment_id == amendment.id)
    blocks = select(ProposalBlockText).where(
        ProposalBlockText.version_id == amendment.based_on_id, ProposalBlockText.block_id.in_(here)
    )
    return all_of(blocks.order_by(ProposalBlockText.position))


def stances_on(amendments: Sequence[Amendment], committee: Committee) -> dict[int, Stances]:
    """For and against, by the amendment's id; members are those who sit in the committee today."""
    members = [one.user_id for one in sitting_members(committee)]
    found = dict[int, dict[str, int]]()
    for amendment_id, is_for, is_member, count in db.session.execute(_stances([a.id for a in amendments], members)):
        side = found.setdefault(amendment_id, {"votes_for": 0, "against": 0, "members_for": 0, "members_against": 0})
        side["votes_for" if is_for else "against"] += count
        side["members_for" if is_for else "members_against"] += count if is_member else 0
    return {id_: Stances(**sides) for id_, sides in found.items()}


def _stances(ids: Sequence[int], members: Sequence[int]) -> Select[tuple[int, bool, bool, int]]:
    shown = AmendmentStance.amendment_id, AmendmentStance.is_for, AmendmentStance.user_id.in_(members)
    return select(*shown, func.count()).where(*_of_these_words(ids)).group_by(*shown)


def _of_these_words(ids: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    """What was said of amendments as they are now; who spoke of an earlier edition is asked anew."""
    editions = select(Amendment.edition).where(Amendment.id == AmendmentStance.amendment_id).scalar_subquery()
    return AmendmentStance.amendment_id.in_(ids), AmendmentStance.edition == editions


def stance_of(person: User | Visitor, amendment: Amendment) -> AmendmentStance | None:
    """What this person has said, also of an earlier edition."""
    if person.id is None:
        return None
    mine = AmendmentStance.amendment_id == amendment.id, AmendmentStance.user_id == person.id
    return db.session.scalar(select(AmendmentStance).where(*mine))


def stances_of(person: User | Visitor, amendments: Sequence[Amendment]) -> dict[int, bool]:
    """What this person has said of each."""
    if person.id is None or not amendments:
        return {}
    mine = *_of_these_words([one.id for one in amendments]), AmendmentStance.user_id == person.id
    return dict(
        db.session.execute(select(AmendmentStance.amendment_id, AmendmentStance.is_for).where(*mine)).tuples().all()
    )


def collisions_of(amendments: Sequence[Amendment]) -> dict[int, list[Amendment]]:
    """The open amendments that touch the same words as each of these open ones, by number."""
    ids = {one.id for one in amendments if one.state is AmendmentState.OPEN}
    if not ids:
        return {}
    pairs = db.session.execute(
        select(AmendmentCollision.one_id, AmendmentCollision.other_id).where(
            or_(AmendmentCollision.one_id.in_(ids), AmendmentCollision.other_id.in_(ids))
        )
    ).all()
    known = {one.id: one for one in amendments if one.id in ids and not one.is_hidden}
    elsewhere = {id_ for pair in pairs for id_ in pair} - ids
    if elsewhere:
        still = Amendment.id.in_(elsewhere), Amendment.state == AmendmentState.OPEN, Amendment.hidden_at.is_(None)
        known |= {one.id: one for one in all_of(select(Amendment).where(*still).options(*_with_texts()))}
    found: dict[int, list[Amendment]] = {}
    for mine, theirs in ((a, b) for pair in pairs for a, b in (pair, (pair[1], pair[0]))):
        if mine in ids and theirs in known:
            found.setdefault(mine, []).append(known[theirs])
    return {id_: sorted(others, key=lambda one: one.number) for id_, others in found.items()}


def said_last(actor: User, amendment: Amendment, message: str) -> bool:
    """Whether the newest message is this one: a second click."""
    last = amendment.messages[-1] if amendment.messages else None
    return last is not None and (last.author_id, last.text) == (actor.id, message)


def next_amendment_number(proposal: Proposal) -> int:
    """The number after the last one; only for whoever holds the proposal."""
    last = db.session.scalar(select(func.max(Amendment.number)).where(Amendment.proposal_id == proposal.id))
    return (last or 0) + 1


def sent_before(submission_key: str) -> Amendment | None:
    """The amendment that the same submission already made."""
    return db.session.scalar(select(Amendment).where(Amendment.submission_key == submission_key))


def to_decide(committees: Sequence[Committee]) -> list[tuple[Proposal, int]]:
    """Public proposals of these committees with amendments to be decided, and how many."""
    rows = (
        select(Proposal, func.count(Amendment.id))
        .join(Amendment, Amendment.proposal_id == Proposal.id)
        .where(
            Proposal.committee_id.in_([one.id for one in committees]),
            Amendment.state == AmendmentState.OPEN,
            Amendment.hidden_at.is_(None),
        )
        .group_by(Proposal.id)
        .order_by(Proposal.id)
    )
    return [(proposal, count) for proposal, count in db.session.execute(rows)] if committees else []


def waiting_for(person: User) -> list[Amendment]:
    """What waits for its author: the text has changed under it, a question, or other words to answer."""
    mine = Amendment.author_id == person.id, Amendment.state.in_(UNDECIDED), Amendment.hidden_at.is_(None)
    loads = joinedload(Amendment.proposal), selectinload(Amendment.messages), selectinload(Amendment.wordings)
    rows = all_of(select(Amendment).where(*mine).options(*loads).order_by(Amendment.id))
    return [one for one in rows if waits_for_author(one)]


def waits_for_author(amendment: Amendment) -> bool:
    """Whether its author is asked something."""
    return (
        amendment.state is AmendmentState.OVERTAKEN
        or bool(amendment.messages and amendment.messages[-1].is_question)
        or any(one.answered_at is None for one in amendment.current_wordings)
    )
