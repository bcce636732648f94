import pytest

from portal.accounts.models import Visitor
from portal.discussion.actions import answer_contribution, contribute
from portal.discussion.models import Contribution, ContributionKind
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, NotSignedIn, Refused
from portal.ideas.models import IdeaState
from portal.notifications.models import Notification
from portal.rules.stages import Stage
from tests.discussion.scene import TYPED, draft, said_of
from tests.ideas.scene import idea_in
from tests.proposals.scene import proposal_in


@pytest.fixture
def idea(harbour, anna):
    return idea_in(IdeaState.PUBLISHED, harbour, anna)


def test_a_citizen_says_something_of_an_idea(client, gerda, idea):
    """It stands on the page of the idea and on its own, with the name, the kind and the text as it was typed."""
    browser = client(gerda)
    sent = browser.post(f"/debat/ide/{idea.id}/skriv", data=TYPED)
    said = db.session.query(Contribution).one()
    assert (sent.status_code, sent.location) == (302, said.path)
    assert (said.kind, said.author, said.committee_id) == (ContributionKind.AGAINST, gerda, idea.committee_id)
    for path in (idea.path, f"/debat/ide/{idea.id}", said.path):
        page = client().get(path).text
        assert "Det bliver <strong>for dyrt</strong> for os." in page and gerda.name in page and "Imod" in page
    assert "Læs hele debatten: 1 indlæg" in client().get(idea.path).text


def test_the_same_form_twice_is_one_contribution(client, gerda, idea):
    browser = client(gerda)
    first = browser.post(f"/debat/ide/{idea.id}/skriv", data=TYPED)
    again = browser.post(f"/debat/ide/{idea.id}/skriv", data=TYPED)
    other = browser.post(f"/debat/ide/{idea.id}/skriv", data=TYPED | {"body": "Noget andet."})
    assert (first.location, again.location, other.status_code) == (again.location, first.location, 422)
    assert db.session.query(Contribution).count() == 1 and "findes allerede" in other.text


def test_a_visitor_signs_in_first_and_comes_back(client, idea):
    page = client().get(idea.path).text
    assert f"/log-ind?next=/debat/ide/{idea.id}/skriv" in page
    assert client().get(f"/debat/ide/{idea.id}/skriv").location.startswith("/log-ind?next=")
    with pytest.raises(NotSignedIn):
        contribute(Visitor(), idea, draft())


def test_whoever_has_not_confirmed_the_address_writes_nothing(gerda, idea):
    gerda.confirmed_at = None
    with pytest.raises((NotAllowed, NotSignedIn)):
        contribute(gerda, idea, draft())
    assert not db.session.query(Contribution).count()


def test_nothing_is_taken_without_a_kind_and_words(client, gerda, idea):
    answer = client(gerda).post(f"/debat/ide/{idea.id}/skriv", data={"body": ""})
    assert answer.status_code == 422
    assert "Vælg, hvad du skriver" in answer.text and "Skriv, hvad du vil sige" in answer.text


def test_a_cpr_number_is_never_published(client, gerda, idea):
    told = client(gerda).post(f"/debat/ide/{idea.id}/skriv", data=TYPED | {"body": "Mit nummer er 010190-1234."})
    assert told.status_code == 422 and not db.session.query(Contribution).count()
    assert "010190-1234" in told.text


@pytest.mark.parametrize("state", [IdeaState.CLOSED, IdeaState.WITHDRAWN])
def test_what_is_over_is_read_and_not_written_about(client, gerda, anna, harbour, state):
    idea = idea_in(state, harbour, anna, published_at=clock.now())
    said_of(idea, gerda, "Det stod her før.")
    page = client(gerda).get(f"/debat/ide/{idea.id}").text
    assert "Det stod her før." in page and "Debatten er lukket" in page
    assert client(gerda).post(f"/debat/ide/{idea.id}/skriv", data=TYPED).status_code == 422


def test_the_stage_closes_the_discussion(gerda, idea, harbour):
    said = contribute(gerda, idea, draft())
    harbour.stage = Stage.CO_IMPLEMENTATION
    db.session.commit()
    with pytest.raises(Refused):
        contribute(gerda, idea, draft())
    with pytest.raises(Refused):
        answer_contribution(gerda, said, draft())


def test_what_is_not_public_is_not_discussed(client, anna, bo, harbour):
    waiting = idea_in(IdeaState.RECEIVED, harbour, anna)
    harbour.stage = Stage.CO_DESIGN
    kept_back = proposal_in(harbour, bo, public=False)
    for path in (f"/debat/ide/{waiting.id}", f"/debat/forslag/{kept_back.id}", "/debat/findes-ikke/1"):
        assert client(anna).get(path).status_code == 404


def test_a_proposal_is_discussed_while_it_is_written(client, anna, bo, harbour):
    harbour.stage = Stage.CO_DESIGN
    proposal = proposal_in(harbour, bo)
    said = contribute(anna, proposal, draft("Hvem rydder sneen?", ContributionKind.QUESTION))
    assert "Hvem rydder sneen?" in client().get(proposal.path).text
    assert client().get(said.path).status_code == 200


def test_an_answer_stands_under_the_contribution_and_is_not_answered(client, anna, gerda, idea):
    said = contribute(gerda, idea, draft())
    page = client(anna).post(f"/debat/{said.id}/svar", data={"body": "Nej, det er billigt.", "submission_key": "a"},
                             follow_redirects=True)  # fmt: skip
    assert "Nej, det er billigt." in page.text
    answer = db.session.query(Contribution).filter_by(parent_id=said.id).one()
    with pytest.raises(Refused):
        answer_contribution(gerda, answer, draft())
    assert client(gerda).get(f"/debat/{answer.id}/svar").status_code == 422
    page = client().get(answer.path.partition("#")[0]).text
    assert "Det bliver for dyrt." in page and f'id="svar-{answer.id}"' in page


def test_those_who_wrote_it_and_whoever_is_answered_are_told_and_why(anna, gerda, dorte, idea, deliver_outbox):
    said = contribute(gerda, idea, draft("Det er for dyrt."))
    answer_contribution(dorte, said, draft("Det er det ikke."))
    answer_contribution(gerda, said, draft("Jo."))  # nobody is told of what they do themselves
    deliver_outbox()
    told = [(one.recipient_id, one.values["title"], one.why, one.path)
            for one in db.session.query(Notification).order_by(Notification.id)]  # fmt: skip
    wrote = "You are told because you wrote what is discussed."
    answers = [
        one.path for one in db.session.query(Contribution).filter_by(parent_id=said.id).order_by(Contribution.id)
    ]
    assert sorted(told) == sorted([
        (anna.id, "Det er for dyrt.", wrote, said.path),
        (gerda.id, "Det er det ikke.", "You are told because you wrote what is answered.", answers[0]),
        (anna.id, "Det er det ikke.", wrote, answers[0]),
        (anna.id, "Jo.", wrote, answers[1]),
    ])  # fmt: skip


def test_the_first_answers_stand_in_the_list_and_the_rest_on_the_page(client, gerda, idea):
    said = said_of(idea, gerda)
    for number in range(5):
        said_of(idea, gerda, f"Svar nummer {number}", to=said)
    page = client().get(f"/debat/ide/{idea.id}").text
    assert [f"Svar nummer {number}" in page for number in range(5)] == [True, True, True, False, False]
    assert "Læs 2 svar til" in page and "Læs 5 svar" in client().get(idea.path).text
    assert all(f"Svar nummer {number}" in client().get(said.path).text for number in range(5))


def test_an_answer_is_found_on_whichever_page_it_stands(client, gerda, idea):
    said = said_of(idea, gerda)
    last = [said_of(idea, gerda, f"Svar nummer {number}", to=said) for number in range(21)][-1]
    shown = client().get(last.path.partition("#")[0], follow_redirects=True).text
    assert "Svar nummer 20" in shown and "Svar nummer 19" not in shown
    assert "Svar nummer 19" in client().get(f"/debat/{last.id}?side=1").text


def test_a_list_is_narrowed_sorted_and_paged_and_counts_what_it_shows(client, gerda, idea):
    kinds = ContributionKind.QUESTION, ContributionKind.FOR
    for number in range(22):
        said_of(idea, gerda, f"Nummer {number:02}", kind=kinds[number % 2],
                acknowledged=5 if number == 3 else 0)  # fmt: skip
    path, browser = f"/debat/ide/{idea.id}", client()
    first, second = browser.get(path).text, browser.get(f"{path}?side=2").text
    assert (first.count('id="indlaeg-'), second.count('id="indlaeg-')) == (20, 2)
    assert "Alle (22)" in first and "For (11)" in first and "Spørgsmål (11)" in first and "Imod (" not in first
    assert first.index("Nummer 21") < first.index("Nummer 20")
    liked = browser.get(f"{path}?sorter=anerkendt").text
    assert liked.index("Nummer 03") < liked.index("Nummer 21")
    only = browser.get(f"{path}?type=for&sorter=anerkendt").text
    assert only.count('id="indlaeg-') == 11 and "Nummer 20" not in only
    assert browser.get(f"{path}?type=ukendt&sorter=ukendt&side=99").status_code == 200


def test_an_empty_discussion_invites(client, anna, idea):
    assert "Ingen har skrevet endnu." in client(anna).get(idea.path).text
    assert "Ingen har skrevet endnu." in client().get(f"/debat/ide/{idea.id}").text
    assert "Der er ingen af den slags" in client().get(f"/debat/ide/{idea.id}?type=for").text


def test_a_discussion_asks_as_much_of_the_database_however_long_it_is(client, queries, anna, gerda, idea):
    browser = client(anna)

    def asked():
        browser.get(f"/debat/ide/{idea.id}")
        with queries() as few:
            browser.get(f"/debat/ide/{idea.id}")
        with queries() as section:
            browser.get(idea.path)
        return len(few), len(section)

    said_of(idea, gerda, "Svar", to=said_of(idea, gerda))
    before = asked()
    for _ in range(30):
        said_of(idea, gerda, "Svar", to=said_of(idea, gerda))
    assert asked() == before
