"""What is computed of an amendment each time it, or the text under it, changes: where it is, and what it collides with.

A new version of the proposal carries every open amendment over to it. Where somebody changed the same words meanwhile,
or wrote all of it into the text, its author is asked instead: nothing is guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sqlalchemy import delete, or_

from portal.amendments.changes import Changes, carried_over, changes_in, collide, touched
from portal.amendments.models import (
    Amendment,
    AmendmentCollision,
    AmendmentPlace,
    AmendmentState,
    AmendmentText,
    AmendmentWording,
)
from portal.amendments.queries import open_amendments
from portal.amendments.words import told_of
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.text import render_markdown
from portal.proposals.models import ProposalVersion


def say(amendment: Amendment, texts: Mapping[str, str], wording: AmendmentWording | None = None) -> None:
    """Within a transaction: let an amendment, or a wording of it, have these texts."""
    wording_id = wording.id if wording is not None else None
    known = {one.part: one for one in amendment.texts if one.wording_id == wording_id}
    for part in known.keys() - texts.keys():
        amendment.texts.remove(known[part])
    for part, said in texts.items():
        row = known.get(part)
        if row is None:
            row = AmendmentText(wording_id=wording_id, part=part)
            amendment.texts.append(row)
        row.text, row.text_html = said, render_markdown(said)
    db.session.flush()


def look_around(amendment: Amendment) -> None:
    """Within a transaction: note the passages that an open amendment touches, and those that touch the same words."""
    _note_places(amendment)
    is_open = amendment.state is AmendmentState.OPEN
    others = [one for one in open_amendments(amendment.proposal_id) if one is not amendment] if is_open else []
    _note_collisions([amendment], ((amendment, other) for other in others))


def carry_over(before: ProposalVersion, version: ProposalVersion) -> None:
    """Within a transaction: bring the open amendments from one version to the next, and ask whose that cannot be."""
    moved = list[Amendment]()
    for amendment in open_amendments(version.proposal_id):
        texts = carried_over(amendment.own_texts, before, version)
        if texts is None:
            amendment.state = AmendmentState.OVERTAKEN
            record(EventType.AMENDMENT_OVERTAKEN, amendment, actor=None, **told_of(amendment))
            continue
        moved.append(amendment)
        for wording in amendment.current_wordings:
            carry_wording(wording, before, version)
        amendment.based_on = version
        say(amendment, texts)
        _note_places(amendment)
    _note_collisions(moved, combinations(moved, 2))


def _note_places(amendment: Amendment) -> None:
    here = touched(amendment.based_on, amendment.own_texts)
    known = {one.block_id: one for one in amendment.places}
    amendment.places = [known.get(id_) or AmendmentPlace(block_id=id_) for id_ in sorted(here)]
    db.session.flush()


def _note_collisions(anew: Sequence[Amendment], pairs: Iterable[tuple[Amendment, Amendment]]) -> None:
    """Forget what these collide with, and note which of the pairs, all of one version, collide now."""
    ids, known = [one.id for one in anew], dict[int, Changes]()
    mine = or_(AmendmentCollision.one_id.in_(ids), AmendmentCollision.other_id.in_(ids))
    db.session.execute(delete(AmendmentCollision).where(mine))
    for pair in pairs:
        for one in pair:
            if one.id not in known:
                known[one.id] = changes_in(one.based_on, one.own_texts)
        if collide(*(known[one.id] for one in pair)):
            one_id, other_id = sorted(one.id for one in pair)
            db.session.add(AmendmentCollision(one_id=one_id, other_id=other_id))
    db.session.flush()


def carry_wording(wording: AmendmentWording, before: ProposalVersion, version: ProposalVersion) -> None:
    """The other words too; where they do not fit the text any more they are not offered any longer."""
    texts = carried_over(wording.texts, before, version)
    if texts is not None:
        wording.based_on_id = version.id
        say(wording.amendment, texts, wording)
