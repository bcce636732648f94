"""On an English page, whatever people here have written says that it is Danish, so that it is read aloud as Danish."""

import shutil
from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from portal.committees.models import Committee
from portal.decisions.models import DecisionRecord
from portal.demo.people import PASSWORD
from portal.foundation.db import db
from portal.ideas.models import Idea
from portal.municipalities.models import Municipality
from portal.proposals.models import Proposal
from portal.recommendations.models import Recommendation
from portal.workshops.models import Workshop
from tests.fjordby import portal_in
from tests.walking import UNSEEN, VOID, the_cast

NAMES = (Committee.name, Committee.summary, DecisionRecord.title, Idea.title, Municipality.name, Municipality.site_name,
         Proposal.title, Recommendation.title, Workshop.title)  # fmt: skip

A_WORD_OR_TWO = 25  # letters: so short, the interface may say the same
LISTS = ("/deltag", "/arkiv/", "/forslag-til-udvalg/", "/udvalg/")
INNER_ROOMS = ("ideer/sortering", "ideer/temaer", "medlemmer", "ansoegninger", "kommissorium/daekning", "port",
               "sammensaetning", "moeder/ny", "ideer/ny")  # fmt: skip


class Spoken(HTMLParser):
    """Each text of a page with the language that it is read aloud in."""

    def __init__(self, html):
        super().__init__()
        self.open, self.said = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            language = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self.open and self.open[-1][0] not in {*UNSEEN, "title"}:
            self.said.append((" ".join(data.split()), self.open[-1][1]))


def written():
    """The pieces of all longer texts, as they stand between two tags."""
    tables = (mapper.local_table for mapper in db.Model.registry.mappers)
    for column in {column for table in tables for column in table.columns if column.name.endswith("_html")}:
        for html in db.session.scalars(select(column).where(column != "")):
            yield from (text for text, _language in Spoken(f"<div>{html}</div>").said if len(text) > A_WORD_OR_TWO)


@pytest.fixture(scope="module")
def english(fjordby_folder, tmp_path_factory):
    """A visitor who reads in English, with a page of each kind that shows what people have written."""
    app = portal_in(shutil.copytree(fjordby_folder, tmp_path_factory.mktemp("english") / "instance"))
    with app.app_context():
        names = {" ".join(name.split()) for column in NAMES for name in db.session.scalars(select(column)) if name}
        names |= set(written())
        public = select(Committee).where(Committee.published_at.is_not(None)).order_by(Committee.id)
        home = db.session.scalars(public).first().path
        closed = db.session.scalar(select(Committee.slug).where(Committee.stage == "closed").order_by(Committee.id))
        kinds = (
            (Idea, Idea.state == "carried_on"),
            (Workshop, Workshop.id > 0),
            (DecisionRecord, DecisionRecord.response_id > 0),
            (Recommendation, Recommendation.handed_over_on.is_not(None)),
            (Proposal, Proposal.published_at.is_not(None)),
        )
        shown = [db.session.scalars(select(kind).where(one).order_by(kind.id)).first().path for kind, one in kinds]
        db.session.remove()
    rooms = ("", "kommissorium", "ideer/", "moeder/", "forslag/", "anbefalinger/", "opfoelgning", "spor")
    lists = ("/soeg", "/beslutninger/", "/udvalg/", "/")
    return app, names, [*(home + room for room in rooms), *shown, f"/arkiv/{closed}", *lists]


def unmarked(reader, names, paths):
    """How often what people wrote stands on these pages, and where it is not marked."""
    found, faults = 0, set()
    for path in paths:
        page = reader.get(path, query_string={"sprog": "en"})
        assert page.status_code in {200, 403}, path
        for text, language in Spoken(page.text).said:
            if text in names:
                found += 1
                faults |= {f"{path}: {text}"} if language != "da" else set()
    return found, faults


def test_what_people_wrote_is_marked_as_danish(english):
    app, names, paths = english
    found, faults = unmarked(app.test_client(), names, [*paths, *LISTS])
    assert found > 80, found
    assert not faults, "\n".join(sorted(faults))


def test_so_it_is_on_desks_and_in_lists_of_those_who_work_here(english):
    app, names, paths = english
    rooms, found, faults = [paths[0] + room for room in INNER_ROOMS], 0, set()
    for who in the_cast()[1:]:
        reader = app.test_client()
        assert reader.post("/log-ind", data={"email": who, "password": PASSWORD}).status_code == 302
        number, missing = unmarked(reader, names, ["/skrivebord", "/beskeder", *LISTS, *rooms])
        found, faults = found + number, faults | missing
    assert found > 100, found
    assert not faults, "\n".join(sorted(faults))


def test_a_danish_page_says_it_once(english):
    app, _names, paths = english
    assert app.test_client().get(paths[0]).text.count('lang="da"') == 1
