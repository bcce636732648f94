"""What of proposals is kept how long, how a name is taken out of them, and which texts everybody can read."""

from sqlalchemy.orm import selectinload

from portal.accounts.models import User
from portal.accounts.queries import is_elected
from portal.committees.keeping import of_mine
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.masking import mask_texts, masked_values
from portal.foundation.public_texts import INSIDE, KEY, PublicTable, PublicTexts
from portal.house.holdings import Holding, Ids, deletes, reads_first
from portal.house.keeping import Subject
from portal.house.moderated import shown_title
from portal.notifications.keeping import retell_of
from portal.proposals.models import Proposal, ProposalBlockText, ProposalReading, ProposalSponsor, ProposalVersion
from portal.rules.privacy import Kind, kept_for

K = Kind


@reads_first
def _mask_proposals(ids: Ids, person: User) -> None:
    """Proposals belong to the table; the name of somebody who was not elected is taken out where it was written."""
    if is_elected(person):
        return
    for proposal in rows_of(Proposal, ids):
        mask_texts(proposal, person)
    retell_of(Proposal, ids, person)


@reads_first
def _mask_versions(ids: Ids, person: User) -> None:
    """As `_mask_proposals`, of the texts."""
    if is_elected(person):
        return
    for version in rows_of(ProposalVersion, ids, selectinload(ProposalVersion.blocks)):
        mask_texts(version, person)
        for block in version.blocks:
            mask_texts(block, person)
            block.said = masked_values(block.said, person)


HOLDINGS = (
    Holding(K.POSITION, ProposalSponsor, lambda me: of_mine(ProposalSponsor.membership_id, me)),
    Holding(K.PROPOSAL, Proposal, lambda me: Proposal.author_id == me.id, on_erasure=_mask_proposals),
    Holding(
        K.PROPOSAL, ProposalVersion, lambda me: ProposalVersion.author_id == me.id, on_erasure=_mask_versions,
        is_part=True,
    ),
    Holding(
        K.PROPOSAL_READING, ProposalReading, lambda me: ProposalReading.user_id == me.id,
        due=lambda now: ProposalReading.read_at < now - kept_for(K.PROPOSAL_READING),
        at_end=deletes(ProposalReading), on_erasure=deletes(ProposalReading),
    ),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    # a version never changes, so a draft is looked through already
    Proposal: PublicTexts(
        ("title", "hidden_reason"), opened_by=("published_at",), parts=lambda row: row.versions,
        passed_over={"submission_key": KEY},
    ),
    # looked through with the version
    ProposalBlockText: PublicTexts(passed_over={"part": KEY, "text": INSIDE, "said": INSIDE}),
    ProposalVersion: PublicTexts(("title", "problem", "solution", "mobilisation", "what_changed")),
}  # fmt: skip
SUBJECTS = (Subject(N_("Proposal"), Proposal, shown_title),)
COLUMN_LABELS = {"mobilisation": N_("Mobilisation"), "what_changed": N_("What changed")}
