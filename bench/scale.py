"""`make bench-scale`: what a page costs in a large municipality, as a multiple of what it costs in a small one.

    python -m bench.scale [--ideas 20000] [--seconds 0.5] [--rounds 3] [--write]

Two scenes, of 1,000 ideas and of as many as are asked for, are served side by side by this revision, and each page is
made anew by both in interleaved rounds. Compared is processor time, which a busy machine changes little; where the
system does not tell it, the time by the clock.
"""

import argparse
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.__main__ import DESK, PAGES
from bench.document import put
from bench.load import measure
from bench.revision import HERE, Scene, Server, filled, served
from bench.scene import COMMITTEES
from portal.foundation.paging import PER_PAGE

SMALL = 1_000
AIM = 1.5
LAST = "ideas, last page"


def pages_of(ideas: int) -> Mapping[str, str]:
    """The pages that are compared, with the last of a list."""
    last = -(-ideas // COMMITTEES // PER_PAGE)
    return {**PAGES, LAST: f"/udvalg/udvalg-1/ideer/?side={last}"}


def main() -> None:
    """Fill both, serve both, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ideas", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=0.5, help="how long a page is asked for in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    chosen = parser.parse_args()
    costs: dict[str, dict[int, list[float]]] = {page: {} for page in pages_of(SMALL)}
    with tempfile.TemporaryDirectory(prefix="portal-scale-") as made, ExitStack() as stack:
        folder, served_by = Path(made), dict[int, tuple[Scene, Server]]()
        for number, ideas in enumerate((SMALL, chosen.ideas)):
            scene = filled(HERE, folder / str(ideas), ideas, [*PAGES.values()])
            fresh = {**scene.environment, "PORTAL_PAGE_CACHE": "0"}
            served_by[ideas] = scene, stack.enter_context(served(HERE, "wsgi:app", 8971 + number, fresh))
        for turn in range(chosen.rounds + 1):
            for page, found in costs.items():
                for ideas, (scene, server) in served_by.items():
                    cost = _cost(server, scene, pages_of(ideas)[page], chosen.seconds)
                    if turn:  # the first warms up
                        found.setdefault(ideas, []).append(cost)
    lines = _table(costs, chosen.ideas)
    print("\n".join(lines))
    if chosen.write:
        put("What size costs", lines)


def _cost(server: Server, scene: Scene, pattern: str, seconds: float) -> float:
    """Milliseconds of processor time for one answer."""
    before = server.cpu_seconds()
    cookie = scene.cookies["secretary"] if pattern == DESK else ""
    rate = measure(server.port, pattern.format(year=scene.year), seconds, cookie)
    return ((server.cpu_seconds() - before) or seconds) * 1000 / rate.answers


def _table(costs: Mapping[str, Mapping[int, list[float]]], ideas: int) -> list[str]:
    lines = [
        f"Made by `make bench-scale`: pages made anew, milliseconds of processor time at {SMALL} and at {ideas} ideas.",
        "",
        f"| page | {SMALL} | {ideas} | ratio |",
        "|---|--:|--:|--:|",
    ]
    ratios = {}
    for page, found in costs.items():
        small, large = median(found[SMALL]), median(found[ideas])
        ratios[page] = large / small
        lines.append(f"| {page} | {small:.1f} | {large:.1f} | {ratios[page]:.2f} |")
    above = [f"{page} {ratio:.2f}" for page, ratio in ratios.items() if ratio > AIM]
    return [*lines, "", f"- the median page {median(ratios.values()):.2f}; above {AIM}: {', '.join(above) or 'none'}"]


if __name__ == "__main__":
    main()
