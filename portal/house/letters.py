"""What a letter is, and what rooms declare of theirs: words for notices in `telling.py`, others in `letters.py`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask import current_app

from portal.events.models import Event
from portal.foundation.i18n import N_
from portal.foundation.mail import Attached
from portal.house.telling import Recipients, never

LANGUAGE = "da"  # of every letter, whoever did what it tells of, and in which language they read the portal
UNREAD = N_("Nobody has read it yet. Its title and text therefore stand only on the portal.")


@dataclass(frozen=True)
class Reason:
    """Why its reader is told, and where to change it; what cannot be turned off has no such address."""

    why: str
    change_url: str


@dataclass(frozen=True)
class Way:
    """A button of a letter, and where it leads."""

    button: str
    path: str

    @property
    def url(self) -> str:
        return url_of(self.path)


@dataclass(frozen=True)
class Beside:
    """What a letter has for this reader alone: what they can do with one press, and files."""

    button: str = ""  # a message; none where there is nothing to press
    path: str = ""
    attached: tuple[Attached, ...] = ()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True)
class Group:
    """What a gathered letter tells of one thing, newest first; `more` of it is only told inside the portal."""

    thing: str
    url: str
    sentences: tuple[tuple[str, datetime], ...]
    more: int
    reasons: tuple[Reason, ...]
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a gathered letter."""

    heading: str
    groups: tuple[Group, ...]
    more: int = 0  # things that are left out


@dataclass(frozen=True)
class Letter:
    """One letter to one person, ready to be set up."""

    user: Any  # of accounts, which stand above
    subject: str
    paragraphs: tuple[str, ...]
    button: str
    path: str
    why: str  # why you get this
    change_path: str = ""  # where its reader does without such letters; there are some that one cannot do without
    sections: tuple[Section, ...] = ()
    also: tuple[Way, ...] = ()  # below the button
    attached: tuple[Attached, ...] = ()

    @property
    def url(self) -> str:
        return url_of(self.path)

    @property
    def change_url(self) -> str:
        return url_of(self.change_path) if self.change_path else ""

    @property
    def template(self) -> str:
        return "gathered" if self.sections else "letter"


def url_of(path: str) -> str:
    """An address that works outside the portal."""
    return str(current_app.config["BASE_URL"]) + path


@dataclass(frozen=True)
class LetterWords:
    """What a letter says that tells of one event alone, where it says more than the notice inside the portal.

    `title`, `text` and `button` are messages with `%(title)s`, `%(name)s`, the `%(reason)s` of the event, and what
    `values` gives of it. A paragraph with a reason is left out where there is none, and those of `without` for the
    recipients named there. `beside` is the reader's own: what they can do at once comes before the usual button.
    """

    title: str
    text: tuple[str, ...]
    button: str
    values: Callable[[Event], Mapping[str, str]]
    without: Mapping[Recipients, frozenset[str]]
    beside: Callable[[Event, Any], Beside]


def saying(
    title: str,
    *text: str,
    button: str,
    values: Callable[[Event], Mapping[str, str]] = lambda _event: {},
    without: Mapping[Recipients, frozenset[str]] = MappingProxyType({}),
    beside: Callable[[Event, Any], Beside] = lambda _event, _reader: NOTHING_BESIDE,
) -> LetterWords:
    """The words of a letter in the order in which they are read."""
    return LetterWords(title, text, button, values, without, beside)


@dataclass(frozen=True, kw_only=True)
class OwnLetter:
    """A letter that an event alone gives cause for, whether or not anybody is told of it as a notice.

    `write` decides by how things stand when it is sent, and gives none where there is nothing to say any more. It goes
    at once, outside the count: its reader has asked for it, or must know now. What `takes_turn` is one a day to an
    address. `afterwards` follows when it is sent. What `is_posted` is printed for somebody without e-mail.
    """

    write: Callable[[Event], Iterable[Letter]]
    to: str  # this and the next for docs/notices.md
    says: str
    takes_turn: bool = False
    afterwards: Callable[[Event], None] | None = None
    is_posted: Callable[[Event], bool] = never
