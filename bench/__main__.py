"""`make bench`: each page's requests a second as a ratio to a bare Flask page of the same size after one query.

The same server (gunicorn, one worker of four threads), the same machine, the same run, in interleaved rounds; medians
are shown. Four ways to read a page:

- anew: by a stranger, with no page kept in memory
- kept: by a stranger, as served
- citizen, secretary: signed in, as served

`--against REV` (`make bench AGAINST=REV`) runs another revision beside this one, on the same content, and prints how
many times as fast each page is now. `--write` puts the tables into `docs/performance.md`.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from bench.document import put
from bench.load import Rate, measure
from bench.revision import HERE, Scene, Server, checked_out, filled, served

DESK = "/skrivebord"
PAGES = {
    "front page": "/",
    "committees": "/udvalg/",
    "committee": "/udvalg/udvalg-1/",
    "mandate": "/udvalg/udvalg-1/kommissorium",
    "members": "/udvalg/udvalg-1/medlemmer",
    "ideas": "/udvalg/udvalg-1/ideer/",
    "idea": "/ideer/51",
    "meetings": "/udvalg/udvalg-1/moeder/",
    "workshop": "/moeder/1",
    "proposals": "/udvalg/udvalg-1/forslag/",
    "proposal": "/forslag/1",
    "recommendations": "/udvalg/udvalg-1/anbefalinger/",
    "recommendation": "/anbefalinger/1",
    "follow-up": "/udvalg/udvalg-1/opfoelgning",
    "decisions": "/beslutninger/",
    "decision": "/beslutninger/{year}/1",
    "archive": "/arkiv/",
    "search": "/soeg?q=skole",
    "desk": DESK,
}
WAYS = ("anew", "kept", "citizen", "secretary")
BARE, NOW, BEFORE = "bare", "now", "before"
Key = tuple[str, str, str]  # revision, way, page


@dataclass
class Rounds:
    """What was measured: for each revision, way and page a number from each round."""

    per_second: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu_ms: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))
    size: dict[str, int] = field(default_factory=dict)

    def rate(self, *key: str) -> float:
        return median(self.per_second[key])  # type: ignore[index]

    def cpu(self, *key: str) -> float:
        return median(self.cpu_ms[key])  # type: ignore[index]

    def spread(self, *key: str) -> str:
        """The lowest and the highest round, in hundredths of the median."""
        rates, middle = self.per_second[key], self.rate(*key)  # type: ignore[index]
        return f"{100 * min(rates) / middle:.0f}–{100 * max(rates) / middle:.0f} %"


@dataclass(frozen=True)
class Reader:
    """Somebody who reads pages in one way of one revision."""

    revision: str
    way: str
    server: Server
    scene: Scene

    def reads(self, page: str) -> bool:
        return page != "desk" or self.way in self.scene.cookies


def main() -> None:
    """Fill, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=0.4, help="how long a page is asked for in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ideas", type=int, default=1_000, help="how large the scene is")
    parser.add_argument("--database", default="", help="a database address; an SQLite file is made by default")
    parser.add_argument("--against", default="", metavar="REV", help="another revision to measure in the same run")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as made, ExitStack() as stack:
        folder, paths = Path(made), [*PAGES.values()]
        trees = {NOW: HERE} | (
            {BEFORE: stack.enter_context(checked_out(chosen.against, folder))} if chosen.against else {}
        )
        scenes = {
            name: filled(tree, folder / f"{name}-scene", chosen.ideas, paths, chosen.database if name == NOW else "")
            for name, tree in trees.items()
        }
        rounds = stack.enter_context(_measured(scenes, chosen.rounds, chosen.seconds))
    lines = [*_head(chosen), *_table_now(rounds, scenes[NOW])]
    if chosen.against:
        lines += _table_against(rounds, scenes, chosen.against)
    print("\n".join(lines))
    if chosen.write:
        put("How fast the pages are", lines)


@contextmanager
def _measured(scenes: Mapping[str, Scene], rounds: int, seconds: float) -> Iterator[Rounds]:
    found = Rounds()
    with ExitStack() as stack:
        port = iter(range(8971, 8999))
        bare = stack.enter_context(served(HERE, "bench.bare:app", next(port), scenes[NOW].environment))
        readers = [reader for name, scene in scenes.items() for reader in _readers(stack, name, scene, port)]
        for number in range(rounds + 1):
            for page in PAGES:
                _one_round(found if number else Rounds(), readers, bare, page, seconds)  # the first warms up
    yield found


def _readers(stack: ExitStack, name: str, scene: Scene, port: Iterator[int]) -> list[Reader]:
    fresh = {**scene.environment, "PORTAL_PAGE_CACHE": "0"}
    anew = stack.enter_context(served(scene.tree, "wsgi:app", next(port), fresh))
    kept = stack.enter_context(served(scene.tree, "wsgi:app", next(port), scene.environment))
    return [Reader(name, way, anew if way == "anew" else kept, scene) for way in WAYS]


def _one_round(found: Rounds, readers: Sequence[Reader], bare: Server, page: str, seconds: float) -> None:
    for reader in readers:
        if reader.reads(page):
            path, cookie = PAGES[page].format(year=reader.scene.year), reader.scene.cookies.get(reader.way, "")
            with _cpu_noted(found, reader.server, (reader.revision, reader.way, page)) as note:
                size = note(measure(reader.server.port, path, seconds, cookie))
                found.size.setdefault(page, size)  # of the first, who reads it anew: what is kept is compressed
    with _cpu_noted(found, bare, (BARE, "", page)) as note:
        note(measure(bare.port, f"/{found.size[page]}", seconds))


@contextmanager
def _cpu_noted(found: Rounds, server: Server, key: Key) -> Iterator[Callable[[Rate], int]]:
    """Calling it notes what was measured since the block began, and gives back the size of an answer."""
    before = server.cpu_seconds()

    def note(rate: Rate) -> int:
        found.per_second[key].append(rate.per_second)
        found.cpu_ms[key].append((server.cpu_seconds() - before) * 1000 / rate.answers)
        return rate.size

    yield note


def _head(chosen: argparse.Namespace) -> list[str]:
    return [
        f"Made by `make bench`: {chosen.ideas} ideas in 20 committees with their events, {chosen.rounds} interleaved"
        f" rounds of {chosen.seconds:g} s a page; medians. In brackets milliseconds of processor time. The ratio is to"
        " a bare Flask page of the same size after one query.",
        "",
    ]


def _table_now(rounds: Rounds, scene: Scene) -> list[str]:
    lines = [
        f"| page | statements | bytes | bare/s | {' | '.join(f'{way}/s | ratio' for way in WAYS)} |",
        f"|---|--:|--:|--:|{'--:|--:|' * len(WAYS)}",
    ]

    def ratio(page: str, way: str) -> float:
        return rounds.rate(NOW, way, page) / rounds.rate(BARE, "", page)

    for page, pattern in PAGES.items():
        cells = [
            f"{rounds.rate(NOW, way, page):.0f} ({rounds.cpu(NOW, way, page):.1f}) | {ratio(page, way):.2f}"
            if (NOW, way, page) in rounds.per_second
            else "– | –"
            for way in WAYS
        ]
        facts = f"{scene.statements[pattern]} | {rounds.size[page]} | {rounds.rate(BARE, '', page):.0f}"
        lines.append(f"| {page} | {facts} | {' | '.join(cells)} |")
    front, bare = (rounds.spread(*key, "front page") for key in ((NOW, "anew"), (BARE, "")))
    return [
        *lines,
        "",
        *(_verdict(way, partial(ratio, way=way), _pages(rounds, NOW, way), "of a bare page") for way in WAYS),
        f"- rounds of the front page anew: {front} of their median; of the bare page: {bare}",
    ]


def _table_against(rounds: Rounds, scenes: Mapping[str, Scene], revision: str) -> list[str]:
    lines = [
        "",
        f"How many times as fast as `{revision}`, measured in the same rounds on the same content:",
        "",
        f"| page | statements then | now | {' | '.join(WAYS)} |",
        f"|---|--:|--:|{'--:|' * len(WAYS)}",
    ]

    def times(page: str, way: str) -> float:
        return rounds.rate(NOW, way, page) / rounds.rate(BEFORE, way, page)

    for page, pattern in PAGES.items():
        cells = [f"{times(page, way):.1f}" if (NOW, way, page) in rounds.per_second else "–" for way in WAYS]
        then, now = (scenes[name].statements[pattern] for name in (BEFORE, NOW))
        lines.append(f"| {page} | {then} | {now} | {' | '.join(cells)} |")
    lines.append("")
    return lines + [
        _verdict(way, partial(times, way=way), _pages(rounds, NOW, way), f"times `{revision}`") for way in WAYS
    ]


def _pages(rounds: Rounds, revision: str, way: str) -> list[str]:
    return [page for page in PAGES if (revision, way, page) in rounds.per_second]


def _verdict(way: str, value: Callable[[str], float], pages: Sequence[str], unit: str) -> str:
    values = {page: value(page) for page in pages}
    lowest = min(values, key=lambda page: values[page])
    return f"- {way}: the median page {median(values.values()):.2f} {unit}; the lowest {values[lowest]:.2f} ({lowest})"


if __name__ == "__main__":
    main()
