"""What the thread says of every record of the demonstration, compared with a list that was written by hand."""

import re
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.accounts.telling import members_and_secretaries
from portal.amendments.models import Amendment
from portal.committees.models import Committee
from portal.decisions.models import DecisionRecord
from portal.demo.story import read_story
from portal.discussion.models import Contribution
from portal.events.models import Event
from portal.events.types import EventType
from portal.files.models import StoredFile
from portal.foundation import clock
from portal.foundation.db import db
from portal.house.telling import subject_of
from portal.ideas.models import Idea, IdeaAnswer, IdeaTheme
from portal.implementation.models import LESSONS, Commitment
from portal.initiatives.models import Initiative
from portal.pages.gathering import latest_decisions
from portal.pages.headlines import in_short
from portal.proposals.models import Proposal, ProposalBlock, ProposalVersion
from portal.proposals.tracing import knots_of
from portal.proposals.words import PARTS
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.recommendations.telling import members_and_idea_authors
from portal.sittings.models import AgendaItem
from portal.trace.thread import thread_of
from portal.workshops.models import Workshop

BY_HAND = tomllib.loads((Path(__file__).parent / "red_thread.toml").read_text())
GONE = "–"
MODELS = (
    Committee, CouncilResponse, DecisionRecord, Recommendation, Idea, IdeaAnswer, IdeaTheme, Commitment, Initiative,
    Proposal, ProposalBlock, ProposalVersion, StoredFile, Workshop, Contribution, Amendment,
)  # fmt: skip
BY_KIND = {AgendaItem.__tablename__: AgendaItem} | {model.__tablename__: model for model in MODELS}


@pytest.fixture(scope="module")
def names(filled_fjordby):
    """The story's keys of all rows, found by what they are called."""
    with filled_fjordby.app_context():
        return Names(read_story(clock.today()))


class Names:
    """A row → the committee it belongs to and its key in the story."""

    def __init__(self, story):
        self.titles = {}
        for chapter in story.committees:
            for kind, field in (("idea", "title"), ("workshop", "title"), ("proposal", "title"),
                                ("recommendation", "title"), ("commitment", "text")):  # fmt: skip
                for told in chapter[kind]:
                    for title in (told[field], *(step.get("title") for step in told.get("steps", []))):
                        self.titles[chapter["slug"], kind, title] = told["key"]
                    for part in (part for step in told.get("steps", []) for part in step.get("parts", ())):
                        self.titles[chapter["slug"], kind, part["title"]] = part["key"]
        for told in story.initiatives:
            self.titles["initiatives", "initiative", told["title"]] = told["key"]

    def of(self, row):
        """As the list names it."""
        return NAMED[type(row)](self, row) if type(row) in NAMED else f"{row.__tablename__}/{self.key(row)}"

    def key(self, row):
        """What was refused long ago has no title any more."""
        return self.titles[committee_of(row), row.__tablename__, row.title] if row.title != GONE else "gone"

    def version(self, row):
        return f"version/{self.key(row.proposal)}/{row.number}"

    def response(self, row):
        return f"response/{self.key(row.recommendation)}/{place(row, row.recommendation.responses)}"

    def record(self, row):
        return self.response(row.response).replace("response/", "record/") if row.response else "record/own"


def place(row, all_of_them):
    return sorted(one.id for one in all_of_them).index(row.id) + 1


NAMED = {
    Committee: lambda _names, row: f"committee/{row.slug}",
    IdeaTheme: lambda _names, row: f"theme/{row.name}",
    IdeaAnswer: lambda _names, row: f"answer/{place(row, row.idea.answers)}",
    ProposalVersion: Names.version,
    CouncilResponse: Names.response,
    DecisionRecord: Names.record,
    Amendment: lambda names, row: f"amendment/{names.key(row.proposal)}/{row.number}",
    ProposalBlock: lambda names, row: f"passage/{names.key(row.proposal)}/{row.proposal.number_of(row.id)}",
    StoredFile: lambda _names, row: f"file/{row.title}",
    Contribution: lambda _names, row: f"said/{row.author.name}",
    AgendaItem: lambda _names, row: f"item/{row.sitting.title}/{row.position}",
}
OWNERS = {
    IdeaAnswer: lambda row: row.idea,
    ProposalVersion: lambda row: row.proposal,
    Amendment: lambda row: row.proposal,
    CouncilResponse: lambda row: row.recommendation,
    DecisionRecord: lambda row: row.response.recommendation if row.response else row.agenda_item,
}


def committee_of(row):
    if isinstance(row, Initiative):
        return "initiatives"
    owner = OWNERS.get(type(row), lambda row: row)(row)
    if owner is None:
        return ""
    return owner.slug if isinstance(owner, Committee) else owner.committee.slug


def expected(slug, name, part):
    kind, _, key = name.partition("/")
    said = BY_HAND.get(slug, {}).get(kind, {}).get(part, {}).get(key or "all", "")
    return said.split("; ") if said else []


PARTS_OF_PROPOSALS = {f"proposal_{part}": part for part in PARTS}


def told(names, nodes):
    return ["lessons" if node.kind == LESSONS else told_of(names, node) for node in nodes]


def told_of(names, node):
    if part := PARTS_OF_PROPOSALS.get(node.kind):
        return names.version(db.session.get(ProposalVersion, node.id)).replace("version/", "part/") + f"/{part}"
    return names.of(db.session.get(BY_KIND[node.kind], node.id))


def differences(names, rows):
    found = []
    for row in rows:
        thread = thread_of(row, knots_of(row) if isinstance(row, Proposal) else ())
        name, slug = names.of(row), committee_of(row)
        for part in ("before", "after"):
            says, should = told(names, getattr(thread, part)), expected(slug, name, part)
            if says != should:
                found.append(f"{slug} {name} {part}:\n  says   {says}\n  should {should}")
    return found


@pytest.mark.parametrize("model", [Idea, Workshop, Proposal, Recommendation, DecisionRecord, Commitment, Initiative])
def test_the_thread_says_what_happened(filled_fjordby, names, model):
    with filled_fjordby.test_request_context("/"):
        rows = db.session.scalars(select(model).order_by(model.id)).unique().all()
        assert rows
        assert "\n".join(differences(names, rows)) == ""


def test_lessons_say_from_what_they_were_learned(filled_fjordby, names):
    with filled_fjordby.test_request_context("/"):
        for committee in db.session.scalars(select(Committee).order_by(Committee.id)):
            thread = thread_of((LESSONS, committee.id))
            assert told(names, thread.before) == expected(committee.slug, "lessons", "before")
            assert thread.after == ()


def test_every_line_of_the_list_is_about_a_record(filled_fjordby, names):
    """A key that was mistyped would else say nothing."""
    with filled_fjordby.test_request_context("/"):
        known = {
            (committee_of(row), names.of(row))
            for model in (Idea, Workshop, Proposal, Recommendation, DecisionRecord, Commitment, Initiative)
            for row in db.session.scalars(select(model))
        }
    listed = {
        (slug, f"{kind}/{key}")
        for slug, kinds in BY_HAND.items()
        for kind, parts in kinds.items()
        if kind != LESSONS
        for lines in parts.values()
        for key in lines
    }
    assert listed <= known
    assert len(listed) > 90


def test_nothing_later_is_a_cause_and_no_effect_stands_before_its_cause(filled_fjordby):
    with filled_fjordby.test_request_context("/"):
        for model in (Idea, Workshop, Proposal, Recommendation, DecisionRecord, Commitment):
            for row in db.session.scalars(select(model)).unique().all():
                thread = thread_of(row, knots_of(row) if isinstance(row, Proposal) else ())
                itself = [node.when for node in thread.itself if node.when]
                if not itself:
                    continue
                begun, ended = clock.in_denmark(min(itself)).date(), clock.in_denmark(max(itself)).date()
                for node in thread.before:
                    assert node.when is None or clock.in_denmark(node.when).date() <= ended, (row.path, node.title)
                for node in thread.after:
                    late_enough = node.when is None or clock.in_denmark(node.when).date() >= begun
                    assert late_enough, (row.path, node.title)


SENTENCES = {
    "Der er bælgmørkt på stien langs Møllebækken": "»Lys på stien langs Møllebækken« (sendt videre)",
    "Luk for biler foran Nørreskolen, når det ringer ind": (
        "»Cykelgade foran Nørreskolen i ét år« (vedtaget med ændringer)"
    ),
    "Hent maden, før den bliver smidt ud": "»Køleskab på Torvet med mad til overs« (ikke vedtaget)",
}


@pytest.mark.parametrize("title", SENTENCES)
def test_an_idea_names_the_decision_that_it_led_to_itself(filled_fjordby, title):
    with filled_fjordby.app_context():
        path = db.session.scalars(select(Idea).where(Idea.title == title)).one().path
    page = filled_fjordby.test_client().get(path).text
    (sentence,) = re.findall(r"Førte til ([^.]*)\.", page)
    assert sentence.startswith("beslutning ") and sentence.endswith(SENTENCES[title])


def test_the_example_of_the_front_page_is_one_story(filled_fjordby):
    """Each knot of it comes from those before it, by edges that were written for it."""
    with filled_fjordby.test_request_context("/"):
        _records, example = latest_decisions()
        shown = in_short(thread_of(example))
        assert [node.kind for node in shown][:1] == ["idea"]
        record = next(node for node in shown if node.kind == "decision_record")
        idea = db.session.get(Idea, next(node.id for node in shown if node.kind == "idea"))
        assert record.key in {node.key for node in thread_of(idea).after}


BEHIND = {
    "Cykelgade foran Nørreskolen, når det ringer ind": {"Sanne Holmager", "Nadia Birkemose"},
    "Lys på stien langs Møllebækken": {"Villads Kildekrog"},
}


@pytest.mark.parametrize("title", BEHIND)
def test_letters_of_an_answer_go_to_those_whose_ideas_lie_behind_it(filled_fjordby, title):
    """Besides the committee itself; not to others who came to the same workshop."""
    with filled_fjordby.test_request_context("/"):
        answers = db.session.scalars(select(Event).where(Event.type == EventType.RESPONSE_GIVEN)).all()
        for event in (event for event in answers if subject_of(event).title == title):
            inside = {user.id for user in members_and_secretaries(event)}
            assert {user.name for user in members_and_idea_authors(event) if user.id not in inside} == BEHIND[title]
