"""What can be done with a record now: one table in each room. The page offers from it, and the deed's lock asks it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.foundation.db import Record
from portal.foundation.errors import Conflict, Refused
from portal.foundation.handed import Handed
from portal.foundation.i18n import gettext
from portal.foundation.locking import hold
from portal.rules.access import Actor, can, require_own
from portal.rules.permissions import Permission


def _in_any_state(_record: Any) -> None:
    """Nothing forbids it."""


def _anybodys(_actor: Any, _record: Any) -> bool:
    return True


def beneath(address: str) -> Callable[[Any], str]:
    """The address of a deed beneath that of its record."""
    return lambda record: f"{record.path}{address}"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing that can be done with a record.

    `ensure` raises `Refused` or `Conflict` while the record's state forbids it. `is_whose` says whether it is the
    person's own to do. What `is_pressed` is done by a button at `url`.
    What `is_asked_twice` is asked once more, with what will follow.
    """

    permission: Permission
    label: str  # a message
    url: Callable[[Any], str]
    ensure: Callable[[Any], object] = _in_any_state
    is_whose: Callable[[Any, Any], bool] = _anybodys
    scope: Callable[[Any], Any] = lambda record: getattr(record, "committee", None)  # none: the municipality
    is_pressed: bool = False
    is_asked_twice: bool = False

    def is_open(self, record: Any) -> bool:
        """Whether the state of the record lets it be done."""
        try:
            self.ensure(record)
        except (Conflict, Refused):
            return False
        return True

    def is_allowed(self, actor: Actor, record: Any) -> bool:
        """Whether this person may do it, in whichever state the record is."""
        return can(actor, self.permission, self.scope(record)) and self.is_whose(actor, record)

    def is_offered(self, actor: Actor, record: Any) -> bool:
        """Whether this person may do it, here and now."""
        return self.is_allowed(actor, record) and self.is_open(record)

    def require_leave(self, actor: Actor, record: Record) -> None:
        """Raise `NotSignedIn` or `NotAllowed` unless this person may do it, in whichever state the record is."""
        require_own(actor, self.permission, self.scope(record), is_own=self.is_whose(actor, record))

    def require(self, actor: Actor, record: Record) -> None:
        """Within a transaction: hold the record, and go on only where it is offered. Raises what says why it is not."""
        self.require_leave(actor, record)
        hold(record)
        self.ensure(record)


@dataclass(frozen=True)
class Offer:
    """A deed as a page shows it."""

    label: str
    url: str
    is_pressed: bool


Deeds = Mapping[str, Mapping[str, Deed]]  # by the name of the table, and of the deed
deeds: Handed[Deeds] = Handed("what can be done with records")


def offered(actor: Actor, record: Record) -> dict[str, Offer]:
    """What this person can do with a record now, by the names of the deeds, in the order of the tables."""
    known = deeds().get(record.__tablename__, {})
    return {
        name: Offer(gettext(deed.label), deed.url(record), deed.is_pressed)
        for name, deed in known.items()
        if deed.is_offered(actor, record)
    }
