"""What somebody had before their eyes when the writing began, and whether it still stands when the form comes in.

A form that changes what others may change too carries a mark of it: `seen(thing)` in its template. The mark comes
back with the form, and `hold(thing)` compares it with what stands there, once nobody else can change it any more. So
whoever comes second is told, and no change is lost in silence. Commands and the demonstration send no marks.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from flask import Flask, has_request_context, request
from markupsafe import Markup
from sqlalchemy import inspect

from portal.foundation import clock
from portal.foundation.db import Record
from portal.foundation.errors import Conflict

FIELD = "as_seen"
_HYPHENS = 3  # between kind, number, columns and print
_AT = "@"  # and then when the page was opened, in milliseconds


def fingerprint(texts: Iterable[str]) -> str:
    """The same for the same texts in the same order, whatever they hold."""
    return sha256("\x1f".join(texts).encode()).hexdigest()[:24]


def init_seen(app: Flask) -> None:
    """Give the mark to the templates."""
    app.jinja_env.globals["seen"] = seen


def mark_of(row: Record, *columns: str) -> str:
    """Which row, and a print of what it says; another one as soon as somebody changes it. With `columns`: only those,
    where others may change the rest meanwhile and nothing is lost."""
    return f"{_key(row)}{'+'.join(columns)}-{fingerprint(_says(row, columns))}"


def seen(row: Record, *columns: str) -> Markup:
    """The hidden field of a form about this row. A form that comes back keeps what its writer saw."""
    mark = _sent(row) or _opened_now(mark_of(row, *columns))
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, mark)


def is_as_seen(row: Record) -> bool:
    """Whether the row still says what it said to whoever wrote the form that was sent."""
    sent = _sent(row)
    return sent is None or sent.partition(_AT)[0] == mark_of(row, *columns_in(sent))


def opened_at(row: Record) -> datetime | None:
    """When the form that was sent was opened, as far as its mark of this row says it."""
    sent = _sent(row) or ""
    moment = sent.partition(_AT)[2]
    is_one = moment.isascii() and moment.isdigit() and len(moment) <= len(_moment())
    return datetime.fromtimestamp(int(moment) / 1000, UTC) if is_one else None


def columns_written_about(row: Record) -> tuple[str, ...]:
    """Of which columns of this row the form that was sent is; none: of all."""
    return columns_in(_sent(row) or "---")


def columns_in(mark: str) -> tuple[str, ...]:
    """Of which columns it is; none: of all."""
    _kind, _number, columns, _print = mark.split("-", 3)
    return tuple(columns.split("+")) if columns else ()


def is_mark_of(mark: str, row: Record) -> bool:
    """Whether it is a mark of this row, as it stands now or as it stood."""
    return mark.startswith(_key(row)) and mark.count("-") >= _HYPHENS


def ensure_as_seen(row: Record) -> None:
    """Raise `Conflict` when the form that was sent is about another state of this row."""
    if not is_as_seen(row):
        raise Conflict(f"{_key(row)} is not as the writer saw it", row)


def ensure_read(row: Record) -> None:
    """As `ensure_as_seen`, where a form without a mark was written before there was such a row."""
    if _sent(row) is None:
        raise Conflict(f"{_key(row)} was not there yet", row)
    ensure_as_seen(row)


def renewed(mark: str, row: Record) -> str:
    """The mark of what stands there now, in the place of one of what stood."""
    return _opened_now(mark_of(row, *columns_in(mark))) if is_mark_of(mark, row) else mark


def _opened_now(mark: str) -> str:
    return f"{mark}{_AT}{_moment()}"


def _moment() -> str:
    return str(int(clock.now().timestamp() * 1000))


def _key(row: Record) -> str:
    return f"{row.__tablename__}-{row.id}-"


def _says(row: Record, columns: tuple[str, ...]) -> Iterator[str]:
    """The row itself without what changes by itself, and the rows that are read together with it."""
    for one in (row,) if columns else (row, *row.seen_with()):
        for column in inspect(type(one)).column_attrs:
            if column.key in columns or not (columns or column.key in one.not_seen):
                yield f"{column.key}={_raw(getattr(one, column.key))}"


def _raw(value: Any) -> str:
    return str(value.value) if isinstance(value, Enum) else repr(value)


def _sent(row: Record) -> str | None:
    marks = request.form.getlist(FIELD) if has_request_context() and request.method == "POST" else []
    return next((mark for mark in marks if is_mark_of(mark, row)), None)
