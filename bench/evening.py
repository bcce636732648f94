"""An evening at the tables, played with real HTTP on the server that `make run` starts: 60 phones at 8 tables.

    python -m bench.evening [--seconds 120] [--writers 60] [--tables 8]

Each phone writes a note every ten seconds or so, and does what the page's script does: it keeps a note until the portal
has it, sends it with the note's own key, and looks at its table every four seconds. One in four has no network for the
middle third of the time; one in six often does not hear the answer, and one in five sends what it has heard of once
more. Somebody has the screen of the room open, which looks every two seconds.

Told is whether each note is there once, how long a note took from a press to the page that shows it (the ratio is to
one phone alone), and how long the screen of the room took to count it. It ends with 1 when anything was lost or
doubled, or the room came too late.
"""

import argparse
import http.client
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from bench.document import put
from bench.evening_scene import Laid, laid_in, served

LOOKS_EVERY, ROOM_LOOKS_EVERY = 4.0, 2.0  # as static/js/at_table.js and static/js/room.js
WRITES_EVERY = 10.0
ROOM_IN_TIME = 5.0
ALONE = 15
GOES_ON, TOO_MANY = 302, 429
WRITTEN = re.compile(r"Telefon \d+ skriver note \d+\.")


@dataclass
class Told:
    """What the phones and the room have noted. Appending is safe from many threads."""

    written: list[str] = field(default_factory=list)
    heard: list[float] = field(default_factory=list)  # when the portal said that it has a note
    took: list[float] = field(default_factory=list)  # seconds from press to page
    counted: list[tuple[float, int]] = field(default_factory=list)  # when the room showed how many
    repeated: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)  # sends that found no network, or whose answer was lost
    put_off: list[int] = field(default_factory=list)  # 429: too many at once
    odd: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Played:
    """How the evening went."""

    told: Told
    kept: Counter[str]
    alone: float  # median of one phone, seconds

    @property
    def lost(self) -> set[str]:
        return set(self.told.written) - set(self.kept)

    @property
    def doubled(self) -> set[str]:
        return {text for text, count in self.kept.items() if count > 1}

    @property
    def p95(self) -> float:
        return quantiles(self.told.took, n=20)[-1]

    @property
    def room_took(self) -> float:
        """The longest time from a note that was heard to a screen that counts it."""
        heard, slowest = sorted(self.told.heard), 0.0
        shown = iter(sorted(self.told.counted))
        at, count = next(shown)
        for number, moment in enumerate(heard, 1):
            while count < number:
                at, count = next(shown, (float("inf"), number))
            slowest = max(slowest, at - moment)
        return slowest

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.told.odd) and self.room_took <= ROOM_IN_TIME

    def lines(self) -> list[str]:
        told, ratio = self.told, self.p95 / self.alone
        return [
            f"{len(told.written)} notes written, {len(self.kept)} there: "
            f"{len(self.lost)} lost, {len(self.doubled)} doubled",
            f"{len(told.repeated)} sent again after an answer, {len(told.cut)} sends cut off, "
            f"{len(told.put_off)} put off (429)",
            f"press to page: median {median(told.took) * 1000:.0f} ms, p95 {self.p95 * 1000:.0f} ms, "
            f"alone {self.alone * 1000:.0f} ms, ratio of p95 {ratio:.1f}",
            f"the room counted a note after {self.room_took:.1f} s at most ({ROOM_IN_TIME:.0f} s are allowed)",
            *(f"odd: {one}" for one in told.odd[:5]),
            "every note is there once, and the room follows" if self.is_good else "NOT GOOD",
        ]


class Browser:
    """One connection, with its cookies."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port, self.cookies = port, {}
        if cookie:
            name, _is, value = cookie.partition("=")
            self.cookies[name] = value
        self.wire = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, path: str, form: Mapping[str, str] | None = None, *, hears: bool = True) -> tuple[int, str]:
        """The status and the page; nothing where the answer is not waited for."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body, headers["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        for again in (True, False):
            try:
                self.wire.request("GET" if form is None else "POST", path, body, headers)
                if not hears:
                    self.wire.close()
                    return 0, ""
                answer = self.wire.getresponse()
                break
            except (http.client.HTTPException, OSError):  # the server has closed what was idle
                self.wire.close()
                if not again:
                    raise
        for given in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()


@dataclass
class Phone:
    """Somebody at a table, and what their phone has not yet got rid of."""

    number: int
    path: str
    told: Told
    browser: Browser
    chance: random.Random
    waiting: list[tuple[str, str, float]] = field(default_factory=list)  # key, words, when it was pressed
    page: str = ""
    notes: int = 0
    has_network: bool = True

    @property
    def loses_answers(self) -> bool:
        return self.number % 6 == 0

    @property
    def repeats(self) -> bool:
        return self.number % 5 == 0

    @property
    def is_cut_off(self) -> bool:
        return self.number % 4 == 0

    def live(self, seconds: float) -> None:
        """Write and look until the time is over, and then send what waits."""
        began, looked = time.monotonic(), 0.0
        writes_at = began + self.chance.uniform(0, WRITES_EVERY)
        while (now := time.monotonic()) < began + seconds:
            self.has_network = not (self.is_cut_off and seconds / 3 < now - began < 2 * seconds / 3)
            if now >= writes_at:
                self._write()
                writes_at = now + self.chance.uniform(0.5, 1.5) * WRITES_EVERY
            if now >= looked + LOOKS_EVERY:
                self._look()
                looked = now
            time.sleep(0.1)
        self.has_network = True
        for _again in range(60):
            self._look()
            if not self.waiting:
                return
            time.sleep(1)

    def _write(self) -> None:
        self.notes += 1
        text = f"Telefon {self.number} skriver note {self.notes}."
        self.told.written.append(text)
        self.waiting.append((f"{self.number}-{self.notes}-{self.chance.random()}", text, time.monotonic()))
        self.send_all()

    def _look(self) -> None:
        if self.has_network:
            status, page = self.browser.ask(self.path)
            self._note(status, {200})
            self.page = page if status == 200 else self.page  # noqa: PLR2004
        self.send_all()

    def send_all(self) -> None:
        while self.waiting and self._send(*self.waiting[0]):
            self.waiting.pop(0)

    def _send(self, key: str, text: str, pressed: float) -> bool:
        if not self.has_network:
            self.told.cut.append(self.number)
            return False
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        if token is None:  # the page has not come yet
            return False
        form = {"csrf_token": token[1], "submission_key": key, "body": text}
        if self.loses_answers and self.chance.random() < 0.5:  # noqa: PLR2004
            self.browser.ask(self.path, form, hears=False)
            self.told.cut.append(self.number)
            return False
        began = time.monotonic()
        status, _page = self.browser.ask(self.path, form)
        if status != GOES_ON:
            self.told.put_off.extend([self.number] if status == TOO_MANY else [])
            self._note(status, {TOO_MANY})
            return False
        self.told.heard.append(time.monotonic())
        _status, self.page = self.browser.ask(self.path)
        self.told.took.append(time.monotonic() - began)
        if self.repeats:
            self._note(self.browser.ask(self.path, form)[0], {GOES_ON, TOO_MANY})
            self.told.repeated.append(self.number)
        return True

    def _note(self, status: int, expected: set[int]) -> None:
        if status not in expected:
            self.told.odd.append(f"phone {self.number} was answered {status}")


def watch(laid: Laid, told: Told, is_over: threading.Event) -> None:
    """The screen in the room, which looks until the evening is over, and once more."""
    browser, last = Browser(laid.port, laid.cookie), False
    while not last:
        last = is_over.is_set()
        _status, page = browser.ask(laid.room)
        found = re.search(r'data-come="(\d+)"', page)
        told.counted.append((time.monotonic(), int(found[1]) - ALONE if found else 0))
        is_over.wait(ROOM_LOOKS_EVERY)
    browser.wire.close()


def play(folder: Path, *, writers: int = 60, tables: int = 8, seconds: float = 120, seed: int = 1) -> Played:
    """The whole evening, with a database and a server of its own in `folder`."""
    laid = laid_in(folder, tables)
    with served(laid):
        alone = _alone(laid)
        told, is_over, chance = Told(), threading.Event(), random.Random(seed)
        phones = [
            Phone(number, laid.pages[number % tables], told, Browser(laid.port), random.Random(chance.random()))
            for number in range(writers)
        ]
        room = threading.Thread(target=watch, args=(laid, told, is_over))
        lives = [threading.Thread(target=phone.live, args=(seconds,)) for phone in phones]
        for thread in (room, *lives):
            thread.start()
        for thread in lives:
            thread.join()
        is_over.set()
        room.join()
        for phone in phones:
            phone.browser.wire.close()
        told.odd.extend(f"phone {phone.number} still keeps {len(phone.waiting)}" for phone in phones if phone.waiting)
        return Played(told, _kept(laid), alone)


def _alone(laid: Laid) -> float:
    """What a note takes when nobody else writes, at a table that takes no part."""
    told = Told()
    phone = Phone(1, laid.spare, told, Browser(laid.port), random.Random(1))
    phone.page = phone.browser.ask(laid.spare)[1]
    for number in range(ALONE):
        phone.waiting.append((f"alone-{number}", f"Alene {number}", 0.0))
        phone.send_all()
    phone.browser.wire.close()
    return median(told.took)


def _kept(laid: Laid) -> Counter[str]:
    """What every phone can read at the end."""
    browser = Browser(laid.port)
    pages = [browser.ask(f"{path}?alle")[1] for path in laid.pages]
    browser.wire.close()
    return Counter(text for page in pages for text in WRITTEN.findall(page))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--writers", type=int, default=60)
    parser.add_argument("--tables", type=int, default=8)
    parser.add_argument("--write", action="store_true", help="put it into docs/performance.md")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-evening-") as folder:
        played = play(Path(folder), writers=chosen.writers, tables=chosen.tables, seconds=chosen.seconds)
    print("\n".join(played.lines()))
    if chosen.write:
        made = f"{chosen.writers} phones at {chosen.tables} tables for {chosen.seconds:.0f} s, on SQLite"
        put(
            "An evening at the tables",
            [f"Made by `python -m bench.evening`: {made}.", "", *(f"- {line}" for line in played.lines())],
        )
    sys.exit(0 if played.is_good else 1)


if __name__ == "__main__":
    main()
