"""The points to decide: "At 1) …", "2) …", "a) …", "at …" and what has no number at all."""

import re
from dataclasses import dataclass
from itertools import pairwise

from portal.decisions.minutes.document import Origin, Point, Proposal
from portal.decisions.minutes.lines import Line

# "At 1) …", "at 1: …", "At a) …" · "1) …", "1. …" · "a) …" · "- at …", "At …"; tried in this order.
STYLES: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?:at|ad)\s+(?P<label>\d{1,3}|[a-zæøå])\s*[).:](?!\d)\s*(?P<text>.+)", re.IGNORECASE),
    re.compile(r"(?P<label>\d{1,3})\s*[).](?!\d)\s*(?P<text>.+)"),
    re.compile(r"(?P<label>[a-zæøå])\s*[).]\s*(?P<text>.+)"),
    re.compile(r"(?P<label>)(?P<text>(?:[-–•·]\s*)?at\s.+)", re.IGNORECASE),
)
UNNUMBERED = STYLES[-1]
_ENDS_IN_AT = re.compile(r"\bat\s*[,:]?$", re.IGNORECASE)
_RUNS_ON = re.compile(r"([,;:]|\bog|\bsamt)$", re.IGNORECASE)
_INLINE = re.compile(r"(?P<opening>.*\b(?:indstill\w*|foreslå\w*|anbefal\w*|beslutter)\b[^,.:]{0,25},?)\s+(?P<text>at\s.+)",
                     re.IGNORECASE)
ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


@dataclass(frozen=True)
class _Start:
    line: int
    label: str
    text: str


def read_proposal(lines: list[Line]) -> Proposal:
    """Everything under the heading for points to decide. Without a point, all of it is the opening."""
    texts = [f"{line.marker} {line.text}".strip() for line in lines]
    starts = _numbered(texts) or _unnumbered(texts)
    if starts:
        points = tuple(
            Point(start.label, start.text, tuple(texts[start.line + 1 : stop]))
            for start, stop in zip(starts, [*(s.line for s in starts[1:]), len(texts)], strict=True)
        )
        return Proposal(tuple(texts[: starts[0].line]), points)
    return _after_at(texts) or _inline(texts) or Proposal(tuple(texts))


def skips(proposal: Proposal) -> list[str]:
    """Labels that do not follow the one before them (the first should be 1 or a)."""
    places = [_rank(point.label) for point in proposal.points if point.label]
    labels = [point.label for point in proposal.points if point.label]
    return [label for (before, here), label in zip(pairwise([0, *places]), labels, strict=True) if here != before + 1]


def _rank(label: str) -> int:
    return int(label) if label.isdecimal() else ALPHABET.index(label.lower()) + 1


def _numbered(texts: list[str]) -> list[_Start]:
    """Where points begin, in the first numbered style that is used. A number that goes backwards starts no point."""
    for style in STYLES[:-1]:
        starts: list[_Start] = []
        for number, text in enumerate(texts):
            found = style.fullmatch(text)
            if found and (not starts or _rank(found["label"]) > _rank(starts[-1].label)):
                starts.append(_Start(number, found["label"], found["text"]))
        if starts:
            return starts
    return []


def _unnumbered(texts: list[str]) -> list[_Start]:
    return [_Start(number, "", text) for number, text in enumerate(texts) if UNNUMBERED.fullmatch(text)]


def _after_at(texts: list[str]) -> Proposal | None:
    """"Det indstilles, at" and then the point; a further line is a point of its own where the one before runs on."""
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
    """"Det indstilles, at …" in one line."""
    for number, text in enumerate(texts):
        if found := _INLINE.fullmatch(text):
            point = Point("", found["text"], tuple(texts[number + 1 :]))
            return Proposal((*texts[:number], found["opening"]), (point,))
    return None


# --- motions: the points stand somewhere in the running text -------------------------------------------------------

# The line that opens the points of a motion, the surest first.
OPENINGS: tuple[re.Pattern[str], ...] = (
    re.compile(r"beslutningspunkt(er)?\s*:?", re.IGNORECASE),
    re.compile(r"det indstilles\b.{0,20}", re.IGNORECASE),
    re.compile(r".*\bforeslå[rs]?\b.{0,60}[,:]|.*\bforeslå[rs]?\b.{0,60}\bat\s*[,:]?", re.IGNORECASE),
    re.compile(r"beslutningsforslag\b.{0,120}", re.IGNORECASE),
)
_INLINE_MOTION = re.compile(r"(?P<opening>.{0,160}?\b(?:indstilles|foreslår)\b( derfor)?,?)\s+(?P<text>at\s.+)", re.I)


def is_motion(lines: list[Line]) -> bool:
    return any(line.text.lower().startswith("beslutningsforslag") for line in lines)


def find_in_motion(lines: list[Line]) -> Proposal:
    """The points of a motion: those that follow an opening line at once, else a sentence that says "foreslår, at"."""
    texts = [f"{line.marker} {line.text}".strip() for line in lines]
    for opening in OPENINGS:
        for number, text in enumerate(texts[:-1]):
            if opening.fullmatch(text) and (points := _following(texts[number + 1 :])):
                return Proposal((text,), points, Origin.MOTION)
    for text in texts:
        if found := _INLINE_MOTION.fullmatch(text):
            return Proposal((found["opening"],), (Point("", found["text"]),), Origin.MOTION)
    return Proposal()


def _following(texts: list[str]) -> tuple[Point, ...]:
    """Points from the first line on. Lines between two numbers belong to the first; after the last, to no point."""
    if found := _INLINE_MOTION.fullmatch(texts[0]):
        return (Point("", found["text"]),)
    style = next((style for style in STYLES if style.fullmatch(texts[0])), None)
    if style is None:
        return ()
    return _run_of_at(texts) if style is UNNUMBERED else _run_of_numbers(texts, style)


def _run_of_at(texts: list[str]) -> tuple[Point, ...]:
    length = next((number for number, text in enumerate(texts) if not UNNUMBERED.fullmatch(text)), len(texts))
    return tuple(Point("", text) for text in texts[:length])


def _run_of_numbers(texts: list[str], style: re.Pattern[str]) -> tuple[Point, ...]:
    points: list[Point] = []
    waiting: list[str] = []
    for text in texts:
        found = style.fullmatch(text)
        if found and _rank(found["label"]) == (_rank(points[-1].label) + 1 if points else 1):
            if points:
                points[-1] = Point(points[-1].label, points[-1].text, tuple(waiting))
            points.append(Point(found["label"], found["text"]))
            waiting = []
        else:
            waiting.append(text)
    return tuple(points)
