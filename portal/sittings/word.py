"""Agenda and minutes as Word documents, which a municipality can file: headings, language and title are set."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask import current_app

from portal.committees.models import Membership
from portal.files.queries import Shown
from portal.foundation import clock
from portal.foundation.dates import begun, clock_span, clock_time, day, daytime_span
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.wordfile import WordFile
from portal.sittings.agenda import timed
from portal.sittings.models import AgendaItem, Sitting
from portal.sittings.papers import Extract
from portal.sittings.protocol import Attendance, as_taken, hours_of, there_at, voices_of
from portal.sittings.words import attending, course_of, item_kind, item_result, voice_kind
from portal.trace.edges import Key, key_of
from portal.trace.thread import Node


def agenda_in_word(sitting: Sitting, about: Mapping[Key, Sequence[Node]], files: Mapping[int, Shown]) -> bytes:
    """The whole agenda, closed items too: for those who may read it; with what its items take up, and the titles of
    their files."""
    document = _begun(sitting, _("Agenda"))
    document.say(f"{begun(daytime_span(sitting.starts_at, sitting.ends_at))}, {sitting.place}")
    if sitting.agenda_sent_at is None:
        document.say(_("A draft: not sent yet."), bold=True)
    else:
        document.say(_("Sent on %(day)s.", day=day(sitting.agenda_sent_at)))
    for entry in timed(sitting):
        item = entry.item
        _head(document, item)
        minutes = ngettext("%(count)s minute", "%(count)s minutes", item.minutes)
        facts = [clock_time(entry.begins_at), minutes, item_kind(item.kind), item.responsible]
        document.say(" · ".join(fact for fact in facts if fact))
        document.list([f"{node.label}: {node.title}" for node in about[key_of(item)]])
        document.write(item.background_html)
        _add_list(document, _("Files"), [file.title for file in files[item.id].files])
    return document.saved()


def minutes_in_word(sitting: Sitting, attendance: Iterable[Attendance]) -> bytes:
    """All of the minutes, as far as they have come; whether they are approved stands at the top."""
    document = _begun(sitting, _("Minutes"))
    document.say(_state(sitting))
    began, ended = hours_of(sitting)
    document.say(f"{begun(day(began))}, {clock_span(began, ended)}, {sitting.place}")
    _add_attendance(document, list(attendance))
    if sitting.turns:
        document.head(_("The course of the meeting"), 2)
        document.list(course_of(sitting))
    for item in as_taken(sitting):
        _head(document, item)
        _add_written(document, item)
        for kind, said in voices_of(item.written).items():
            _add_list(document, voice_kind(kind), said)
        _add_corrections(document, item)
        _add_additions(document, item)
    if sitting.content_hash:
        document.say(f"{_('Seal')}: {sitting.content_hash}")
    return document.saved()


def extract_in_word(extract: Extract, members: Sequence[Membership]) -> bytes:
    """The items of an extract, with who was there, the heading of the meeting, who signed the minutes, and their
    seal."""
    sitting = extract.sitting
    document = _begun(sitting, _("Extract of minutes"))
    document.say(extract.name)
    began, ended = hours_of(sitting)
    document.say(f"{begun(day(began))}, {clock_span(began, ended)}, {sitting.place}")
    for item in as_taken(sitting):
        if item.id in extract.item_ids:
            _head(document, item)
            for state, those in there_at(item, members).items():
                document.say(f"{attending(state)}: {', '.join(one.user.name for one in those)}")
            _add_written(document, item)
            _add_additions(document, item)
    document.say(_state(sitting))
    document.say(_("Notes, doubts, promises and recognitions are never in an extract."))
    document.say(f"{_('Seal')}: {sitting.content_hash}")
    return document.saved()


def _add_written(document: WordFile, item: AgendaItem) -> None:
    document.write(item.written.account_html)
    if item.written.result or item.written.decision_html:
        document.head(item_result(item.written.result) if item.written.result else _("Decision"), 3)
        document.write(item.written.decision_html)


def _add_corrections(document: WordFile, item: AgendaItem) -> None:
    """What members wanted otherwise, what they were answered, and what stood there before."""
    for one in item.objections:
        document.head(f"{_('Correction')}: {one.author.name}, {day(one.created_at)}", 3)
        document.say(one.text)
        if one.answered_by is None:
            document.say(_("Waits for an answer."))
            continue
        verdict = _("The minutes are corrected") if one.is_accepted else _("The minutes stay as they were")
        document.say(f"{verdict} ({_('%(name)s, %(day)s', name=one.answered_by.name, day=day(one.answered_at))})",
                     bold=True)  # fmt: skip
        document.say(one.answer)
        if one.stood_before:
            document.say(_("What stood there before"), bold=True)
            document.say(one.stood_before)


def _add_additions(document: WordFile, item: AgendaItem) -> None:
    for addition in item.additions:
        document.head(_("Added on %(day)s", day=day(addition.created_at)), 3)
        document.say(addition.text)


def _begun(sitting: Sitting, kind: str) -> WordFile:
    committee = sitting.committee
    document = WordFile(
        f"{kind}: {sitting.title}",
        subject=committee.name,
        author=committee.municipality.name,
        made=clock.now(),
        base=current_app.config["BASE_URL"],
    )
    document.head(f"{kind}: {sitting.title}", 1)
    document.say(f"{committee.municipality.name} · {committee.name}")
    for sentence in _changed(sitting):
        document.say(sentence, bold=True)
    return document


def _changed(sitting: Sitting) -> Iterator[str]:
    """That it is cancelled, or when and where it should have been held."""
    if sitting.cancelled_at is not None:
        yield _("Cancelled. Why: %(reason)s", reason=sitting.cancel_reason)
    elif sitting.moves:
        move = sitting.moves[0]
        time = daytime_span(move.starts_at, move.ends_at)
        yield f"{_('Moved')}. " + _("It should have been held %(time)s, %(place)s.", time=time, place=move.place)


def _state(sitting: Sitting) -> str:
    if sitting.minutes_approved_at is not None:
        names = ", ".join(f"{one.user.name} ({day(one.created_at)})" for one in sitting.standing_signatures)
        return _("Approved on %(day)s by %(names)s.", day=day(sitting.minutes_approved_at), names=names)
    return _("A draft: not approved yet.")


def _add_attendance(document: WordFile, attendance: list[Attendance]) -> None:
    for heading, is_present in ((_("Present"), True), (_("Absent"), False)):
        rows = [one for one in attendance if one.is_present is is_present]
        if rows:
            document.head(heading, 2)
        for one in rows:
            party = f" ({one.member.party.letter})" if one.member.party else ""
            told = f", {', '.join(one.told)}" if one.told else ""
            document.list([f"{one.member.user.name}{party}{told}"])


def _add_list(document: WordFile, heading: str, texts: Sequence[str]) -> None:
    if texts:
        document.head(heading, 3)
        document.list(texts)


def _head(document: WordFile, item: AgendaItem) -> None:
    added = f" ({_('Outside the agenda')})" if item.added_at_meeting else ""
    closed = added + (f" ({_('Closed item')})" if not item.is_open else "")
    document.head(f"{item.position}. {item.title}{closed}", 2)
