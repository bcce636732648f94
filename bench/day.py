"""How often a kept page serves: a day of a municipality's traffic, replayed against the rule of the page cache.

    python -m bench.day [visits]

The log is made by a fixed seed: people read by day and most in the evening, two crawlers go through everything, people
sign in, and between 19 and 21 one committee has its busy evening of support and ideas. Only the rule is replayed: which
page would have been given from memory, by today's rule and by that of version 0.2 (any event forgets all pages).
"""

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import insert

from portal.app import create_app
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.pages.page_cache import KEPT_FOR, Kept, PageCache, holds, version_now

COMMITTEES, PAGES_OF_EACH, PAGES_OF_ALL, ARCHIVE = 20, 60, 12, 3_000
FOR_ALL, IN_THE_BUSY_ONE, SUPPORT = (
    0.35,
    0.5,
    0.8,
)  # shares of readings, of those in the evening, and of what happens there
KEPT_BEFORE = timedelta(minutes=1)  # after it was last read
HOURS = (1, 1, 1, 1, 1, 2, 5, 9, 10, 10, 9, 9, 10, 9, 8, 8, 9, 10, 12, 22, 20, 14, 8, 3)  # how people read, by the hour
SIGN_INS, SUPPORTS, DEEDS = 400, 600, 120  # of a day
START = datetime(2026, 11, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """One line of the log: a page that is read, of a committee or of all, or something that happens."""

    second: int
    page: str
    committee: int | None
    event: EventType | None = None


def log(visits: int, chance: random.Random) -> list[Line]:
    """The day, in order."""
    return sorted(_lines(visits, chance), key=lambda line: line.second)


def _lines(visits: int, chance: random.Random) -> Iterator[Line]:
    for _ in range(visits):
        second = _second(chance)
        is_evening = 19 * 3600 <= second < 21 * 3600
        yield _read(second, chance, busy=is_evening and chance.random() < IN_THE_BUSY_ONE)
    for number in range(ARCHIVE):  # a crawler takes its time, another one is in a hurry
        for length, begins in ((86_000, 0), (3_600, 3 * 3600)):
            committee = number % COMMITTEES
            yield Line(begins + number * length // ARCHIVE, f"archive-{number}", committee)
    for _ in range(SIGN_INS):
        yield Line(_second(chance), "", None, EventType.SIGNED_IN)
    for _ in range(SUPPORTS):
        evening, kind = 19 * 3600 + chance.randrange(7_200), chance.random()
        yield Line(evening, "", 0, EventType.IDEA_SUPPORTED if kind < SUPPORT else EventType.IDEA_SUBMITTED)
    for _ in range(DEEDS):
        yield Line(_second(chance), "", chance.randrange(COMMITTEES), EventType.COMMITTEE_EDITED)


def _second(chance: random.Random) -> int:
    return chance.choices(range(24), HOURS)[0] * 3600 + chance.randrange(3600)


def _read(second: int, chance: random.Random, *, busy: bool) -> Line:
    if not busy and chance.random() < FOR_ALL:
        return Line(second, f"all-{min(int(chance.paretovariate(1)) - 1, PAGES_OF_ALL - 1)}", None)
    committee = 0 if busy else chance.randrange(COMMITTEES)
    page = min(int(chance.paretovariate(0.8)) - 1, PAGES_OF_EACH - 1)
    return Line(second, f"{committee}-{page}", committee)


def replay(lines: list[Line]) -> tuple[float, float]:
    """The shares of readings that today's rule, and the old one, would have answered from memory."""
    cache, old, happened, hits, hits_before, read = PageCache(), {}, 0, 0, 0, 0
    for line in lines:
        now = START + timedelta(seconds=line.second)
        with clock.frozen(now):
            if line.event:
                facts = {"type": line.event, "subject_kind": "committee", "subject_id": 1, "details": {}}
                db.session.execute(insert(Event).values(**facts, committee_id=line.committee, created_at=now))
                happened += 1
                continue
            read += 1
            page = cache.get(line.page)
            if page is not None and holds(page):
                hits += 1
            else:
                cache.put(line.page, Kept(version_now(), line.committee, now + KEPT_FOR, b"", ""))
            hits_before += old.get(line.page, (-1, START)) >= (happened, now)
            old[line.page] = (happened, now + KEPT_BEFORE)
    return hits / read, hits_before / read


def main(visits: int) -> None:
    """Fill an empty database with nothing but the day's events, and print the shares."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PORTAL_DATABASE_URL": f"sqlite:///{folder}/day.db", "PORTAL_SECRET_KEY": "bench"}
        app = create_app({"INSTANCE_PATH": folder, "SEARCH_FOLDER": str(Path(folder) / "search")})
        with app.app_context():
            db.create_all()
            chance = random.Random(17)
            lines = log(visits, chance)
            now, before = replay(lines)
            evening = [line for line in lines if 19 * 3600 <= line.second < 21 * 3600]
            late, late_before = replay(evening)
    gaps = [later.second - earlier.second for earlier, later in pairwise(lines)]
    print(f"{len(lines)} lines, one in {sum(gaps) / len(gaps):.1f} s; {SIGN_INS} sign-ins, {SUPPORTS + DEEDS} deeds")
    print(
        f"from memory, the whole day    {now:.0%}   by the rule of version 0.2 {before:.0%}   ratio {now / before:.2f}"
    )
    print(f"from memory, busy evening     {late:.0%}   by the rule of version 0.2 {late_before:.0%}"
          f"   ratio {late / late_before:.2f}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000)
