"""How a contribution that was carried on looks on the red thread."""

from collections.abc import Iterable, Sequence

from portal.accounts.models import Visitor
from portal.discussion.models import Contribution
from portal.discussion.queries import discussion_of, loaded
from portal.discussion.words import author_of
from portal.foundation.dates import quoted
from portal.foundation.i18n import gettext as _
from portal.trace.thread import Node, NodeType


def load(ids: Sequence[int]) -> Iterable[Contribution]:
    """Those that everybody reads."""
    return [one for one in loaded(ids) if one.is_shown and _is_read(one)]


def _is_read(contribution: Contribution) -> bool:
    under = discussion_of(contribution)
    return under.type.is_seen(Visitor(), under.record)


def describe(contribution: Contribution) -> Node:
    """The knot: who said it, and its first words."""
    return Node(
        kind=Contribution.__tablename__,
        id=contribution.id,
        label=_("Contribution %(number)s", number=contribution.id),
        title=contribution.title,
        path=contribution.path,
        when=contribution.created_at,
        text=_("Said by %(name)s in the debate about “%(title)s”.", name=author_of(contribution),
               title=quoted(discussion_of(contribution).called)),
    )  # fmt: skip


CONTRIBUTION_NODE = NodeType(Contribution.__tablename__, load=load, describe=describe)
