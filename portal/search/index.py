"""The search index: a cache of public text. It can always be rebuilt, and never has the last word."""

import heapq
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from portal.foundation.handed import Handed
from portal.search import analysis, compounds, facets, whoosh_index
from portal.search.documents import Description, DocumentType, Facet
from portal.search.facets import Counts
from portal.search.generations import Generations, RebuildRunning
from portal.search.preparation import prepare, vocabulary
from portal.search.query import SearchQuery, Sort, Wishes, Word
from portal.search.whoosh_index import IndexedDocument, Reading, Table, WhooshIndex, Writer

VERSION = f"v{whoosh_index.VERSION}.{analysis.VERSION}.{compounds.VERSION}"
BATCH = 200
REBUILD_MEMORY_MB = 128
SHORTEST_TO_CORRECT = 4

Progress = Callable[[str, int, int], None]  # kind, how many are done, how many there are
Key = tuple[str, int]
Described = tuple[str, int, Description | None]


class Subject(Protocol):
    """As much of an event as search needs to know."""

    @property
    def subject_kind(self) -> str: ...
    @property
    def subject_id(self) -> int: ...


@dataclass(frozen=True)
class Hit:
    kind: str
    id: int
    score: float


@dataclass(frozen=True)
class SearchResults:
    """One page of hits, best first (or as sorted), and how many there are in all.

    `relaxed` says that no record has all of the words, so these have some. `is_ready` is false while there is no index.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Counts = field(default_factory=dict)
    relaxed: bool = False
    is_ready: bool = True


class SearchIndex:
    """The portal's one index, shared by web, worker and commands, which are processes of their own."""

    def __init__(self, folder: Path, document_types: Iterable[DocumentType]) -> None:
        self.document_types = {document_type.kind: document_type for document_type in document_types}
        self.called = {
            facet: {
                value: label
                for one in self.document_types.values()
                for value, label in one.values.get(facet, {}).items()
            }
            for facet in Facet
        }  # the messages for values of facets that the rooms name
        self._generations = Generations(folder, VERSION)
        self._lock = threading.RLock()
        self._open: WhooshIndex | None = None
        self._stamp: tuple[int, int] | None = None

    # Searching

    def is_ready(self) -> bool:
        """False until the first rebuild, and after the analysis has changed: then `flask reindex` is due."""
        return self._generations.current() is not None

    def find(self, query: SearchQuery) -> SearchResults:
        """Answer one question. Hits may be out of date: ask the database before showing them."""
        with self._reading() as reading:
            if reading is None:
                return SearchResults(is_ready=False)
            matched, scores, relaxed = _match(reading, query.wishes, any_word=query.any_word)
            table = reading.table
            narrowed = facets.narrow(matched, table.masks, query.filters)
            chosen = _in_order(narrowed, scores, table, query)
            return SearchResults(
                hits=tuple(Hit(*table.keys[number], scores.get(number, 0.0)) for number in chosen),
                total=narrowed.bit_count(),
                facets=facets.count(matched, table.masks, query.filters),
                relaxed=relaxed,
            )

    def alike(self, words: str, kind: str, most: int) -> tuple[Hit, ...]:
        """The records of one kind that have most of the words of a public text: many words, so each state of the index
        is asked once."""
        asked = words, kind, most
        with self._reading() as reading:
            known = reading.table.alike if reading else {}
            if asked not in known:
                of_kind = {Facet.KIND: (kind,)}
                known[asked] = self.find(SearchQuery(text=words, filters=of_kind, per_page=most, any_word=True)).hits
            return tuple(known[asked])

    def nearest_words(self, wishes: Wishes) -> dict[str, str]:
        """For each word that the index does not know: the most used word within one or two letters of it."""
        with self._reading() as reading:
            if reading is None:
                return {}
            knows = reading.knows_stem()
            unknown = [wish.word for wish in wishes.wanted if isinstance(wish, Word) and not knows(wish.stem)]
            nearest = {word: _nearest(word, reading) for word in unknown if len(word) >= SHORTEST_TO_CORRECT}
            return {word: found for word, found in nearest.items() if found}

    def frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many documents each of these stands; those that the index does not know are absent."""
        with self._reading() as reading:
            counted = {stem: reading.frequency(stem) for stem in stems} if reading else {}
        return {stem: number for stem, number in counted.items() if number}

    @contextmanager
    def _reading(self) -> Iterator[Reading | None]:
        """The live index as it is now, one thread at a time (pure Python would not run two at once anyway)."""
        with self._lock:
            live = self._live()
            yield live.reading() if live else None

    def _live(self) -> WhooshIndex | None:
        stamp = self._generations.stamp()
        if stamp != self._stamp:
            if self._open:
                self._open.close()
            folder = self._generations.current()
            self._open = WhooshIndex(folder) if folder else None
            self._stamp = stamp
        return self._open

    # Writing

    def refresh(self, event: Subject) -> None:
        """Make the index say what the database says now of the event's subject. Safe to repeat."""
        self.refresh_many([event])

    def refresh_many(self, events: Iterable[Subject]) -> None:
        """The same for several events, in one commit. Where there is no index yet, all of it is built."""
        touched: dict[str, dict[int, None]] = defaultdict(dict)
        for event in events:
            for kind, ids in self._touched_by(event):
                touched[kind].update(dict.fromkeys(ids))
        if any(touched.values()) and not self._write(touched):
            self.rebuild()

    def _touched_by(self, event: Subject) -> Iterator[tuple[str, Iterable[int]]]:
        for kind, document_type in self.document_types.items():
            if document_type.model.__tablename__ == event.subject_kind:
                yield kind, [event.subject_id]
            if find_ids := document_type.affected_by.get(event.subject_kind):
                yield kind, find_ids(event.subject_id)

    def _write(self, touched: Mapping[str, Iterable[int]]) -> bool:
        """Write these records anew to the live index; false where there is none. Raises `IndexBusy`."""
        with self._generations.writing(), self._lock:
            live = self._live()
            if live is None:
                return False
            described = [found for kind, ids in touched.items() for found in self._described(kind, list(ids))]
            _put(described, live)
            self._generations.note_change(f"{kind}:{record_id}" for kind, record_id, _ in described)
        return True

    def _described(self, kind: str, ids: list[int]) -> Iterator[Described]:
        """What the database says of these records now: nothing of what is gone or not public."""
        document_type = self.document_types[kind]
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            rows = document_type.rows(batch)
            for record_id in batch:
                row = rows.get(record_id)
                yield kind, record_id, document_type.describe(row) if row is not None else None

    # Building anew

    def build_if_missing(self) -> None:
        """Build the index where there is none, or only one of another version; another process may be doing so."""
        if not self.is_ready():
            try:
                self.rebuild()
            except RebuildRunning:
                return

    def rebuild(self, progress: Progress = lambda kind, done, total: None) -> dict[str, int]:
        """Build an index beside the live one from nothing but the database, and let it take over: searches go on, and
        what is written meanwhile is carried over. Returns how many documents of each kind. Raises `RebuildRunning`."""
        with self._generations.rebuilding() as folder:
            known = {stem for kind in self.document_types for found in self._all(kind) for stem in _vocabulary(found)}
            new = WhooshIndex.create(folder)
            with new.writing(memory_mb=REBUILD_MEMORY_MB) as writer:
                counts = {kind: self._add_all(kind, writer, known, progress) for kind in self.document_types}
            with self._generations.writing():
                self._carry_over(new)
                self._generations.make_current(folder)
            new.close()
        return counts

    def _all(self, kind: str) -> Iterator[Described]:
        return self._described(kind, list(self.document_types[kind].all_ids()))

    def _add_all(self, kind: str, writer: Writer, known: set[str], progress: Progress) -> int:
        ids, added = list(self.document_types[kind].all_ids()), 0
        for done, (_, record_id, description) in enumerate(self._described(kind, ids), start=1):
            if description:
                writer.add(prepare(kind, record_id, description, known.__contains__))
                added += 1
            if done % BATCH == 0 or done == len(ids):
                progress(kind, done, len(ids))
        return added

    def _carry_over(self, new: WhooshIndex) -> None:
        touched: dict[str, list[int]] = defaultdict(list)
        for key in self._generations.changed_meanwhile():
            kind, record_id = key.split(":")
            touched[kind].append(int(record_id))
        if touched:
            _put([found for kind, ids in touched.items() for found in self._described(kind, ids)], new)


def _vocabulary(described: Described) -> set[str]:
    return vocabulary(described[2]) if described[2] else set()


def _put(described: list[Described], target: WhooshIndex) -> None:
    """Write what differs from what the index says already: most events change nothing that search knows of."""
    own = {stem for found in described for stem in _vocabulary(found)}
    reading = target.reading()
    in_index, written = reading.knows_stem(), reading.table.written
    changed: dict[Key, IndexedDocument | None] = {}
    for kind, record_id, text in described:
        document = prepare(kind, record_id, text, lambda stem: stem in own or in_index(stem)) if text else None
        if written.get((kind, record_id)) != (document.digest if document else None):
            changed[kind, record_id] = document
    if changed:
        with target.writing() as writer:
            for (kind, record_id), document in changed.items():
                writer.put(document) if document else writer.remove(f"{kind}:{record_id}")


def _match(reading: Reading, wishes: Wishes, *, any_word: bool) -> tuple[int, dict[int, float], bool]:
    """Which documents fit the words, how well, and whether only some of the words were asked for in the end."""
    table = reading.table
    if not wishes.wanted:
        return table.live, {}, False
    scores, relaxed = reading.scores(wishes, all_of_them=not any_word), False
    if not scores and len(wishes.wanted) > 1:
        scores = reading.scores(wishes, all_of_them=False)
        relaxed = bool(scores)
    return facets.mask_of(scores, len(table.keys)), scores, relaxed


def _in_order(narrowed: int, scores: Mapping[int, float], table: Table, query: SearchQuery) -> list[int]:
    """The document numbers of one page. Equals stand newest first, then by key, so that pages never overlap."""
    direction = 1 if query.sort is Sort.OLDEST else -1
    by_score = query.sort is Sort.BEST and bool(scores)

    def main(number: int) -> float:
        return -round(scores[number], 6) if by_score else direction * table.when[number]

    def rank(number: int) -> tuple[float, int, tuple[str, int]]:
        return main(number), direction * table.when[number], table.keys[number]

    first, last = query.span
    numbers = list(facets.numbers_in(narrowed))
    worst = heapq.nsmallest(last, map(main, numbers))[-1:]
    return sorted((number for number in numbers if main(number) <= worst[0]), key=rank)[first:last]


def _nearest(word: str, reading: Reading) -> str | None:
    for changes in (1, 2):
        if found := reading.words_like(word, changes):
            return max(found, key=lambda item: (item[1], item[0]))[0]
    return None


search_index: Handed[SearchIndex] = Handed("the index of the search")
