"""The numbers that Word sets before paragraphs by itself: worked out as Word does it, for they stand nowhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
LEVELS = 9
LETTERS = 26
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
PLAIN = re.compile(r"%\d[.)]?")


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    form: str = "decimal"  # or "bullet", "none", …
    text: str = "%1."
    start: int = 1

    @property
    def is_numbered(self) -> bool:
        return self.form not in {"bullet", "none"} and "%" in self.text


@dataclass(frozen=True)
class Number:
    """What stands before a paragraph, and as a plain number from 1, where it is one."""

    label: str
    count: int


@dataclass
class _Counted:
    at: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document, counted as its paragraphs come."""

    def __init__(self, root: Element | None, list_of_style: Mapping[str, str]) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.kind_of: dict[str, str] = {}
        self.overrides: dict[str, dict[int, Level]] = {}
        self.starts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.counted: dict[str, _Counted] = {}
        self.list_of_style = list_of_style
        self.links: dict[str, str] = {}
        for one in root if root is not None else ():
            if one.tag == f"{W}abstractNum":
                self._add_kind(one)
            elif one.tag == f"{W}num":
                self._add_list(one)

    def _add_kind(self, one: Element) -> None:
        number = one.get(f"{W}abstractNumId") or ""
        self.levels[number] = dict(_level(level) for level in one.findall(f"{W}lvl"))
        link = one.find(f"{W}numStyleLink")
        if link is not None:
            self.links[number] = link.get(VAL) or ""

    def _add_list(self, one: Element) -> None:
        number, kind = one.get(f"{W}numId") or "", one.find(f"{W}abstractNumId")
        self.kind_of[number] = (kind.get(VAL) or "") if kind is not None else ""
        for override in one.findall(f"{W}lvlOverride"):
            place = whole(override.get(f"{W}ilvl"))
            level, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
            if level is not None:
                self.overrides.setdefault(number, {})[place] = _level(level)[1]
            if start is not None:
                self.starts.setdefault(number, {})[place] = whole(start.get(VAL))

    def level(self, number: str, place: int) -> Level | None:
        """How this level of the list is numbered; nothing where there is no such list."""
        if number not in self.kind_of:
            return None
        kind = self._kind(number)
        return self.overrides.get(number, {}).get(place) or self.levels.get(kind, {}).get(place) or Level()

    def _kind(self, number: str) -> str:
        kind = self.kind_of[number]
        linked = self.list_of_style.get(self.links.get(kind, ""), "")
        return self.kind_of.get(linked, kind)

    def next(self, number: str, place: int) -> Number:
        """The number of the next paragraph of this list, on this level."""
        level, at = self.level(number, place), self.counted.setdefault(self._kind(number), _Counted()).at
        if level is None or not level.is_numbered:
            return Number("", 0)
        start = self.starts.get(number, {}).get(place)
        if start is not None and (number, place) not in self.begun:
            at[place] = start - 1
        self.begun.add((number, place))
        at[place] = at.get(place, level.start - 1) + 1
        for deeper in range(place + 1, LEVELS):
            at.pop(deeper, None)
        label = re.sub(r"%(\d)", lambda found: self._said(number, int(found[1]) - 1, at), level.text)
        is_plain = level.form == "decimal" and PLAIN.fullmatch(level.text.strip()) is not None
        return Number(label.strip(), at[place] if is_plain else 0)

    def _said(self, number: str, place: int, at: Mapping[int, int]) -> str:
        level = self.level(number, place) or Level()
        return in_form(level.form, at.get(place, level.start))


def _level(element: Element) -> tuple[int, Level]:
    form, text, start = (element.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
    return whole(element.get(f"{W}ilvl")), Level(
        (form.get(VAL) if form is not None else None) or "decimal",
        (text.get(VAL) if text is not None else None) or "",
        whole(start.get(VAL)) if start is not None else 1,
    )


def whole(said: str | None) -> int:
    """A small whole number; what is none is 0."""
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 7 else 0  # noqa: PLR2004


def in_form(form: str, number: int) -> str:
    """A number as letters or Roman numerals, where that is its form."""
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:  # noqa: PLR2004
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    said = ""
    for worth, sign in ROMAN:
        said += sign * (number // worth)
        number %= worth
    return said
