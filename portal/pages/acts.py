"""What anybody can do now: send an idea, apply for a seat, come to a meeting. One list for every page that says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import begun, daytime, longday, quoted
from portal.foundation.i18n import gettext as _, ngettext
from portal.pages.gathering import coming_workshops, open_calls
from portal.recruitment.queries.calls import open_calls_everywhere


class ActKind(StrEnum):
    """The ways in which a reader takes part."""

    IDEA = "idea"
    SEAT = "seat"
    MEETING = "meeting"


@dataclass(frozen=True)
class Act:
    """One thing to do: its deed as a link, until when, and the same said in a whole sentence."""

    kind: ActKind
    committee: Committee
    title: str
    path: str
    last_day: date | None  # none: as long as the stage lasts
    when: str
    sentence: str
    starts_at: datetime | None = None  # of a meeting
    about: str = ""


def open_acts() -> list[Act]:
    """Everything that is open, the nearest day first; what has no last day comes last."""
    acts = [*_ideas(), *_seats(), *_meetings()]
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


def _ideas() -> Iterable[Act]:
    for committee in open_calls():
        last = committee.ideas_until
        if last:
            when = _("By %(day)s", day=longday(last))
            sentence = _("You can send an idea until %(day)s.", day=longday(last))
        else:
            when, sentence = _("Open now"), _("You can send an idea.")
        title = _("Send an idea to “%(name)s”", name=quoted(committee.name))
        yield Act(ActKind.IDEA, committee, title, f"{committee.path}ideer/ny", last, when, sentence)


def _seats() -> Iterable[Act]:
    for call in open_calls_everywhere(limit=None):
        last = longday(call.closes_on)
        title = _("Become a member of “%(name)s”", name=quoted(call.committee.name))
        sentence = _("Members are sought. You can apply until %(day)s.", day=last)
        when = _("Apply by %(day)s", day=last)
        yield Act(ActKind.SEAT, call.committee, title, call.path, call.closes_on, when, sentence)


def _meetings() -> Iterable[Act]:
    for workshop, free in coming_workshops(limit=None):
        if not free:
            continue
        starts = daytime(workshop.starts_at)
        sentence = _("Come to “%(title)s” on %(time)s.", title=quoted(workshop.title), time=starts)
        places = ngettext("%(count)s place is free.", "%(count)s places are free.", free)
        yield Act(
            ActKind.MEETING,
            workshop.committee,
            _("Come to “%(title)s”", title=quoted(workshop.title)),
            workshop.path,
            clock.in_denmark(workshop.starts_at).date(),
            begun(starts),
            sentence,
            workshop.starts_at,
            Markup("{}. {}").format(quoted(workshop.place), places),
        )
