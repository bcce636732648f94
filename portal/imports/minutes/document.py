"""What a published agenda, a set of minutes or a list of meetings says, as plain facts."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    AGENDA = "agenda"
    MINUTES = "minutes"


# The first word of the heading ("Referat 1. oktober 2025 …")
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.MINUTES, re.compile(r"(beslutnings)?(referat|protokol)(udskrift)?\b", re.IGNORECASE)),
    (Kind.AGENDA, re.compile(r"(åben |tillægs)?dagsorden\b|tillæg til dagsorden\b", re.IGNORECASE)),
)


def kind_of(heading: str) -> Kind | None:
    return next((kind for kind, pattern in KINDS if pattern.match(heading)), None)


class Reason(StrEnum):
    """Why a piece of a document was not (or not wholly) understood."""

    BEFORE_FIRST_STEP = "before_first_step"  # text in the case flow that belongs to no body
    COUNT_DIFFERS = "count_differs"  # the page promises another number of attachments than it lists
    DATE_UNREADABLE = "date_unreadable"
    DATES_DIFFER = "dates_differ"  # the heading and the table give two times
    HEADING_UNKNOWN = "heading_unknown"  # the text is kept under its own heading
    ID_MISSING = "id_missing"  # known by its number instead
    ID_REPEATED = "id_repeated"
    MOTION_WITHOUT_POINTS = "motion_without_points"  # kept whole in the presentation
    NO_MEANING = "no_meaning"  # not one letter or digit: a lone full stop
    NUMBERS_SKIP = "numbers_skip"  # points to decide that do not follow one another
    OUTSIDE = "outside"  # text in a place nothing is known about
    PERSONS_LEFT_OUT = "persons_left_out"  # lists of those present are not taken over
    POINTS_NOT_FOUND = "points_not_found"  # kept whole as the opening of the proposal
    ROW_UNREADABLE = "row_unreadable"  # a line in a list of meetings
    TITLE_MISSING = "title_missing"


class Problem(StrEnum):
    """Why a whole document was refused."""

    EMPTY = "empty"
    ENCODING = "encoding"
    IS_PDF = "is_pdf"
    IS_ARCHIVE = "is_archive"  # Word and the like are archives too
    NO_BODY = "no_body"
    NO_DATE = "no_date"
    NO_FILE = "no_file"
    NO_ITEMS = "no_items"
    NOT_HTML = "not_html"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"
    TOO_MANY_PARTS = "too_many_parts"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_LAYOUT = "unknown_layout"


class NotUnderstood(Exception):
    """The document as a whole cannot be read; `found` is what stood where something else was expected."""

    def __init__(self, problem: Problem, *, source: str, found: str = "") -> None:
        super().__init__(f"{source}: {problem}" + (f" ({found})" if found else ""))
        self.problem = problem
        self.source = source
        self.found = found


@dataclass(frozen=True)
class Place:
    """Where in a document: the item's number, the heading it stands under, and the line below that (from 1)."""

    document: str
    item: str = ""
    heading: str = ""
    line: int = 0


@dataclass(frozen=True)
class Unread:
    place: Place
    reason: Reason
    text: str = ""


class Stance(StrEnum):
    """What somebody had written beside a decision."""

    FOR = "for"
    AGAINST = "against"
    RESERVATION = "reservation"
    DISQUALIFIED = "disqualified"
    ABSENT = "absent"
    REMARK = "remark"


@dataclass(frozen=True)
class Statement:
    stance: Stance
    text: str


@dataclass(frozen=True)
class Outcome:
    """What a body decided, in its own words, and what was said beside it."""

    text: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()

    def said(self, stance: Stance) -> tuple[str, ...]:
        return tuple(statement.text for statement in self.statements if statement.stance is stance)

    def __bool__(self) -> bool:
        return bool(self.text or self.statements)


@dataclass(frozen=True)
class Point:
    """One thing to decide. Of "At 1) …" the `label` is "1" and the `marker` "At 1)"; both are empty without a number.

    `result` is what was decided on this point alone, where the minutes say so.
    """

    label: str
    text: str
    details: tuple[str, ...] = ()
    marker: str = ""
    result: str = ""


class Origin(StrEnum):
    RECOMMENDATION = "recommendation"  # under the heading for points to decide
    MOTION = "motion"  # found in the text of a motion


@dataclass(frozen=True)
class Proposal:
    """What is put to the vote: the words that open it ("Det indstilles:") and the points."""

    opening: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    origin: Origin = Origin.RECOMMENDATION


@dataclass(frozen=True)
class CaseStep:
    """One earlier treatment of the case."""

    body: str
    held_on: date | None
    item_number: str
    outcome: Outcome


@dataclass(frozen=True)
class Section:
    """Text under a heading that has no field of its own, such as an endorsement."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Attachment:
    name: str
    source_id: str = ""


@dataclass(frozen=True)
class Item:
    number: str
    title: str
    source_id: str = ""
    case_numbers: tuple[str, ...] = ()
    is_closed: bool = False
    presentation: tuple[str, ...] = ()
    resume: tuple[str, ...] = ()
    proposal: Proposal = Proposal()
    case_flow: tuple[CaseStep, ...] = ()
    sections: tuple[Section, ...] = ()
    outcome: Outcome = Outcome()
    attachments: tuple[Attachment, ...] = ()
    text_hash: str = ""  # of all that a reader sees in it: SHA-256, the same however it is taken apart

    @property
    def case_number(self) -> str:
        return self.case_numbers[0] if self.case_numbers else ""


@dataclass(frozen=True)
class PublishedMeeting:
    """One meeting's agenda or minutes. `starts_at` is Danish time; `source_id` is empty where the page has none."""

    source: str
    kind: Kind
    body: str
    starts_at: datetime
    place: str
    items: tuple[Item, ...]
    municipality: str = ""
    source_id: str = ""
    information: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class ListedMeeting:
    kind: Kind
    body: str
    starts_at: datetime
    source_id: str
    address: str


@dataclass(frozen=True)
class ListedBody:
    name: str
    source_id: str


@dataclass(frozen=True)
class PublishedListings:
    """A page that lists meetings, and the bodies it lets one choose between."""

    source: str
    meetings: tuple[ListedMeeting, ...]
    bodies: tuple[ListedBody, ...] = ()
    municipality: str = ""
    unread: tuple[Unread, ...] = ()
