"""The text of a document that somebody sent, as it would stand on the portal; nothing of it is kept."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from portal.files import storing
from portal.files.models import FileKind
from portal.files.reading.shapes import Comment, Count, Left, View
from portal.files.receiving import Received, asked
from portal.files.words import FAULTS
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.merging import Choice, merge
from portal.foundation.text import BlockKind, alike, plain_lines, plain_text, render_markdown

BETWEEN = "\n\n"
DEEPEST = 3  # headings within a field
_NUMBERED = re.compile(r"^\s*(?:§\s*)?[\d.)]+\s+")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^\s()]+)\)")


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, list or table of the document, in Markdown."""

    kind: BlockKind
    text: str
    heading: int = 0
    authors: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def words(self) -> str:
        return plain_text(render_markdown(self.text))


@dataclass(frozen=True)
class Reading:
    """A document with its changes accepted, and with them refused; without changes both are the same."""

    views: Mapping[View, tuple[Passage, ...]]
    left: Mapping[Left, Count]
    authors: tuple[str, ...]
    changes: int

    def seen(self, view: View) -> tuple[Passage, ...]:
        return self.views.get(view, self.views[View.ACCEPTED])


@dataclass
class Divided:
    """A text put into the fields of a form: by the headings that name them, or all of it into one."""

    texts: dict[str, str] = field(default_factory=dict)
    passages: dict[str, list[Passage]] = field(default_factory=dict)
    title: str = ""
    is_by_headings: bool = True
    before: int = 0  # passages that stood before the first of those headings


def reading_of(received: Received) -> Reading:
    """Read a document that has been received. Raises `Refused`."""
    if received.kind not in {FileKind.WORD, FileKind.ODT}:
        raise Refused(_("Choose a Word document (.docx) or an ODT."))
    path = storing.waits_at(received.content_hash)
    if path is None:
        raise Refused(_("Choose the file again"))
    said = asked("shapes", FileKind(received.kind), path)
    if fault := said.get("fault"):
        raise Refused(_(FAULTS[fault]))
    reading = reading_from(said)
    if not any(reading.views.values()):
        raise Refused(_("No text was found in the document."))
    return reading


def reading_from(said: Mapping[str, Any]) -> Reading:
    """What the reader's process said of a document."""
    comments = {number: Comment(**one) for number, one in said["comments"].items()}
    return Reading(
        {View(view): tuple(_passage(one, comments) for one in blocks) for view, blocks in said["views"].items()},
        {Left(kind): Count(**count) for kind, count in said["left"].items()},
        tuple(said["authors"]),
        said["changes"],
    )


def _passage(said: Mapping[str, Any], comments: Mapping[str, Comment]) -> Passage:
    base = current_app.config["BASE_URL"].rstrip("/")
    return Passage(
        BlockKind(said["kind"]),
        said["text"].replace(f"]({base}/", "](/"),  # what was fetched here leads within here
        said["heading"],
        tuple(said["authors"]),
        tuple(comments[number] for number in said["comments"] if number in comments),
    )


def divided(passages: Sequence[Passage], names: Mapping[str, Collection[str]], main: str) -> Divided:
    """The text by the headings that name fields: `names` says by which words. Where none does, all of it is `main`."""
    found, left = Divided(), list(passages)
    places = {alike(name): field_ for field_, known in names.items() for name in known}
    if left and left[0].heading and _field_of(left[0], places) is None:
        found.title = left.pop(0).words
    here = ""
    for passage in left:
        named = _field_of(passage, places)
        if named is not None:
            here = named
            found.passages.setdefault(here, [])
        else:
            found.before += not here
            found.passages.setdefault(here, []).append(passage)
    first = found.passages.pop("", [])
    found.is_by_headings = bool(found.passages)
    where = next(iter(found.passages), main)
    if first:
        found.passages[where] = [*first, *found.passages.get(where, [])]
    found.texts = {name: text_of(some) for name, some in found.passages.items()}
    return found


def _field_of(passage: Passage, places: Mapping[str, str]) -> str | None:
    """The field that a heading names, or a line of its own in bold."""
    is_bold = passage.kind is BlockKind.PARAGRAPH and re.fullmatch(r"\*\*[^*\n]+\*\*:?", passage.text)
    if not passage.heading and not is_bold:
        return None
    return places.get(alike(_NUMBERED.sub("", passage.words).rstrip(" :.")))


def text_of(passages: Iterable[Passage]) -> str:
    """The passages as one text; its headings begin at the highest level and leap none."""
    written, shown, texts = list[int](), list[int](), list[str]()
    for passage in passages:
        text = passage.text
        if passage.heading:
            while written and written[-1] >= passage.heading:
                written.pop(), shown.pop()
            written.append(passage.heading)
            shown.append(min((shown[-1] if shown else 0) + 1, DEEPEST))
            text = f"{'#' * shown[-1]} {text.lstrip('#').strip()}"
        texts.append(text)
    return BETWEEN.join(texts)


def as_typed(text: str) -> str:
    """For a field where stars and signs mean nothing: the words, a line each, with the addresses of links."""
    blocks = (plain_lines(render_markdown(_LINK.sub(r"\1 (\2)", one))) for one in text.split(BETWEEN))
    return BETWEEN.join("\n".join(lines) for lines in blocks if lines)


def brought_together(base: str, document: str, typed: str) -> tuple[str, int]:
    """What comes of a text from a document and of what was typed, both from `base`; and in how many places both
    stand because they say something else."""
    if typed.split() == base.split():
        return document, 0
    if not base.strip():
        return BETWEEN.join((typed, document)), 1
    merged = merge(base, document, typed)
    return merged.text([Choice.BOTH] * len(merged.collisions)), len(merged.collisions)
