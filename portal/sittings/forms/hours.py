"""What browsers send about when the items, the breaks and the end of a meeting began."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from wtforms import HiddenField, TimeField
from wtforms.validators import Optional

from portal.foundation import clock
from portal.foundation.forms import SOMETIMES, PortalForm, choice, version_in
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.sittings.models import Sitting, TurnKind

SPARE = 3  # empty rows below, for breaks and for items that were taken up again
MOST_ROWS = 120


@dataclass(frozen=True)
class HourDraft:
    """That something began when the clock showed an hour; `turn_id` of the press that it corrects."""

    kind: TurnKind
    item_id: int | None
    hour: time
    turn_id: int | None = None

    @property
    def said(self) -> str:
        return self.hour.strftime("%H.%M")


class HoursForm(PortalForm):
    """A row for each thing that began. Made by `hours_form`."""

    seen = HiddenField()
    rows: Sequence[int] = ()

    @property
    def lines(self) -> Iterator[tuple[Any, Any, Any]]:
        return ((self[f"what_{row}"], self[f"hour_{row}"], self[f"turn_{row}"]) for row in self.rows)

    def validate(self, *positional: Any, **named: Any) -> bool:
        is_right = super().validate(*positional, **named)
        for what, hour, _turn in self.lines:
            if hour.data is not None and not what.data and not hour.errors:
                what.errors = [*what.errors, _("Choose what began at %(hour)s", hour=hour.data.strftime("%H.%M"))]
                is_right = False
        return is_right

    def hours(self) -> list[HourDraft]:
        """Rows without an hour say nothing."""
        return [_draft(what.data, hour.data, turn.data) for what, hour, turn in self.lines if hour.data is not None]


def _draft(what: str, hour: time, turn: str | None) -> HourDraft:
    known = version_in(turn) or None
    if what in (TurnKind.BREAK, TurnKind.END):
        return HourDraft(TurnKind(what), None, hour, known)
    return HourDraft(TurnKind.ITEM, int(what), hour, known)


def hours_form(sitting: Sitting, *, at_least: int = 0) -> type[HoursForm]:
    """With as many rows as there are presses, items that never began, and some to spare; of a form that was sent all
    that it had, whatever has been pressed meanwhile."""
    things = [("", _l("Choose")), *((str(item.id), f"{item.position}. {item.title}") for item in sitting.items)]
    things += [(TurnKind.BREAK.value, _l("Break")), (TurnKind.END.value, _l("The meeting ended"))]
    rows = range(min(MOST_ROWS, max(at_least, len(_filled(sitting)) + SPARE)))
    fields: dict[str, Any] = {"rows": rows}
    for row in rows:
        fields[f"what_{row}"] = choice(_l("What began?"), things, needed=SOMETIMES)
        fields[f"hour_{row}"] = TimeField(_l("At what hour?"), [Optional(), SOMETIMES])
        fields[f"turn_{row}"] = HiddenField()
    return type("HoursForm", (HoursForm,), fields)


def filled_hours(sitting: Sitting, seen: str) -> HoursForm:
    """The form as it stands: presses first, then what is not said of yet."""
    data: dict[str, Any] = {"seen": seen}
    for row, (what, hour, turn) in enumerate(_filled(sitting)):
        data |= {f"what_{row}": what, f"hour_{row}": hour, f"turn_{row}": turn}
    form: HoursForm = hours_form(sitting)(data=data)
    return form


def _filled(sitting: Sitting) -> list[tuple[str, time | None, str]]:
    pressed = [
        (str(turn.item_id or turn.kind.value), clock.in_denmark(turn.begins_at).time(), str(turn.id))
        for turn in sitting.turns
    ]
    begun = {turn.item_id for turn in sitting.turns}
    left = [(str(item.id), None, "") for item in sitting.items if item.id not in begun]
    ends = [] if any(turn.kind is TurnKind.END for turn in sitting.turns) else [(TurnKind.END.value, None, "")]
    return [*pressed, *left, *ends]
