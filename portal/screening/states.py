"""The way of a record: from which state to which, and every step written down with when, by whom and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any, Generic, TypeVar

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import Record
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext
from portal.foundation.locking import hold

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Way(Generic[R, S]):
    """A room's table of states. Deeds ask it, and so does the page that offers them.

    `refusal` is the message for a step that the table does not know: `now` and `wanted` are names of states.
    """

    table: Mapping[S, frozenset[S]]
    name_of: Callable[[S], str]
    refusal: str
    step: type[Record] | None = None  # the table that keeps every step; none: only where it stands is kept
    standing: Callable[[R], S] = attrgetter("state")  # the state that counts today

    def may_become(self, record: R, state: S) -> bool:
        """Whether the table lets this record take that step today."""
        return state in self.table[self.standing(record)]

    def ensure_may_become(self, record: R, state: S) -> None:
        """Raise `Refused` unless the table lets this record take that step."""
        if not self.may_become(record, state):
            now, wanted = self.name_of(self.standing(record)), self.name_of(state)
            raise Refused(gettext(self.refusal, now=now, wanted=wanted))

    def take_step(self, record: R, state: S, actor: User, reason: str = "") -> None:
        """Bring the record into a state that the table allows. Raises `Refused`, and `Conflict` when somebody else has
        changed it since it was read."""
        hold(record)
        self.ensure_may_become(record, state)
        self.write_step(record, state, actor, reason)

    def write_step(self, record: Any, state: S, actor: User, reason: str = "") -> None:
        """As `take_step`, where nothing came before."""
        record.state = state
        if self.step is not None:
            record.steps.append(self.step(state=state, reason=reason, actor_id=actor.id, created_at=clock.now()))
