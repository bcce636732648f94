"""Nothing is wider than its window, however long the words that people write, and no ordinary word is cut in two."""

import re

import pytest

from tests.browser.conftest import open_context
from tests.browser.reading import DESKTOP
from tests.browser.scene import Scene
from tests.browser.serving import served
from tests.browser.test_every_page import OK, cookie_of
from tests.hostile import make_hostile
from tools.addresses import FURTHER, addresses

NARROW = 320
PAPER = 718  # A4 between its margins
A_FEW = 2  # addresses of each kind
PEOPLE = ("visitor", "citizen", "secretary", "administrator")
WIDER = """() => {
  const room = document.documentElement.clientWidth, wide = document.documentElement.scrollWidth;
  if (wide <= room) return [];
  const cuts = it => getComputedStyle(it).overflowX !== "visible" || scrolls(it);
  const scrolls = it => it.parentElement !== null && cuts(it.parentElement);
  const isOut = it => it.getBoundingClientRect().right > room + 1 && !scrolls(it);
  const out = [...document.body.querySelectorAll("*")].filter(isOut);
  return [`${wide} > ${room}`, ...out.slice(-3).map(it => it.outerHTML.slice(0, 160))];
}"""
SHOW = "document.body.innerHTML = html.slice(html.indexOf('<body'), html.lastIndexOf('</body>'));"
# Words of up to thirty letters that stand on two lines without a hyphen or the like between
CUT = """() => {
  const cut = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = new Range();
  for (let node; node = texts.nextNode();) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest(".hash, .code-text")) continue;
    for (const word of node.data.matchAll(/[\\p{L}\\d]{2,30}/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(it => Math.round(it.top)));
      if (lines.size > 1) cut.add(`cut in two: ${word[0]}`);
    }
  }
  return [...cut];
}"""

# Texts whose lists are larger or smaller than their paragraphs
SIZES = """() => {
  const size = it => getComputedStyle(it).fontSize;
  const lists = [...document.querySelectorAll("main p + :is(ul, ol):not([class])")];
  return lists.filter(it => size(it.previousElementSibling) !== size(it.firstElementChild ?? it))
    .map(it => `paragraph ${size(it.previousElementSibling)}, list ${size(it)}: ${it.outerHTML.slice(0, 80)}`);
}"""
# What has no use on paper; a first page that is nearly empty because what follows may not be parted
PRINTED = """() => {
  const shown = it => it.checkVisibility() && it.getBoundingClientRect().height > 1;
  const dead = [...document.querySelectorAll("button, .button, nav, summary, input, select, textarea")].filter(shown);
  const whole = [...document.body.querySelectorAll("*")]
    .filter(it => getComputedStyle(it).breakInside.startsWith("avoid") && it.getBoundingClientRect().height > 700);
  const first = [...document.querySelectorAll("main p, main li, main dd, main td")]
    .filter(it => shown(it) && it.getBoundingClientRect().top + scrollY < 1000);
  const found = [...dead.map(it => `prints ${it.outerHTML.slice(0, 100)}`),
    ...whole.map(it => `is kept whole: ${it.outerHTML.slice(0, 100)}`)];
  const words = first.map(it => it.innerText).join(" ").length, all = document.querySelector("main").innerText.length;
  if (document.querySelector(".form-page")) return found;  // a form is filled in on a screen
  return words < Math.min(200, all / 3) ? [...found, `the first page says ${words} of ${all} letters`] : found;
}"""


@pytest.fixture(scope="module")
def wide_town(tmp_path_factory):
    """A portal in which every text holds words that are wider than a phone."""
    with served(tmp_path_factory.mktemp("wide")) as portal:
        with portal.app.app_context(), portal.app.test_request_context():
            scene = Scene()
            by_endpoint = addresses(portal.app, scene.links())
            cookies = {who: cookie_of(portal, token) for who, token in scene.tokens.items()}
            assert make_hostile() > 100
        portal.drain()
        yield portal, by_endpoint | {"further": list(FURTHER)}, cookies


@pytest.fixture(scope="module")
def served_walk(tmp_path_factory):
    """Where the pages of the walk find their style sheets."""
    with served(tmp_path_factory.mktemp("sheets")) as portal:
        yield portal.address


def pages_of(portal, by_endpoint, cookies):
    """One page of each kind, as the first who may open it sees it."""
    seen, browser = set(), portal.app.test_client(use_cookies=False)
    for who in PEOPLE:
        cookie = cookies.get(who)
        headers = {"Cookie": f"{cookie['name']}={cookie['value']}"} if cookie else {}
        for endpoint, paths in by_endpoint.items():
            for path in paths[:: max(1, len(paths) // A_FEW)]:
                answer = browser.get(path, headers=headers, base_url=portal.address)
                kind = _kind(endpoint, answer.text) if answer.status_code == OK else None
                if kind and kind not in seen:
                    seen.add(kind)
                    yield f"{who} {path}", answer.text


def _kind(endpoint, html):
    """What a page is built of, however often."""
    return endpoint, frozenset(re.findall(r'<[a-z0-9]+|class="[^"]*"', html.partition("<main")[2]))


class Window:
    """A browser in which pages that have been asked for are put one after the other."""

    def __init__(self, browser, address, width):
        self.context = open_context(browser, DESKTOP)
        self.page = self.context.new_page()
        self.page.set_viewport_size({"width": width, "height": 640})
        self.page.goto(f"{address}/om")

    def asked(self, html, question):
        """What a function says about this page."""
        return self.page.evaluate(f"html => {{ {SHOW} return ({question})(); }}", html)


@pytest.fixture
def window(browser):
    opened = []

    def opening(address, width):
        opened.append(Window(browser, address, width))
        return opened[-1]

    yield opening
    for one in opened:
        one.context.close()


def test_nothing_is_wider_than_a_small_phone(window, wide_town):
    portal, by_endpoint, cookies = wide_town
    phone, faults, looked_at = window(portal.address, NARROW), [], 0
    for what, html in pages_of(portal, by_endpoint, cookies):
        faults += [f"{what}: {fault}" for fault in phone.asked(html, WIDER)]
        looked_at += 1
    assert looked_at > 120, looked_at
    assert not faults, "\n".join(faults)


def test_ordinary_pages_read_well_on_screen_and_on_paper(window, walk, served_walk):
    """One page of each kind of the demonstration: nothing too wide, no word cut in two, no button on paper."""
    wide, narrow, paper = window(served_walk, DESKTOP), window(served_walk, NARROW), window(served_walk, PAPER)
    paper.page.emulate_media(media="print")
    faults, seen = [], set()
    for visit in walk:
        kind = _kind(visit.templates, visit.html) if visit.page and visit.status == OK else None
        if kind and kind not in seen:
            seen.add(kind)
            found = [one for question in (WIDER, CUT, SIZES) for one in wide.asked(visit.html, question)]
            found += [*narrow.asked(visit.html, WIDER), *paper.asked(visit.html, PRINTED)]
            faults += [f"{visit}: {fault}" for fault in found]
    assert len(seen) > 100, len(seen)
    assert not faults, "\n".join(faults)
