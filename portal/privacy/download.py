"""Everything the portal holds about one person, as one file: for reading, and for machines. Made while it is sent."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.dates import day, daytime
from portal.foundation.i18n import gettext as _
from portal.privacy.holdings import Holding
from portal.privacy.queries import count_own, own_rows
from portal.privacy.words import COLUMN_LABELS
from portal.rules.privacy import RULES
from portal.rules.privacy.promises import how_long, who_sees

READABLE, FOR_MACHINES = "oplysninger.html", "oplysninger.json"
Row = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """One kind in one table, with its rows read as they are written."""

    holding: Holding
    person: User

    @property
    def label(self) -> str:
        return _(RULES[self.holding.kind].label)

    @property
    def promise(self) -> tuple[str, str]:
        return who_sees(self.holding.kind), how_long(self.holding.kind)

    def rows(self) -> Iterator[Row]:
        return own_rows(self.holding, self.person)

    def readable_rows(self) -> Iterator[list[tuple[str, str]]]:
        """For each row the columns that mean something to a person, with their names."""
        for row in self.rows():
            told = {key: _readable(value) for key, value in row.items() if key in COLUMN_LABELS}
            yield [(_(COLUMN_LABELS[key]), text) for key, text in told.items() if text]


class _Pipe:
    """What a zip file writes to when nobody can go back in it: pieces, taken as they come."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def take(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def package(person: User, site_name: str) -> Iterator[bytes]:
    """The zip file, piece by piece."""
    sections = [Section(holding, person) for holding, _count in count_own(person)]
    pipe = _Pipe()
    parts = {READABLE: _page(sections, site_name), FOR_MACHINES: _document(sections, person)}
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # it asks for less than it says
        for name, pieces in parts.items():
            with archive.open(name, "w") as file:
                for piece in pieces:
                    file.write(piece.encode())
                    yield pipe.take()
    yield pipe.take()


def _page(sections: list[Section], site_name: str) -> Iterator[str]:
    template = current_app.jinja_env.get_template("privacy/file.html")
    return template.generate(sections=sections, site_name=site_name, made_at=clock.now())


def _document(sections: list[Section], person: User) -> Iterator[str]:
    """One JSON document: a list of kinds, each with its rows as they lie in the database."""
    begun = {"person": person.id, "made_at": clock.now().isoformat()}
    yield json.dumps(begun, ensure_ascii=False)[:-1] + ', "records": ['
    for number, section in enumerate(sections):
        seen, kept = section.promise
        about = {
            "kind": section.holding.kind.value,
            "table": section.holding.table,
            "label": section.label,
            "who_sees": seen,
            "how_long": kept,
        }
        yield (", " if number else "") + json.dumps(about, ensure_ascii=False)[:-1] + ', "rows": ['
        for place, row in enumerate(section.rows()):
            yield (", " if place else "") + json.dumps(row, ensure_ascii=False, default=_plain)
        yield "]}"
    yield "]}"


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _readable(value: Any) -> str:
    """A value as a person reads it; nothing for what is not there."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return daytime(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values() if one)
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)
