"""On an English page, whatever people here have written says that it is Danish, so that it is read aloud as Danish.

Every text of the demonstration's database is looked for in the words of one page of each kind, as each of the cast
reads it. Attributes (`aria-label`, `placeholder`, `content`) cannot say a language of their own and are not looked at;
neither is `<title>`, which ends with the name of the portal.
"""

import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from sqlalchemy import String, Text, select

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation.db import db
from portal.ideas.models import Idea
from portal.recruitment.models import Application
from tests.fjordby import portal_in
from tests.tags import TagReader
from tests.walking import UNSEEN, VOID, Walker, one_of_its_kind, shape, the_cast

# Columns and tables that hold signs, keys, addresses and names of people, no Danish words
NO_WORDS = re.compile(
    r"(?:_key|hash|slug|kind|code|email|phone|_url|salt|digest|path|token|mark|grain|browser|message|why|error|subscriber"
    r"|type|deed|version|letter|item|number|label|consent|carried_into|absent|disqualified|part)$"
)
NO_TABLES = {"sealed_text", "event", "day_letter"}
PEOPLE = (Application.name, Idea.spoken_for, User.name)  # a name is the same in every language
SHORTEST = 5  # letters: what is shorter may be an English word
OUR_OWN = {'For example "Fjordby".'}  # an example beside a field, which nobody wrote
READERS = 3  # of each kind of page; they see much the same
PARTS = Path("portal/translations/da/LC_MESSAGES")


class Spoken(TagReader):
    """Each text of a page with the language that it is read aloud in, and the element that it stands in."""

    def __init__(self, html):
        self.open, self.said = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        assert not any("<span" in (value or "") for _name, value in attrs), f"an element in an attribute: {attrs}"
        if tag not in VOID:
            language = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self.open and self.open[-1][0] not in {*UNSEEN, "title"}:
            tag, language = self.open[-1]
            self.said.append((" ".join(data.split()), language, tag))


class Written:
    """All that people have written, line by line, found by the first word of each line."""

    def __init__(self):
        self.by_first_word = defaultdict(set)
        people = "\n".join(name for column in PEOPLE for name in db.session.scalars(select(column)) if name)
        for line in map(str.strip, self.lines()):
            begin = re.search(r"\w+", line)
            if begin and len(line) >= SHORTEST and not line.isdigit() and line not in people:
                self.by_first_word[begin[0]].add(line[begin.start() :])

    def lines(self):
        tables = {mapper.local_table for mapper in db.Model.registry.mappers}
        for column in (column for table in tables for column in table.columns if table.name not in NO_TABLES):
            if type(column.type) in {String, Text} and not NO_WORDS.search(column.name):
                for text in db.session.scalars(select(column).where(column != "").distinct()):
                    is_html = column.name.endswith("_html")
                    pieces = [said[0] for said in Spoken(f"<div>{text}</div>").said] if is_html else text.splitlines()
                    yield from (" ".join(piece.split()) for piece in pieces)

    def within(self, text):
        """A line that somebody wrote and that stands in this text; nothing if there is none."""
        for word in re.finditer(r"\w+", text):
            rest = text[word.start() :]
            for line in self.by_first_word.get(word[0], ()):
                if rest.startswith(line) and not rest[len(line) : len(line) + 1].isalnum():
                    return line
        return None


class Reader(Walker):
    """Somebody who reads in English, and opens one page of each kind that not enough others have opened."""

    def __init__(self, app, who, opened):
        super().__init__(app, who, set())
        self.opened = opened
        self.browser.get("/sprog/en")

    def _plan(self, address, came_from, is_deep=False):
        path = one_of_its_kind(address)
        kind = path and shape(re.sub(r"=[^&]*", "", path))
        if kind and kind not in self.seen and self.opened[kind] < READERS:
            self.seen.add(kind)
            self.opened[kind] += 1
            self.ahead.append((path, came_from))


@pytest.fixture(scope="module")
def english(fjordby_folder, tmp_path_factory):
    """The portal, what people have written there, and every text that the cast reads of it in English."""
    app = portal_in(shutil.copytree(fjordby_folder, tmp_path_factory.mktemp("english") / "instance"))
    with app.app_context():
        written = Written()
        db.session.remove()
    said, opened = {}, Counter()
    for who in the_cast():
        for visit in Reader(app, who, opened).walk():
            for one in Spoken(visit.html).said if visit.page is not None else ():
                said.setdefault(one, visit)
    return app, written, said


def test_what_people_wrote_is_marked_as_danish(english):
    _app, written, said = english
    assert sum(language == "da" for _text, language, _tag in said) > 500
    faults = set()
    for (text, language, tag), visit in said.items():
        line = None if language == "da" or text in OUR_OWN else written.within(text)
        # An option holds words alone, so one can be marked only where all of it is Danish
        if line and (tag != "option" or text == line):
            faults.add(f"{visit}: {text[:160]}")
    assert not faults, "\n".join(sorted(faults))


def sentences():
    """What the portal says in English and in other words in Danish."""
    for part in PARTS.glob("*.po"):
        with part.open("rb") as file:
            yield from (one.id for one in read_po(file) if isinstance(one.id, str) and one.id != one.string)


def test_what_the_portal_says_is_not_marked_as_danish(english):
    _app, written, said = english
    ours, wrong = set(sentences()), set()
    for (text, language, _tag), visit in said.items():
        if language == "da" and text in ours and not written.within(text):
            wrong.add(f"{visit}: {text}")
    assert not wrong, "\n".join(sorted(wrong))


def test_a_mark_is_an_element_and_no_words(english):
    _app, _written, said = english
    assert not [f"{visit}: {text}" for (text, _language, _tag), visit in said.items() if "<span" in text]


def test_a_danish_page_says_it_once(english):
    app, _written, _said = english
    with app.app_context():
        home = db.session.scalars(select(Committee).where(Committee.published_at.is_not(None))).first().path
        db.session.remove()
    assert app.test_client().get(home).text.count('lang="da"') == 1
