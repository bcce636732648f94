"""What time it is. Nothing else asks the machine, so tests and the demonstration can move the hands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import has_app_context

from portal.foundation.handed import Handed

DENMARK = ZoneInfo("Europe/Copenhagen")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)
_is_hidden: ContextVar[bool] = ContextVar("hidden_clock", default=False)
ahead: Handed[Callable[[], timedelta]] = Handed("how far a demonstration's clock is ahead of the machine's")


def now() -> datetime:
    """The present moment, in UTC."""
    if _is_hidden.get():
        raise RuntimeError("what is made here is kept, and may not know the time")
    return _frozen.get() or datetime.now(UTC) + _ahead()


def _ahead() -> timedelta:
    how_far = ahead.known() if has_app_context() else None
    return how_far() if how_far is not None else timedelta()


def today() -> date:
    """The date on a calendar in Denmark."""
    return now().astimezone(DENMARK).date()


def in_denmark(moment: datetime) -> datetime:
    """The same moment as a Danish clock shows it."""
    return moment.astimezone(DENMARK)


def moment_in_denmark(local: datetime) -> datetime:
    """A time that a person typed, without a zone, meant in Denmark: the moment in UTC."""
    return local.replace(tzinfo=DENMARK).astimezone(UTC)


def noon(day: date) -> datetime:
    """A day as a moment, so that it finds its place among moments."""
    return moment_in_denmark(datetime.combine(day, time(12)))


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Let the clock stand at `moment` (with a time zone) inside the block."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def hidden() -> Iterator[None]:
    """Nobody can ask what time it is inside the block: what is made there outlives the moment."""
    token = _is_hidden.set(True)
    try:
        yield
    finally:
        _is_hidden.reset(token)
