"""Pages for readers without a cookie, kept in memory for as long as nothing has happened that shows on them.

Whoever has a cookie is shown the content of such a page too, where a room has declared that it is theirs as well: see
`pages/sharing.py`.

Everything that changes anything records an event, so events are the version of all public content: one small question
decides whether a kept page still holds. A page within a committee holds whatever happens in others. Times of day show
on pages too, so none is kept for long, and whatever the rule overlooks is five minutes late at most.
They are kept as they go over the wire, compressed. Nothing secret is in them, so their size tells nobody anything.
"""

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from threading import Lock

from flask import Flask, Response, current_app, g, request, session
from sqlalchemy import bindparam, or_, select

from portal.events.models import Event
from portal.events.types import GONE_EVERYWHERE, SHOWN_NOWHERE
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.handed import Handed
from portal.foundation.headers import is_opened_by_a_key
from portal.pages.sharing import ask_as_a_stranger, in_the_readers_shell, is_shared_with_the_reader

KEPT_FOR = timedelta(minutes=5)  # and never past midnight in Denmark, when days that are left become fewer
SEARCH_KEPT_FOR = timedelta(seconds=5)  # the index follows the database at its own pace, a moment later
MOST_PAGES = 500
MIDNIGHT = time(0)
LARGEST = 80_000  # bytes, compressed to about a fifth
FAST = 6
LOOKED_BACK = 50  # numbers among which one may still be missing
NEVER_KEPT = frozenset({"static", "pages.alive", "pages.ready"})
NEVER_KEPT_ROOMS = frozenset({"accounts", "notifications"})


_latest = select(Event.id).order_by(Event.id.desc()).limit(LOOKED_BACK)
_shows = select(Event.id).where(
    or_(Event.id > bindparam("last"), Event.id.in_(bindparam("missing", expanding=True))),
    Event.type.not_in(SHOWN_NOWHERE),
)
_within = or_(
    Event.committee_id == bindparam("committee"), Event.committee_id.is_(None), Event.type.in_(GONE_EVERYWHERE)
)
_is_there = select(Event.id).where(Event.id == bindparam("last")).exists()
_since = select(_shows.exists(), _is_there)
_since_within = select(_shows.where(_within).exists(), _is_there)


@dataclass(frozen=True)
class Version:
    """What had happened when a page was made.

    `missing` are numbers below the last that nobody could see yet: on PostgreSQL a slow transaction commits a lower
    number after a higher one, and a page that was made in between is then made anew.
    """

    last: int
    missing: tuple[int, ...]


def version_now() -> Version:
    """To be asked before anything is read for the page."""
    latest = db.session.scalars(_latest).all()
    last = max(latest, default=0)
    return Version(last, tuple(set(range(max(1, last - LOOKED_BACK + 1), last)) - set(latest)))


@dataclass(frozen=True)
class Kept:
    """One page as it was at a version; the body is compressed. It belongs to a committee, or to the whole portal."""

    version: Version
    committee_id: int | None
    until: datetime
    body: bytes
    content_type: str


@dataclass
class PageCache:
    """The pages of one process, the longest unread forgotten first."""

    pages: OrderedDict[str, Kept] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, address: str) -> Kept | None:
        """The page, unless it has grown too old; it must still be asked whether it holds."""
        with self.lock:
            page = self.pages.get(address)
            if page is None or page.until < clock.now():
                self.pages.pop(address, None)
                return None
            self.pages.move_to_end(address)
            return page

    def forget(self, address: str) -> None:
        with self.lock:
            self.pages.pop(address, None)

    def put(self, address: str, page: Kept) -> None:
        with self.lock:
            self.pages[address] = page
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)


def holds(page: Kept) -> bool:
    """Whether nothing has happened since it was made that may show on it; one query.

    Where its last event is gone, the database is another one, put back from a copy.
    """
    version, within = page.version, page.committee_id
    since = {"last": version.last, "missing": version.missing} | ({"committee": within} if within else {})
    something, is_there = db.session.execute(_since_within if within else _since, since).one()
    return not something and (is_there or not version.last)


page_cache: Handed[PageCache] = Handed("the pages kept in memory")


def init_page_cache(app: Flask) -> None:
    """Answer from memory where that is as good. `PAGE_CACHE` false turns it off."""
    if app.config["PAGE_CACHE"]:
        page_cache.hand(app, PageCache())
        app.before_request(_from_memory)
        app.after_request(_keep)


def _from_memory() -> Response | None:
    if not _may_be_kept():
        return None
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return _with_a_strangers_content() if is_shared_with_the_reader() else None
    page = _that_holds()
    if page is not None:
        return _sent(Response(content_type=page.content_type), page.body)
    g.content_version = version_now()
    return None


def _with_a_strangers_content() -> Response | None:
    page = _that_holds()
    if page is None:
        ask_as_a_stranger()
        page = page_cache().get(_address())  # made just now, or not there: what a stranger may not see is not kept
    return in_the_readers_shell(gzip.decompress(page.body).decode()) if page is not None else None


def _that_holds() -> Kept | None:
    """The page as it would be made now; what no longer holds is forgotten, whether or not it can be made anew."""
    page = page_cache().get(_address())
    if page is None or holds(page):
        return page
    page_cache().forget(_address())
    return None


def _keep(response: Response) -> Response:
    version = g.pop("content_version", None)
    if version is None or session.modified or not _is_a_page(response):
        return response
    body, until = gzip.compress(response.get_data(), FAST, mtime=0), _kept_until()
    if len(body) <= LARGEST:
        page_cache().put(_address(), Kept(version, g.get("committee_of_page"), until, body, response.content_type))
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


def _may_be_kept() -> bool:
    endpoint = request.endpoint or ""
    return (
        request.method in {"GET", "HEAD"}
        and not is_opened_by_a_key()
        and endpoint not in NEVER_KEPT
        and endpoint.partition(".")[0] not in NEVER_KEPT_ROOMS
    )


def _kept_until() -> datetime:
    if (request.endpoint or "").startswith("search."):
        return clock.now() + SEARCH_KEPT_FOR
    tomorrow = datetime.combine(clock.today() + timedelta(days=1), MIDNIGHT)
    return min(clock.now() + KEPT_FOR, clock.moment_in_denmark(tomorrow))


def _address() -> str:
    return f"{request.host_url}{request.full_path}"
