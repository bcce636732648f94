"""One item of a meeting: from its row in the page to its parts."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from bs4 import Tag

from portal.imports.minutes.case_flow import read_case_flow
from portal.imports.minutes.document import (
    Attachment,
    CaseStep,
    Item,
    Outcome,
    Place,
    Proposal,
    Reason,
    Section,
    Unread,
)
from portal.imports.minutes.earlier import Said, Treatment, is_own, own_part, said_by
from portal.imports.minutes.lines import Line, pieces_of, plain, strings_of, text_of
from portal.imports.minutes.motions import find_in_motion, is_motion
from portal.imports.minutes.point_results import with_results
from portal.imports.minutes.points import read_proposal, skips
from portal.imports.minutes.sections import Part, by_heading, part_of
from portal.imports.minutes.statements import read_outcome
from portal.rules.results import CLOSED_TITLE

ROW = "tr.punktrow"
NUMBER, TITLE, DETAILS, CASE_NUMBER = "td .label", ".overskrift", ".details", ".sagsnummer"
ATTACHMENT_COUNT = ".glyphicon-paperclip + .fil-ikon-nummer"
# Buttons and marks of the page itself: "PDF", "Hent som PDF", "Kopier link", the number on the paper clip
FURNITURE = ".pdf-label, .dropdown, .expand, .lydfiler-og-bilag"
_ROW_ID = re.compile(r"punktrow_(\S+)")
_CLOSED = re.compile(
    r"\blukke(?:t|de) (?:punkt|sag|dagsorden|møde|del|døre)\w*|^\W*lukket\b|^\W*(?:fortroligt?|"
    r"ikke[- ]offentlig)\b|\((?:lukket|fortroligt?)\)",
    re.IGNORECASE,
)
_MEANING = re.compile(r"[^\W_]")


def names_closed(text: str) -> bool:
    """Whether a title, or what stands beside it, says that the item was treated behind closed doors."""
    return bool(_CLOSED.search(text))


@dataclass
class _Draft:
    """An item in the making, and what could not be read of it."""

    place: Place
    body: str
    day: date
    lines: defaultdict[Part, list[Line]] = field(default_factory=lambda: defaultdict(list))
    sections: list[Section] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)  # by another body or on another day
    item: Item = field(default_factory=lambda: Item("", ""))
    unread: list[Unread] = field(default_factory=list)

    def report(self, reason: Reason, text: str = "", heading: str = "", line: int = 0) -> None:
        self.unread.append(Unread(replace(self.place, heading=heading, line=line), reason, text))


def read_item(row: Tag, document: str, position: int, body: str, day: date) -> tuple[Item, list[Unread]]:
    """The item in a row; every text a reader sees in it is in the item or in what was not read.

    Where the row has no number, its `position` among the rows stands in. `body` met on `day`: what others, or other
    days, decided is a step of the case. Of a closed item nothing is taken but its number.
    """
    number_tag, title_tag, details = row.select_one(NUMBER), row.select_one(TITLE), row.select_one(DETAILS)
    number, title = text_of(number_tag) or str(position), text_of(title_tag)
    draft = _Draft(Place(document, number), body, day)
    draft.item = Item(number, title or f"Punkt {number}", source_id=_source_id(row))
    if not title:
        draft.report(Reason.TITLE_MISSING)
    if not draft.item.source_id:
        draft.report(Reason.ID_MISSING)
    furniture = _strings(*row.select(FURNITURE))
    draft.item = replace(draft.item, text_hash=_hash(row, furniture))
    seen = furniture | _strings(number_tag, title_tag)
    if details:
        _read_details(details, draft, seen)
    _report_the_rest(row, draft, seen)
    _check_attachments(row, draft)
    item = _finished(draft)
    return (_neutral(item), []) if item.is_closed else (item, draft.unread)


def _neutral(item: Item) -> Item:
    """What is told of a closed item: that it was there. Its hash says nothing of its text, either."""
    told_hash = sha256(f"{CLOSED_TITLE} {item.number}".encode()).hexdigest()
    return Item(item.number, CLOSED_TITLE, item.source_id, is_closed=True, text_hash=told_hash)


def _source_id(row: Tag) -> str:
    found = _ROW_ID.fullmatch(str(row.get("id") or ""))
    return found[1] if found else ""


def _strings(*tags: Tag | None) -> set[int]:
    return {id(string) for tag in tags if tag for string in strings_of(tag)}


def _hash(row: Tag, furniture: set[int]) -> str:
    words = (plain(string) for string in strings_of(row) if id(string) not in furniture)
    return sha256("\n".join(filter(None, words)).encode()).hexdigest()


def _read_details(details: Tag, draft: _Draft, seen: set[int]) -> None:
    numbers = details.select(CASE_NUMBER)
    draft.item = replace(draft.item, case_numbers=tuple(filter(None, map(text_of, numbers))))
    seen |= _strings(*numbers)
    pieces = pieces_of(details, seen)
    draft.attachments += [piece for piece in pieces if isinstance(piece, Attachment)]
    for heading, lines in by_heading(pieces):
        _place(heading, _meaningful(heading, lines, draft), draft)
    seen |= _strings(details)


def _meaningful(heading: str, lines: list[Line], draft: _Draft) -> list[Line]:
    for number, line in enumerate(lines, 1):
        if not _MEANING.search(line.text):
            draft.report(Reason.NO_MEANING, line.text, heading, number)
    return [line for line in lines if _MEANING.search(line.text)]


def _place(heading: str, lines: list[Line], draft: _Draft) -> None:
    """Put the lines under a heading where they belong."""
    part, by = part_of(heading), said_by(heading) or Said()
    if part is Part.UNKNOWN and by.day and (by.body or heading.lower().startswith("beslutning")):
        part = Part.OUTCOME
    if part is Part.OUTCOME and not is_own(by, draft.body, draft.day):
        draft.treatments.append(Treatment(by, _texts(lines)))
    elif part is Part.CASE_FLOW:
        steps, unread = read_case_flow(lines, replace(draft.place, heading=heading))
        draft.item = replace(draft.item, case_flow=draft.item.case_flow + steps)
        draft.unread += unread
    elif part is Part.ATTACHMENTS:
        draft.attachments += [Attachment(line.text) for line in lines]
    elif part in {Part.OTHER, Part.UNKNOWN}:
        draft.sections.append(Section(heading, _texts(lines)))
        if part is Part.UNKNOWN:
            draft.report(Reason.HEADING_UNKNOWN, " ".join(_texts(lines)), heading)
    else:
        draft.lines[part] += lines


def _texts(lines: list[Line]) -> tuple[str, ...]:
    return tuple(line.shown for line in lines)


def _report_the_rest(row: Tag, draft: _Draft, seen: set[int]) -> None:
    for string in strings_of(row):
        if id(string) not in seen and (text := plain(string)):
            draft.report(Reason.OUTSIDE, text)


def _check_attachments(row: Tag, draft: _Draft) -> None:
    promised = text_of(row.select_one(ATTACHMENT_COUNT))
    if promised and promised != str(len(draft.attachments)):
        draft.report(Reason.COUNT_DIFFERS, f"{promised} / {len(draft.attachments)}")


def _finished(draft: _Draft) -> Item:
    own, quoted = own_part([line.shown for line in draft.lines[Part.OUTCOME]], draft.body, draft.day)
    outcome = read_outcome(own)
    steps = tuple(_step(treatment, draft.body) for treatment in (*draft.treatments, *quoted))
    return replace(
        draft.item,
        is_closed=any(names_closed(text) for text in (draft.item.title, *(u.text for u in draft.unread))),
        case_flow=draft.item.case_flow + steps,
        presentation=_texts(draft.lines[Part.PRESENTATION]),
        resume=_texts(draft.lines[Part.RESUME]),
        proposal=_proposal(draft, outcome),
        sections=tuple(draft.sections),
        outcome=outcome,
        attachments=tuple(draft.attachments),
    )


def _step(treatment: Treatment, body: str) -> CaseStep:
    by = treatment.by
    return CaseStep(by.body or body, by.day, by.point, read_outcome(list(treatment.lines)))


def _proposal(draft: _Draft, outcome: Outcome) -> Proposal:
    """The points to decide; an item without a heading for them may be a motion that has them in its text."""
    if not draft.lines[Part.PROPOSAL]:
        presented = draft.lines[Part.PRESENTATION]
        found = find_in_motion(presented)
        if not found.points and is_motion(presented):
            draft.report(Reason.MOTION_WITHOUT_POINTS, presented[0].text)
        return with_results(found, outcome.text)
    proposal = read_proposal(draft.lines[Part.PROPOSAL])
    if not proposal.points:
        draft.report(Reason.POINTS_NOT_FOUND, " ".join(proposal.opening))
    for label in skips(proposal):
        draft.report(Reason.NUMBERS_SKIP, label)
    return with_results(proposal, outcome.text)
