"""What is computed of an amendment each time it, or the text under it, changes: where it is, and what it collides with.

A new version of the proposal carries every open amendment over to it. Where somebody changed the same words meanwhile,
or wrote all of it into the text, its author is asked instead: nothing is guessed.
"""

from collections.abc import Mapping

from sqlalchemy import delete, or_

from portal.amendments.changes import carried_over, collide, touched
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
    db.session.execute(
        delete(AmendmentCollision).where(
            or_(AmendmentCollision.one_id == amendment.id, AmendmentCollision.other_id == amendment.id)
        )
    )
    version = amendment.based_on
    here = touched(version, amendment.own_texts)
    known = {one.block_id: one for one in amendment.places}
    amendment.places = [known.get(id_) or AmendmentPlace(block_id=id_) for id_ in sorted(here)]
    if amendment.state is AmendmentState.OPEN:
        others = (one for one in open_amendments(amendment.proposal_id) if one.id != amendment.id)
        for other in others:
            if collide(version, amendment.own_texts, other.own_texts):
                one_id, other_id = sorted((amendment.id, other.id))
                db.session.add(AmendmentCollision(one_id=one_id, other_id=other_id))
    db.session.flush()


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
            _carry_wording(wording, before, version)
        amendment.based_on = version
        say(amendment, texts)
    for amendment in moved:
        look_around(amendment)


def _carry_wording(wording: AmendmentWording, before: ProposalVersion, version: ProposalVersion) -> None:
    """The other words too; where they do not fit the text any more they are not offered any longer."""
    texts = carried_over(wording.texts, before, version)
    if texts is not None:
        wording.based_on_id = version.id
        say(wording.amendment, texts, wording)
