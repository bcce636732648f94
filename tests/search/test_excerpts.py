"""Excerpts show why something was found, and never carry anybody's HTML."""

import re
import time

import pytest
from hypothesis import given, strategies as st
from markupsafe import escape

from portal.search.excerpts import Marker
from portal.search.query import read_wishes


def marked(text, asked):
    return Marker(read_wishes(asked)).whole(text)


def excerpt(text, asked):
    return Marker(read_wishes(asked)).excerpt(text)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Stien er skolevej for alle", "skoleveje", "Stien er <mark>skolevej</mark> for alle"),
        ("Børnene bader", "barn", "<mark>Børnene</mark> bader"),
        ("Aarhus Kommune", "århus", "<mark>Aarhus</mark> Kommune"),
        ("Efter § 17, stk. 4", "§ 17", "Efter <mark>§ 17</mark>, stk. 4"),
        ("Efter § 17, stk. 4", "17", "Efter <mark>§ 17</mark>, stk. 4"),
        ("Skolevejen er mørk", "vej", "<mark>Skolevejen</mark> er mørk"),
        ("Vejret er godt", "vej", "Vejret er godt"),
        ("lys på stien", '"på stien"', "lys <mark>på stien</mark>"),
        ("stien på lyset", '"på stien"', "stien på lyset"),
        ("badeanstalt", "bade*", "<mark>badeanstalt</mark>"),
        ("<b>lys</b> & mørke", "lys", "&lt;b&gt;<mark>lys</mark>&lt;/b&gt; &amp; mørke"),
        ("lys", "-lys", "lys"),
    ],
)
def test_marks(text, asked, expected):
    assert marked(text, asked) == expected


def test_the_piece_with_most_of_the_words_is_shown():
    text = "lys " + "og så videre " * 60 + "her er lys på stien ved bækken " + "og så videre " * 60
    found = excerpt(text, "lys stien bækken")
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "<mark>lys</mark> på <mark>stien</mark> ved <mark>bækken</mark>" in found
    assert len(re.sub("</?mark>", "", found)) < 260


def test_without_a_hit_the_beginning_is_shown():
    assert excerpt("Der var engang. " * 40, "lys").startswith("Der var engang.")
    assert excerpt("", "lys") == ""


@given(st.text(max_size=400), st.text(max_size=60))
def test_nothing_but_marks_is_html(text, asked):
    for found in (marked(text, asked), excerpt(text, asked)):
        bare = found.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in bare
        assert found.count("<mark>") == found.count("</mark>")
    assert marked(text, asked).replace("<mark>", "").replace("</mark>", "") == escape(text)


def test_a_page_of_excerpts_is_quick():
    text = "Børnene cykler langs stien til skolen, når det er lyst, og ellers kører forældrene dem. " * 20
    start = time.perf_counter()
    marker = Marker(read_wishes("skolevej lys"))
    for _ in range(20):
        marker.excerpt(text)
    assert time.perf_counter() - start < 0.25  # some 3 ms on a quiet machine; half a second is Whoosh's own way
