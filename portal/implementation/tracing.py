"""How a promise, and what was learned, look on the red thread."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.foundation.dates import day, quoted
from portal.foundation.db import all_of, rows_of, select_rows
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.implementation.models import LESSONS, Commitment
from portal.implementation.words import status_name
from portal.trace.thread import Node, NodeType


def _load(ids: Sequence[int]) -> Iterable[Commitment]:
    """Every promise is public."""
    return all_of(_commitments(ids))


@question
def _commitments(ids: Sequence[int]) -> Select[tuple[Commitment]]:
    return select_rows(Commitment, ids).options(joinedload(Commitment.committee))


def _describe(commitment: Commitment) -> Node:
    """The knot: who promised it, and how it stands; dashed while it is waited for."""
    due = _("%(owner)s, before %(day)s.", owner=quoted(commitment.owner), day=day(commitment.due_on))
    return Node(
        kind=Commitment.__tablename__,
        id=commitment.id,
        label=_("Promise"),
        title=commitment.title,
        path=commitment.path,
        when=commitment.created_at,
        text=Markup("{}. {}").format(status_name(commitment.status), due),
        is_waiting=commitment.is_open,
        is_named_by_title=True,
    )


def _lessons(ids: Sequence[int]) -> Iterable[Committee]:
    """The public committees that have written down what they learned."""
    written = Committee.published_at.is_not(None), Committee.lessons_written_at.is_not(None)
    return rows_of(Committee, ids, where=written)


def _describe_lessons(committee: Committee) -> Node:
    return Node(
        kind=LESSONS,
        id=committee.id,
        label=_("What was learned"),
        title=committee.name,
        path=f"{committee.path}laering",
        when=committee.lessons_written_at,
    )


LESSONS_NODE = NodeType(kind=LESSONS, load=_lessons, describe=_describe_lessons, is_meeting_place=True)
COMMITMENT_NODE = NodeType(kind=Commitment.__tablename__, load=_load, describe=_describe)
