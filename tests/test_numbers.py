"""A number that any page of the filled demonstration shows is that of the list it leads to, or stands above."""

import re
from html import unescape
from urllib.parse import urlencode, urlsplit

import pytest

from portal.pages.desk import PER_HEAP
from tests.counted import Lists, number
from tests.walking import VISITOR, chosen_value, is_sent, shape, the_cast

# Numbers in the words of links that count nothing: what they name, where, and when
MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
NOT_COUNTS = re.compile(
    rf"\b\d+\. (?:{MONTHS})(?: \d{{4}})?|\S+@\S+|^(?:Spørgsmål )?\d+\. "
    r"|\b(?:idé|forslag|anbefaling|beslutning|løfte|version|ansøger|note|bord|runde|spørgsmål|punkt|uge|§) \d+(?:/\d+)?"
    r"|\b\d+\. møde\b|\b(?:afsnit|indlæg|rettelse) \d+|^Anmeld noten ?:.*"
    r"|\b\d{4}–\d{4}\b|\b[RV]\d+\b|\bUnder \d+ år\b|\bkl\. \d+(?:\.\d+)?"
    # Names that the demonstration gives to a committee, an idea and two promises
    r"|\bHavnen efter 2030\b|\b\d+ km/t\b|\b\d+ frivillige har været på hygiejnekursus|\baftalen på \d+ linjer",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\(([\d.]+)\)\s*$")
SORTED = re.compile(r"\bsorter(?:ing)?=\w+&?")
SAID = re.compile(r"\d[\d.]*")
# Where a page says a number beside a link: what stands there, and what of the link's address is counted
ROW = r"(?:(?!</li>|</article>).)*?"
BESIDE = (
    (r'<a href="(?P<to>/udvalg/[^"]+/ideer/temaer/\d+)">[^<]*</a> \((?P<number>[\d.]+)\)', ""),
    (rf'<h2 class="h3"><a href="(?P<to>/udvalg/[^"]+/temaer/\d+)">{ROW}<p class="meta">(?P<number>[\d.]+) idé', ""),
    (r'<th scope="row"><a href="(?P<to>[^"]+)">[^<]*</a></th><td class="num">(?P<number>[\d.]+)<', ""),
    (r'<a href="(?P<to>/udvalg/[^"]+/ideer/)">[^<]*</a></h3><p>(?P<number>[\d.]+) idé', ""),
    (rf'<a href="(?P<to>/ideer/\d+)">{ROW}\b(?P<number>[\d.]+) støtter?</p>', ""),
    (rf'<a href="(?P<to>/moeder/\d+)">{ROW}\b(?P<number>\d+) (?:ledige? pl|plads(?:er)? er led|af \d+ plads)', ""),
    (
        rf'<a href="(?P<to>/udvalg/[^/"]+/)(?:kommissorium)?">{ROW}\d+ af (?P<number>[\d.]+) løfter? er holdt',
        "opfoelgning",
    ),
    (rf'<a href="(?P<to>/udvalg/[^/"]+/)kommissorium">{ROW}(?P<number>[\d.]+) anbefaling(?:er)? er', "anbefalinger/"),
)
# Where a page says a number of a list: the page, what stands there, and the list's address if it is another page
ABOVE = (
    (r"/.+", r"Viser [\d.]+–[\d.]+ af ([\d.]+)", ""),
    (r"/(?:soeg|beslutninger/)(?:\?.*)?", r'results__count">([\d.]+) ', ""),
    (r"/deltag", r"([\d.]+) ting er åb", ""),
    (r"/udvalg/", r'</h2><p class="meta">([\d.]+)</p>', ""),
    (r"/beskeder", r"([\d.]+) besked(?:er)? er ny", ""),
    (r"/administration/personer(?:\?.*)?", r'<p class="meta[^"]*">([\d.]+) person', ""),
    (r"/moeder/\d+/deltagere", r"<caption>([\d.]+) ", ""),
    (r"/udvalg/[^/]+/velkommen", r"([\d.]+) punkt(?:er)? mangler", ""),
    (r"/udvalg/[^/]+/opfoelgning", r"\d af ([\d.]+) løfter? er holdt", ""),
    (r"/udvalg/[^/]+/anbefalinger/", r"([\d.]+) overdraget, ", ""),
    (r"/udvalg/([^/]+)/ideer/", r"Venter på svar</dt><dd>([\d.]+)", "/udvalg/{}/ideer/?status=published"),
    (r"/udvalg/([^/]+)/ideer/", r"Har ventet for længe</dt><dd>([\d.]+)", "/udvalg/{}/ideer/?forsinket=1"),
    (r"/arkiv/([^/]+)", r"<p>([\d.]+) idéer? blev offentliggjort", "/udvalg/{}/ideer/"),
)


@pytest.fixture(scope="module")
def lists(walked_portal, walk):
    return Lists(walked_portal, walk)


def compared(lists, said):
    """`said` is (who, page, words, the number, where it leads). What the same person saw on the walk is compared each
    time, and what has to be opened for it once for each address and number. Faults of one shape are told once."""
    wrong, opened, done = {}, set(), 0
    for who, page, words, count, address in said:
        if not lists.has(who, address):
            asked = (count, SORTED.sub("", address))
            if asked in opened:
                continue
            opened.add(asked)
        found = lists.count(who, address)
        done += 1
        if found != count:
            there = "is not in LISTS" if found is None else f"has {found}"
            kind = (shape(page.partition("?")[0]), re.sub(r"\d+", "1", words), shape(address.partition("?")[0]))
            wrong.setdefault(kind, f"{who} {page} “{words}” → {address} {there}")
    return done, "\n".join(wrong.values())


def counts_in(words):
    """The numbers in the words of a link or button that count something."""
    return [number(said.rstrip(".")) for said in SAID.findall(NOT_COUNTS.sub("", words))] if SAID.search(words) else []


def counted_links(walk):
    """Every link whose words count something; a number alone is a page of the list that one is on."""
    for visit in walk:
        for link in visit.page.links if visit.page else ():
            is_page = link.words.isdigit() and urlsplit(link.address).path == urlsplit(visit.path).path
            for said in counts_in(link.words) if not is_page else ():
                yield visit.who, visit.path, link.words, said, link.address


def counted_choices(walk):
    """Every choice in a form that narrows a list: “Idé (9)”. Those of lists that are narrowed already are compared by
    tests/ideas/test_narrowing.py and tests/ideas/test_queue.py."""
    for visit in walk:
        for form in visit.page.forms if visit.page and "?" not in visit.path else ():
            if form.method == "get":
                kept = {one["name"]: chosen_value(one) for one in form.fields if one.get("name") and is_sent(one)}
                for select in (one for one in form.fields if one["tag"] == "select"):
                    for option in select["options"]:
                        if said := COUNTED.search(option["words"]):
                            asked = kept | {select["name"]: option.get("value", "")}
                            address = form.action.partition("?")[0] + "?" + urlencode(asked)
                            yield visit.who, visit.path, option["words"], number(said[1]), address


def test_a_number_in_a_link_is_that_of_the_list_behind_it(lists, walk):
    done, wrong = compared(lists, counted_links(walk))
    assert done > 1000
    assert not wrong, wrong


def test_no_button_counts(walk):
    """A button does something, and has no list behind it. One that counts is to be compared with what it does."""
    fields = (one for visit in walk if visit.page for form in visit.page.forms for one in form.fields)
    assert not {one["words"] for one in fields if one["tag"] == "button" and counts_in(" ".join(one["words"].split()))}


def test_a_number_in_a_choice_is_that_of_the_list_it_leads_to(lists, walk):
    done, wrong = compared(lists, counted_choices(walk))
    assert done > 50
    assert not wrong, wrong


def test_a_number_beside_a_link_is_that_of_what_it_leads_to(lists, walk):
    for pattern, more in BESIDE:
        beside = re.compile(pattern, re.DOTALL)
        said = (
            (visit.who, visit.path, found[0][-40:], number(found["number"]), unescape(found["to"]) + more)
            for visit in walk
            for found in beside.finditer(visit.html)
        )
        done, wrong = compared(lists, said)
        assert done > 10, f"nothing says {pattern}"
        assert not wrong, wrong


def test_a_number_above_a_list_is_that_of_its_rows(lists, walk):
    """ "Viser 1–20 af 43" stands above a list that goes on page by page until 43 have been shown."""
    for page, pattern, elsewhere in ABOVE:
        said = []
        for visit in walk:
            first_page = re.sub(r"([?&])side=\d+&?", r"\1", visit.path).rstrip("?&")
            place = re.fullmatch(page, first_page)
            found = re.findall(pattern, visit.html.partition("<body")[2]) if place and visit.page else []
            if found:
                where = elsewhere.format(*place.groups()) if elsewhere else first_page
                said.append((visit.who, visit.path, found[0], sum(number(one) for one in found), where))
        done, wrong = compared(lists, said)
        assert done, f"nothing says {pattern}"
        assert not wrong, wrong


@pytest.mark.parametrize("path", ["/soeg", "/beslutninger/"])
def test_a_number_beside_a_filter_is_that_of_what_it_leaves(lists, walk, path):
    html = next(visit.html for visit in walk if visit.path == path)
    boxes = re.findall(r'type="checkbox" name="(\w+)" value="([^"]*)">\s*<label.*?<span>([\d.]+)<span class="sr', html)
    said = (
        (VISITOR, path, value, number(count), f"{path}?{urlencode({name: unescape(value)})}")
        for name, value, count in boxes
    )
    done, wrong = compared(lists, said)
    assert done > 20
    assert not wrong, wrong


def test_the_desk_counts_its_tasks(walk):
    desks = [visit for visit in walk if visit.path == "/skrivebord" and visit.page]
    assert len(desks) == len(the_cast()) - 1
    for desk in desks:
        counted = [int(one) for one in re.findall(r"(\d+) opgaver?\b(?! kan vente)", desk.page.words)]
        late = re.search(r"(\d+) er over fristen", desk.page.words)
        tasks = len(re.findall(r'<div class="task[ "]', desk.html.partition('<details class="details"')[0]))
        heaps = [*counted[1:], int(late[1] if late else 0)]
        assert tasks == sum(min(heap, PER_HEAP) for heap in heaps), desk
        assert (counted or [0])[0] == sum(heaps), desk
