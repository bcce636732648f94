"""The tracked changes of a document as amendments of a proposal: which passage each changes, and what it should say.

Passages of the document and of the proposal are told by their words, never by where they stand. What the document said
before its changes, and the proposal does not say, is not guessed at: it is given back with the reason.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from portal.files.reading.shapes import Comment, View
from portal.files.taking import BETWEEN, Divided, Passage, Reading, divided, text_of
from portal.foundation.comparison import Comparison, compare, words_in, words_in_common
from portal.foundation.merging import merge
from portal.foundation.seen import fingerprint
from portal.foundation.text import plain_lines, plain_text, render_markdown
from portal.proposals.blocks import Known, align
from portal.proposals.models import Proposal, ProposalBlockText, ProposalVersion
from portal.proposals.wording import built_on, names_of_parts
from portal.proposals.words import PARTS

NOT_FOUND, CHANGED_SINCE, TITLE, LAYOUT = "not found", "changed since", "title", "layout"
MOST = 60  # at once
ALL = "all"  # of the parts, where no heading tells them apart


@dataclass(frozen=True)
class Redline:
    """A change of the document: what was there, what it says, and the parts of the proposal with it."""

    before: str
    after: str
    texts: Mapping[str, str]
    numbers: tuple[int, ...]  # of the passages
    authors: tuple[str, ...]
    comments: tuple[Comment, ...]

    @property
    def key(self) -> str:
        return fingerprint((self.before, self.after, *(text for pair in sorted(self.texts.items()) for text in pair)))[
            :10
        ]

    @property
    def comparison(self) -> Comparison:
        return compare(_lines(self.before), _lines(self.after))


@dataclass(frozen=True)
class Unmatched:
    """A change that has no place in the proposal, and why."""

    why: str
    before: str
    after: str


@dataclass
class Redlines:
    """What a document would change in a version."""

    version: ProposalVersion
    is_tracked: bool
    found: list[Redline] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    more: int = 0  # than can be proposed at once


@dataclass
class _Unit:
    """Passages that were, by their places, and those that are instead of them."""

    was: list[int]
    now: list[int]


def redlines_of(proposal: Proposal, reading: Reading, number: int | None = None) -> Redlines:
    """What the changes of a document do to the version that it builds on, or to version `number`."""
    names, main = names_of_parts(), next(iter(PARTS))
    after = divided(reading.seen(View.ACCEPTED), names, main)
    before = divided(reading.seen(View.REFUSED), names, main)
    version = built_on(proposal, before) or proposal.versions[0]
    version = next((one for one in proposal.versions if one.number == number), version)
    is_tracked = bool(reading.changes)
    made = Redlines(version, is_tracked)
    by_parts = before.is_by_headings and after.is_by_headings
    for part in [name for name in PARTS if name in after.texts or name in before.texts] if by_parts else [ALL]:
        blocks = [one for one in version.blocks if part in {ALL, one.part}]
        was = _passages(before, part) if is_tracked else [Passage(one.kind, one.text) for one in blocks]
        _Scope(made, blocks, was, _passages(after, part)).read()
    if is_tracked and before.title != after.title:
        made.unmatched.append(Unmatched(TITLE, before.title, after.title))
    made.more = max(0, len(made.found) - MOST)
    del made.found[MOST:]
    return made


def _passages(found: Divided, part: str) -> list[Passage]:
    """Of one part, with its headings on the levels that they would have here; of all of them, in order."""
    parts = list(found.passages) if part == ALL else [part]
    return [_leveled(one, some) for name in parts for some in [found.passages.get(name, [])] for one in some]


def _leveled(passage: Passage, of: Sequence[Passage]) -> Passage:
    if not passage.heading:
        return passage
    until = of[: next(place for place, one in enumerate(of) if one is passage) + 1]
    return Passage(passage.kind, text_of(until).split(BETWEEN)[-1], passage.heading, passage.authors, passage.comments)


class _Scope:
    """One part, or all of them: its blocks, and the passages of the document before and after its changes."""

    def __init__(
        self, made: Redlines, blocks: Sequence[ProposalBlockText], was: Sequence[Passage], now: Sequence[Passage]
    ) -> None:
        self.made, self.blocks, self.was, self.now = made, blocks, was, now
        ids = align([Known(one.block_id, one.text) for one in blocks], [one.text for one in was]).ids
        known = {one.block_id: one for one in blocks}
        self.block_of = {place: known[id_] for place, id_ in enumerate(ids) if id_ is not None}

    def read(self) -> None:
        for unit in _with_moves(list(_units(self.was, self.now)), self.was, self.now):
            edits = self._edits(unit)
            before, after = (BETWEEN.join(one.text for one in some) for some in self._both(unit))
            if isinstance(edits, str):
                self.made.unmatched.append(Unmatched(edits, before, after))
                continue
            texts = _with_edits(self.made.version, edits)
            if texts:
                self.made.found.append(self._redline(unit, before, after, texts, edits))
            else:
                self.made.unmatched.append(Unmatched(LAYOUT, before, after))

    def _both(self, unit: _Unit) -> tuple[list[Passage], list[Passage]]:
        return [self.was[place] for place in unit.was], [self.now[place] for place in unit.now]

    def _redline(
        self, unit: _Unit, before: str, after: str, texts: Mapping[str, str], edits: Mapping[int, str]
    ) -> Redline:
        both = [one for some in self._both(unit) for one in some]
        authors = sorted({author for one in both for author in one.authors})
        comments = dict.fromkeys(comment for one in both for comment in one.comments)
        numbers = sorted(one.number for one in self.blocks if one.block_id in edits)
        return Redline(before, after, texts, tuple(numbers), tuple(authors), tuple(comments))

    def _edits(self, unit: _Unit) -> dict[int, str] | str:
        """What each block should say instead, by its number; or why it cannot be said."""
        blocks = [self.block_of.get(place) for place in unit.was]
        if not unit.was:
            return self._put_in(unit)
        here = [one for one in blocks if one is not None]
        if len(here) < len(blocks):
            return NOT_FOUND
        after = _text(self.now, unit.now)
        if after == _text(self.was, unit.was):
            return self._moved(unit, here)
        if len(here) == 1:
            merged = self._merged(self.was[unit.was[0]].text, after, here[0].text)
            return CHANGED_SINCE if merged is None else {here[0].block_id: merged}
        if any(not _same(one.text, self.was[place].text) for one, place in zip(here, unit.was, strict=True)):
            return CHANGED_SINCE
        return {one.block_id: "" for one in here[1:]} | {here[0].block_id: after}

    @staticmethod
    def _merged(was: str, after: str, here: str) -> str | None:
        """The passage with the change, where it says the same as in the document or was changed elsewhere in it."""
        if _same(was, here):
            return after
        merged = merge(was, after, here)
        return None if merged.collisions or not after else merged.text()

    def _moved(self, unit: _Unit, here: Sequence[ProposalBlockText]) -> dict[int, str]:
        return {one.block_id: "" for one in here} | dict(self._anchored(unit, {one.block_id for one in here}))

    def _put_in(self, unit: _Unit) -> dict[int, str] | str:
        edits = dict(self._anchored(unit, ()))
        return edits or NOT_FOUND

    def _anchored(self, unit: _Unit, without: Collection[int]) -> Iterator[tuple[int, str]]:
        """New passages behind the one that stands before them in the document, or before the one behind them."""
        text, pairs = _text(self.now, unit.now), _same_places(self.was, self.now)
        for step, behind in ((-1, True), (1, False)):
            place = unit.now[0] - 1 if step < 0 else unit.now[-1] + 1
            while 0 <= place < len(self.now):
                block = self.block_of.get(pairs[place]) if place in pairs else None
                if block is not None and block.block_id not in without:
                    both = (block.text, text) if behind else (text, block.text)
                    yield block.block_id, BETWEEN.join(both)
                    return
                place += step


def _units(was: Sequence[Passage], now: Sequence[Passage]) -> Iterator[_Unit]:
    """Each change by itself: a passage that was changed, divided or joined; one that came or went."""
    matcher = SequenceMatcher(None, [one.text for one in was], [one.text for one in now], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _parted(was, now, range(i1, i2), range(j1, j2))


def _parted(was: Sequence[Passage], now: Sequence[Passage], old: range, new: range) -> Iterator[_Unit]:
    if len(old) == len(new) == 1:  # one passage for one, however much of it is new
        yield _Unit(list(old), list(new))
        return
    aligned = align([Known(place, was[place].text) for place in old], [now[place].text for place in new])
    pairs = {new[at]: id_ for at, id_ in enumerate(aligned.ids) if id_ is not None}
    if any(a > b for a, b in pairwise(pairs.values())):
        yield _Unit(list(old), list(new))
        return
    units = {id_: _Unit([id_], [place]) for place, id_ in pairs.items()}
    for place in (one for one in new if one not in pairs):  # a part of a passage that was divided
        home = _home(now[place].text, {id_: was[id_].text for id_ in units})
        if home is not None:
            units[home].now.append(place)
    for place in (one for one in old if one not in units):  # one that was joined with another
        home = _home(was[place].text, {id_: now[one.now[0]].text for id_, one in units.items()})
        if home is not None:
            units[home].was.append(place)
    taken_old = {place for one in units.values() for place in one.was}
    taken_new = {place for one in units.values() for place in one.now}
    went = [_Unit(run, []) for run in _runs([place for place in old if place not in taken_old])]
    came = [_Unit([], run) for run in _runs([place for place in new if place not in taken_new])]
    for unit in (*units.values(), *went, *came):
        yield _Unit(sorted(unit.was), sorted(unit.now))


def _home(text: str, others: Mapping[int, str]) -> int | None:
    """Where at least half of the words of a text stand in their order; with those in between it is one change."""
    words = words_in(text)
    shares = {id_: words_in_common(words, words_in(other)) for id_, other in others.items()}
    best = max(shares, key=lambda id_: (shares[id_], -id_), default=None)
    return best if best is not None and 2 * shares[best] >= len(words) > 0 else None


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Places that follow one another, together."""
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _with_moves(units: list[_Unit], was: Sequence[Passage], now: Sequence[Passage]) -> Iterator[_Unit]:
    """What went in one place and came in another is one change: taking in half of it would lose or double words."""
    went = [one for one in units if one.was and not one.now]
    for unit in units:
        if unit in went and any(_is_there(unit, one, was, now) for one in units):
            continue
        home = next((one for one in went if _is_there(one, unit, was, now)), None)
        yield unit if home is None else _Unit(home.was, unit.now)


def _is_there(gone: _Unit, unit: _Unit, was: Sequence[Passage], now: Sequence[Passage]) -> bool:
    return bool(gone.was and not gone.now and unit.now and not unit.was) and _text(was, gone.was) == _text(
        now, unit.now
    )


def _same_places(was: Sequence[Passage], now: Sequence[Passage]) -> dict[int, int]:
    """Places of passages that are the same, or are one that was changed: now → before."""
    ids = align([Known(place, one.text) for place, one in enumerate(was)], [one.text for one in now]).ids
    return {place: id_ for place, id_ in enumerate(ids) if id_ is not None}


def _with_edits(version: ProposalVersion, edits: Mapping[int, str]) -> dict[str, str]:
    """The parts of a version with other texts for some of its blocks, and none of those where they are empty."""
    parts = {one.part for one in version.blocks if one.block_id in edits}
    made = {part: _edited(version, part, edits) for part in parts}
    return {part: text for part, text in made.items() if text.split() != getattr(version, part).split()}


def _edited(version: ProposalVersion, part: str, edits: Mapping[int, str]) -> str:
    whole, place, made = getattr(version, part), 0, ""
    for one in version.blocks_of(part):
        begins = max(whole.find(one.text, place), place)
        gap, text = whole[place:begins], edits.get(one.block_id, one.text)
        place = begins + len(one.text)
        if text:
            made += ((BETWEEN if one.block_id in edits or not gap else gap) if made else "") + text
    return made


def _text(passages: Sequence[Passage], places: Sequence[int]) -> str:
    return BETWEEN.join(passages[place].text for place in places)


def _same(one: str, other: str) -> bool:
    return words_in(plain_text(render_markdown(one))) == words_in(plain_text(render_markdown(other)))


def _lines(text: str) -> str:
    return "\n".join(plain_lines(render_markdown(text)))
