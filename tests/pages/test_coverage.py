"""Who works on which question of a mandate, and committees like this one with what became of them."""

import re
from datetime import timedelta

import pytest

from portal.committees.queries import adopted_mandate
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import IdeaState
from portal.implementation.models import Commitment, CommitmentStatus
from portal.pages.committees_alike import committees_alike, telling_words
from portal.pages.mandate_coverage import question_work
from portal.proposals.actions import revise_proposal, write_proposal
from portal.proposals.models import ProposalQuestion
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.rules.stages import Stage
from portal.search.index import search_index
from portal.workshops.actions.planning import edit_workshop, plan_workshop
from portal.workshops.models import WorkshopQuestion
from tests.cast import committee_in
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.proposals.scene import proposal_in, revised
from tests.workshops.scene import TYPED, draft, workshop_in


@pytest.fixture
def designing(harbour):
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    return harbour


def work_of(committee):
    return question_work(committee, adopted_mandate(committee))


def test_questions_that_nobody_has_worked_on_stand_first(anna, dorte, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    hidden = idea_in(IdeaState.RECEIVED, harbour, anna)
    idea.question_number = hidden.question_number = 1
    proposal = proposal_in(harbour, dorte, public=False)
    saved(ProposalQuestion(proposal_id=proposal.id, number=2))
    first, second = work_of(harbour)
    assert (first.question.number, first.total) == (2, 0)
    assert (second.question.number, second.ideas.newest) == (1, (idea,))
    proposal.published_at = clock.now()
    saved(WorkshopQuestion(workshop_id=workshop_in(harbour).id, number=2))
    assert [(one.question.number, one.total) for one in work_of(harbour)] == [(1, 1), (2, 2)]


def test_a_text_that_a_moderator_has_hidden_does_not_stand_here(anna, client, harbour):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna, title="Noget grimt", question_number=1, hidden_at=clock.now())
    assert [one.total for one in work_of(harbour)] == [0, 0]
    page = client().get(f"{harbour.path}kommissorium/daekning").text
    assert idea.title not in page and idea.path not in page


def test_what_has_no_room_is_counted_and_the_list_behind_it_holds_all(anna, client, harbour):
    for number in range(13):
        idea_in(IdeaState.PUBLISHED, harbour, anna, title=f"Idé {number}", question_number=1)
    idea_in(IdeaState.PUBLISHED, harbour, anna, question_number=1, hidden_at=clock.now())
    page = client().get(f"{harbour.path}kommissorium/daekning").text
    found = re.search(r'og 3 mere\. <a href="([^"]+)">Se idéerne</a>', page)
    assert ">13 idéer<" in page
    assert "Viser 1–13 af 13" in client().get(found[1]).text


def test_a_workshop_says_which_questions_it_works_on(bo, harbour):
    workshop = plan_workshop(bo, harbour, draft(question_numbers=(2, 1, 2)))
    assert workshop.question_numbers == [1, 2]
    edit_workshop(bo, workshop, draft(question_numbers=(2,)))
    db.session.refresh(workshop)
    assert workshop.question_numbers == [2]


def test_so_does_a_proposal(designing, dorte):
    proposal = write_proposal(dorte, designing, revised(question_numbers=(1,)))
    assert proposal.question_numbers == [1]
    revise_proposal(dorte, proposal, revised(question_numbers=(1, 2), what_changed="Mere."))
    db.session.refresh(proposal)
    assert proposal.question_numbers == [1, 2]


def test_only_questions_of_the_mandate_can_be_ticked(client, bo, designing, dorte):
    page = client(bo).get(f"{designing.path}moeder/ny").text
    assert "2. Spørgsmål 2?" in page
    sent = TYPED | {"held_on": (clock.today() + timedelta(days=9)).isoformat()}
    browser = client(bo)
    assert browser.post(f"{designing.path}moeder/ny", data=sent | {"question_numbers": ["9"]}).status_code == 422
    location = browser.post(f"{designing.path}moeder/ny", data=sent | {"question_numbers": ["2"]}).location
    assert "checked" in browser.get(f"{location}/ret").text
    assert "1. Spørgsmål 1?" in client(dorte).get(f"{designing.path}forslag/nyt").text


def test_the_pages_tell_it(client, anna, harbour):
    address = f"{harbour.path}kommissorium"
    assert "Ingen har arbejdet på spørgsmålene endnu" in client().get(address).text
    idea_in(IdeaState.PUBLISHED, harbour, anna).question_number = 2
    db.session.commit()
    assert "Ingen har arbejdet på spørgsmål 1 endnu" in client().get(address).text
    page = client().get(f"{address}/daekning").text
    assert page.index("1. Spørgsmål 1?") < page.index("2. Spørgsmål 2?")
    assert "1 idé" in page and "/ideer/" in page


def test_without_an_adopted_mandate_there_is_no_coverage(client, bo, harbour):
    adopted_mandate(harbour).adopted_on = None
    db.session.commit()
    assert client(bo).get(f"{harbour.path}kommissorium/daekning").status_code == 404


def test_the_same_number_of_questions_at_any_size(client, anna, harbour, queries):
    idea_in(IdeaState.PUBLISHED, harbour, anna).question_number = 1
    db.session.commit()
    with queries() as few:
        client().get(f"{harbour.path}kommissorium/daekning")
    for _ in range(30):
        idea_in(IdeaState.PUBLISHED, harbour, anna).question_number = 1
    db.session.commit()
    with queries() as many:
        page = client().get(f"{harbour.path}kommissorium/daekning")
    assert len(few) == len(many) <= 14
    assert "31 idéer" in page.text and "og 21 mere" in page.text
    way = f"{harbour.path}ideer/?spoergsmaal=1"
    assert f'href="{way}"' in page.text and "31" in client().get(way).text


@pytest.fixture
def alike(app, harbour, fjordby, council):
    """A concluded committee about nearly the same, one about something else, and one that is not public."""
    earlier = committee_in(fjordby, "Havnens bådliv", "baadliv", stage=Stage.CLOSED)
    other = committee_in(fjordby, "Skolegården", "skolegaarden")
    hidden = committee_in(fjordby, "Bådliv i det skjulte", "skjult")
    for committee, purpose in (
        (harbour, "Bådliv og vinterbadning året rundt"),
        (earlier, "Bådliv ved bryggen"),
        (other, "Leg og læring"),
        (hidden, "Bådliv"),
    ):
        adopted_mandate(committee).purpose = purpose
        committee.summary = f"Om {committee.name.lower()}"
    hidden.published_at = None
    facts = {"problem": "x", "solution": "x", "actor": "x", "committee": earlier}
    done = Recommendation(number=1, title="Broer", state=RecommendationState.ANSWERED, **facts)
    waiting = Recommendation(number=2, title="Bade", state=RecommendationState.HANDED_OVER, **facts)
    saved(done, waiting)
    return earlier


def test_committees_alike_come_with_what_became_of_them(app, alike, bo, council, harbour, client):
    recommendation = db.session.query(Recommendation).filter_by(number=1).one()
    answer = {"body": council, "reason": "Ja.", "met_on": clock.today(), "item": "4", "author": bo}
    saved(CouncilResponse(recommendation=recommendation, verdict=Verdict.UNCHANGED, **answer))
    promise = {"committee": alike, "recommendation": recommendation, "owner": "Havnen", "due_on": clock.today()}
    saved(
        Commitment(title="En bro", status=CommitmentStatus.KEPT, **promise),
        Commitment(title="To broer", status=CommitmentStatus.PROMISED, **promise),
    )
    search_index.of(app).rebuild()
    found, *others = committees_alike(search_index.of(app), harbour, adopted_mandate(harbour))
    assert "skjult" not in {one.committee.slug for one in others}
    assert (found.committee, found.handed_over, found.promised, found.kept) == (alike, 2, 2, 1)
    assert found.verdicts == {Verdict.UNCHANGED: 1}
    for browser, address in ((client(), "kommissorium"), (client(bo), "kommissorium/ret"),
                             (client(bo), "kommissorium/ret/formaal")):  # fmt: skip
        page = browser.get(harbour.path + address).text
        assert "Udvalg, der ligner dette" in page and "1 af 2 løfter er holdt" in page


def test_the_words_fit_a_question_to_the_index(harbour):
    mandate = adopted_mandate(harbour)
    mandate.purpose = "vinterbadning " * 3 + "og " * 9 + " ".join(f"ord{'x' * number}" for number in range(60))
    words = telling_words(harbour, mandate)
    assert words.startswith("vinterbadning") and len(words) <= 200
    assert "vinterbadning" in words and " og " not in words
