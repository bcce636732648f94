"""What axe finds at its desk is what it finds in the page itself, whatever is wrong with that."""

import pytest

from tests.browser.auditing import Standing, axe_finds
from tests.browser.conftest import open_context
from tests.browser.journeys.settled import settled, with_free_seats
from tests.browser.reading import DESKTOP, PHONE

PATHS = ("/", "/om", "/log-ind", "/soeg?q=havnen", "/udvalg/", "/udvalg/havnen/", "/udvalg/havnen/ideer/ny", "/404")
ADD = """(html, css) => {
  document.querySelector("main").insertAdjacentHTML("beforeend", html);
  document.querySelector("main").lastElementChild.style = css;
}"""
# What is planted in a sound page, and what axe says of it first
FAULTS = {
    "label": "document.querySelector('main label').remove()",
    "color-contrast": f"({ADD})('<p>Bleg</p>', 'color: #ddd; background: #fff')",
    "landmark-unique": f"({ADD})('<div><nav aria-label=To></nav><nav aria-label=To></nav></div>', '')",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "document-title": "document.querySelector('head > title').remove()",
    "heading-order": f"({ADD})('<h6>Dybt nede</h6>', '')",
    "landmark-no-duplicate-main": "document.body.append(document.createElement('main'))",
    "list": f"({ADD})('<ul><p>Uden</p></ul>', '')",
    "target-size": f"({ADD})('<p><a href=/a>a</a><br><a href=/b>b</a></p>', 'font-size: 6px; line-height: 1')",
    "image-alt": f"({ADD})('<img src=/static/img/mark.svg>', '')",
    "aria-valid-attr-value": f"({ADD})('<p aria-describedby=nobody aria-live=often>Nu</p>', '')",
}


@pytest.fixture
def address(portal):
    with_free_seats(settled(portal, None))
    return portal.address


@pytest.fixture(params=[PHONE, DESKTOP])
def both(request, browser, desks):
    """A page, and what axe finds there and at its desk."""
    context = open_context(browser, request.param)
    page = context.new_page()

    def look():
        at_the_desk = axe_finds(desks.lay(Standing.of(page), request.param))
        there = axe_finds(page)
        return there, at_the_desk

    yield page, look
    context.close()


def test_planted_faults_are_found_at_the_desk(both, address):
    page, look = both
    said = {}
    for fault, plant in FAULTS.items():
        page.goto(f"{address}/log-ind")
        page.evaluate(plant)  # no script tag, which the policy of a page forbids
        there, at_the_desk = look()
        assert there == at_the_desk
        said[fault] = at_the_desk[0].partition(":")[0]
    assert said == {fault: fault for fault in FAULTS}


def test_sound_pages_are_sound_there_too(both, address):
    page, look = both
    for path in PATHS:
        page.goto(address + path)
        assert look() == ([], []), path
