"""Taking somebody's name and address out of a text that stays."""

import re
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Enum, String, inspect

from portal.foundation.db import Record
from portal.foundation.i18n import N_, in_danish
from portal.foundation.text import render_markdown

TAKEN_OUT = N_("[name taken out]")


class Named(Protocol):
    """Whoever is called something and has an address."""

    name: Any
    email: Any


def masked(text: str, person: Named) -> str:
    """The text without the person's full name and address. A name of one word is taken out only as it is spelled."""
    return _pattern(person.name, person.email).sub(in_danish(TAKEN_OUT), text)


def masked_values(value: Any, person: Named) -> Any:
    """The same within lists and mappings, as events and notices hold them."""
    if isinstance(value, str):
        return masked(value, person)
    if isinstance(value, dict):
        return {key: masked_values(one, person) for key, one in value.items()}
    return [masked_values(one, person) for one in value] if isinstance(value, list) else value


def mask(row: Record, person: Named, *columns: str) -> bool:
    """Take the name out of these columns of a row; whether anything was changed."""
    changed = False
    for column in columns:
        before = getattr(row, column)
        after = masked_values(before, person) if before else before
        if after != before:
            setattr(row, column, after[: _longest(row, column)] if isinstance(after, str) else after)
            changed = True
    return changed


def _longest(row: Record, column: str) -> int | None:
    """What is put in a name's place may be longer than the name."""
    length: int | None = getattr(inspect(type(row)).columns[column].type, "length", None)
    return length


def mask_texts(row: Record, person: Named) -> None:
    """Take the name out of everything that is written in a row, and set what is shown of it anew."""
    names = texts_of(type(row))
    for name in names:
        if mask(row, person, name) and f"{name}_html" in names:
            setattr(row, f"{name}_html", render_markdown(getattr(row, name)))


@lru_cache(maxsize=64)
def texts_of(model: type[Record]) -> tuple[str, ...]:
    """The columns in which people write, also those that a later version adds: no enumeration, no key, no hash."""
    columns = {one.key: one.columns[0] for one in inspect(model).mapper.column_attrs}
    return tuple(
        key
        for key, column in columns.items()
        if isinstance(column.type, String)
        and not isinstance(column.type, Enum)
        and not column.foreign_keys
        and not key.endswith(("_key", "_hash", "_kind"))
    )


@lru_cache(maxsize=32)
def _pattern(name: str, email: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in name.split()]
    whole = r"\s+".join(words)
    loosely = f"(?i:{whole})" if len(words) > 1 else whole
    return re.compile(rf"(?<!\w)(?:{loosely}|(?i:{re.escape(email)}))(?!\w)")
