"""Everything the portal holds about one person, as one file: for reading, and for machines. Made while it is sent."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.house.holdings import Holding
from portal.house.keeping import Words, keeping
from portal.notifications.models import Notification
from portal.privacy.queries import count_own, own_rows
from portal.privacy.subjects import Known
from portal.rules.privacy import RULES
from portal.rules.privacy.promises import how_long, who_sees

READABLE, FOR_MACHINES = "oplysninger.html", "oplysninger.json"
Row = dict[str, Any]


class Line(NamedTuple):
    """One line of a row as a person reads it; with an address when it is about something with a page."""

    name: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class Section:
    """One kind in one table, with its rows read as they are written."""

    holding: Holding
    person: User
    known: Known

    @property
    def label(self) -> str:
        return _(RULES[self.holding.kind].label)

    @property
    def promise(self) -> tuple[str, str]:
        return who_sees(self.holding.kind), how_long(self.holding.kind)

    def rows(self) -> Iterator[Row]:
        return chain.from_iterable(own_rows(self.holding, self.person))

    def readable_rows(self) -> Iterator[list[Line]]:
        """For each row what it is about, and the columns that mean something to a person, with their names."""
        for batch in own_rows(self.holding, self.person):
            self.known.read(self.holding, batch)
            for row in batch:
                yield [*self._subjects(row), *self._columns(row)]

    def _subjects(self, row: Row) -> Iterator[Line]:
        for label, (title, path) in self.known.about(self.holding, row).items():
            yield Line(_(label), title, current_app.config["BASE_URL"] + path if path else "")

    def _columns(self, row: Row) -> Iterator[Line]:
        said = keeping()
        for key, value in _told(self.holding, row).items():
            text = _readable(said.value_words.get((self.holding.table, key)), value)
            if key in said.column_labels and text:
                yield Line(_(said.column_labels[key]), text)


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


def package(person_id: int, site_name: str) -> Iterator[bytes]:
    """The zip file, piece by piece; the person is read here, because it is sent when the request is over."""
    person, known = db.session.get_one(User, person_id), Known()
    sections = [Section(holding, person, known) for holding, _count in count_own(person)]
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


def _told(holding: Holding, row: Row) -> Row:
    """The row, where a message that is kept with its values is put into words."""
    if holding.model is not Notification:
        return row
    message, why, values = row["message"], row["why"], row["values"]
    return {**row, "message": _(message, **values), "why": why and _(why), "values": None}


def _readable(words: Words | None, value: Any) -> str:
    """A value as a person reads it; nothing for what is not there."""
    if value is None or value == "":
        return ""
    words = words or keeping().value_words.get(type(value))
    if words is not None:
        return words(value)
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values() if one)
    return str(value)
