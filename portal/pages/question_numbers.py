"""Which numbers of a mandate's questions something points at, also what is not public: they keep their meaning."""

from sqlalchemy import select, union

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.models import GuestIdea, Idea
from portal.proposals.models import Proposal, ProposalQuestion
from portal.workshops.models import Workshop, WorkshopQuestion


def numbers_pointed_at(committee: Committee) -> set[int]:
    """The numbers that ideas, workshops and proposals of a committee are about; one query."""
    ideas = [
        select(kind.question_number).where(kind.committee_id == committee.id, kind.question_number.is_not(None))
        for kind in (Idea, GuestIdea)
    ]
    workshops = (
        select(WorkshopQuestion.number)
        .join(Workshop, Workshop.id == WorkshopQuestion.workshop_id)
        .where(Workshop.committee_id == committee.id)
    )
    proposals = (
        select(ProposalQuestion.number)
        .join(Proposal, Proposal.id == ProposalQuestion.proposal_id)
        .where(Proposal.committee_id == committee.id)
    )
    return set(db.session.scalars(union(*ideas, workshops, proposals)))
