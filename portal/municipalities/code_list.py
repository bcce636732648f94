"""Reading the code lists of municipalities and parties. Their source is told in `code_lists/README.md`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from portal.foundation.text import alike, danish_order

FOLDER = Path(__file__).with_name("code_lists")
OFFICIAL_NAMES = {"0101": "Københavns Kommune", "0400": "Bornholms Regionskommune"}
NO_LONGER = "tidligere"


@dataclass(frozen=True)
class ListedMunicipality:
    """One of the 98."""

    code: str
    short_name: str

    @property
    def name(self) -> str:
        return OFFICIAL_NAMES.get(self.code, f"{self.short_name} Kommune")


@dataclass(frozen=True)
class ListedParty:
    """A party that stands, or stood, nation-wide."""

    letter: str
    name: str
    valid_from: date | None
    valid_until: date | None
    note: str

    @property
    def is_usual(self) -> bool:
        """Whether it stands in most municipalities today."""
        return not self.note.startswith((NO_LONGER, "kun"))


@cache
def listed_municipalities() -> tuple[ListedMunicipality, ...]:
    """All of them, in Danish order."""
    rows = [ListedMunicipality(row["kommunekode"], row["navn"]) for row in _rows("kommuner.csv")]
    return tuple(sorted(rows, key=lambda row: danish_order(row.short_name)))


def listed_as(asked: str) -> ListedMunicipality | None:
    """The one of the 98 with this name, short name or code; capitals and blanks do not matter."""
    plain = alike(asked)
    rows = listed_municipalities()
    return next((row for row in rows if plain in {row.code, alike(row.short_name), alike(row.name)}), None)


@cache
def listed_parties() -> tuple[ListedParty, ...]:
    """All of them, in order of letter."""
    rows = [
        ListedParty(row["bogstav"], row["navn"], _year(row["fra"], 1, 1), _year(row["til"], 12, 31), row["note"])
        for row in _rows("partier.csv")
    ]
    return tuple(sorted(rows, key=lambda row: danish_order(row.letter)))


def _rows(file: str) -> Iterator[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=";")


def _year(sent: str, month: int, day: int) -> date | None:
    return date(int(sent), month, day) if sent else None
