"""One more version of a proposal: written, cut into blocks, and followed by what hangs on the text."""

from collections.abc import Callable

from portal.accounts.models import User
from portal.foundation.db import db
from portal.foundation.handed import Handed
from portal.foundation.text import blocks_of, render_markdown
from portal.proposals.blocks import Known, align
from portal.proposals.forms import ProposalDraft
from portal.proposals.models import Proposal, ProposalBlock, ProposalBlockText, ProposalVersion
from portal.proposals.words import PARTS

followed_by: Handed[Callable[[ProposalVersion, ProposalVersion], None]] = Handed("what follows a new version of a text")


def add_version(actor: User, proposal: Proposal, number: int, draft: ProposalDraft) -> ProposalVersion:
    """Within a transaction: one more version, with its HTML; it is not cut yet."""
    version = ProposalVersion(
        proposal=proposal,
        number=number,
        title=draft.title,
        problem=draft.problem,
        problem_html=render_markdown(draft.problem),
        solution=draft.solution,
        solution_html=render_markdown(draft.solution),
        mobilisation=draft.mobilisation,
        mobilisation_html=render_markdown(draft.mobilisation),
        what_changed=draft.what_changed,
        author=actor,
    )
    db.session.add(version)
    return version


def cut(version: ProposalVersion, before: ProposalVersion | None) -> None:
    """Within a transaction: cut a version into its blocks; each that is one of the version before keeps its number."""
    pieces = [(part, block) for part in PARTS for block in blocks_of(getattr(version, part))]
    known = [Known(one.block_id, one.text) for one in before.blocks] if before is not None else []
    aligned = align(known, [block.text for _part, block in pieces])
    rows = [
        db.session.get_one(ProposalBlock, id_) if id_ is not None else ProposalBlock(proposal_id=version.proposal_id)
        for id_ in aligned.ids
    ]
    for place, came_from in aligned.divided.items():
        rows[place].divided_from_id = came_from
    db.session.add_all(rows)
    db.session.flush()
    for id_, place in aligned.joined.items():
        db.session.get_one(ProposalBlock, id_).joined_into_id = rows[place].id
    db.session.add_all(
        ProposalBlockText(
            version_id=version.id,
            block_id=row.id,
            part=part,
            position=position,
            kind=block.kind,
            text=block.text,
            text_html=block.html,
        )
        for position, (row, (part, block)) in enumerate(zip(rows, pieces, strict=True), start=1)
    )
    db.session.flush()
    db.session.expire(version, ["blocks"])
