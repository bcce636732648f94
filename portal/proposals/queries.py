"""Reading proposals, their versions, and who stands behind them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User, Visitor
from portal.committees.models import Committee, Membership
from portal.committees.queries import is_visible
from portal.foundation.db import all_of, db, first_of_all, first_or_404
from portal.foundation.handed import Handed
from portal.foundation.parts import Parts, load_parts
from portal.foundation.questions import question
from portal.moderation.queries import is_kept_from
from portal.proposals.models import (
    Proposal,
    ProposalBlock,
    ProposalQuestion,
    ProposalReading,
    ProposalSponsor,
    ProposalVersion,
)
from portal.rules.access import Actor, can
from portal.rules.permissions import Permission

_BEHIND_IT = Parts(
    Proposal.sponsors,
    *((ProposalSponsor.membership, one) for one in (Membership.party, Membership.user, Membership.seat)),
)
_VERSIONS = Parts(Proposal.versions, (ProposalVersion.author,))


@dataclass(frozen=True)
class Beside:
    """What a room above knows of a proposal: how many amendments wait at each passage, and who may propose one."""

    open_at: Mapping[int, int]  # by the passage
    undecided: int
    all: int
    may_propose: bool


@dataclass(frozen=True)
class PledgesBeside:
    """What a room above knows of a proposal: the newest of what people offer to bring, and how many offers hold."""

    newest: Sequence[Any]
    all: int


pledges_beside: Handed[Callable[[Proposal, Actor], PledgesBeside]] = Handed("what people bring to a proposal")
amendments_beside: Handed[Callable[[Proposal, Actor], Beside]] = Handed("the amendments beside a proposal")


@dataclass(frozen=True)
class Made:
    """What a room above knows of a version: the amendment that it took in."""

    number: int
    path: str
    author: str
    worded_by: str  # whose other words were taken in; nobody's where they are the author's own
    why: str  # of whoever wrote the words
    taken_in_at: datetime
    is_reworded: bool  # accepted with other words
    is_hidden: bool


amendments_made: Handed[Callable[[Proposal], Mapping[int, Made]]] = Handed("the amendments that made versions, by id")


@dataclass(frozen=True)
class Backing:
    """Who stands behind a proposal as it reads now: how many people, and the letters of their parties in order."""

    people: int
    letters: tuple[str, ...]
    earlier: int = 0  # of whom it is only known that they stood under an earlier text

    @property
    def parties(self) -> int:
        return len(self.letters)


def backing(proposal: Proposal) -> Backing:
    """Counted from sponsors and versions that are already loaded."""
    now = [sponsor for sponsor in proposal.sponsors if sponsor.text_version == newest(proposal).number]
    letters = {sponsor.membership.party.letter for sponsor in now if sponsor.membership.party}
    return Backing(len(now), tuple(sorted(letters)), len(proposal.sponsors) - len(now))


def may_read_drafts(person: Actor, committee: Committee) -> bool:
    return can(person, Permission.PROPOSAL_READ_DRAFT, committee)


def proposals_of(committee: Committee, person: Actor) -> Select[tuple[Proposal]]:
    """The committee's proposals that this person may read, newest first, with sponsors and versions."""
    rows = select(Proposal).where(Proposal.committee_id == committee.id)
    if not may_read_drafts(person, committee):
        rows = rows.where(Proposal.published_at.is_not(None))
    return rows.options(
        selectinload(Proposal.sponsors).joinedload(ProposalSponsor.membership).joinedload(Membership.party),
        selectinload(Proposal.versions).load_only(ProposalVersion.number, ProposalVersion.created_at),
    ).order_by(Proposal.id.desc())


def public_proposals_of(committee: Committee) -> list[Proposal]:
    """Public proposals of a committee in the order of their numbers: what a recommendation can be made from."""
    return all_of(
        select(Proposal)
        .where(
            Proposal.committee_id == committee.id,
            Proposal.published_at.is_not(None),
            Proposal.hidden_at.is_(None),
        )
        .order_by(Proposal.number)
    )


def proposal_or_404(proposal_id: int, person: Actor) -> Proposal:
    """A proposal with everything its page shows. 404 for a draft that this person may not read."""
    found = first_or_404(_proposal(proposal_id))
    load_parts([found], _BEHIND_IT, _VERSIONS)
    is_readable = found.is_public and is_visible(found.committee, person)
    if not is_readable and not may_read_drafts(person, found.committee):
        abort(404)
    return found


@question
def _proposal(proposal_id: int) -> Select[tuple[Proposal]]:
    beside = joinedload(Proposal.committee), joinedload(Proposal.author)
    return select(Proposal).where(Proposal.id == proposal_id).options(*beside)


def readable_proposal_or_404(proposal_id: int, person: User | Visitor) -> Proposal:
    """A proposal whose words this person may read. 404 also for one that a moderator has hidden."""
    found = proposal_or_404(proposal_id, person)
    if is_kept_from(person, found, found.committee):
        abort(404)
    return found


def version_or_404(proposal: Proposal, number: int) -> ProposalVersion:
    """One version of the text."""
    found = next((version for version in proposal.versions if version.number == number), None)
    if found is None:
        abort(404)
    return found


def block_or_404(proposal: Proposal, block_id: int) -> ProposalBlock:
    """A block of the proposal with what it says in each version."""
    mine = ProposalBlock.id == block_id, ProposalBlock.proposal_id == proposal.id
    return first_or_404(select(ProposalBlock).where(*mine).options(selectinload(ProposalBlock.texts)))


def newest(proposal: Proposal) -> ProposalVersion:
    """The text as it stands now; every proposal has one from its first day."""
    return proposal.versions[0]


def next_number(committee: Committee) -> int:
    """The number after the last one; only for whoever holds the committee."""
    last = db.session.scalar(select(func.max(Proposal.number)).where(Proposal.committee_id == committee.id))
    return (last or 0) + 1


def sponsorship(proposal: Proposal, membership: Membership | None) -> ProposalSponsor | None:
    """This member's name under the proposal, if it is there."""
    return next((s for s in proposal.sponsors if membership is not None and s.membership_id == membership.id), None)


def reading_of(proposal: Proposal, person: User | Visitor) -> ProposalReading | None:
    """Which version this person has said to have read, if any."""
    return first_of_all(_readings([proposal.id], person.id)) if person.id else None


def readings_of(proposals: Sequence[Proposal], person: User | Visitor) -> dict[int, int]:
    """As `reading_of`, of several: the numbers of the versions, by the id of the proposal."""
    if not person.id or not proposals:
        return {}
    return {one.proposal_id: one.number for one in all_of(_readings([one.id for one in proposals], person.id))}


@question
def _readings(proposal_ids: Sequence[int], person_id: int) -> Select[tuple[ProposalReading]]:
    mine = ProposalReading.proposal_id.in_(proposal_ids), ProposalReading.user_id == person_id
    return select(ProposalReading).where(*mine)


def sent_before(submission_key: str) -> Proposal | None:
    """The proposal that the same submission already made."""
    return db.session.scalar(select(Proposal).where(Proposal.submission_key == submission_key))


def question_numbers(committee_id: int) -> Select[tuple[int]]:
    """The numbers of the mandate's questions that proposals of a committee are about, also what is not public."""
    return (
        select(ProposalQuestion.number)
        .join(Proposal, Proposal.id == ProposalQuestion.proposal_id)
        .where(Proposal.committee_id == committee_id)
    )
