"""The points to decide: "At 1) …", "2) …", "a) …", "at …" and what has no number at all."""

import re
from dataclasses import dataclass
from itertools import pairwise

from portal.foundation.written_dates import MONTHS
from portal.imports.minutes.document import Point, Proposal
from portal.imports.minutes.lines import Line

# "At 1) …", "at 1: …", "At a) …" · "1) …", "1. …" · "a) …" · "- at …", "At …"; tried in this order.
STYLES: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?P<marker>(?:at|ad)\s+(?P<label>\d{1,3}|[a-zæøå])\s*[).:])(?!\d)\s*(?P<text>.+)", re.IGNORECASE),
    re.compile(rf"(?P<marker>(?P<label>\d{{1,3}})\s*(?:\)|\.(?!\s*(?:{'|'.join(MONTHS)})\b)))(?!\d)\s*(?P<text>.+)"),
    re.compile(r"(?P<marker>(?P<label>[a-zæøå])\s*[).])\s*(?P<text>.+)"),
    re.compile(r"(?P<marker>)(?P<label>)(?P<text>(?:[-\u2013•·]\s*)?at\s.+)", re.IGNORECASE),
)
UNNUMBERED = STYLES[-1]
_ENDS_IN_AT = re.compile(r"\bat\s*[,:]?$", re.IGNORECASE)
_RUNS_ON = re.compile(r"([,;:]|\bog|\bsamt)$", re.IGNORECASE)
_INLINE = re.compile(
    r"(?P<opening>.*\b(?:indstill\w*|foreslå\w*|anbefal\w*|beslutter)\b[^,.:]{0,25},?)\s+(?P<text>at\s.+)",
    re.IGNORECASE,
)
ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


@dataclass(frozen=True)
class Start:
    line: int
    found: re.Match[str]

    @property
    def rank(self) -> int:
        return rank_of(self.found["label"])


def point_of(found: re.Match[str], details: list[str]) -> Point:
    return Point(found["label"], found["text"], tuple(details), found["marker"])


def read_proposal(lines: list[Line]) -> Proposal:
    """Everything under the heading for points to decide. Without a point, all of it is the opening."""
    texts = [line.shown for line in lines]
    starts = _numbered(texts) or _unnumbered(texts)
    if starts:
        points = tuple(
            point_of(start.found, texts[start.line + 1 : stop])
            for start, stop in zip(starts, [*(s.line for s in starts[1:]), len(texts)], strict=True)
        )
        return Proposal(tuple(texts[: starts[0].line]), points)
    return _after_at(texts) or _inline(texts) or Proposal(tuple(texts))


def skips(proposal: Proposal) -> list[str]:
    """Labels that do not follow the one before them (the first should be 1 or a)."""
    places = [rank_of(point.label) for point in proposal.points if point.label]
    labels = [point.label for point in proposal.points if point.label]
    return [label for (before, here), label in zip(pairwise([0, *places]), labels, strict=True) if here != before + 1]


def rank_of(label: str) -> int:
    """Its place in the row of numbers or letters, from 1; 0 for a letter outside the alphabet."""
    return int(label) if label.isdecimal() else ALPHABET.find(label.casefold()) + 1


def _numbered(texts: list[str]) -> list[Start]:
    """Where points begin, in the first numbered style that is used. A number that goes backwards starts no point."""
    for style in STYLES[:-1]:
        starts: list[Start] = []
        for number, text in enumerate(texts):
            found = style.fullmatch(text)
            if found and (not starts or rank_of(found["label"]) > starts[-1].rank):
                starts.append(Start(number, found))
        if starts:
            return starts
    return []


def _unnumbered(texts: list[str]) -> list[Start]:
    return [Start(number, found) for number, text in enumerate(texts) if (found := UNNUMBERED.fullmatch(text))]


def _after_at(texts: list[str]) -> Proposal | None:
    """Take what follows "Det indstilles, at" as the point, and the next line, too, where that one runs on."""
    opened = next((number for number, text in enumerate(texts) if _ENDS_IN_AT.search(text)), None)
    if opened is None or opened + 1 == len(texts):
        return None
    points: list[Point] = []
    for text in texts[opened + 1 :]:
        if not points or _RUNS_ON.search(points[-1].text):
            points.append(Point("", text))
        else:
            points[-1] = Point("", points[-1].text, (*points[-1].details, text))
    return Proposal(tuple(texts[: opened + 1]), tuple(points))


def _inline(texts: list[str]) -> Proposal | None:
    """Opening and point in one line: "Det indstilles, at …"."""
    for number, text in enumerate(texts):
        if found := _INLINE.fullmatch(text):
            point = Point("", found["text"], tuple(texts[number + 1 :]))
            return Proposal((*texts[:number], found["opening"]), (point,))
    return None
