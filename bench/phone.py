"""What a phone on a slow connection has of a page: Lighthouse on the front page, a committee and an idea.

    python -m bench.phone [--runs 3] [--write]

Needs Node (npx fetches Lighthouse 13.5.0) and a whole Chromium, as a phone has one. Lighthouse's own settings for a
phone: a simulated slow 4G and a quarter of this machine's speed. Medians of the runs; what is beyond an aim is named,
and then the command fails.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from bench.__main__ import PAGES
from bench.document import put
from bench.revision import HERE, filled, served
from tools import chromium

LIGHTHOUSE = "lighthouse@13.5.0"
READ = ("front page", "committee", "idea")
FLAGS = "--headless=new --no-sandbox --disable-gpu"
Numbers = Mapping[str, float]
# What is read from a report, and its aim: at most so much, or at least where it is marked
AIMS: Mapping[str, tuple[Callable[[dict], float], float, bool]] = {
    "paint, ms": (lambda report: report["audits"]["largest-contentful-paint"]["numericValue"], 1_800, False),
    "shift": (lambda report: report["audits"]["cumulative-layout-shift"]["numericValue"], 0.02, False),
    "KB": (lambda report: report["audits"]["total-byte-weight"]["numericValue"] / 1024, 110, False),
    "requests": (lambda report: len(report["audits"]["network-requests"]["details"]["items"]), 8, False),
    "performance": (lambda report: report["categories"]["performance"]["score"] * 100, 98, True),
    "accessibility": (lambda report: report["categories"]["accessibility"]["score"] * 100, 100, True),
    "seo": (lambda report: report["categories"]["seo"]["score"] * 100, 100, True),
}


def main() -> None:
    """Fill, serve, let Lighthouse look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    chosen = parser.parse_args()
    browser, npx = chromium.find(whole=True), shutil.which("npx")
    if browser is None or npx is None:
        raise SystemExit("A Chromium and Node (npx) are needed: apt-get install chromium npm")
    with tempfile.TemporaryDirectory(prefix="portal-phone-") as made:
        scene = filled(HERE, Path(made) / "scene", 1_000, [])
        with served(HERE, "wsgi:app", 8971, scene.environment) as server:
            found = {
                page: _medians([_seen(npx, browser, f"http://127.0.0.1:{server.port}{PAGES[page]}", Path(made))
                                for _ in range(chosen.runs)])
                for page in READ
            }  # fmt: skip
    lines, beyond = _table(found, chosen.runs)
    print("\n".join(lines))
    if chosen.write:
        put("What a phone has of a page", lines)
    raise SystemExit(1 if beyond else 0)


def _seen(npx: str, browser: str, address: str, folder: Path) -> Numbers:
    report = folder / "report.json"
    command = [npx, "--yes", LIGHTHOUSE, address, "--quiet", f"--chrome-flags={FLAGS}", "--output=json",
               f"--output-path={report}"]  # fmt: skip
    subprocess.run(command, env=os.environ | {"CHROME_PATH": browser}, check=True, stdout=subprocess.DEVNULL)
    told = json.loads(report.read_text())
    return {name: read(told) for name, (read, _aim, _is_least) in AIMS.items()}


def _medians(runs: list[Numbers]) -> Numbers:
    return {name: median(run[name] for run in runs) for name in AIMS}


def _table(found: Mapping[str, Numbers], runs: int) -> tuple[list[str], list[str]]:
    aims = [f"{'≥' if is_least else '≤'} {aim:g}" for _read, aim, is_least in AIMS.values()]
    lines = [
        f"Made by `python -m bench.phone`: {LIGHTHOUSE}, phone, simulated slow 4G, medians of {runs} runs.",
        "",
        f"| page | {' | '.join(AIMS)} |",
        f"|---|{'--:|' * len(AIMS)}",
        *(f"| {page} | {' | '.join(_written(numbers[name]) for name in AIMS)} |" for page, numbers in found.items()),
        f"| aim | {' | '.join(aims)} |",
    ]
    beyond = [
        f"{page}: {name}"
        for page, numbers in found.items()
        for name, (_read, aim, is_least) in AIMS.items()
        if (numbers[name] < aim if is_least else numbers[name] > aim)
    ]
    return [*lines, "", f"- beyond an aim: {', '.join(beyond) or 'none'}"], beyond


def _written(value: float) -> str:
    return f"{value:.0f}" if value >= 1 else f"{value:.3g}"


if __name__ == "__main__":
    main()
