"""A walk through the filled demonstration: as each of its people, to every page that any page leads to.

Tests share one walk (`walk`), so that each can ask something else of every page that people really see: whether its
links lead somewhere, what its words say, how it is built. Addresses with a question mark are followed from pages
without one only: filters, sorting and paging are tried one step deep. Every value of a filter, and every page that
one only reads or reports something on, is opened by the first who comes to it; those who come later open one of each.
"""

import pickle
import re
import shutil
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from flask import template_rendered

from portal.demo.people import PASSWORD, demo_people
from portal.demo.story import read_story
from portal.foundation import clock
from tests.fjordby import made_once, portal_in, run_folder
from tests.tags import TagReader

VISITOR = "visitor"
RETURNS = {"next", "back"}  # where one goes afterwards; the page itself is the same
# Pages that are built alike for whoever may open them, however many there are
ALIKE = (
    re.compile(r"(/anmeld/)"),
    re.compile(r"(/beslutninger/)\d+/\d+$"),
    re.compile(r"(/forslag/)\d+(/version/)\d+$"),
    re.compile(r"(/udvalg/[^/]+/ideer/temaer/)\d+$"),
)
# Addresses of what lies within a committee, or is one of its things
OF_A_COMMITTEE = re.compile(
    r"/udvalg/(?!nyt)[^/?]+/|/(?:ideer|moeder|udvalgsmoeder|forslag|anbefalinger)/\d+|/svar/\d+/"
)
UNSEEN = {"script", "style", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
OURS = "http://localhost"


@dataclass
class Form:
    """A form as a page shows it."""

    action: str
    method: str
    fields: list[dict] = field(default_factory=list)
    """Inputs, textareas, selects and buttons: their attributes, their tag, and what stands in them."""


@dataclass
class Link:
    """Where a link leads, and what it says."""

    address: str
    words: str = ""


class Parsed(TagReader):
    """What a page holds: ids, links, forms, and the words that can be seen."""

    def __init__(self, html: str, path: str) -> None:
        self.path = path
        self.ids: set[str] = set()
        self.links: list[Link] = []
        self.forms: list[Form] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self._link: Link | None = None
        self._form: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._within: dict | None = None  # the field whose words are read
        self._options: list[dict] = []
        self.feed(html)

    @property
    def words(self) -> str:
        """All that can be read on the page, piece by piece."""
        return "\n".join(self.texts)

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "a" and "href" in found:
            self._link = Link(urljoin(self.path, found["href"]))
            self.links.append(self._link)
        elif tag == "form":
            self._begin_form(found)
        elif tag in {"input", "textarea", "select", "button", "option"}:
            self._field(tag, found)

    def _begin_form(self, found):
        action = urljoin(self.path, found.get("action") or self.path)
        self._form = Form(action, found.get("method", "get").lower())
        self.forms.append(self._form)
        if "id" in found:
            self._by_id[found["id"]] = self._form

    def _field(self, tag, found):
        one = found | {"tag": tag, "words": ""}
        if tag == "option":
            self._options[-1]["options"].append(one)
            self._within = one
            return
        if tag == "select":
            one["options"] = []
            self._options.append(one)
        form = self._by_id.get(found["form"]) if "form" in found else self._form
        if form is not None:
            form.fields.append(one)
        if tag in {"textarea", "button"}:
            self._within = one

    def handle_endtag(self, tag):
        while self._open and self._open[-1] != tag and tag in self._open:
            self._open.pop()
        if self._open and self._open[-1] == tag:
            self._open.pop()
        if tag == "a":
            self._link = None
        if tag == "form":
            self._form = None
        if tag in {"textarea", "button", "option", "select"}:
            self._within = None

    def handle_data(self, data):
        if self._within is not None:
            self._within["words"] += data
        if not data.strip() or UNSEEN.intersection(self._open[-2:]):
            return
        self.texts.append(" ".join(data.split()))
        if self._link is not None:
            self._link.words = f"{self._link.words} {self.texts[-1]}".strip()


@dataclass
class Visit:
    """One page as one person saw it."""

    who: str
    """The person's address, or `visitor`."""
    path: str
    status: int
    location: str | None
    mimetype: str
    html: str
    """What was answered; empty for what is not text."""
    page: Parsed | None
    """Nothing where the answer is not HTML: a feed, a table, a redirect."""
    templates: tuple[str, ...]
    """Which templates it was written with, the outermost first."""
    came_from: str
    """The page whose link led here first, with the words of the link."""

    def __str__(self) -> str:
        return f"{self.who} {self.path} ({self.status}), from {self.came_from}"


class Walker:
    """One person's browser, going everywhere once."""

    def __init__(self, app, who: str, walked: set[str]) -> None:
        """`walked` are the addresses that somebody has been to; it is added to."""
        self.app, self.who, self.walked = app, who, walked
        self.browser = app.test_client()
        self.seen: set[str] = set()
        self.ahead: deque[tuple[str, str]] = deque()
        if who != VISITOR:
            signed_in = self.browser.post("/log-ind", data={"email": who, "password": PASSWORD})
            assert signed_in.status_code == 302, f"{who} cannot sign in"

    def walk(self):
        """Every page that can be reached from the front page; the desk and the like are in its menu."""
        self._plan("/", "the start")
        while self.ahead:
            path, came_from = self.ahead.popleft()
            visit = self._open(path, came_from)
            yield visit
            if visit.location:
                self._plan(urljoin(path, visit.location), f"{path} (sent on)", is_deep=True)
            if visit.page is not None:
                self._look_around(visit)

    def _open(self, path, came_from):
        names = []
        note = lambda _app, template, **_more: names.append(template.name)  # noqa: E731
        with template_rendered.connected_to(note, self.app):
            response = self.browser.get(path, buffered=True)
        is_page = response.mimetype == "text/html" and not response.location
        html = response.text if response.mimetype.startswith("text/") or response.mimetype.endswith("xml") else ""
        page = Parsed(html, path) if is_page else None
        came = (response.status_code, response.location, response.mimetype, html)
        return Visit(self.who, path, *came, page, tuple(reversed(names)), came_from)

    def _look_around(self, visit):
        is_deep = bool(urlsplit(visit.path).query)
        for link in visit.page.links:
            self._plan(link.address, f"{visit.path} “{link.words}”", is_deep)
        for form in visit.page.forms:
            if form.method == "get":
                self._plan(sent_with(form), f"{visit.path} (form)", is_deep)

    def _plan(self, address, came_from, is_deep=False):
        path = one_of_its_kind(address)
        if path is None or path in self.seen or (is_deep and _is_narrowed(path)):
            return
        kind = _kind_of(path)
        if path in self.walked and kind in self.seen:
            return
        self.seen |= {path, kind}
        self.walked.add(path)
        self.ahead.append((path, came_from))


def _kind_of(path):
    """What an address has in common with others that differ only in what they are narrowed to, or report."""
    parts = urlsplit(path)
    names = sorted({name for name, _value in parse_qsl(parts.query)})
    alike = next((found for pattern in ALIKE if (found := pattern.match(parts.path))), None)
    path = "…".join(alike.groups()) if alike else parts.path
    return f"kind of {path}?{'&'.join(names)}"


def _is_narrowed(path):
    """Whether an address asks for a part of a page: what is not merely where one goes afterwards."""
    return any(name not in RETURNS for name, _value in parse_qsl(urlsplit(path).query))


def one_of_its_kind(address: str) -> str | None:
    """The address as it is walked to: without what stands after #, one way back for all; nothing if it leads away."""
    parts = urlsplit(address)
    if (parts.scheme and parts.scheme not in {"http", "https"}) or parts.netloc not in {"", "localhost"}:
        return None
    if parts.path.startswith(("/static/", "/sprog/")):
        return None
    query = sorted({(name, "/" if name in RETURNS else value) for name, value in parse_qsl(parts.query)})
    return (parts.path or "/") + (f"?{urlencode(query)}" if query else "")


def sent_with(form: Form) -> str:
    """Where a form of method GET leads as the page shows it."""
    chosen = [(f["name"], chosen_value(f)) for f in form.fields if f.get("name") and is_sent(f)]
    return form.action.partition("?")[0] + "?" + urlencode([(name, value) for name, value in chosen if value])


def is_sent(one: dict) -> bool:
    """Whether a browser would send the field when nobody touches the form; buttons are pressed apart."""
    if one["tag"] == "button" or one.get("type") in {"submit", "button", "file", "image"} or "disabled" in one:
        return False
    return one.get("type") not in {"checkbox", "radio"} or "checked" in one


def chosen_value(one: dict) -> str:
    """What a browser would send for the field."""
    if one["tag"] == "textarea":
        return one["words"].removeprefix("\n")
    if one["tag"] == "select":
        options = one["options"]
        chosen = [option for option in options if "selected" in option] or options[:1]
        return chosen[0].get("value", chosen[0]["words"]) if chosen else ""
    return one.get("value", "on" if one.get("type") in {"checkbox", "radio"} else "")


def the_cast() -> list[str]:
    """The addresses of those whom the README's table names, in its order, after a visitor."""
    return [VISITOR, *(email for _what, _name, email in demo_people(read_story(clock.today())))]


def endpoint_of(app, path: str, method: str = "GET") -> tuple[str, dict]:
    """Which route an address belongs to, with its values."""
    return app.url_map.bind("localhost").match(urlsplit(path).path, method=method)


@pytest.fixture(scope="session")
def walked_portal(fjordby_folder, tmp_path_factory):
    """The demonstration that is walked through: a copy, because signing in leaves a trace."""
    return portal_in(shutil.copytree(fjordby_folder, tmp_path_factory.mktemp("walk") / "instance"))


@pytest.fixture(scope="session")
def walk(walked_portal, worker_id, tmp_path_factory):
    """Every page that each of the cast and a visitor come to: a list of `Visit`, walked by one process for all."""

    def go(where):
        walked = set()
        visits = [visit for who in the_cast() for visit in Walker(walked_portal, who, walked).walk()]
        where.write_bytes(pickle.dumps(visits))

    seen = made_once(run_folder(worker_id, tmp_path_factory) / "walk", go)
    return pickle.loads(seen.read_bytes())  # noqa: S301 - we wrote it


def shape(path: str) -> str:
    """An address without its numbers and names, to put faults of one kind together."""
    return re.sub(r"\d+", "1", re.sub(r"^/udvalg/[^/]+", "/udvalg/…", path))
