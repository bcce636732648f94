"""How an item of a committee meeting looks on the red thread: only an open one, once the list of cases is public."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, or_
from sqlalchemy.orm import contains_eager

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.db import all_of, select_rows
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.sittings.models import AgendaItem, Sitting
from portal.trace.thread import Node, NodeType


def _load(ids: Sequence[int]) -> Iterable[AgendaItem]:
    """Those of the items whose titles everybody may read, of meetings that were not cancelled."""
    return all_of(_public(ids))


@question
def _public(ids: Sequence[int]) -> Select[tuple[AgendaItem]]:
    published = Sitting.cases_published_at, Sitting.decisions_published_at, Sitting.minutes_published_at
    items = select_rows(AgendaItem, ids).join(AgendaItem.sitting).join(Sitting.committee)
    stands = Sitting.cancelled_at.is_(None), Committee.published_at.is_not(None)
    shown = AgendaItem.is_open, or_(*(moment.is_not(None) for moment in published))
    return items.where(*stands, *shown).options(contains_eager(AgendaItem.sitting))


def _describe(item: AgendaItem) -> Node:
    sitting = item.sitting
    return Node(
        kind=AgendaItem.__tablename__,
        id=item.id,
        label=_("Item of a committee meeting"),
        title=item.title,
        path=item.path,
        when=sitting.starts_at,
        text=quoted(sitting.title),
        is_waiting=sitting.starts_at > clock.now(),
        is_named_by_title=True,
    )


ITEM_NODE = NodeType(kind=AgendaItem.__tablename__, load=_load, describe=_describe)
