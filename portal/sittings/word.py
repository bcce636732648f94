"""Agenda and minutes as Word documents, which a municipality can file: headings, language and title are set."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from portal.committees.models import Membership
from portal.files.queries import Shown
from portal.foundation import clock
from portal.foundation.dates import begun, clock_span, clock_time, day, daytime_span
from portal.foundation.i18n import gettext as _, ngettext
from portal.sittings.agenda import timed
from portal.sittings.models import AgendaItem, Sitting
from portal.sittings.papers import Extract
from portal.sittings.protocol import Attendance, as_taken, hours_of, there_at, voices_of
from portal.sittings.words import attending, course_of, item_kind, item_result, voice_kind
from portal.trace.edges import Key, key_of
from portal.trace.thread import Node

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LISTS = {"ul": "List Bullet", "ol": "List Number"}


def agenda_in_word(sitting: Sitting, about: Mapping[Key, Sequence[Node]], files: Mapping[int, Shown]) -> bytes:
    """The whole agenda, closed items too: for those who may read it; with what its items take up, and the titles of
    their files."""
    document = _begun(sitting, _("Agenda"))
    document.add_paragraph(f"{begun(daytime_span(sitting.starts_at, sitting.ends_at))}, {sitting.place}")
    if sitting.agenda_sent_at is None:
        document.add_paragraph().add_run(_("A draft: not sent yet.")).bold = True
    else:
        document.add_paragraph(_("Sent on %(day)s.", day=day(sitting.agenda_sent_at)))
    for entry in timed(sitting):
        item = entry.item
        _head(document, item)
        minutes = ngettext("%(count)s minute", "%(count)s minutes", item.minutes)
        facts = [clock_time(entry.begins_at), minutes, item_kind(item.kind), item.responsible]
        document.add_paragraph(" · ".join(fact for fact in facts if fact))
        _add_bullets(document, [f"{node.label}: {node.title}" for node in about[key_of(item)]])
        _write(document, item.background_html)
        _add_list(document, _("Files"), [file.title for file in files[item.id].files])
    return _saved(document)


def minutes_in_word(sitting: Sitting, attendance: Iterable[Attendance]) -> bytes:
    """All of the minutes, as far as they have come; whether they are approved stands at the top."""
    document = _begun(sitting, _("Minutes"))
    document.add_paragraph(_state(sitting))
    began, ended = hours_of(sitting)
    document.add_paragraph(f"{begun(day(began))}, {clock_span(began, ended)}, {sitting.place}")
    _add_attendance(document, list(attendance))
    if sitting.turns:
        document.add_heading(_("The course of the meeting"), 2)
        _add_bullets(document, course_of(sitting))
    for item in as_taken(sitting):
        _head(document, item)
        _add_written(document, item)
        for kind, said in voices_of(item.written).items():
            _add_list(document, voice_kind(kind), said)
        _add_additions(document, item)
    if sitting.content_hash:
        document.add_paragraph(f"{_('Seal')}: {sitting.content_hash}")
    return _saved(document)


def extract_in_word(extract: Extract, members: Sequence[Membership]) -> bytes:
    """The items of an extract, with who was there, the heading of the meeting, who signed the minutes, and their
    seal."""
    sitting = extract.sitting
    document = _begun(sitting, _("Extract of minutes"))
    document.add_paragraph(extract.name)
    began, ended = hours_of(sitting)
    document.add_paragraph(f"{begun(day(began))}, {clock_span(began, ended)}, {sitting.place}")
    for item in as_taken(sitting):
        if item.id in extract.item_ids:
            _head(document, item)
            for state, those in there_at(item, members).items():
                document.add_paragraph(f"{attending(state)}: {', '.join(one.user.name for one in those)}")
            _add_written(document, item)
            _add_additions(document, item)
    document.add_paragraph(_state(sitting))
    document.add_paragraph(_("Notes, doubts, promises and recognitions are never in an extract."))
    document.add_paragraph(f"{_('Seal')}: {sitting.content_hash}")
    return _saved(document)


def _add_written(document: Any, item: AgendaItem) -> None:
    _write(document, item.written.account_html)
    if item.written.result or item.written.decision_html:
        document.add_heading(item_result(item.written.result) if item.written.result else _("Decision"), 3)
        _write(document, item.written.decision_html)


def _add_additions(document: Any, item: AgendaItem) -> None:
    for addition in item.additions:
        document.add_heading(_("Added on %(day)s", day=day(addition.created_at)), 3)
        document.add_paragraph(addition.text)


def _begun(sitting: Sitting, kind: str) -> Any:
    document = Document()
    document.core_properties.title = f"{kind}: {sitting.title}"
    document.core_properties.subject = sitting.committee.name
    document.core_properties.author = sitting.committee.municipality.name
    document.core_properties.comments = ""
    document.core_properties.language = "da-DK"
    document.core_properties.created = document.core_properties.modified = clock.now().astimezone(UTC)
    _speak_danish(document)
    document.add_heading(f"{kind}: {sitting.title}", 1)
    document.add_paragraph(f"{sitting.committee.municipality.name} · {sitting.committee.name}")
    for sentence in _changed(sitting):
        document.add_paragraph().add_run(sentence).bold = True
    return document


def _changed(sitting: Sitting) -> Iterator[str]:
    """That it is cancelled, or when and where it should have been held."""
    if sitting.cancelled_at is not None:
        yield _("Cancelled. Why: %(reason)s", reason=sitting.cancel_reason)
    elif sitting.moves:
        move = sitting.moves[0]
        time = daytime_span(move.starts_at, move.ends_at)
        yield f"{_('Moved')}. " + _("It should have been held %(time)s, %(place)s.", time=time, place=move.place)


def _speak_danish(document: Any) -> None:
    """The language of the text itself, by which Word checks spelling and screen readers choose a voice."""
    properties = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "da-DK")


def _state(sitting: Sitting) -> str:
    if sitting.minutes_approved_at is not None:
        names = ", ".join(f"{one.user.name} ({day(one.created_at)})" for one in sitting.standing_signatures)
        return _("Approved on %(day)s by %(names)s.", day=day(sitting.minutes_approved_at), names=names)
    return _("A draft: not approved yet.")


def _add_attendance(document: Any, attendance: list[Attendance]) -> None:
    for heading, is_present in ((_("Present"), True), (_("Absent"), False)):
        rows = [one for one in attendance if one.is_present is is_present]
        if rows:
            document.add_heading(heading, 2)
        for one in rows:
            party = f" ({one.member.party.letter})" if one.member.party else ""
            told = f", {', '.join(one.told)}" if one.told else ""
            document.add_paragraph(f"{one.member.user.name}{party}{told}", style="List Bullet")


def _add_list(document: Any, heading: str, texts: Sequence[str]) -> None:
    if texts:
        document.add_heading(heading, 3)
        _add_bullets(document, texts)


def _add_bullets(document: Any, texts: Iterable[str]) -> None:
    for one in texts:
        document.add_paragraph(one, style="List Bullet")


def _head(document: Any, item: AgendaItem) -> None:
    added = f" ({_('Outside the agenda')})" if item.added_at_meeting else ""
    closed = added + (f" ({_('Closed item')})" if not item.is_open else "")
    document.add_heading(f"{item.position}. {item.title}{closed}", 2)


def _write(document: Any, html: str) -> None:
    """What was written in Markdown: paragraphs, lists, tables and headings, with bold, italics and addresses."""
    numbering: dict[int, Any] = {}
    for block in BeautifulSoup(html, "html.parser").find_all(["p", "li", "table", "h3", "h4", "h5", "h6"]):
        if block.find_parent("li") and block.name == "p":
            continue  # written with its item
        if block.name == "table":
            _write_table(document, block)
            continue
        kind = LISTS.get(block.parent.name if block.parent else "") if block.name == "li" else None
        paragraph = document.add_paragraph(style=kind)
        if kind == LISTS["ol"]:
            _number(document, paragraph, numbering, id(block.parent))
        if block.name.startswith("h"):
            paragraph.style = document.styles["Heading 3"]
        _write_runs(paragraph, block)


def _number(document: Any, paragraph: Any, numbering: dict[int, Any], of_list: int) -> None:
    """Each list begins at 1: Word goes on counting where another of the same style ended."""
    if of_list not in numbering:
        style = document.styles[LISTS["ol"]].element.pPr.numPr.numId.val
        known = document.part.numbering_part.numbering_definitions._numbering
        number = known.add_num(known.num_having_numId(style).abstractNumId.val)
        number.add_lvlOverride(0).add_startOverride(1)
        numbering[of_list] = number.numId
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering[of_list]


def _write_table(document: Any, block: Tag) -> None:
    rows = [row.find_all(["th", "td"]) for row in block.find_all("tr")]
    table = document.add_table(len(rows), max(len(cells) for cells in rows), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, written in zip(row.cells, cells, strict=False):
            _write_runs(cell.paragraphs[0], written, bold=written.name == "th")


def _write_runs(paragraph: Any, block: Tag, *, bold: bool = False, italic: bool = False) -> None:
    for part in block.children:
        if isinstance(part, NavigableString):
            _add_run(paragraph, " ".join(str(part).split("\n")), bold=bold, italic=italic)
        elif isinstance(part, Tag) and part.name == "br":
            paragraph.add_run().add_break()
        elif isinstance(part, Tag) and part.name not in LISTS:  # a list within a list comes by itself
            is_bold, is_italic = part.name in {"strong", "b"}, part.name in {"em", "i"}
            _write_runs(paragraph, part, bold=bold or is_bold, italic=italic or is_italic)
            if part.name == "a" and part.get("href") != part.get_text():
                _add_run(paragraph, f" ({part.get('href')})", bold=bold, italic=italic)


def _add_run(paragraph: Any, text: str, *, bold: bool, italic: bool) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None


def _saved(document: Any) -> bytes:
    content = BytesIO()
    document.save(content)
    return content.getvalue()
