"""Every page of the filled demonstration reads well: one name for a page, and nothing said twice under its fields."""

import re
from html import unescape

from tests.walking import shape

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
HINT = re.compile(r'<span class="form-hint"[^>]*>(.*?)</span>', re.DOTALL)
LONG = 8  # words: from so many on a sentence that comes again is tiresome


def plain(html):
    """Text as it is read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).replace("\u00ad", "").split())


def pages(walk):
    """Pages that are read in a browser with head and heading."""
    return (visit for visit in walk if visit.page is not None and HEADING.search(visit.html))


def test_a_tab_is_called_what_its_page_is_called(walk):
    """Whoever has several pages open finds the right one again."""
    faults = {}
    for visit in pages(walk):
        title, heading = plain(TITLE.search(visit.html)[1]), plain(HEADING.search(visit.html)[1])
        if not title.removeprefix("Fejl: ").startswith(heading):
            faults.setdefault(shape(visit.path), f"{visit}: “{title}” ≠ “{heading}”")
    assert not faults, "\n".join(faults.values())


def test_a_page_has_one_heading(walk):
    assert not {shape(visit.path) for visit in pages(walk) if len(HEADING.findall(visit.html)) > 1}


def test_no_two_fields_of_a_page_say_the_same_sentence(walk):
    """What holds for the whole form, such as who sees it and for how long, is said once, above its fields."""
    faults = {}
    for visit in pages(walk):
        said = [sentence for hint in HINT.findall(visit.html) for sentence in re.split(r"(?<=[.?:]) ", plain(hint))]
        for sentence in {one for one in said if len(one.split()) >= LONG and said.count(one) > 1}:
            faults.setdefault((shape(visit.path), sentence), f"{visit}: “{sentence}”")
    assert not faults, "\n".join(faults.values())
