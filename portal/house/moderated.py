"""What can be reported. Each room declares its own in `moderating.py`, and `app` hands them down."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from portal.foundation.dates import ours
from portal.foundation.handed import Handed
from portal.foundation.i18n import gettext
from portal.rules.access import Scope


def _by_everybody(_reader: Any, _record: Any) -> bool:
    return True


def _nothing(_record: Any) -> None:
    """Nothing follows."""


class Moderated(Protocol):
    """A record that somebody wrote and that can be hidden, as far as moderation sees it. `author_id` is None where no
    account wrote it."""

    __tablename__: str
    id: Any
    author_id: Any
    hidden_at: Any
    hidden_reason: Any

    @property
    def title(self) -> Any: ...

    @property
    def path(self) -> str: ...


@dataclass(frozen=True)
class ModeratedType:
    """One kind of record that can be reported.

    `load` gives those of the ids that are or were public, with what the other functions read, in one query. `texts` is
    everything that the author wrote, as HTML. `scope` is the committee whose secretary decides; None is the
    municipality's. `is_by_politician` is None where a text is nobody's by name. `is_read_by` says who reads one that is
    not hidden by a moderator, and so can report it. `when_hidden` does what else follows, and `give_back` gives a
    record that should not have been hidden the days that it lost.
    """

    kind: str  # the table's name
    address: str  # the word in addresses
    name: str  # a message
    load: Callable[[Sequence[int]], Iterable[Any]]
    texts: Callable[[Any], Sequence[str]]
    scope: Callable[[Any], Scope | None]
    is_by_politician: Callable[[Any], bool] | None
    is_read_by: Callable[[Any, Any], bool] = _by_everybody
    when_hidden: Callable[[Any], None] = _nothing
    give_back: Callable[[Any, timedelta], None] | None = None

    def one(self, id_: int) -> Moderated | None:
        """The record with this id, when there is one that is or was public."""
        return next(iter(self.load([id_])), None)


def shown_title(thing: Moderated) -> str:
    """Its title as the public sees it."""
    return ours(gettext("Hidden by a moderator")) if thing.hidden_at is not None else str(thing.title)


Types = Mapping[str, ModeratedType]
moderated_types: Handed[Types] = Handed("the kinds of texts that can be reported")
