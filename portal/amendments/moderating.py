"""How an amendment is reported and hidden: the same standard for what politicians write as for what citizens do."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload, selectinload

from portal.amendments.models import Amendment
from portal.committees.queries import is_by_politician
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.text import render_markdown
from portal.house.moderated import ModeratedType
from portal.proposals.models import Proposal


def load(ids: Sequence[int]) -> Iterable[Amendment]:
    """With authors, proposals, committees and texts; all of them are public."""
    proposal = joinedload(Amendment.proposal).joinedload(Proposal.committee)
    return rows_of(Amendment, ids, joinedload(Amendment.author), proposal, selectinload(Amendment.texts))


def texts(amendment: Amendment) -> Sequence[str]:
    """Why, and the parts as its author wants them."""
    return [render_markdown(amendment.why), *(one.text_html for one in amendment.texts if one.wording_id is None)]


AMENDMENT_MODERATED = ModeratedType(
    kind=Amendment.__tablename__,
    address="rettelser",
    name=N_("Amendment"),
    load=load,
    texts=texts,
    scope=lambda amendment: amendment.committee,
    is_by_politician=is_by_politician,
)
