"""How an amendment that was taken in looks on the red thread."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select
from sqlalchemy.orm import contains_eager

from portal.amendments.models import Amendment
from portal.foundation.dates import quoted
from portal.foundation.db import all_of, select_rows
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.house.moderated import shown_title
from portal.proposals.models import Proposal
from portal.trace.thread import Node, NodeType


def _load(ids: Sequence[int]) -> Iterable[Amendment]:
    """Those of public proposals."""
    return all_of(_public(ids))


@question
def _public(ids: Sequence[int]) -> Select[tuple[Amendment]]:
    rows = select_rows(Amendment, ids).join(Amendment.proposal).where(Proposal.published_at.is_not(None))
    return rows.options(contains_eager(Amendment.proposal))


def _describe(amendment: Amendment) -> Node:
    return Node(
        kind=Amendment.__tablename__,
        id=amendment.id,
        label=_(
            "Amendment %(number)s to proposal %(proposal)s", number=amendment.number, proposal=amendment.proposal.number
        ),
        title=shown_title(amendment),
        path=amendment.path,
        when=amendment.created_at,
        text="" if amendment.is_hidden else quoted(amendment.why),
    )


AMENDMENT_NODE = NodeType(Amendment.__tablename__, load=_load, describe=_describe)
