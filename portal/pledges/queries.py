"""Reading pledges: of a proposal, and one of them."""

from typing import Any

from flask import abort
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.committees.queries import is_visible
from portal.foundation.db import db, first_or_404, tuples_of
from portal.foundation.questions import question
from portal.moderation.queries import is_kept_from
from portal.pledges.models import Pledge
from portal.proposals.models import Proposal
from portal.proposals.queries import PledgesBeside
from portal.rules.access import Actor

FEW = 3  # that stand on the page of the proposal


def pledges_of(proposal: Proposal) -> Select[tuple[Pledge]]:
    """Those that hold first, each group the newest first; also what was withdrawn or hidden, which is said."""
    mine = select(Pledge).where(Pledge.proposal_id == proposal.id).options(joinedload(Pledge.author))
    return mine.order_by(Pledge.withdrawn_at.is_not(None), Pledge.id.desc())


def beside(proposal: Proposal, _person: Actor) -> PledgesBeside:
    """In one question."""
    rows = tuples_of(_newest(proposal.id))
    return PledgesBeside([pledge for pledge, _all in rows], rows[0][1] if rows else 0)


@question
def _newest(proposal_id: int) -> Select[tuple[Pledge, int]]:
    holds = Pledge.proposal_id == proposal_id, Pledge.withdrawn_at.is_(None), Pledge.hidden_at.is_(None)
    all_of_them = func.count().over()
    rows = select(Pledge, all_of_them).where(*holds).options(joinedload(Pledge.author))
    return rows.order_by(Pledge.id.desc()).limit(FEW)


def pledge_or_404(pledge_id: int, person: User | Visitor) -> Pledge:
    """A pledge with what its page shows. 404 where its proposal is not this person's to read."""
    found = first_or_404(_pledge(pledge_id))
    proposal: Any = found.proposal
    is_readable = proposal.is_public and is_visible(proposal.committee, person)
    if not is_readable or is_kept_from(person, proposal, proposal.committee):
        abort(404)
    return found


@question
def _pledge(pledge_id: int) -> Select[tuple[Pledge]]:
    proposal = joinedload(Pledge.proposal).joinedload(Proposal.committee)
    return select(Pledge).where(Pledge.id == pledge_id).options(joinedload(Pledge.author), proposal)


def sent_before(submission_key: str) -> Pledge | None:
    """The pledge that the same submission already made."""
    return db.session.scalar(select(Pledge).where(Pledge.submission_key == submission_key))
