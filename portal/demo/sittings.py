"""How the committees of the story are called together, what is put on their agendas, and how the meetings went."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from portal.committees.models import PublicationRule, SeatType
from portal.decisions.actions import record_item
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.meetings.actions import remind_of_meetings
from portal.meetings.queries import reminder_before
from portal.rules.results import Result
from portal.sittings.actions.agenda import add_at_meeting, add_item, send_agenda, sent_mark
from portal.sittings.actions.answering import answer_by_link
from portal.sittings.actions.approving import answer_objection, object_to_minutes, sign_minutes
from portal.sittings.actions.counting import count_contribution, write_spoken_minutes
from portal.sittings.actions.inviting import answer_invitation
from portal.sittings.actions.minutes import begin_turn, send_minutes, write_minutes
from portal.sittings.actions.planning import cancel_sitting, edit_sitting, plan_series, plan_sitting
from portal.sittings.actions.publishing import (
    make_extract,
    publish_decisions,
    publish_extract,
    publish_minutes,
    take_back,
)
from portal.sittings.actions.readers import approve_reading, ask_readers
from portal.sittings.actions.templates import keep_template
from portal.sittings.forms import ItemDraft, Reply, SittingDraft
from portal.sittings.forms.minutes import AnswerDraft, MinutesDraft
from portal.sittings.links import PATH, path_of_answer
from portal.sittings.models import AgendaItem, Attending, ItemKind, Sitting, TurnKind, VoiceKind
from portal.sittings.papers import Paper
from portal.sittings.queries import at_the_table
from portal.sittings.queries.papers import standing_publication
from portal.sittings.seal import draft_mark
from portal.sittings.substitutes import own_call

A_WEEK_BEFORE = timedelta(days=7)
BEFORE_IT_IS_SENT = timedelta(minutes=40)
A_MINUTE = timedelta(minutes=1)
MANY = 50
REPLIES = {"comes": Reply.YES, "stays_away": Reply.NO, "sends_a_substitute": Reply.SUBSTITUTE}


def plan_sittings(timeline: Timeline, place: Place) -> None:
    """From the day on which a meeting is called to its agenda."""
    for facts in place.chapter["sitting"]:
        timeline.at(facts["announced"], partial(_call, place, facts))
        plan_reminder(timeline, facts["starts"])
        if moved := facts.get("moved"):
            plan_reminder(timeline, moved["starts"])
            timeline.at(moved["at"], partial(_move, place, facts, moved))
        if cancelled := facts.get("cancelled"):
            timeline.at(cancelled["at"], partial(_cancel, place, facts, cancelled))
        if "item" in facts:
            is_sent = facts.get("sent", facts["starts"] - A_WEEK_BEFORE)
            timeline.at(is_sent - BEFORE_IT_IS_SENT, partial(_write_agenda, place, facts))
            if name := facts.get("kept_as"):
                timeline.at(is_sent, partial(_keep, place, facts, name))
            if not facts.get("is_draft"):
                timeline.at(is_sent, partial(_send, place, facts))
                _plan_answers(timeline, place, facts, is_sent)
        if "minutes" in facts:
            _plan_minutes(timeline, place, facts, facts["minutes"])
    _plan_series(timeline, place)


def _plan_series(timeline: Timeline, place: Place) -> None:
    for series in place.chapter["series"]:
        timeline.at(series["announced"], partial(_call_series, place, series))
        for facts in series["sittings"]:
            plan_reminder(timeline, facts["starts"])


def plan_reminder(timeline: Timeline, starts_at: datetime) -> None:
    """What the worker does by its clock before a meeting, of whichever form."""
    timeline.at(reminder_before(starts_at), _remind)


def _remind() -> None:
    remind_of_meetings(MANY)


def _plan_answers(timeline: Timeline, place: Place, facts: Chapter, since: datetime) -> None:
    """Who says whether they come, an hour after each other."""
    said = [(key, reply) for name, reply in REPLIES.items() for key in facts.get(name, ())]
    for number, (key, reply) in enumerate(said, start=1):
        timeline.at(since + timedelta(hours=number), partial(_say, place, facts, key, reply))
    for key in facts.get("substitutes", ()):
        timeline.at(since + timedelta(hours=len(said) + 1), partial(_say_instead, place, facts, key))


def _say(place: Place, facts: Chapter, key: str, reply: Reply) -> None:
    answer_invitation(place.person(key), _row(place, facts), reply)


def _say_instead(place: Place, facts: Chapter, key: str) -> None:
    """A substitute who is asked uses the link of the letter."""
    sitting = _row(place, facts)
    call = own_call(sitting, place.person(key))
    if call is not None:
        answer_by_link(path_of_answer(sitting, call.substitute).removeprefix(PATH), Reply.YES)


def _plan_minutes(timeline: Timeline, place: Place, facts: Chapter, told: Chapter) -> None:
    """The meeting as it went, with what was written of each item."""
    begins = facts["starts"]
    for number, item in enumerate(facts["item"]):
        if item.get("added"):
            timeline.at(begins, partial(_add_at_meeting, place, facts, item))
        timeline.at(begins, partial(_begin, place, facts, TurnKind.ITEM, number))
        for kind, count in item.get("spoke", {}).items():
            timeline.at(begins + A_MINUTE, partial(_hear, place, facts, SeatType(kind), number, count))
        if "heard" in item:
            timeline.at(begins + A_MINUTE, partial(_measure, place, facts, number, item["heard"]))
        if "recorded" in item:
            timeline.at(item["recorded"], partial(_record, place, facts, number))
        begins += timedelta(minutes=item.get("took", item["minutes"]))
        timeline.at(begins - A_MINUTE, partial(_minute, place, facts, told, number))
    timeline.at(begins, partial(_begin, place, facts, TurnKind.END, None))
    _plan_rounds(timeline, place, facts, told)


def _plan_rounds(timeline: Timeline, place: Place, facts: Chapter, told: Chapter) -> None:
    """What became of the draft: read through, sent, corrected, approved, published."""
    if "read_through" in told:
        _plan_readers(timeline, place, facts, told["read_through"])
    if "sent" in told:
        timeline.at(told["sent"], partial(_send_minutes, place, facts, told))
    for objection in told.get("objection", []):
        timeline.at(objection["at"], partial(_object, place, facts, objection))
        if "answered" in objection:
            timeline.at(objection["answered"], partial(_answer, place, facts, objection))
    for number, key in enumerate(told.get("approved_by", [])):
        timeline.at(told["approved"] + A_MINUTE * number, partial(_sign, place, facts, key))
    _plan_papers(timeline, place, facts, told)


def _plan_papers(timeline: Timeline, place: Place, facts: Chapter, told: Chapter) -> None:
    """What became public, what was taken back and is to be public again, and extracts."""
    if "published" in told:
        timeline.at(told["published"], partial(_publish, place, facts))
    if back := told.get("taken_back"):
        timeline.at(back["at"], partial(_take_back, place, facts, back))
        timeline.at(back["planned_at"], partial(_publish, place, facts, back["again"]))
    for extract in told.get("extract", []):
        timeline.at(extract["at"], partial(_make_extract, place, facts, extract))
        timeline.at(extract["published"], partial(_publish_extract, place, extract))


def _plan_readers(timeline: Timeline, place: Place, facts: Chapter, told: Chapter) -> None:
    """The draft is read through by some, and some have answered."""
    timeline.at(told["asked"], partial(_ask_readers, place, facts, told))
    for read in told.get("read", []):
        timeline.at(read["at"], partial(_has_read, place, facts, read["by"]))


def _ask_readers(place: Place, facts: Chapter, told: Chapter) -> None:
    readers = [place.person(key).id for key in told["readers"]]
    ask_readers(place.person(), _row(place, facts), readers, read_by=told["by"])


def _has_read(place: Place, facts: Chapter, key: str) -> None:
    sitting = _row(place, facts)
    approve_reading(place.person(key), sitting, seen=draft_mark(sitting))


def _call(place: Place, facts: Chapter) -> None:
    place.things["sitting", facts["key"]] = plan_sitting(place.person(), place.committee, _draft(facts))


def _call_series(place: Place, series: Chapter) -> None:
    """Several meetings ahead, of which the members are told once."""
    drafts = [_draft(facts | {"place": series["place"]}) for facts in series["sittings"]]
    plan_series(place.person(), place.committee, drafts)


def _draft(facts: Chapter) -> SittingDraft:
    return SittingDraft(facts["title"], facts["starts"], facts["ends"], facts["place"], facts.get("link", ""))


def _row(place: Place, facts: Chapter) -> Sitting:
    row: Sitting = place.things["sitting", facts["key"]]
    return row


def _move(place: Place, facts: Chapter, moved: Chapter) -> None:
    there = replace(_draft(facts), starts_at=moved["starts"], ends_at=moved["ends"], place=moved["place"])
    edit_sitting(place.person(), _row(place, facts), there, reason=moved["reason"])


def _cancel(place: Place, facts: Chapter, cancelled: Chapter) -> None:
    cancel_sitting(place.person(), _row(place, facts), cancelled["reason"])


def _places(place: Place, named: Iterable[str]) -> Iterator[str]:
    """ "idea:cykelbus" as the thread names it."""
    for one in named:
        kind, _colon, key = one.partition(":")
        yield f"{kind}:{place.things[kind, key].id}"


def _write_agenda(place: Place, facts: Chapter) -> None:
    for item in facts["item"]:
        if not item.get("added"):
            add_item(place.person(), _row(place, facts), _item_draft(place, item))


def _add_at_meeting(place: Place, facts: Chapter, item: Chapter) -> None:
    add_at_meeting(place.person(), _row(place, facts), _item_draft(place, item))


def _item_draft(place: Place, item: Chapter) -> ItemDraft:
    return ItemDraft(
        title=item["title"],
        kind=ItemKind(item["kind"]),
        minutes=item["minutes"],
        responsible=item.get("responsible", ""),
        background=item.get("background", ""),
        is_open=not item.get("closed", False),
        about=frozenset(_places(place, item.get("about", ()))),
    )


def _keep(place: Place, facts: Chapter, name: str) -> None:
    keep_template(place.person(), _row(place, facts), name, key=f"{place.committee.slug} {facts['key']}"[:64])


def _send(place: Place, facts: Chapter) -> None:
    sitting = _row(place, facts)
    send_agenda(place.person(), sitting, seen=sent_mark(sitting))


def _begin(place: Place, facts: Chapter, kind: TurnKind, number: int | None) -> None:
    sitting = _row(place, facts)
    item = sitting.items[number] if number is not None else None
    begin_turn(place.person(), sitting, kind, item, seen=len(sitting.turns))


def _hear(place: Place, facts: Chapter, kind: SeatType, number: int, count: int) -> None:
    """So many from this kind of seat spoke on the item."""
    for time in range(count):
        key = f"{place.committee.slug} {facts['key']} {number} {kind} {time}"
        count_contribution(place.person(), _row(place, facts), kind, key)


def _measure(place: Place, facts: Chapter, number: int, heard: Mapping[str, int]) -> None:
    """For so many minutes each kind of seat spoke on the item."""
    sitting = _row(place, facts)
    item = sitting.items[number]
    said = {(item.id, SeatType(kind)): minutes for kind, minutes in heard.items()}
    write_spoken_minutes(place.person(), sitting, said)


def _record(place: Place, facts: Chapter, number: int) -> None:
    record_item(place.person(), _row(place, facts).items[number])


def _minute(place: Place, facts: Chapter, told: Chapter, number: int) -> None:
    sitting, said = _row(place, facts), facts["item"][number]
    away = {place.person(key).id for key in (*told.get("absent", ()), *said.get("absent", ()))}
    disqualified = {place.person(key).id for key in said.get("disqualified", ())}
    there = {
        one.id: Attending.ABSENT if one.user_id in away
        else Attending.DISQUALIFIED if one.user_id in disqualified
        else Attending.PRESENT
        for one in at_the_table(sitting)
    }  # fmt: skip
    draft = MinutesDraft(
        account=said.get("account", ""),
        decision=said.get("decision", ""),
        result=Result(said.get("result", "discussed")),
        presences=there,
        voices=[
            {"kind": kind.value, "text": text}
            for kind in VoiceKind
            for text in said.get("said", {}).get(kind.value, ())
        ],
    )
    write_minutes(place.person(), sitting.items[number], draft)


def _send_minutes(place: Place, facts: Chapter, told: Chapter) -> None:
    send_minutes(place.person(), _row(place, facts), until=told["until"])


def _item(place: Place, facts: Chapter, objection: Chapter) -> AgendaItem:
    item: AgendaItem = _row(place, facts).items[objection["item"] - 1]
    return item


def _object(place: Place, facts: Chapter, objection: Chapter) -> None:
    item = _item(place, facts, objection)
    key = "objection", f"{facts['key']}-{objection['item']}"
    place.things[key] = object_to_minutes(place.person(objection["by"]), item, objection["text"])


def _answer(place: Place, facts: Chapter, objection: Chapter) -> None:
    written = _item(place, facts, objection).written
    draft = AnswerDraft(
        is_accepted="account" in objection or "decision" in objection,
        answer=objection["answer"],
        account=objection.get("account", written.account),
        decision=objection.get("decision", written.decision),
        result=written.result,
    )
    answer_objection(place.person(), place.things["objection", f"{facts['key']}-{objection['item']}"], draft)


def _sign(place: Place, facts: Chapter, key: str) -> None:
    sign_minutes(place.person(key), _row(place, facts))


def _publish(place: Place, facts: Chapter, at: datetime | None = None) -> None:
    """As much as the council's rule allows."""
    with_minutes = place.committee.publication_rule is PublicationRule.MINUTES
    (publish_minutes if with_minutes else publish_decisions)(place.person(), _row(place, facts), at=at)


def _take_back(place: Place, facts: Chapter, back: Chapter) -> None:
    sitting = _row(place, facts)
    with_minutes = place.committee.publication_rule is PublicationRule.MINUTES
    standing = standing_publication(sitting, Paper.MINUTES if with_minutes else Paper.DECISIONS)
    if standing is not None:
        take_back(place.person(), standing, back["reason"])


def _make_extract(place: Place, facts: Chapter, extract: Chapter) -> None:
    sitting = _row(place, facts)
    chosen = [item.id for item in sitting.items if item.position in extract["items"]]
    place.things["extract", extract["name"]] = make_extract(place.person(), sitting, extract["name"], chosen)


def _publish_extract(place: Place, extract: Chapter) -> None:
    publish_extract(place.person(), place.things["extract", extract["name"]])
