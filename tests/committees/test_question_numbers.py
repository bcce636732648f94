"""A question keeps its number from one version of the mandate to the next, because ideas and meetings point at it."""

import re

import pytest

from portal.committees.actions.mandate import adopt_mandate, write_mandate
from portal.committees.forms.mandate import Adoption, MandateDraft
from portal.committees.indexing import describe
from portal.committees.models import Mandate, MandateQuestion
from portal.committees.numbering import numbered
from portal.committees.queries import adopted_mandate, draft_mandate
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.ideas.models import IdeaState
from portal.ideas.queries.mandate import question_of
from portal.proposals.models import ProposalQuestion
from portal.workshops.models import WorkshopQuestion
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.proposals.scene import proposal_in
from tests.workshops.scene import workshop_in

ONE, TWO, NEW = "Hvordan får flere glæde af vandet?", "Hvem skal passe broerne?", "Hvad må det koste om året?"


@pytest.fixture
def asked(harbour):
    """The mandate that holds asks two questions."""
    for question, text in zip(adopted_mandate(harbour).questions, (ONE, TWO), strict=True):
        question.text = text
    db.session.commit()
    return harbour


def written(bo, committee, *questions):
    write_mandate(bo, committee, MandateDraft(questions=questions))
    return [(question.number, question.text) for question in draft_mandate(committee).questions]


def adopt(bo, committee, council):
    return adopt_mandate(bo, committee, Adoption(council.id, clock.today(), "9"))


def test_numbers_follow_the_lines_while_nothing_points_at_them(bo, asked):
    assert written(bo, asked, NEW, TWO, ONE) == [(1, NEW), (2, TWO), (3, ONE)]


@pytest.mark.parametrize("kind", ["idea", "workshop", "proposal"])
def test_what_something_is_about_keeps_its_number(bo, asked, anna, dorte, kind):
    if kind == "idea":
        idea_in(IdeaState.RECEIVED, asked, anna, question_number=1)
    elif kind == "workshop":
        saved(WorkshopQuestion(workshop_id=workshop_in(asked).id, number=1))
    else:
        saved(ProposalQuestion(proposal_id=proposal_in(asked, dorte).id, number=1))
    assert written(bo, asked, NEW, ONE) == [(1, ONE), (2, NEW)]
    assert written(bo, asked, NEW, TWO) == [(2, NEW), (3, TWO)], "a left-out question's number is nobody else's"
    assert written(bo, asked, "Hvordan får mange flere glæde af vandet?", NEW)[0][0] == 1, "in other words it is itself"


def test_an_idea_stays_at_its_question_through_every_version(client, bo, asked, anna, council):
    idea = idea_in(IdeaState.PUBLISHED, asked, anna, question_number=1)
    for questions in ((NEW, ONE), (TWO, NEW), (NEW, TWO, ONE)):
        written(bo, asked, *questions)
        adopt(bo, asked, council)
        assert question_of(idea).text == ONE
    page = client().get(f"{asked.path}kommissorium").text
    assert re.search(r'<li id="spoergsmaal-1" value="1">' + re.escape(ONE), page), "the number that is shown is its own"


def test_the_page_says_what_it_did_and_loses_nothing(client, bo, asked, anna):
    idea_in(IdeaState.PUBLISHED, asked, anna, question_number=2)
    browser, address = client(bo), f"{asked.path}kommissorium/ret/spoergsmaal"
    browser.post(address, data={"questions": f"{TWO}\n{NEW}", "close": "1"})
    page = browser.get(f"{asked.path}kommissorium/ret").text
    assert "har beholdt deres numre" in page and f'<li value="2">{TWO}</li>' in page and NEW in page
    browser.post(address, data={"questions": NEW, "close": "1"})
    for there in ("ret", "vedtag"):
        page = browser.get(f"{asked.path}kommissorium/{there}").text
        assert "udelader spørgsmål" in page and TWO in page
    browser.post(address, data={"questions": f"{NEW}\n{TWO}", "close": "1"})
    assert "udelader spørgsmål" not in browser.get(f"{asked.path}kommissorium/ret").text


def test_a_version_that_would_move_a_question_is_not_adopted(client, bo, asked, anna, council):
    """Somebody pointed at a question after the version was written, or it was written by an earlier portal."""
    idea_in(IdeaState.PUBLISHED, asked, anna, question_number=1)
    moved = Mandate(committee=asked, number=2, purpose="Formål.", promise="Løfte.")
    moved.questions = [MandateQuestion(number=1, text=NEW), MandateQuestion(number=2, text=ONE)]
    saved(moved)
    with pytest.raises(Refused, match="Spørgsmål 1 ville betyde"):
        adopt(bo, asked, council)
    sent = {"body_id": council.id, "on": clock.today().isoformat(), "item": "punkt 7"}
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', client(bo).get(f"{asked.path}kommissorium/vedtag").text)[1]
    page = client(bo).post(f"{asked.path}kommissorium/vedtag", data=sent | {"seen": seen})
    assert page.status_code == 422 and "Gem trinnet" in page.text and "punkt 7" in page.text
    assert written(bo, asked, NEW, ONE) == [(1, ONE), (2, NEW)]
    assert adopt(bo, asked, council).is_adopted


def test_the_most_alike_find_each_other():
    taken = {1: "Hvad skal torvet bruges til?", 2: "Hvad skal parken bruges til?"}
    assert numbered(["Hvad skal parken bruges til?", "Hvad skal torvet bruges til nu?"], taken) == [
        (1, "Hvad skal torvet bruges til nu?"),
        (2, "Hvad skal parken bruges til?"),
    ]
    assert numbered(["Et?", "Et?"], {1: "Et?"}) == [(1, "Et?"), (2, "Et?")]
    assert numbered([], taken) == []


PAGES = ("", "kommissorium", "kommissorium/daekning", "kommissorium/ret", "forslag/nyt", "moeder/ny", "ideer/ny")


def test_a_question_that_was_adopted_with_its_number_keeps_it_and_shows_it_once(client, bo, asked, anna, dorte):
    question = adopted_mandate(asked).questions[0]
    question.text = f"1. {ONE}"
    db.session.commit()
    idea = idea_in(IdeaState.PUBLISHED, asked, anna, question_number=1)
    shown = 0
    for path in (*(f"{asked.path}{page}" for page in PAGES), idea.path):
        for who in (bo, dorte, anna):
            page = client(who).get(path).text
            assert not re.search(r'(?:value="1">|1\.)\s*1\. ' + re.escape(ONE), page), path
            shown += ONE in page
    assert shown > len(PAGES)
    assert adopted_mandate(asked).questions[0].text == f"1. {ONE}", "what was adopted never changes"
    assert describe(asked).text.count(f"1. {ONE}") == 0
    write_mandate(bo, asked, MandateDraft({"purpose": "Mere liv"}))
    assert draft_mandate(asked).questions[0].text == ONE, "the next version is written without it"
