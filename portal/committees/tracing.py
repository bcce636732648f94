"""How a committee looks on the red thread: what came of a citizens' proposal."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from portal.committees.models import Committee
from portal.committees.words import STAGES
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.trace.thread import Node, NodeType


def load(ids: Sequence[int]) -> Iterable[Committee]:
    """Those of the committees that are public."""
    return db.session.scalars(select(Committee).where(Committee.id.in_(ids), Committee.published_at.is_not(None)))


def describe(committee: Committee) -> Node:
    """The knot: what it is called, and how far it has come."""
    return Node(
        kind=Committee.__tablename__,
        id=committee.id,
        label=_("%(Committee)s"),
        title=committee.name,
        path=committee.path,
        when=committee.published_at,
        text=_(STAGES[committee.stage]),
        is_key=True,
    )


COMMITTEE_NODE = NodeType(kind=Committee.__tablename__, load=load, describe=describe)
