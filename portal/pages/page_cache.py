"""Pages for readers without a cookie, kept in memory for as long as nothing has happened.

Everything that changes anything records an event, so the number of the last event is a version of all public content:
one small question decides whether a kept page still holds. Times of day show on pages too, so none is kept for long.
They are kept as they go over the wire, compressed. Nothing secret is in them, so their size tells nobody anything.
"""

import gzip
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, Response, g, request, session
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.handed import Handed

KEPT_FOR = 60.0  # seconds; also bounds what a late commit on PostgreSQL (a lower number after a higher) can hide
SEARCH_KEPT_FOR = 5.0  # the index follows the database at its own pace, a moment later
MOST_PAGES = 500
LARGEST = 80_000  # bytes, compressed to about a fifth
FAST = 6
NEVER_KEPT = frozenset({"static", "pages.alive", "pages.ready", "recruitment.own"})
NEVER_KEPT_ROOMS = frozenset({"accounts", "notifications"})


@dataclass
class Kept:
    """One page as it was at an event; the body is compressed."""

    version: int
    until: float
    body: bytes
    content_type: str


@dataclass
class PageCache:
    """The pages of one process, the longest unread forgotten first."""

    pages: OrderedDict[str, Kept] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, address: str, version: int) -> Kept | None:
        with self.lock:
            page = self.pages.get(address)
            if page is None or page.version != version or page.until < time.monotonic():
                self.pages.pop(address, None)
                return None
            self.pages.move_to_end(address)
            return page

    def put(self, address: str, page: Kept) -> None:
        with self.lock:
            self.pages[address] = page
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)


page_cache: Handed[PageCache] = Handed("the pages kept in memory")


def init_page_cache(app: Flask) -> None:
    """Answer readers without a cookie from memory where that is as good. `PAGE_CACHE` false turns it off."""
    if not app.config["PAGE_CACHE"]:
        return
    cache = PageCache()
    page_cache.hand(app, cache)

    @app.before_request
    def answer_from_memory() -> Response | None:
        if not _may_be_kept(app):
            return None
        version = db.session.scalar(select(func.max(Event.id))) or 0
        page = cache.get(_address(), version)
        if page is None:
            g.content_version = version
            return None
        return _sent(Response(content_type=page.content_type), page.body)

    @app.after_request
    def keep(response: Response) -> Response:
        version = g.pop("content_version", None)
        if version is None or session.modified or not _is_a_page(response):
            return response
        body = gzip.compress(response.get_data(), FAST, mtime=0)
        if len(body) <= LARGEST:
            cache.put(_address(), Kept(version, time.monotonic() + _kept_for(), body, response.content_type))
        return _sent(response, body)


def _is_a_page(response: Response) -> bool:
    return response.status_code == 200 and response.mimetype == "text/html" and not response.direct_passthrough  # noqa: PLR2004


def _sent(response: Response, compressed: bytes) -> Response:
    takes_gzip = bool(request.accept_encodings["gzip"])
    response.set_data(compressed if takes_gzip else gzip.decompress(compressed))
    if takes_gzip:
        response.content_encoding = "gzip"
    response.headers.setdefault("Cache-Control", "no-cache")
    response.vary.update(("Cookie", "Accept-Encoding"))
    return response


def _may_be_kept(app: Flask) -> bool:
    endpoint = request.endpoint or ""
    return (
        request.method == "GET"
        and app.config["SESSION_COOKIE_NAME"] not in request.cookies
        and endpoint not in NEVER_KEPT
        and endpoint.partition(".")[0] not in NEVER_KEPT_ROOMS
    )


def _kept_for() -> float:
    return SEARCH_KEPT_FOR if (request.endpoint or "").startswith("search.") else KEPT_FOR


def _address() -> str:
    return f"{request.host_url}{request.full_path}"
