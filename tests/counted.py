"""What stands on the lists of the portal, row by row over all their pages, as each of the cast sees them.

`LISTS` is the table: how what stands at an address is counted. A number that leads to an address without a row here has
nothing to be compared with, and tests/test_numbers.py says so.
"""

import re
from collections.abc import Callable
from urllib.parse import urljoin

from portal.demo.people import PASSWORD
from tests.walking import VISITOR, Parsed, one_of_its_kind

Pages = list[str]
"""The HTML of a list's pages."""


def rows(pattern: str) -> Callable[[Pages], int]:
    """Each thing counts once: what the pattern finds, on whichever page it stands."""
    return lambda pages: len({found for html in pages for found in re.findall(pattern, html, re.DOTALL)})


def summed(pattern: str) -> Callable[[Pages], int]:
    """The numbers that the pattern finds, together: of a list that shows its things in heaps."""
    return lambda pages: sum(number(found) for html in pages for found in re.findall(pattern, html))


def number(written: str) -> int:
    """A number as it is written in Danish."""
    return int(written.replace(".", ""))


IDEAS = rows(r'<li>\s*<h3[^>]*><a href="(/ideer/\d+)"')
HEADED = rows(r'<h3[^>]*><a href="([^"]+)"')
COMMITTEE = r"/udvalg/[^/]+/"
# An address, and how what stands there is counted
LISTS = (
    (rf"{COMMITTEE}ideer/(temaer/\d+)?", IDEAS),
    (rf"{COMMITTEE}ideer/temaer/fordel", rows(r'data-note="(\d+)"')),
    (rf"{COMMITTEE}ideer/sortering", rows(r'<a href="([^"]+)" data-way>')),
    (rf"{COMMITTEE}ideer/svar-samlet", rows(r'name="ide" value="(\d+)"')),
    (rf"{COMMITTEE}ansoegninger", rows(r'<h2 class="h3"><a href="([^"]+/ansoegninger/\d+)"')),
    (rf"{COMMITTEE}ansoegninger/svar", rows(r'name="application_ids"[^>]*?value="(\d+)"')),
    (rf"{COMMITTEE}ansoegninger/breve", rows(r'href="([^"]+/ansoegninger/breve/\d+)"')),
    (rf"{COMMITTEE}velkommen", rows(r'<section class="panel panel--accent" aria-labelledby="([^"]+)"')),
    (rf"{COMMITTEE}opfoelgning", rows(r'<li id="(loefte-\d+)"')),
    (rf"{COMMITTEE}anbefalinger/", rows(r'<article class="reco" id="([^"]+)"(?:(?!class="badge).)*?class="answer')),
    (rf"{COMMITTEE}moeder/", rows(r'<h3[^>]*><a href="(/(?:udvalgs)?moeder/\d+)"')),
    (r"/forslag/\d+/bidrag", rows(r'<article class="pledge" id="(bidrag-\d+)"')),  # what holds, not what is withdrawn
    (r"/forslag/\d+/rettelser", rows(r'id="(rettelse-\d+)"')),
    (r"/forslag-til-udvalg/", rows(r'<h3[^>]*><a href="(/forslag-til-udvalg/\d+)"')),
    (r"/(soeg|beslutninger/)", rows(r'<li>\s*<h3[^>]*><a href="([^"]+)"')),
    (r"/debat/[^/]+/\d+", rows(r'<li id="(indlaeg-\d+)"')),
    (r"/debat/\d+", rows(r'<li id="(svar-\d+)"')),
    (r"/deltag", HEADED),
    (r"/udvalg/", rows(r'<li class="tile">.*?<h3[^>]*><a href="([^"]+)"')),
    (r"/arkiv/", rows(r'<h3[^>]*><a href="(/arkiv/[^"]+)"')),
    (r"/beskeder/\d+", lambda pages: sum(html.count("<li><p>") for html in pages)),
    (r"/beskeder", summed(r'<span class="eyebrow">([\d.]+) nye? beske')),
    (r"/administration/personer", rows(r'<h2 class="h3"><a href="(/administration/personer/\d+)"')),
    (r"/moeder/\d+/deltagere", lambda pages: sum(html.count('<th scope="row">') for html in pages)),
    # A page of one thing says how many there are of something
    (r"/ideer/\d+", summed(r'<span class="support__count">([\d.]+)</span> støtter')),
    (r"/moeder/\d+", summed(r'<span class="support__count">([\d.]+)</span> ledige? plads')),
)  # fmt: skip


class Lists:
    """The walk's pages by who saw them, and those that a list goes on with, opened as they are asked for."""

    def __init__(self, app, walk) -> None:
        self._app = app
        self._html = {(visit.who, visit.path): visit.html for visit in walk if visit.page is not None}
        self._sent_on = {(visit.who, visit.path): visit.location for visit in walk if visit.location}
        self._browsers: dict[str, object] = {}
        self._counted: dict[tuple[str, str], int | None] = {}

    def has(self, who: str, address: str) -> bool:
        """Whether the person has seen all of it on the walk: the page, and that it goes on nowhere."""
        path = one_of_its_kind(address)
        return "button-next" not in self._html.get((who, path), "button-next")

    def count(self, who: str, address: str) -> int | None:
        """How many stand there, on all pages of it; nothing if `LISTS` does not say what is counted there."""
        asked = (who, one_of_its_kind(address))
        if asked not in self._counted:
            path, _html = self._open(*asked)
            counted = next((how for shape, how in LISTS if re.fullmatch(shape, path.partition("?")[0])), None)
            self._counted[asked] = counted(self.pages(who, path)) if counted else None
        return self._counted[asked]

    def pages(self, who: str, path: str) -> Pages:
        """The page and those that “Næste side” leads to, one after the other."""
        ahead, seen = [path], {}
        while ahead:
            path, html = self._open(who, ahead.pop())
            if path not in seen:
                seen[path] = html
                links = Parsed(html, path).links if "button-next" in html else ()
                ahead += [one_of_its_kind(link.address) for link in links if link.words.startswith("Næste side")]
        return list(seen.values())

    def _open(self, who, path):
        """Where one ends, and what stands there."""
        while (who, path) in self._sent_on:
            path = one_of_its_kind(urljoin(path, self._sent_on[who, path]))
        if (who, path) not in self._html:
            answer = self._browser(who).get(path, follow_redirects=True)
            assert answer.status_code == 200, f"{who} {path}"
            self._html[who, path] = answer.text
            return one_of_its_kind(answer.request.full_path.rstrip("?")), answer.text
        return path, self._html[who, path]

    def _browser(self, who):
        if who not in self._browsers:
            self._browsers[who] = browser = self._app.test_client()
            if who != VISITOR:
                browser.post("/log-ind", data={"email": who, "password": PASSWORD})
        return self._browsers[who]
