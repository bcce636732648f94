"""The one file that knows Whoosh: one folder with one index, to write to and to search.

Whoosh 2.7.4 is faulty in places, and so is how it is used here: no filter under a time limit (silently ignored there:
hidden documents come back), no range on an unsigned number (matches all), no `groupedby` (ignores the limit), no
`highlights` (slow), no AsyncWriter (loses errors), `cancel` after every failure (else the index stays locked), one open
reader per process (files leak), and no two threads in one reader (they share a file position).
"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index, query
from whoosh.analysis import RegexTokenizer

from portal.search.documents import Facet
from portal.search.facets import mask_of, numbers_in
from portal.search.query import Prefix, Wish, Wishes, Word

VERSION = 2  # of the schema below; raise it with any change
MOST_EXPANSIONS = 200  # words one prefix may stand for
SEPARATOR = "\x1f"

_TERMS = RegexTokenizer(r"[^ ]+")  # texts come here as terms, ready made by `analysis`
_FACET = {str(facet): fields.TEXT(analyzer=RegexTokenizer(f"[^{SEPARATOR}]+"), phrase=False) for facet in Facet}
SCHEMA = fields.Schema(
    key=fields.ID(unique=True, sortable=True),
    when=fields.COLUMN(columns.NumericColumn("q")),
    length=fields.COLUMN(columns.NumericColumn("i")),  # words in the text
    digest=fields.COLUMN(columns.NumericColumn("q")),  # of all the rest: what says the same is not written again
    title=fields.TEXT(analyzer=_TERMS, phrase=False),  # stems
    text=fields.TEXT(analyzer=_TERMS, phrase=False),  # stems, those of the title too
    parts=fields.TEXT(analyzer=_TERMS, phrase=False),  # stems of the parts of compounds
    exact=fields.TEXT(analyzer=_TERMS, phrase=True),  # every word as it stands
    **_FACET,
)
WEIGHTS = {"title": 2.0, "text": 1.0, "parts": 0.2}
_SATURATION = 1.2


@dataclass(frozen=True)
class IndexedDocument:
    """What is written of one record. Terms are folded words or stems, in order."""

    key: str
    when: int
    title: Sequence[str]
    text: Sequence[str]
    parts: Sequence[str]
    exact: Sequence[str]
    facets: dict[Facet, tuple[str, ...]]

    def as_fields(self) -> dict[str, Any]:
        texts = {name: " ".join(getattr(self, name)) for name in ("title", "text", "parts", "exact")}
        facets = {str(facet): SEPARATOR.join(values) for facet, values in self.facets.items()}
        return {"key": self.key, "when": self.when, "length": len(self.text), **texts, **facets}

    @cached_property
    def digest(self) -> int:
        """Different where anything that is written differs."""
        written = "\0".join(f"{name}={value}" for name, value in self.as_fields().items())
        return int.from_bytes(blake2b(written.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


@dataclass
class Table:
    """What an open index knows of its documents by number, kept in memory so that filters and counts cost nothing."""

    keys: list[tuple[str, int]] = field(default_factory=list)  # kind and id
    when: "array[int]" = field(default_factory=lambda: array("q"))
    lengths: "array[int]" = field(default_factory=lambda: array("i"))
    digests: "array[int]" = field(default_factory=lambda: array("q"))
    live: int = 0
    masks: dict[Facet, dict[str, int]] = field(default_factory=lambda: {facet: {} for facet in Facet})
    alike: dict[tuple[str, str, int], Any] = field(default_factory=dict)  # to whole texts

    @cached_property
    def written(self) -> dict[tuple[str, int], int]:
        """The digest of each record that is in the index."""
        return {self.keys[number]: self.digests[number] for number in numbers_in(self.live)}


class Writer:
    """Changes that become visible together, or not at all."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def put(self, document: IndexedDocument) -> None:
        self._writer.update_document(digest=document.digest, **document.as_fields())

    def add(self, document: IndexedDocument) -> None:
        """Faster than `put`, for a key that is certainly not there."""
        self._writer.add_document(digest=document.digest, **document.as_fields())

    def remove(self, key: str) -> None:
        self._writer.delete_by_term("key", key)


class WhooshIndex:
    """One open index, for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = index.open_dir(str(folder), schema=SCHEMA)
        self._searcher = self._index.searcher()
        self._segments: dict[str, Table] = {}
        self._table = self._read_table()

    @classmethod
    def create(cls, folder: Path) -> "WhooshIndex":
        index.create_in(str(folder), SCHEMA)
        return cls(folder)

    def close(self) -> None:
        self._searcher.close()
        self._index.close()

    @contextmanager
    def writing(self, *, memory_mb: int = 32) -> Iterator[Writer]:
        """Write several changes in one commit; nothing is written, and nothing stays locked, if anything fails."""
        writer = self._index.writer(limitmb=memory_mb)
        try:
            yield Writer(writer)
            writer.commit()
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise

    def reading(self) -> "Reading":
        """The index as it is now."""
        if not self._searcher.up_to_date():
            self._searcher.close()
            self._searcher = self._index.searcher()
            self._table = self._read_table()
        return Reading(self._searcher, self._table)

    def _read_table(self) -> Table:
        """Put the segments' tables together; a segment never changes, so each is read once."""
        table, known = Table(), {}
        for reader, offset in self._searcher.reader().leaf_readers():
            if not reader.doc_count_all():
                continue
            name = reader.segment().segment_id()
            known[name] = part = self._segments.get(name) or _read_segment(reader)
            table.keys += part.keys
            table.when += part.when
            table.lengths += part.lengths
            table.digests += part.digests
            gone = mask_of(reader.segment().deleted_docs(), len(part.keys))
            table.live |= (part.live & ~gone) << offset
            for facet, masks in part.masks.items():
                for value, mask in masks.items():
                    table.masks[facet][value] = table.masks[facet].get(value, 0) | mask << offset
        self._segments = known
        return table


def _read_segment(reader: Any) -> Table:
    size = reader.doc_count_all()
    keys, *numbers = (reader.column_reader(name) for name in ("key", "when", "length", "digest"))
    when, lengths, digests = ([column[number] for number in range(size)] for column in numbers)
    table = Table(
        keys=[_key(keys[number]) for number in range(size)],
        when=array("q", when),
        lengths=array("i", lengths),
        digests=array("q", digests),
    )
    table.live = (1 << size) - 1
    for facet in Facet:
        for text in reader.lexicon(str(facet)):
            value = text.decode() if isinstance(text, bytes) else text
            table.masks[facet][value] = mask_of(reader.postings(str(facet), value).all_ids(), size)
    return table


def _in_all(each: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """The documents that stand in every one; the shortest comes first."""
    found = dict(each[0])
    for other in each[1:]:
        found = {number: score + other[number] for number, score in found.items() if number in other}
    return found


def _in_any(each: Sequence[Mapping[int, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for other in each:
        for number, score in other.items():
            found[number] = found.get(number, 0.0) + score
    return found


def _key(text: str) -> tuple[str, int]:
    kind, _, record_id = text.partition(":")
    return kind, int(record_id)


class Reading:
    """Asking one state of the index. Document numbers hold within one `Reading` only."""

    def __init__(self, searcher: Any, table: Table) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self.table = table
        self._average_length = max(1.0, sum(table.lengths) / max(1, len(table.lengths)))

    def scores(self, wishes: Wishes, *, all_of_them: bool) -> dict[int, float]:
        """Every document with all (or any) of the wanted words and none of the unwanted, and how well it fits."""
        each = sorted((self._fit(wish) for wish in wishes.wanted), key=len)
        found = _in_all(each) if all_of_them else _in_any(each)
        for wish in wishes.unwanted:
            for number in self._fit(wish):
                found.pop(number, None)
        return found

    def _fit(self, wish: Wish) -> Mapping[int, float]:
        if isinstance(wish, Word):
            return _in_any([self._weighed(name, [wish.stem], weight) for name, weight in WEIGHTS.items()])
        if isinstance(wish, Prefix):
            return self._weighed("exact", self._words_from(wish.start), 1.0)
        if len(wish.words) > 1:
            together = query.Phrase("exact", list(wish.words))
            numbers = {n + offset for s, offset in self._searcher.leaf_searchers() for n in together.docs(s)}
            return dict.fromkeys(numbers, len(wish.words) * self._rarity(len(numbers)))
        return self._weighed("exact", list(wish.words), 1.0)

    def _weighed(self, name: str, terms: list[str], weight: float) -> dict[int, float]:
        """BM25 of a field: rare words count more, repeated words ever less, and words of long texts less."""
        counts = self._counts(name, terms)
        weight *= self._rarity(len(counts))
        lengths, average = self.table.lengths, self._average_length
        if name != "text":  # titles are about equally long
            return {number: weight * count / (count + _SATURATION) for number, count in counts.items()}
        return {
            number: weight * count / (count + _SATURATION * (0.25 + 0.75 * lengths[number] / average))
            for number, count in counts.items()
        }

    def _counts(self, name: str, terms: list[str]) -> dict[int, float]:
        """How often any of the terms stands in the field, for each document where it does."""
        counts: dict[int, float] = {}
        for reader, offset in self._reader.leaf_readers():
            for term in terms:
                if (name, term) in reader:
                    matcher = reader.postings(name, term)
                    while matcher.is_active():
                        number = matcher.id() + offset
                        counts[number] = counts.get(number, 0.0) + matcher.weight()
                        matcher.next()
        return counts

    def _rarity(self, documents: int) -> float:
        return math.log(1 + (len(self.table.keys) - documents + 0.5) / (documents + 0.5))

    def _words_from(self, start: str) -> list[str]:
        return [_text(word) for word in islice(self._reader.expand_prefix("exact", start), MOST_EXPANSIONS)]

    def knows_stem(self) -> Callable[[str], bool]:
        """Tells of a stem whether it stands anywhere in the index."""
        reader = self._reader
        return lambda stem: ("text", stem) in reader

    def frequency(self, stem: str) -> int:
        """In how many documents a stem stands, also as a part of compounds."""
        return sum(self._reader.doc_frequency(name, stem) for name in ("text", "parts"))

    def words_like(self, word: str, most_changes: int) -> Iterable[tuple[str, int]]:
        """Words that differ from this one in at most so many letters, and in how many documents each stands."""
        near = self._reader.terms_within("exact", word, most_changes, prefix=1)
        return [(_text(found), self._reader.doc_frequency("exact", found)) for found in near]


def _text(term: bytes | str) -> str:
    return term.decode() if isinstance(term, bytes) else term
