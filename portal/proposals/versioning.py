"""One more version of a proposal: written, cut into blocks, and followed by what hangs on the text."""

from collections.abc import Callable

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.handed import Handed
from portal.foundation.spelling import corrects_spelling
from portal.foundation.text import blocks_of, render_markdown
from portal.proposals.blocks import Known, align
from portal.proposals.forms import ProposalDraft
from portal.proposals.models import Proposal, ProposalBlock, ProposalBlockText, ProposalVersion
from portal.proposals.origins import Passage, origins
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


def ask_sponsors(before: ProposalVersion, version: ProposalVersion, writer: User | None = None) -> None:
    """Within a transaction: the names under a text follow a correction of its spelling, and that of its `writer`
    follows in any case; whoever else stood under it is asked again."""
    proposal = version.proposal
    standing = [one for one in proposal.sponsors if one.text_version == before.number]
    is_same = all(corrects_spelling(getattr(before, name), getattr(version, name)) for name in ("title", *PARTS))
    for one in standing:
        if is_same or (writer is not None and one.membership.user_id == writer.id):
            one.text_version = version.number
    if any(one.text_version == before.number for one in standing):
        record(
            EventType.PROPOSAL_SPONSORS_ASKED, proposal, actor=writer,
            title=proposal.title, path=proposal.path, before=before.number,
        )  # fmt: skip


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
    said = origins(
        version.number,
        [Passage(one.block_id, one.text_html, one.said) for one in before.blocks] if before is not None else [],
        [Passage(row.id, block.html) for row, (_part, block) in zip(rows, pieces, strict=True)],
    )
    db.session.add_all(
        ProposalBlockText(
            version_id=version.id,
            block_id=row.id,
            part=part,
            position=position,
            kind=block.kind,
            text=block.text,
            text_html=block.html,
            said=sentences,
        )
        for position, (row, (part, block), sentences) in enumerate(zip(rows, pieces, said, strict=True), start=1)
    )
    db.session.flush()
    db.session.expire(version, ["blocks"])
