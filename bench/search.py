"""Searching 10,000 synthetic Danish documents: milliseconds a page of results, beside SQL's LIKE on the same texts.

    python -m bench.search [documents]

A page is what a reader waits for: 20 hits with excerpts, the exact total and every facet's counts. LIKE is given less
to do: 20 rows and their number, no inflections, no order by fit, no facets. Both are measured in one run.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from portal.search.documents import Description, DocumentType, Facet
from portal.search.excerpts import Marker
from portal.search.index import SearchIndex
from portal.search.query import SearchQuery, read_wishes

START = datetime(2010, 1, 1, tzinfo=UTC)
HEADS = (
    "skole børne trafik havne cykel kultur klima miljø bolig ældre idræts lands by skov strand vej natur unge affalds "
    "energi sundheds fritids forenings bibliotek borger budget erhvervs plan parkerings støj vand"
)
TAILS = (
    "vej plads område råd hus plan projekt forslag aftale center gruppe møde indsats pulje udvalg pleje sikkerhed "
    "forening uddannelse udvikling strategi bygning anlæg tilbud ordning"
)
LITTLE = (
    "og i at det en den til er som på de med for ikke der var et har om vi havde fra skal kan vil blev ved efter også "
    "kommunen byrådet borgerne forvaltningen foreslår anbefaler vedtager beslutter godkender sammen mellem nye større"
)


def vocabulary(random: random.Random) -> list[str]:
    """Some 5,000 words, from common to rare."""
    endings = ("", "en", "er", "erne", "et", "s", "ens")
    made = [head + tail + ending for head in HEADS.split() for tail in TAILS.split() for ending in endings]
    random.shuffle(made)
    return LITTLE.split() * 3 + made


def text(random: random.Random, words: list[str], length: int) -> str:
    """Words in Zipf's proportions."""
    return " ".join(words[min(int(random.paretovariate(0.7)) - 1, len(words) - 1)] for _ in range(length))


class Synthetic(DocumentType):
    """Documents without a database, so that the index alone is measured."""

    def rows(self, ids):
        return {number: self.model.rows[number] for number in ids if number in self.model.rows}

    def all_ids(self):
        return sorted(self.model.rows)


def make(number: int, random: random.Random, words: list[str]) -> SimpleNamespace:
    description = Description(
        title=text(random, words, 7),
        text=text(random, words, int(random.lognormvariate(5.3, 0.6))),
        path=f"/beslutninger/{number}",
        when=START + timedelta(days=random.randrange(6000)),
        committee=f"udvalg-{random.randrange(40)}",
        body=f"Udvalg nr. {random.randrange(12)}",
        result=random.choice(["adopted", "adopted_with_changes", "not_adopted", "sent_on"]),
        parties=tuple(random.sample("ABCFIOVØ", 4)),
    )
    return SimpleNamespace(id=number, description=description)


def questions(random: random.Random, words: list[str]) -> list[SearchQuery]:
    """Two hundred mixed questions: one to three words, some with a filter, a phrase, a prefix, or nothing at all."""
    made, rare = [], words[len(LITTLE.split()) * 3 :]
    for number in range(200):
        asked = text(random, rare, 1 + number % 3)
        if number % 10 == 0:
            asked = asked[:5] + "*"
        if number % 15 == 0:
            asked = ""
        filters = {Facet.RESULT: ("adopted",)} if number % 4 == 0 else {}
        made.append(SearchQuery(asked, filters=filters))
    return made


def measure(answer: Callable[[SearchQuery], object], asked: list[SearchQuery]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    answer(asked[0])
    times = []
    for query in asked:
        start = time.perf_counter()
        answer(query)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def main(size: int) -> None:
    chance = random.Random(17)
    words = vocabulary(chance)
    rows = {number: make(number, chance, words) for number in range(1, size + 1)}
    model = SimpleNamespace(__tablename__="decision", rows=rows)
    kind = Synthetic("decision", model, lambda row: row.description)  # type: ignore[arg-type]
    table = sqlite3.connect(":memory:")
    table.execute("create table decision (id integer primary key, title text, body text)")
    table.executemany(
        "insert into decision values (?, ?, ?)", [(n, r.description.title, r.description.text) for n, r in rows.items()]
    )
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder), [kind])
        start = time.perf_counter()
        index.rebuild()
        print(f"{size} documents indexed in {time.perf_counter() - start:.1f} s")

        def page(query: SearchQuery) -> object:
            marker = Marker(read_wishes(query.text))
            return [marker.excerpt(rows[hit.id].description.text) for hit in index.find(query).hits]

        def like(query: SearchQuery) -> object:
            asked = [f"%{word.strip('*')}%" for word in query.text.split()] or ["%"]
            where = " and ".join(["(title || ' ' || body) like ?"] * len(asked))
            table.execute(f"select count(*) from decision where {where}", asked).fetchone()  # noqa: S608
            return table.execute(f"select * from decision where {where} order by id limit 20", asked).fetchall()  # noqa: S608

        asked = questions(chance, words)
        ours, theirs = measure(page, asked), measure(like, asked)

        def change(*numbers: int) -> None:
            rows.update((number, make(number, chance, words)) for number in numbers)
            index.refresh_many(SimpleNamespace(subject_kind="decision", subject_id=number) for number in numbers)

        alone = measure(lambda _: change(1), asked[:40])
        together = measure(lambda _: change(*range(1, 21)), asked[:20])
    print(f"a page of results   p50 {ours[0]:6.1f} ms   p95 {ours[1]:6.1f} ms")
    print(f"SQL LIKE            p50 {theirs[0]:6.1f} ms   p95 {theirs[1]:6.1f} ms")
    print(f"ratio               p50 {ours[0] / theirs[0]:6.2f}      p95 {ours[1] / theirs[1]:6.2f}")
    print(f"one change written  p50 {alone[0]:6.1f} ms   p95 {alone[1]:6.1f} ms")
    print(f"twenty together     p50 {together[0]:6.1f} ms   ratio for each {together[0] / 20 / alone[0]:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
