"""How decisions look on the red thread."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from portal.decisions.models import DecisionRecord
from portal.decisions.words import result_told
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.db import all_of, select_rows
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.foundation.text import shortened
from portal.trace.thread import Node, NodeType


def _records(ids: Sequence[int]) -> Iterable[DecisionRecord]:
    return all_of(_published(ids))


@question
def _published(ids: Sequence[int]) -> Select[tuple[DecisionRecord]]:
    published = select_rows(DecisionRecord, ids).where(DecisionRecord.published_at.is_not(None))
    return published.options(joinedload(DecisionRecord.municipality))


def _describe_record(record: DecisionRecord) -> Node:
    return Node(
        kind=DecisionRecord.__tablename__,
        id=record.id,
        label=_("Decision %(year)s/%(number)s", year=record.year, number=record.number),
        title=record.title,
        path=record.path,
        when=clock.noon(record.decided_on),
        text=Markup("{}. {}").format(result_told(record), quoted(shortened(record.summary))).strip(),
        is_key=True,
        outcome=result_told(record),
    )


RECORD_NODE = NodeType(DecisionRecord.__tablename__, load=_records, describe=_describe_record)
