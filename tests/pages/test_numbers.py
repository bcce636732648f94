"""A number that a page shows is that of the list it leads to, on the filled demonstration."""

import re
import shutil

import pytest

from portal.demo.people import PASSWORD
from tests.fjordby import portal_in
from tests.walking import VISITOR, Parsed, the_cast

# What a link says, and how the page behind it says or shows how many there are
OPEN, ALL, CONCLUDED = r"Se alle (\d+) ting", r"Se alle (\d+) udvalg", r"Læs om de (\d+) afsluttede udvalg"
SUM_OF_HEADINGS = re.compile(r'</h2><p class="meta">(\d+)</p>')


@pytest.fixture(scope="module")
def browsers(fjordby_folder, tmp_path_factory):
    """A browser for each of the cast."""
    app = portal_in(shutil.copytree(fjordby_folder, tmp_path_factory.mktemp("numbers") / "instance"))
    found = {}
    for who in the_cast():
        found[who] = app.test_client()
        if who != VISITOR:
            assert found[who].post("/log-ind", data={"email": who, "password": PASSWORD}).status_code == 302
    return found


def said(pattern, page):
    """The link that says a number, as it stands on a page: the number and where it leads."""
    links = ((re.search(pattern, link.words), link.address) for link in page.links)
    return next(((int(found[1]), address) for found, address in links if found), (None, None))


def opened(browser, path):
    answer = browser.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return Parsed(answer.text, path), answer.text


def rows(browser, path, pattern):
    """What stands on all pages of a list that fits a pattern."""
    found, page = set(), path
    while page:
        parsed, html = opened(browser, page)
        found |= set(re.findall(pattern, html))
        page = next((link.address for link in parsed.links if link.words.startswith("Næste")), None)
    return found


@pytest.mark.parametrize("place", range(len(the_cast())))
def test_what_the_front_page_counts_stands_where_it_leads(browsers, place):
    browser = browsers[the_cast()[place]]
    front, _html = opened(browser, "/")
    number, address = said(OPEN, front)
    assert number == len(rows(browser, address, r'<h3[^>]*><a href="([^"]+)"')) > 0
    number, address = said(ALL, front)
    assert number == sum(int(one) for one in SUM_OF_HEADINGS.findall(opened(browser, address)[1])) > 0
    number, address = said(CONCLUDED, front)
    assert number == len(rows(browser, address, r'href="/arkiv/([^"?]+)"')) > 0


@pytest.mark.parametrize("place", range(1, len(the_cast())))
def test_the_desk_counts_its_tasks(browsers, place):
    page, html = opened(browsers[the_cast()[place]], "/skrivebord")
    counted = [int(one) for one in re.findall(r"(\d+) opgaver?\b(?! kan vente)", page.words)]
    late = re.search(r"(\d+) er over fristen", page.words)
    tasks = len(re.findall(r'<div class="task[ "]', html.partition('<details class="details"')[0]))
    assert tasks == sum(counted[1:]) + int(late[1] if late else 0)
    assert (counted or [0])[0] == tasks
