"""The points of a motion, which stand somewhere in its running text."""

import re

from portal.imports.minutes.document import Origin, Point, Proposal
from portal.imports.minutes.lines import Line
from portal.imports.minutes.points import STYLES, UNNUMBERED, Start, point_of, rank_of

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
    texts = [line.shown for line in lines]
    for opening in OPENINGS:
        for number, text in enumerate(texts[:-1]):
            if opening.fullmatch(text) and (found := _following(texts[number + 1 :])):
                return Proposal((text, *found.opening), found.points, Origin.MOTION)
    return next(filter(None, map(_sentence, texts)), Proposal())


def _sentence(text: str) -> Proposal | None:
    found = _INLINE_MOTION.fullmatch(text)
    return Proposal((found["opening"],), (Point("", found["text"]),), Origin.MOTION) if found else None


def _following(texts: list[str]) -> Proposal | None:
    """Points from the first line on. Lines between two numbers belong to the first; after the last, to no point."""
    style = next((style for style in STYLES if style.fullmatch(texts[0])), None)
    if style is None:
        return _sentence(texts[0])
    return Proposal(points=_run_of_at(texts) if style is UNNUMBERED else _run_of_numbers(texts, style))


def _run_of_at(texts: list[str]) -> tuple[Point, ...]:
    length = next((number for number, text in enumerate(texts) if not UNNUMBERED.fullmatch(text)), len(texts))
    return tuple(Point("", text) for text in texts[:length])


def _run_of_numbers(texts: list[str], style: re.Pattern[str]) -> tuple[Point, ...]:
    starts: list[Start] = []
    for number, text in enumerate(texts):
        found = style.fullmatch(text)
        if found and rank_of(found["label"]) == (starts[-1].rank + 1 if starts else 1):
            starts.append(Start(number, found))
    stops = [start.line for start in starts[1:]]
    return tuple(
        point_of(start.found, texts[start.line + 1 : stop]) for start, stop in zip(starts, [*stops, 0], strict=False)
    )
