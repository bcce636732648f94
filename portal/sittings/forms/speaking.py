"""What browsers send about who spoke for how long: a number for each item and kind of seat, or a table pasted in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from portal.committees.models import SeatType
from portal.committees.words import SEAT_TYPES, SEAT_TYPES_PLURAL
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm, count, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l, words_of
from portal.sittings.models import LONGEST_ITEM, AgendaItem, Sitting
from portal.sittings.spoken import Said

PASTED_LENGTH = 9_600
CELLS = 3  # item, kind, minutes
seat_types = words_of(SEAT_TYPES_PLURAL)


class SpokenForm(PortalForm):
    """How many minutes each kind spoke on each item. Made by `spoken_form`."""

    seen = HiddenField()
    asked: Sequence[tuple[AgendaItem, SeatType]] = ()

    @property
    def lines(self) -> Iterator[tuple[AgendaItem, list[Any]]]:
        """Each item with its fields."""
        for item in dict.fromkeys(item for item, _kind in self.asked):
            yield item, [self[name_of(item, kind)] for one, kind in self.asked if one is item]

    def said(self) -> Said:
        return {(item.id, kind): self[name_of(item, kind)].data or 0 for item, kind in self.asked}


def name_of(item: AgendaItem, kind: SeatType) -> str:
    return f"minutes_{item.id}_{kind.value}"


def spoken_form(sitting: Sitting, kinds: Sequence[SeatType]) -> type[SpokenForm]:
    asked = [(item, kind) for item in sitting.items for kind in kinds]
    fields = {name_of(item, kind): count(seat_types(kind), most=LONGEST_ITEM) for item, kind in asked}
    return type("SpokenForm", (SpokenForm,), fields | {"asked": asked})


class PastedForm(PortalForm):
    """The same as a small table from somewhere else."""

    seen = HiddenField()
    pasted = text(
        _l("Paste the table"),
        needed=_l("Paste at least one line"),
        hint=_l("A line for each: number of the item, kind of seat, minutes. For example: 2; Citizens; 12"),
        most=PASTED_LENGTH,
        rows=8,
    )

    def said(self, sitting: Sitting) -> Said:
        """Raises `Refused` with what is wrong, line by line; then nothing of it is saved."""
        said: dict[tuple[int, SeatType], int] = {}
        wrong = []
        lines = [line.strip("\ufeff \t") for line in (self.pasted.data or "").splitlines()]
        for number, line in enumerate(lines, start=1):
            if not line or (number == 1 and not re.search(r"\d", line)):  # the head of the table
                continue
            try:
                key, minutes = _read(line, sitting)
            except Refused as refusal:
                wrong += [_("Line %(number)s: %(why)s", number=number, why=why) for why in refusal.reasons]
                continue
            if key in said:
                wrong.append(_("Line %(number)s: this kind of seat stands there already for the item.", number=number))
            said[key] = minutes
        if wrong:
            raise Refused(*wrong)
        if not said:
            raise Refused(_("Paste at least one line"))
        return said


def _read(line: str, sitting: Sitting) -> tuple[tuple[int, SeatType], int]:
    cells = [cell.strip().strip('"') for cell in re.split(r"[\t;]" if re.search(r"[\t;]", line) else ",", line)]
    if len(cells) != CELLS:
        raise Refused(_("there are to be three cells: item, kind of seat, minutes."))
    item = next((one for one in sitting.items if str(one.position) == cells[0].rstrip(".")), None)
    if item is None:
        raise Refused(_("there is no item %(number)s.", number=cells[0]))
    kind = _kinds().get(cells[1].casefold())
    if kind is None:
        raise Refused(_("“%(kind)s” is no kind of seat. Write one of: %(all)s.", kind=cells[1], all=_all_kinds()))
    if not re.fullmatch(r"[0-9]{1,3}", cells[2]) or int(cells[2]) > LONGEST_ITEM:
        raise Refused(
            _("“%(minutes)s” is no whole number of minutes up to %(most)s.", minutes=cells[2], most=LONGEST_ITEM)
        )
    return (item.id, kind), int(cells[2])


def _kinds() -> Mapping[str, SeatType]:
    """By what they are called, one or many, in the language of the page, and as the code calls them."""
    words = {kind.value: kind for kind in SeatType}
    return words | {_(label).casefold(): kind for of in (SEAT_TYPES, SEAT_TYPES_PLURAL) for kind, label in of.items()}


def _all_kinds() -> str:
    return ", ".join(str(seat_types(kind)) for kind in SeatType)
