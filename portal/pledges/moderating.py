"""How a pledge is reported and hidden: as what people write elsewhere."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload

from portal.committees.queries import is_by_politician
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.text import render_markdown
from portal.house.moderated import ModeratedType
from portal.pledges.models import Pledge
from portal.proposals.models import Proposal


def load(ids: Sequence[int]) -> Iterable[Pledge]:
    """With authors, proposals and committees; all of them are public."""
    proposal = joinedload(Pledge.proposal).joinedload(Proposal.committee)
    return rows_of(Pledge, ids, joinedload(Pledge.author), proposal)


PLEDGE_MODERATED = ModeratedType(
    kind=Pledge.__tablename__,
    address="bidrag",
    name=N_("Offer to contribute"),
    load=load,
    texts=lambda pledge: [render_markdown(pledge.text), render_markdown(pledge.on_behalf_of)],
    scope=lambda pledge: pledge.committee,
    is_by_politician=is_by_politician,
)
