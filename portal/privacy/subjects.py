"""What a row is about: things of other rooms that it names by number, with their titles and addresses."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from portal.foundation.db import db
from portal.house.holdings import Holding
from portal.house.keeping import keeping

Told = tuple[str, str]  # title and address; the address may be empty


class Known:
    """The things that rows are about, read once each, a handful of rows at a time: one query for each kind."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, int], Told] = {}

    def read(self, holding: Holding, rows: Iterable[Mapping[str, Any]]) -> None:
        """Read whatever these rows of a holding name, and is not known yet."""
        wanted: dict[str, set[int]] = {}
        for row in rows:
            for column, table in columns_of(holding).items():
                if row[column] is not None and (table, row[column]) not in self._told:
                    wanted.setdefault(table, set()).add(row[column])
        for table, ids in wanted.items():
            self._read(table, ids)

    def about(self, holding: Holding, row: Mapping[str, Any]) -> dict[str, Told]:
        """What one row is about: title and address by what the thing is called."""
        subjects = keeping().subjects
        found = {subjects[table].label: self._told.get((table, row[key])) for key, table in columns_of(holding).items()}
        return {label: told for label, told in found.items() if told is not None}

    def _read(self, table: str, ids: Iterable[int]) -> None:
        subject = keeping().subjects[table]
        for thing in db.session.scalars(select(subject.model).where(subject.model.id.in_(ids)).options(*subject.loads)):
            self._told[table, thing.id] = (subject.title(thing), subject.path(thing) if subject.path else "")


def columns_of(holding: Holding) -> dict[str, str]:
    """The columns of a holding that name such a thing, with its table."""
    named = {
        column.key: next((reference.column.table.name for reference in column.property.columns[0].foreign_keys), "")
        for column in holding.columns()
    }
    return {key: table for key, table in named.items() if table in keeping().subjects}
