"""What people type stands as they typed it, everywhere it is shown: each form of each room, then every page.

Each line ends in a word of its own that nobody else writes. Wherever that word stands afterwards, on a page, in a
letter, a feed, a table or a result of the search, all that was typed before it on the line stands before it.
"""

import csv
import io
import re
from functools import cache
from itertools import chain
from xml.etree import ElementTree

import pytest
import vobject
from bs4 import BeautifulSoup
from sqlalchemy import Enum, String, text
from wtforms import StringField, TextAreaField
from wtforms.fields import HiddenField

from portal.events.delivery import deliver, handlers_of
from portal.foundation.db import db
from portal.reactions.posting import post_letters
from tests.attacks import fitting, limit_of
from tests.everything import addresses
from tests.test_bad_input import attacks, built, role_for, room_of, rules  # noqa: F401 - a fixture among them

TYPED = """17. maj åbner § 17, stk. 4 kvistA
3. juni er 2*3 = 6, a*b*c og 10/2 kvistB
24. juni kommer <Navn på skole> fra 5.a kvistC

\t#hashtag, __init__ og ~50 % | 0.-3. klasse kvistD

    R&D [x] `y` \\* **** »ja« kvistE

1. lys kvistF
2. bænke kvistG

> 25 elever, + 200 kr., < 10 kvistH"""
LINES = [" ".join(line.split()) for line in TYPED.splitlines() if line.strip()]
TITLE = "3. b & <Navn> 2*3 #1 __x__ kvistT"
BY_WORD = {line.rsplit(" ", 1)[1]: line for line in (*LINES, TITLE)}
SHORTEST = len(TITLE) + 5
ROOMS = {
    "committees": 4, "decisions": 2, "ideas": 9, "implementation": 3, "initiatives": 4, "moderation": 3,
    "proposals": 2, "recommendations": 2, "recruitment": 1, "workshops": 1,
}  # fmt: skip
READERS = ("visitor", "citizen", "secretary")
FOUND = [f"/soeg{form}?q={word}" for form in ("", ".atom", ".csv") for word in ("åbner", "bænke", "navn")]


def typed_into(field):
    """The lines where a text fits, the title where a line does; else what a kind person sends."""
    limit = limit_of(field) or 0
    if isinstance(field, HiddenField) or not isinstance(field, StringField) or "email" in field.name:
        return fitting(field)
    if isinstance(field, TextAreaField) and limit > len(TYPED):
        return TYPED
    return TITLE if limit > SHORTEST else fitting(field)


def read(answer):
    """What a reader sees, on one line; the items of lists with the numbers that browsers put before them."""
    if answer.mimetype == "text/csv":
        return " ".join(chain.from_iterable(csv.reader(io.StringIO(answer.text), delimiter=";")))
    if answer.mimetype == "text/calendar":
        events = vobject.readOne(answer.text).contents.get("vevent", [])
        return " ".join(" ".join(str(line.value) for one in events for line in one.lines()).split())
    if answer.mimetype == "text/html":
        if "kvist" not in re.sub(r"<[^>]*>", "", answer.text):  # which most pages do not say; reading them takes long
            return ""
        return read_html(BeautifulSoup(answer.text, "html.parser"))
    is_feed = answer.mimetype.endswith("xml")
    words = ElementTree.fromstring(answer.data).itertext() if is_feed else [answer.text]  # noqa: S314 - our own feed
    return " ".join(" ".join(words).split())


def read_html(page):
    for numbered in page.find_all("ol"):
        for number, item in enumerate(numbered.find_all("li", recursive=False), start=int(numbered.get("start", 1))):
            item.insert(0, f"{item.get('value', number)}. ")
    for inline in page.find_all(["mark", "strong", "em", "ins", "del", "span"]):
        inline.unwrap()
    page.smooth()
    return " ".join(page.get_text("\n").split())


def faults_in(where, words):
    """Each place where a line does not stand as it was typed."""
    for found in re.finditer(r"kvist[A-HT]", words):
        line = BY_WORD[found[0]]
        before = words[max(0, found.end() - len(line)) : found.end()]
        begun = words[: found.end()].rsplit("…", 1)[-1].strip()  # an excerpt may begin within the line
        if before != line and not (len(begun) < len(line) and line.endswith(begun)):
            yield f"{where}: “{before}” for “{line}”"


@pytest.mark.parametrize(("room", "least"), ROOMS.items())
def test_what_is_typed_is_read_everywhere_as_it_was_typed(app, client, world, attacks, letter_box, watch, room, least):  # noqa: F811
    of, taken = addresses(world), 0
    for attack in attacks(room):
        with watch.rehearsal():  # to know the form, and to leave for the second what may also be sent empty
            attack.send("nothing", data={})
        before = written()
        attack.send("typed", data=attack.fill(typed_into) | {"step": "send", "confirmed": "1"})
        taken += written() > before
    assert taken >= least, f"only {taken} forms of {room} took the text"
    deliver(handlers_of.of(app), at_most=10_000)
    post_letters(at_most=10_000)
    faults = [fault for letter in letter_box.letters for fault in faults_in("letter", in_letter(letter))]
    for who in READERS:
        browser = client(world.people[who])
        pages = [
            built(app, rule, of(rule.endpoint, rule.arguments), "GET")
            for rule in rules(app, "GET")
            if "/sprog/" not in rule.rule
        ]
        for path in (*pages, *FOUND):
            answer = browser.get(path)
            if answer.status_code == 200 and answer.mimetype.startswith(("text/", "application/atom")):
                faults += faults_in(f"{who} {path}", read(answer))
    assert not faults, "\n".join(sorted(set(faults)))


def pages_in_danish(app):
    """Every address but the one that changes the language."""
    return [rule for rule in rules(app, "GET") if not rule.rule.startswith("/sprog/")]


def written():
    """How many rows hold what was typed, column by column."""
    return db.session.scalar(text(_which_hold_it()), {"typed": "%kvist%"})


@cache
def _which_hold_it():
    """One question for all columns."""
    columns = [one for table in db.metadata.sorted_tables for one in table.columns if _is_words(one.type)]
    counts = [f'select count(*) as n from "{one.table.name}" where "{one.name}" like :typed' for one in columns]  # noqa: S608 - our own tables
    return f"select sum(n) from ({' union all '.join(counts)}) as counted"  # noqa: S608


def _is_words(kind):
    return isinstance(kind, String) and not isinstance(kind, Enum)


def in_letter(letter):
    return " ".join(letter.get_body(("plain",)).get_content().split())
