"""The minutes worked out: the order in which items were really taken, and who came and went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import ceil
from types import MappingProxyType

from portal.committees.models import Membership, PublicationRule
from portal.foundation import clock
from portal.foundation.dates import clock_time
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import fingerprint
from portal.rules.results import Result
from portal.sittings.models import AgendaItem, Attending, ItemMinutes, PublicPart, Sitting, Turn, TurnKind, VoiceKind
from portal.sittings.papers import Extract, Paper

RUNS_OVER = timedelta(hours=6)  # how long after its time a meeting may still go on
BEGINS_EARLY = timedelta(hours=2)  # and how long before it may have begun
SIGNATURES = 2  # under minutes; the second by somebody else than the first
PUBLIC_DECISIONS = frozenset({PublicationRule.DECISIONS, PublicationRule.MINUTES})  # rules that let them be published
# Since when a paper is public; of an extract its own, of the others the meeting's
COLUMN_OF: Mapping[Paper, str] = {
    Paper.CASES: "cases_published_at",
    Paper.DECISIONS: "decisions_published_at",
    Paper.MINUTES: "minutes_published_at",
    Paper.EXTRACT: "published_at",
}
# How far the council's rule lets everybody read
FARTHEST: Mapping[PublicationRule | None, PublicPart] = {
    None: PublicPart.TITLE,
    PublicationRule.CASES: PublicPart.TITLE,
    PublicationRule.DECISIONS: PublicPart.DECISION,
    PublicationRule.MINUTES: PublicPart.ACCOUNT,
}
PUT_OFF = frozenset({Result.POSTPONED, Result.DROPPED})


def is_put_off(result: Result | None) -> bool:
    """Whether an item with this result was never taken at the meeting."""
    return result in PUT_OFF


def was_taken(item: AgendaItem) -> bool:
    """Whether something is said of it: what was decided, talked about, or came out."""
    written = item.written
    return bool(written.account or written.decision or written.result or written.voices)


def voices_of(written: ItemMinutes) -> dict[VoiceKind, list[str]]:
    """What was said in the conversation, by what it was; kinds of which nothing was said are left out."""
    said = {kind: [one["text"] for one in written.voices if one["kind"] == kind] for kind in VoiceKind}
    return {kind: texts for kind, texts in said.items() if texts}


def public_parts(item: AgendaItem) -> frozenset[PublicPart]:
    """What everybody reads of an item now, on the page of the meeting, beside its title."""
    sitting = item.sitting
    out = {PublicPart.DECISION: sitting.shows_decisions, PublicPart.ACCOUNT: sitting.minutes_published_at is not None}
    return frozenset(part for part, is_out in out.items() if is_out and item.may_show(part))


def public_parts_in(extract: Extract, item: AgendaItem) -> frozenset[PublicPart]:
    """The same in an extract that is public: as much as the council's rule and the choice for the item let out."""
    parts = list(PublicPart)
    farthest = parts.index(FARTHEST[extract.committee.publication_rule])
    is_out = extract.published_at is not None
    return frozenset(part for part in parts[1 : farthest + 1] if is_out and item.may_show(part))


def shows_additions(shown: frozenset[PublicPart]) -> bool:
    """Additions may be about what was talked about: only who reads that of an item reads them."""
    return PublicPart.ACCOUNT in shown


def let_out(part: PublicPart, rule: PublicationRule | None) -> PublicPart:
    """As much of what is chosen for an item as the council's rule lets everybody read."""
    return min(part, FARTHEST[rule], key=list(PublicPart).index)


def parts_to_choose(rule: PublicationRule | None) -> list[PublicPart]:
    """What can be chosen for an item. What was decided can be, whatever the rule: it may become a record of its own."""
    parts = list(PublicPart)
    farthest = max(FARTHEST[rule], PublicPart.DECISION, key=parts.index)
    return parts[: parts.index(farthest) + 1]


def parts_mark(sitting: Sitting) -> str:
    """How far everybody may read each open item now, as a form about it carries it."""
    return fingerprint(f"{item.id} {item.written.public_part}" for item in sitting.open_items)


def as_taken(sitting: Sitting) -> list[AgendaItem]:
    """The items in the order in which they were taken; those of which nobody said when come last, as on the agenda."""
    first: dict[int, int] = {}
    for number, turn in enumerate(sitting.turns):
        if turn.item_id is not None:
            first.setdefault(turn.item_id, number)
    return sorted(sitting.items, key=lambda item: (first.get(item.id, len(sitting.turns)), item.position))


def turns_mark(sitting: Sitting) -> str:
    """What is said of the hours now, as a form about them carries it."""
    return fingerprint(f"{turn.id} {turn.kind} {turn.item_id} {turn.begins_at.isoformat()}" for turn in sitting.turns)


def moment_at(sitting: Sitting, hour: time) -> datetime | None:
    """The moment of the meeting at which the clock shows this hour, past midnight too; None where it fits none."""
    first, last = sitting.starts_at - BEGINS_EARLY, sitting.ends_at + RUNS_OVER
    day = clock.in_denmark(sitting.starts_at).date()
    days = (clock.moment_in_denmark(datetime.combine(day + timedelta(days=more), hour)) for more in (0, 1))
    return next((one for one in days if first <= one <= last), None)


def current(sitting: Sitting) -> Turn | None:
    """What goes on now."""
    return sitting.turns[-1] if sitting.turns else None


def has_ended(sitting: Sitting) -> bool:
    last = current(sitting)
    return last is not None and last.kind is TurnKind.END


@dataclass(frozen=True)
class Going:
    """What goes on at this moment, and what comes after it."""

    turn: Turn | None
    minutes_left: int  # of those that were planned for the item; nought once they have gone
    next: AgendaItem | None

    @property
    def share_left(self) -> float:
        """Of the item, from 1 to 0."""
        item = self.turn.item if self.turn is not None else None
        return min(1.0, self.minutes_left / item.minutes) if item is not None and item.minutes else 0.0


def going_on(sitting: Sitting) -> Going:
    """An item that is taken up again has what it had left; a break and the end have no minutes of their own."""
    turn, begun = current(sitting), {one.item_id for one in sitting.turns}
    waits = [item for item in sitting.items if item.id not in begun and not is_put_off(item.written.result)]
    item = turn.item if turn is not None else None
    is_open = sitting.cancelled_at is None and not has_ended(sitting)
    return Going(turn, _minutes_left(sitting, item) if item else 0, waits[0] if waits and is_open else None)


def _minutes_left(sitting: Sitting, item: AgendaItem) -> int:
    """Each minute counts until it is over."""
    ends = [*(one.begins_at for one in sitting.turns[1:]), clock.now()]
    spans = [end - one.begins_at for one, end in zip(sitting.turns, ends, strict=True) if one.item_id == item.id]
    return max(0, ceil((timedelta(minutes=item.minutes) - sum(spans, timedelta())) / timedelta(minutes=1)))


def hours_of(sitting: Sitting) -> tuple[datetime, datetime]:
    """When the meeting really began and ended, as far as somebody said it; else as it was planned."""
    began = sitting.turns[0].begins_at if sitting.turns else sitting.starts_at
    return began, sitting.turns[-1].begins_at if has_ended(sitting) else max(sitting.ends_at, began)


def is_correctable(sitting: Sitting) -> bool:
    """Whether members can still ask for corrections: to the end of the last day of it."""
    return sitting.objections_until is not None and clock.today() <= sitting.objections_until


def length_of(sitting: Sitting, item: AgendaItem) -> timedelta | None:
    """How long an item really took, all its turns together; None where nobody said when it began or ended."""
    ends = [*(turn.begins_at for turn in sitting.turns[1:]), None]
    spans = [(turn.begins_at, end) for turn, end in zip(sitting.turns, ends, strict=False) if turn.item_id == item.id]
    known = [end - begin for begin, end in spans if end is not None]
    return sum(known, timedelta()) if spans and len(known) == len(spans) else None


@dataclass(frozen=True)
class Attendance:
    """One member, whether they were there at all, and what is to be said of when they were not."""

    member: Membership
    is_present: bool
    told: Sequence[str]


def attendance_of(
    sitting: Sitting, members: Sequence[Membership], stood_in: Mapping[int, str] = MappingProxyType({})
) -> list[Attendance]:
    """Who was there, and who came and went, as the items say it in the order in which they were taken. `stood_in` says
    of substitutes whose place they had."""
    taken, begins = [item for item in as_taken(sitting) if item.presences], _beginnings(sitting)
    states = {item.id: {one.membership_id: one.state for one in item.presences} for item in taken}
    found = []
    for member in members:
        course = [(item, states[item.id].get(member.id)) for item in taken]
        was_there = any(state is not Attending.ABSENT and state is not None for _item, state in course)
        told = [_("substitute for %(name)s", name=stood_in[member.id])] if member.id in stood_in else []
        found.append(Attendance(member, was_there, [*told, *_told(course, begins)] if was_there else told))
    return found


def there_at(item: AgendaItem, members: Sequence[Membership]) -> dict[Attending, list[Membership]]:
    """Who of the members was there at one item, absent or disqualified; what holds for nobody is left out."""
    states = {one.membership_id: one.state for one in item.presences}
    found = {state: [one for one in members if states.get(one.id) is state] for state in Attending}
    return {state: those for state, those in found.items() if those}


def _beginnings(sitting: Sitting) -> dict[int, str]:
    """When each item was begun first, in words, as far as somebody said it."""
    return {turn.item_id: clock_time(turn.begins_at) for turn in reversed(sitting.turns) if turn.item_id is not None}


def _told(course: Sequence[tuple[AgendaItem, Attending | None]], begins: Mapping[int, str]) -> Iterator[str]:
    was_there: bool | None = None
    for item, state in course:
        if state is None:  # of an item that was put off nothing need be said
            continue
        is_there = state is not Attending.ABSENT
        told = ""
        if is_there and was_there is False:
            told = _("came to item %(number)s", number=item.position)
        elif not is_there and was_there:
            told = _("left before item %(number)s", number=item.position)
        if told:
            yield f"{told} ({begins[item.id]})" if item.id in begins else told
        if state is Attending.DISQUALIFIED:
            yield _("disqualified at item %(number)s", number=item.position)
        was_there = is_there
