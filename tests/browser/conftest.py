"""A real Chromium, a real web server, a real mail server."""

import shutil
from datetime import timedelta

import pytest

from portal.foundation.db import db
from portal.municipalities.queries import last_site
from portal.pages.page_cache import page_cache
from tests.browser.auditing import Desks
from tests.browser.reading import HEIGHTS, Reader
from tests.browser.serving import served
from tests.databases import empty


@pytest.fixture(scope="session")
def _empty_portal(tmp_path_factory):
    with served(tmp_path_factory.mktemp("browser")) as portal:
        yield portal


@pytest.fixture
def portal(_empty_portal):
    """A served portal without anything in it; whatever a test did there is gone afterwards."""
    yield _empty_portal
    with _empty_portal.app.app_context():
        db.session.remove()
        empty(db.engine, db.metadata)
    _empty_portal.letters.letters.clear()
    last_site.take(_empty_portal.app)
    page_cache.of(_empty_portal.app).pages.clear()
    shutil.rmtree(_empty_portal.app.config["SEARCH_FOLDER"], ignore_errors=True)
    _empty_portal.ahead = timedelta(0)


@pytest.fixture(scope="session")
def desks(browser):
    """Where axe looks at pages."""
    opened = []

    def opening(width):
        opened.append(open_context(browser, width))
        return opened[-1]

    yield Desks(opening)
    for context in opened:
        context.close()


@pytest.fixture
def browser_page(browser, portal, desks):
    """`browser_page(390, javascript=False)` is a person with a browser of that width."""
    opened = []

    def sit_down(width, *, javascript=True, service_workers="block"):
        context = open_context(browser, width, javascript=javascript, service_workers=service_workers)
        opened.append(context)
        return Reader(context, portal.address, desks, javascript=javascript)

    yield sit_down
    for context in opened:
        context.close()


def open_context(browser, width, *, javascript=True, service_workers="block"):
    """A browser of its own: its own cookies, width and language."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        java_script_enabled=javascript,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        reduced_motion="reduce",
        service_workers=service_workers,
    )
    context.set_default_timeout(15_000)
    return context
