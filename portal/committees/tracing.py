"""How a committee looks on the red thread: what came of a citizens' proposal."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, func, select

from portal.committees.models import Committee, Mandate
from portal.committees.words import STAGES
from portal.foundation import clock
from portal.foundation.db import tuples_of
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.trace.thread import Node, NodeType


def load(ids: Sequence[int]) -> Iterable[tuple[Committee, date | None]]:
    """Those of the committees that are public, and when their first mandate was adopted."""
    return tuples_of(_committees(ids))


@question
def _committees(ids: Sequence[int]) -> Select[tuple[Committee, date | None]]:
    public = select(Committee, func.min(Mandate.adopted_on)).outerjoin(Mandate, Mandate.committee_id == Committee.id)
    return public.where(Committee.id.in_(ids), Committee.published_at.is_not(None)).group_by(Committee.id)


def describe(row: tuple[Committee, date | None]) -> Node:
    """The knot: what it is called, and how far it has come. It begins when the council adopts its task."""
    committee, adopted_on = row
    return Node(
        kind=Committee.__tablename__,
        id=committee.id,
        label=_("%(Committee)s"),
        title=committee.name,
        path=committee.path,
        when=clock.noon(adopted_on) if adopted_on else committee.published_at,
        text=_(STAGES[committee.stage]),
        is_named_by_title=True,
    )


COMMITTEE_NODE = NodeType(kind=Committee.__tablename__, load=load, describe=describe)
