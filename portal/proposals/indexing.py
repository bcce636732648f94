"""How a proposal is described to the search."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload, selectinload

from portal.committees.models import Committee
from portal.files.queries import carried_by_file, texts_of
from portal.foundation.dates import quoted
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.text import plain_text
from portal.municipalities.models import Municipality
from portal.proposals.models import Proposal
from portal.search.documents import Description, DocumentType


def _load(ids: Sequence[int]) -> Iterable[Proposal]:
    committee = joinedload(Proposal.committee).load_only(
        Committee.slug, Committee.name, Committee.published_at, Committee.municipality_id
    )
    home = committee.joinedload(Committee.municipality).load_only(Municipality.slug)
    said = texts_of({"proposal": ids})
    for proposal in (found := rows_of(Proposal, ids, home, selectinload(Proposal.versions))):
        proposal.words_of_files = said.get(("proposal", proposal.id), ())
    return found


def _describe(proposal: Proposal) -> Description | None:
    if proposal.published_at is None or proposal.is_hidden or not proposal.committee.is_public:
        return None
    version = proposal.versions[0]
    parts = (version.problem_html, version.solution_html, version.mobilisation_html)
    return Description(
        title=proposal.title,
        text=" ".join((plain_text(" ".join(parts)), *proposal.words_of_files)),
        path=proposal.path,
        when=proposal.published_at,
        municipality=proposal.committee.municipality.slug,
        committee=proposal.committee.slug,
        meta=quoted(proposal.committee.name),
    )


PROPOSAL_DOCUMENT = DocumentType(
    kind="proposal",
    one=N_("Proposal"),
    many=N_("Proposals"),
    model=Proposal,
    describe=_describe,
    load=_load,
    affected_by={"stored_file": carried_by_file("proposal")},
)
