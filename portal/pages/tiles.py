"""Committees as tiles: what each is about, how far it is, and what one can do there now, in whole sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from portal.committees.models import Committee
from portal.committees.words import STAGE_NUMBERS
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _, ngettext
from portal.implementation.models import Commitment, CommitmentStatus
from portal.pages.acts import Act, nearest_of_each
from portal.rules.stages import Stage


@dataclass(frozen=True)
class Tile:
    """One committee in a list."""

    committee: Committee
    act: Act | None
    otherwise: str  # said where nothing is open

    @property
    def step(self) -> int | None:
        """The number of its stage among the three working ones."""
        return STAGE_NUMBERS.get(self.committee.stage)


def tiles(committees: Sequence[Committee], acts: Sequence[Act]) -> list[Tile]:
    """A tile for each of these committees; one query for what those that carry out have kept."""
    nearest = nearest_of_each(acts)
    kept = _kept([one.id for one in committees if one.stage is Stage.CO_IMPLEMENTATION and one.id not in nearest])
    return [Tile(one, nearest.get(one.id), _otherwise(one, kept)) for one in committees]


def _kept(committee_ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """How many promises have been kept, of how many, by committee."""
    if not committee_ids:
        return {}
    is_kept = case((Commitment.status == CommitmentStatus.KEPT, 1), else_=0)
    rows = db.session.execute(
        select(Commitment.committee_id, func.sum(is_kept), func.count())
        .where(Commitment.committee_id.in_(committee_ids))
        .group_by(Commitment.committee_id)
    )
    return {committee_id: (int(kept), promised) for committee_id, kept, promised in rows}


def _otherwise(committee: Committee, kept: Mapping[int, tuple[int, int]]) -> str:
    if committee.stage is Stage.PREPARATION:
        return _("%(The_council)s is still preparing the work.")
    if committee.stage is Stage.CLOSED:
        return _("The work is concluded. Everything stays here to be read.")
    if committee.id in kept:
        done, promised = kept[committee.id]
        return ngettext(
            "%(done)s of %(count)s promise has been kept.", "%(done)s of %(count)s promises have been kept.",
            promised, done=done,
        )  # fmt: skip
    return _("Nothing is open right now. You can follow the work here.")
