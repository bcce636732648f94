"""Every page there is, as everybody who may come by, on a phone and on a desktop."""

import re
from itertools import chain
from zlib import crc32

import pytest

from tests.browser.conftest import open_context
from tests.browser.reading import DESKTOP, PHONE, Reader, shape_of
from tests.browser.scene import Scene
from tests.browser.serving import served
from tools.addresses import FURTHER, addresses

OK = 200
SHARES = 4  # so that several processes can each take some
PEOPLE = ("visitor", "citizen", "member", "secretary", "councillor", "administrator")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A portal in which every page has something to show, with all its addresses."""
    with served(tmp_path_factory.mktemp("town")) as portal:
        with portal.app.app_context(), portal.app.test_request_context():
            scene = Scene()
            by_endpoint = addresses(portal.app, scene.links())
            assert all(by_endpoint.values()), [name for name, paths in by_endpoint.items() if not paths]
            paths = [*chain(*by_endpoint.values()), *FURTHER]
            cookies = {who: cookie_of(portal, token) for who, token in scene.tokens.items()}
        portal.drain()
        yield portal, paths, cookies


def cookie_of(portal, token):
    """The cookie of a session that is there already."""
    made = portal.app.session_interface.get_signing_serializer(portal.app).dumps({"_user_id": token, "_fresh": True})
    return {"name": portal.app.config["SESSION_COOKIE_NAME"], "value": made, "url": portal.address}


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_in_order(browser, desks, town, share):
    """A page that is built alike for two people is looked at once; who may open what is tested elsewhere."""
    portal, paths, cookies = town
    mine = [path for path in paths if crc32(re.sub(r"\d+", "", path).encode()) % SHARES == share]
    seen, faults = set(), []
    for who in PEOPLE:
        context = open_context(browser, DESKTOP)
        if who in cookies:
            context.add_cookies([cookies[who]])
        reader = Reader(context, portal.address, desks)
        for path in mine:
            faults += [f"{who}: {fault}" for fault in _faults(portal, reader, cookies.get(who), path, seen)]
        context.close()
    assert not faults, "\n\n".join(faults)


def _faults(portal, reader, cookie, path, seen):
    """Ask for a page; when it shows something new, look at it at both widths."""
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}"} if cookie else {}
    answer = portal.app.test_client(use_cookies=False).get(path, headers=headers, base_url=portal.address)
    what = _what_it_shows(path, answer)
    if what in seen:
        return []
    seen.add(what)
    return _at(reader, path, answer.status_code)


def _what_it_shows(path, answer):
    """How the page is built; one page of each kind that says no, or sends on, is enough."""
    if answer.status_code != OK:
        return answer.status_code, (answer.location or "").partition("?")[0]  # a sign-in page names where one was
    return path, shape_of(answer.text.partition("<main")[2])


def _at(reader, path, status):
    try:
        reader.open(path, status=OK if status in {301, 302, 303, 308} else status, also=[PHONE])
    except AssertionError as fault:
        return [str(fault)]
    return []
