"""What a phone waits for the first time it opens the portal: few files, few bytes, and nothing that moves."""

import shutil

import pytest
from sqlalchemy import select

from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaState
from tests.browser.conftest import open_context
from tests.browser.reading import PHONE
from tests.browser.serving import served

MOST_FILES, MOST_BYTES, MOST_SHIFT = 8, 110_000, 0.02
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # slow 4G, bytes
LOOK = """() => {
  window.seen = { shift: 0, largest: 0 };
  const look = (type, note) =>
    new PerformanceObserver(all => all.getEntries().forEach(note)).observe({ type, buffered: true });
  look("layout-shift", it => { if (!it.hadRecentInput) window.seen.shift += it.value; });
  look("largest-contentful-paint", it => { window.seen.largest = it.startTime; });
}"""


@pytest.fixture(scope="module")
def town(fjordby_folder, tmp_path_factory):
    """The filled demonstration as readers meet it, and a page of each kind that they often come to first."""
    folder = tmp_path_factory.mktemp("first") / "town"
    shutil.copytree(fjordby_folder, folder)
    with served(folder, IS_DEMO=True) as portal:
        with portal.app.app_context():
            committee = db.session.scalars(select(Committee).where(Committee.published_at.is_not(None))).first()
            idea = db.session.scalars(select(Idea).where(Idea.state == IdeaState.ANSWERED)).first()
            paths = ["/", committee.path, idea.path]
        yield portal, paths


def test_a_phone_waits_for_little(browser, town):
    portal, paths = town
    for path in paths:
        context = open_context(browser, PHONE)
        page, files = context.new_page(), []
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", SLOW)
        wire.on("Network.loadingFinished", lambda loaded, files=files: files.append(loaded["encodedDataLength"]))
        page.add_init_script(f"({LOOK})()")
        page.goto(portal.address + path, wait_until="networkidle")
        seen = page.evaluate("window.seen")
        context.close()
        assert 2 < len(files) <= MOST_FILES, path
        assert sum(files) <= MOST_BYTES, path
        assert seen["largest"] > 0 and seen["shift"] <= MOST_SHIFT, path
