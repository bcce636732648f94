"""What browsers send about committee meetings, turned into drafts that the actions can trust."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from markupsafe import Markup
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from portal.foundation.dates import longday, quoted
from portal.foundation.errors import Refused
from portal.foundation.forms import SOMETIMES, OnceForm, PortalForm, choice, count, day, line, radio, text, version_in
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.meetings.forms import WhenAndWhere, filled_with, on_the_day
from portal.meetings.models import REASON_LENGTH, TITLE_LENGTH
from portal.sittings.models import (
    BACKGROUND_LENGTH,
    ITEM_TITLE_LENGTH,
    LINK_LENGTH,
    LONGEST_ITEM,
    RESPONSIBLE_LENGTH,
    ItemKind,
    Sitting,
)
from portal.sittings.words import ITEM_KIND_LABELS
from portal.trace.thread import Node

OPEN, CLOSED = "open", "closed"
MOST_WEEKS, MOST_IN_SERIES = 8, 24


class Reply(StrEnum):
    """What an invitation can be answered."""

    YES = "ja"
    NO = "nej"
    SUBSTITUTE = "stedfortraeder"  # no, and a substitute is to be asked


@dataclass(frozen=True)
class SittingDraft:
    """A meeting as it is planned. Moments are in UTC."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str = ""


@dataclass(frozen=True)
class ItemDraft:
    """An item for the agenda."""

    title: str
    kind: ItemKind
    minutes: int
    responsible: str = ""
    background: str = ""
    is_open: bool = True
    about: frozenset[str] = frozenset()  # what it takes up, by the names of places on the red thread: "idea:12"
    stood: frozenset[str] = frozenset()  # what was ticked on the page that its writer saw


class SittingForm(WhenAndWhere):
    """Planning a meeting of the committee, and changing it."""

    title = line(
        _l("Title"), needed=_l("Write a title"), hint=_l("Everybody can read it. For example: Meeting 3."),
        most=TITLE_LENGTH,
    )  # fmt: skip
    link = line(
        _l("Link to the meeting online"),
        hint=_l("Only those who have said that they come see it, and whoever holds the meeting."),
        most=LINK_LENGTH,
        inputmode="url",
    )

    def validate_link(self, field: Any) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("Write the whole address, for example https://video.example.dk/42"))

    def draft(self) -> SittingDraft:
        return SittingDraft(title=self.title.data, link=self.link.data or "", **self.when_and_where())


class SeriesForm(SittingForm):
    """Planning several meetings at once."""

    title = line(
        _l("Title"),
        needed=_l("Write a title"),
        hint=_l("Everybody can read it. Each meeting gets a number after it, for example: Meeting 1."),
        most=TITLE_LENGTH - len(f" {MOST_IN_SERIES}"),
    )
    held_on = day(_l("Day of the first meeting"), needed=_l("Write which day it is held"))
    every = choice(
        _l("How often?"),
        [
            (str(weeks), _l("Every week") if weeks == 1 else _l("Every %(count)s weeks", count=weeks))
            for weeks in range(1, MOST_WEEKS + 1)
        ],
        needed=_l("Choose how often"),
        default="4",
    )
    number = count(
        _l("How many meetings?"), needed=_l("Write how many meetings there are"), least=2, most=MOST_IN_SERIES
    )

    def drafts(self, is_off: Callable[[date], object]) -> list[SittingDraft]:
        """One for each meeting, numbered. A day on which none is planned is left out: the next one is a step later."""
        first = self.draft()
        chosen = list(islice((one for one in self._days() if is_off(one) is None), self.number.data))
        return [
            replace(
                first,
                title=f"{first.title} {number}",
                starts_at=on_the_day(one, first.starts_at),
                ends_at=on_the_day(one, first.ends_at),
            )
            for number, one in enumerate(chosen, start=1)
        ]

    def left_out(self, name_of_day_off: Callable[[date], str | None]) -> list[str]:
        """Sentences about the days that would have been used, and what each is."""
        found, planned = [], 0
        for one in self._days():
            name = name_of_day_off(one)
            planned += name is None
            if planned == self.number.data:
                break
            if name is not None:
                found.append(_("Left out: %(day)s", day=f"{longday(one)} {name}".strip()))
        return found

    def _days(self) -> Iterator[date]:
        """The first day, and those after it, as far as a year and a half of them."""
        for step in range(MOST_IN_SERIES * 3):
            yield self.held_on.data + timedelta(weeks=int(self.every.data)) * step


class EditSittingForm(SittingForm):
    """The same for a meeting that is planned, with why it is moved."""

    reason = line(
        _l("Why is it moved?"),
        needed=SOMETIMES,
        hint=_l("Needed when day, time or place is another. Members get it by mail. Everybody can read it."),
        most=300,
    )

    @classmethod
    def of(cls, sitting: Sitting) -> "EditSittingForm":
        """Filled with a meeting as it stands."""
        form: EditSittingForm = cls(obj=sitting, data=filled_with(sitting))
        return form


class ComingForm(PortalForm):
    """Whether somebody comes: a button for each answer."""

    answer = HiddenField()

    def reply(self) -> Reply:
        """Raises `Refused` for what no button says."""
        if self.answer.data not in {one.value for one in Reply}:
            raise Refused(_("Open the page of the meeting anew, and press there."))
        return Reply(self.answer.data)


class AskForm(PortalForm):
    """Asking the next in line, whom the page names."""

    wanted = HiddenField()

    def number(self) -> int:
        """Raises `Refused` for what no page says."""
        number = version_in(self.wanted.data)
        if not number:
            raise Refused(_("Open the page of the meeting anew, and press there."))
        return number


class CancelForm(PortalForm):
    """Calling a meeting off."""

    reason = text(
        _l("Why is it cancelled?"),
        needed=_l("Write why it is cancelled"),
        hint=_l("Members get the reason by mail. Everybody can read it."),
        most=REASON_LENGTH,
        rows=3,
    )


class ItemForm(OnceForm):
    """An item of the agenda."""

    title = line(
        _l("Title"), needed=_l("Write what the item is about"), most=ITEM_TITLE_LENGTH,
        hint=_l("Short, and so that everybody can read it. Nobody’s name and address."),
    )  # fmt: skip
    kind = choice(
        _l("What is %(the_committee)s to do?"),
        [(kind.value, _l(label)) for kind, label in ITEM_KIND_LABELS.items()],
        needed=_l("Choose what is to be done with the item"),
    )
    minutes = count(_l("Minutes for the item"), needed=_l("Write how many minutes it may take"), most=LONGEST_ITEM)
    responsible = line(
        _l("Who is responsible for it?"), hint=_l("Name, and where they come from."), most=RESPONSIBLE_LENGTH
    )
    background = text(
        _l("Background"),
        hint=_l("What members must know beforehand. Those at the table and %(the_council)s read it, nobody else."),
        most=BACKGROUND_LENGTH,
        rows=10,
        shaped=True,
    )
    about = SelectMultipleField(
        _l("What does it take up?"),
        choices=[],
        description=_l("It gets a link to each, and they a knot on their red thread, if everybody may read the title."),
    )
    stood = HiddenField()
    access = radio(
        _l("May everybody read the title?"),
        [
            (OPEN, _l("Yes. It stands on the list of cases.")),
            (CLOSED, _l("No. Everybody reads that there is a closed item, and nothing else.")),
        ],
        needed=_l("Choose whether everybody may read the title"),
        default=OPEN,
    )

    def draft(self) -> ItemDraft:
        return ItemDraft(
            title=self.title.data,
            kind=ItemKind(self.kind.data),
            minutes=self.minutes.data,
            responsible=self.responsible.data or "",
            background=self.background.data or "",
            is_open=self.access.data == OPEN,
            about=frozenset(self.about.data or ()),
            stood=frozenset((self.stood.data or "").split()),
        )

    def offer(self, matters: Iterable[Node]) -> None:
        """What of the committee's work can be ticked."""
        self.about.choices = [
            (one.place, Markup("{}: {}").format(one.label, quoted(one.title))) for one in matters
        ]  # fmt: skip


class MoveItemForm(PortalForm):
    """Another place in the order: where the item stood, and where it is to stand."""

    position = HiddenField()
    to = HiddenField()

    def places(self) -> tuple[int, int]:
        """Raises `Refused` for what no page says."""
        seen, wanted = version_in(self.position.data), version_in(self.to.data)
        if not seen or not wanted:
            raise Refused(_("Open the agenda anew, and move the item there."))
        return seen, wanted


class SendForm(PortalForm):
    """Sending the agenda, with when it had last been sent."""

    seen = HiddenField()
