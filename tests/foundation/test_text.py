"""What people write becomes clean HTML, and names become addresses and stand in Danish order."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.foundation.text import danish_order, plain_text, render_markdown, shortened, slugify

DANGERS = ("<script", "javascript:", "onerror", "onclick", "data:", "<style", "<iframe", "style=", "<img", "<form")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "<a href='data:text/html,x'>x</a>",
        "<style>*{display:none}</style>",
        "<iframe src=//example.org></iframe>",
        '<p style="color:red" onclick="x()">tekst</p>',
        "![billede](https://example.org/spor.png)",
        "<form action=/log-ud method=post><button>x</button></form>",
    ],
)
def test_attacks_are_taken_away(attack):
    html = render_markdown(f"Før\n\n{attack}\n\nEfter")
    for danger in (
        "<script",
        "javascript:",
        "onerror",
        "onclick",
        "data:",
        "<style",
        "<iframe",
        "style=",
        "<img",
        "<form",
    ):
        assert danger not in html
    assert "Før" in html
    assert "Efter" in html


@given(st.text(max_size=300))
def test_no_text_breaks_the_rendering(text):
    html = render_markdown(text)
    assert "<script" not in html.lower()
    assert plain_text(html) is not None


def test_headings_keep_below_the_pages_own():
    assert render_markdown("# Stor\n\n### Lille\n\n# To") == "<h3>Stor</h3>\n<h4>Lille</h4>\n<h3>To</h3>"


def test_lists_and_emphasis_stay():
    assert render_markdown("* *et*\n* **to**") == "<ul>\n<li><em>et</em></li>\n<li><strong>to</strong></li>\n</ul>"


def test_links_tell_search_machines_nothing():
    assert 'rel="nofollow ugc noopener"' in render_markdown("[her](https://example.dk)")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Lys på søen", "lys-paa-soeen"),
        ("Æbler & ØL – år 2030!", "aebler-oel-aar-2030"),
        ("  ", ""),
        ("x" * 200, "x" * 80),
    ],
)
def test_slugs(name, slug):
    assert slugify(name) == slug


def test_danish_order():
    names = ["Østerby", "Aarup", "Ærø", "Zenia", "Åse", "Anna", "aage"]
    assert sorted(names, key=danish_order) == ["Anna", "Zenia", "Ærø", "Østerby", "aage", "Aarup", "Åse"]


def test_shortened_cuts_between_words():
    assert shortened("Et to tre fire", 8) == "Et to …"
    assert shortened("Kort", 8) == "Kort"


@pytest.mark.parametrize(
    "tiresome",
    [
        "[" * 9_600,
        "![" * 4_800,
        "[a](" * 2_400,
        "[a](<" * 1_900,
        "<![CDATA[" * 1_000,
        "- " * 1_000 + "a",
        "1. " * 3_000,
    ],
    ids=lambda text: text[:4],
)
def test_no_text_keeps_us_busy_or_leads_us_too_deep(tiresome):
    begun = time.process_time()
    html = render_markdown(tiresome)
    assert time.process_time() - begun < 5, "the portal would stand still for everybody"
    assert plain_text(html)


def test_ordinary_brackets_are_links_still():
    text = "([en](https://example.dk/a_(b)) og [to](https://example.dk)) :( :( " * 10
    assert render_markdown(text).count("<a ") == 20
