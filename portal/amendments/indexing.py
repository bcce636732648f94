"""How an amendment is described to the search."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.amendments.models import Amendment, AmendmentState
from portal.amendments.words import state_name
from portal.committees.models import Committee
from portal.foundation.dates import quoted
from portal.foundation.db import all_of, rows_of
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.text import blocks_of, plain_text, render_markdown
from portal.proposals.models import Proposal, ProposalVersion
from portal.search.documents import Description, DocumentType


def _load(ids: Sequence[int]) -> Iterable[Amendment]:
    proposal = joinedload(Amendment.proposal).joinedload(Proposal.committee).joinedload(Committee.municipality)
    base = joinedload(Amendment.based_on).selectinload(ProposalVersion.blocks)
    return rows_of(Amendment, ids, proposal, base, selectinload(Amendment.texts))


def _describe(amendment: Amendment) -> Description | None:
    """Its passages as they would be, and why; nothing of one that is withdrawn, hidden, or of a text that is."""
    proposal = amendment.proposal
    is_read = proposal.is_public and not proposal.is_hidden and proposal.committee.is_public
    if not is_read or amendment.is_hidden or amendment.state is AmendmentState.WITHDRAWN:
        return None
    return Description(
        title=proposal.title,
        text=" ".join((amendment.why, *_new_passages(amendment))),
        path=amendment.path,
        when=amendment.created_at,
        municipality=proposal.committee.municipality.slug,
        committee=proposal.committee.slug,
        meta=Markup("{} · {} · {}").format(
            _("Amendment %(number)s", number=amendment.number),
            state_name(amendment.state),
            quoted(proposal.committee.name),
        ),
    )


def _new_passages(amendment: Amendment) -> Iterator[str]:
    for part, text in amendment.own_texts.items():
        known = {one.text for one in amendment.based_on.blocks_of(part)}
        yield from (plain_text(render_markdown(one.text)) for one in blocks_of(text) if one.text not in known)


def _of_proposal(proposal_id: int) -> Iterable[int]:
    """They tell its title, and are read with it."""
    return all_of(select(Amendment.id).where(Amendment.proposal_id == proposal_id).order_by(Amendment.id))


def _of_committee(committee_id: int) -> Iterable[int]:
    """The amendments that tell a committee's name."""
    of_it = select(Amendment.id).join(Amendment.proposal).where(Proposal.committee_id == committee_id)
    return all_of(of_it.order_by(Amendment.id))


AMENDMENT_DOCUMENT = DocumentType(
    kind=Amendment.__tablename__,
    one=N_("Amendment"),
    many=N_("Amendments"),
    model=Amendment,
    describe=_describe,
    load=_load,
    affected_by={"proposal": _of_proposal, "committee": _of_committee},
)
