"""Searching all that is public, or the decisions alone: as a page, as a feed and as a table to take home."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, current_app, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from portal.foundation import clock
from portal.pages.search_export import csv_lines
from portal.pages.search_labels import one_of_kind, result_label
from portal.pages.search_panel import SearchPanel, search_panel
from portal.search.documents import Facet
from portal.search.index import SearchIndex, search_index
from portal.search.parameters import query_string, read_query
from portal.search.query import Sort
from portal.search.results import FoundPage, FoundRecord, search_records

search = Blueprint("search", __name__)

DECISIONS = "decision"
FEED_LENGTH = 30


def the_index() -> SearchIndex:
    """The index of this portal."""
    return search_index()


@search.get("/soeg")
def index() -> ResponseReturnValue:
    """Everything public."""
    found = search_records(the_index(), read_query(request.args))
    return _page("pages/search.html", found, search_panel(found, "/soeg"))


@search.get("/beslutninger/")
def decisions() -> ResponseReturnValue:
    """Decisions alone, the newest first until something is asked; then the one that fits best is opened."""
    query = read_query(request.args, kinds=[DECISIONS])
    found = search_records(the_index(), query)
    panel = search_panel(found, "/beslutninger/", fixed=(Facet.KIND,))
    return _page("pages/decisions.html", found, panel, opened=_best(found))


def _best(found: FoundPage) -> FoundRecord | None:
    """The one that fits best, where words were asked for and the reader looks at the top of the list."""
    query = found.query
    if not query.text or query.sort is not Sort.BEST or found.relaxed or found.page.has_prev:
        return None
    return next(iter(found.page.items), None)


@search.get("/soeg.csv")
def csv() -> ResponseReturnValue:
    """The same question as a table."""
    lines = csv_lines(the_index(), read_query(request.args), current_app.config["BASE_URL"])
    headers = {"Content-Disposition": "attachment; filename=soegning.csv"}
    return Response(stream_with_context(lines), mimetype="text/csv", headers=headers)


@search.get("/soeg/foelg")
def follow() -> ResponseReturnValue:
    """What a feed is, and the address of this one: a feed itself is nothing to look at."""
    found = search_records(the_index(), read_query(request.args))
    panel = search_panel(found, "/soeg")
    address = current_app.config["BASE_URL"] + panel.feed
    back = f"/soeg{query_string(found.query)}"
    return render_template("pages/search_follow.html", panel=panel, address=address, back=back)


@search.get("/soeg.atom")
def feed() -> ResponseReturnValue:
    """The newest answers to the same question, to be subscribed to."""
    asked = replace(read_query(request.args, per_page=FEED_LENGTH), sort=Sort.NEWEST, page=1)
    found = search_records(the_index(), asked)
    address = query_string(replace(asked, sort=Sort.BEST))
    page = render_template("pages/search_feed.xml", found=found, address=address, updated=_newest(found))
    return Response(page, mimetype="application/atom+xml")


def _newest(found: FoundPage) -> datetime:
    return max((record.description.when for record in found.page.items), default=clock.now())


def _page(template: str, found: FoundPage, panel: SearchPanel, *, opened: FoundRecord | None = None) -> str:
    return render_template(
        template,
        found=found,
        panel=panel,
        opened=opened,
        one_of_kind=one_of_kind,
        result_label=result_label,
        committee_names=panel.committees,
    )
