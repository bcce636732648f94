"""What anybody can do now: send an idea, apply for a seat, come to a meeting. One list for every page that says so."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from markupsafe import Markup

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import begun, daytime, longday, quoted
from portal.foundation.i18n import gettext as _, ngettext
from portal.pages.gathering import coming_meetings, open_calls, open_ones
from portal.recruitment.queries.calls import open_calls_everywhere
from portal.workshops.models import Workshop
from portal.workshops.queries.coming import Free


class ActKind(StrEnum):
    """The ways in which a reader takes part."""

    IDEA = "idea"
    SEAT = "seat"
    MEETING = "meeting"


@dataclass(frozen=True)
class Act(ABC):
    """One thing to do: its deed as a link, until when, and the same said in a whole sentence.

    There are many, and few are shown: each says its words when it is asked for them.
    """

    kind: ClassVar[ActKind]
    committee: Committee
    path: str
    last_day: date | None  # none: as long as the stage lasts

    @property
    @abstractmethod
    def title(self) -> str: ...

    @property
    @abstractmethod
    def when(self) -> str: ...

    @property
    @abstractmethod
    def sentence(self) -> str: ...

    @property
    def starts_at(self) -> datetime | None:
        """Of a meeting."""
        return None

    @property
    def about(self) -> str:
        return ""


def open_acts(meetings: Sequence[tuple[Workshop, Free]] | None = None) -> list[Act]:
    """Everything that is open, the nearest day first; what has no last day comes last.

    `meetings`: all that are to come, with their free places, where somebody has them at hand.
    """
    coming = open_ones(coming_meetings()) if meetings is None else meetings
    acts = [*_ideas(), *_seats(), *_meetings(coming)]
    return sorted(acts, key=lambda act: (act.last_day is None, act.last_day or date.max, act.kind, act.path))


def foremost(acts: Sequence[Act], number: int = 3) -> list[Act]:
    """A few of them for the front page: the nearest of each kind, then the nearest of the rest."""
    first_of_kind = {act.kind: act for act in reversed(acts)}
    chosen = [act for act in acts if first_of_kind[act.kind] is act]
    chosen += [act for act in acts if act not in chosen]
    return sorted(chosen[:number], key=acts.index)


def nearest_of_each(acts: Iterable[Act]) -> Mapping[int, Act]:
    """The nearest act of each committee, by the committee's id."""
    found: dict[int, Act] = {}
    for act in acts:
        found.setdefault(act.committee.id, act)
    return found


class SendIdea(Act):
    """Committees that take ideas."""

    kind = ActKind.IDEA

    @property
    def title(self) -> str:
        return _("Send an idea to “%(name)s”", name=quoted(self.committee.name))

    @property
    def when(self) -> str:
        return _("By %(day)s", day=longday(self.last_day)) if self.last_day else _("Open now")

    @property
    def sentence(self) -> str:
        last = longday(self.last_day)
        return _("You can send an idea until %(day)s.", day=last) if last else _("You can send an idea.")


class TakeSeat(Act):
    """Committees that look for members."""

    kind = ActKind.SEAT

    @property
    def title(self) -> str:
        return _("Become a member of “%(name)s”", name=quoted(self.committee.name))

    @property
    def when(self) -> str:
        return _("Apply by %(day)s", day=longday(self.last_day))

    @property
    def sentence(self) -> str:
        return _("Members are sought. You can apply until %(day)s.", day=longday(self.last_day))


@dataclass(frozen=True)
class ComeToMeeting(Act):
    """Meetings on which a place is free."""

    kind = ActKind.MEETING
    workshop: Workshop
    free: Free

    @property
    def title(self) -> str:
        return _("Come to “%(title)s”", title=quoted(self.workshop.title))

    @property
    def when(self) -> str:
        return begun(daytime(self.starts_at))

    @property
    def sentence(self) -> str:
        title = quoted(self.workshop.title)
        return _("Come to “%(title)s” on %(time)s.", title=title, time=daytime(self.starts_at))

    @property
    def starts_at(self) -> datetime:
        return self.workshop.starts_at

    @property
    def about(self) -> str:
        for_all = self.free.for_all
        places = (
            ngettext("%(count)s place is free.", "%(count)s places are free.", for_all)
            if for_all
            else _("The places that are free are kept for some.")
        )
        return Markup("{}. {}").format(quoted(self.workshop.place), places)


def _ideas() -> Iterable[Act]:
    return (SendIdea(one, f"{one.path}ideer/ny", one.ideas_until) for one in open_calls())


def _seats() -> Iterable[Act]:
    return (TakeSeat(call.committee, call.path, call.closes_on) for call in open_calls_everywhere(limit=None))


def _meetings(coming: Iterable[tuple[Workshop, Free]]) -> Iterable[Act]:
    for workshop, free in coming:
        if free.places:
            day = clock.in_denmark(workshop.starts_at).date()
            yield ComeToMeeting(workshop.committee, workshop.path, day, workshop, free)
