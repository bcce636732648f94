"""How an idea looks on the red thread."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.ideas.models import Idea
from portal.ideas.queries import is_public
from portal.ideas.words import outcome_sentence, public_author, shown_title
from portal.trace.thread import Node, NodeType


def load(ids: Sequence[int]) -> Iterable[Idea]:
    """Those of the ideas that are public, with their authors."""
    return db.session.scalars(select(Idea).where(Idea.id.in_(ids), is_public()).options(joinedload(Idea.author)))


def describe(idea: Idea) -> Node:
    """The knot: who sent it, and where it stands."""
    said = "" if idea.is_hidden else _("Sent by %(sender)s.", sender=public_author(idea)) + " "
    return Node(
        kind=Idea.__tablename__,
        id=idea.id,
        label=_("Idea %(number)s", number=idea.id),
        title=shown_title(idea),
        path=idea.path,
        when=idea.received_at,
        text=said + outcome_sentence(idea.state),
    )


IDEA_NODE = NodeType(kind=Idea.__tablename__, load=load, describe=describe)
