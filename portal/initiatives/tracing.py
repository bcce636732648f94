"""How a citizens' proposal looks on the red thread."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from portal.foundation.db import all_of, select_rows
from portal.foundation.i18n import gettext as _
from portal.foundation.questions import question
from portal.house.moderated import shown_title
from portal.initiatives.models import Initiative
from portal.initiatives.queries import is_public
from portal.initiatives.words import outcome_sentence, proposer
from portal.trace.thread import Node, NodeType


def load(ids: Sequence[int]) -> Iterable[Initiative]:
    """Those of the proposals that are public, with their authors."""
    return all_of(_initiatives(ids))


@question
def _initiatives(ids: Sequence[int]) -> Select[tuple[Initiative]]:
    return select_rows(Initiative, ids).where(is_public()).options(joinedload(Initiative.author))


def describe(initiative: Initiative) -> Node:
    """The knot: who proposed it, and where it stands."""
    said = "" if initiative.is_hidden else _("Proposed by %(name)s.", name=proposer(initiative)) + " "
    return Node(
        kind=Initiative.__tablename__,
        id=initiative.id,
        label=_("Citizens’ proposal"),
        title=shown_title(initiative),
        path=initiative.path,
        when=initiative.received_at,
        text=said + outcome_sentence(initiative.standing),
        is_named_by_title=True,
    )


INITIATIVE_NODE = NodeType(kind=Initiative.__tablename__, load=load, describe=describe)
