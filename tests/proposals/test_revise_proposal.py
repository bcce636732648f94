import re

import pytest

from portal.events.queries import events_of
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.proposals.actions import revise_proposal
from portal.proposals.models import ProposalVersion
from tests.proposals.scene import DRAFT, TYPED, revised

CHANGE = revised(
    title="Skoleveje i fire lag",
    solution="Skolegade bliver cykelgade kl. 7.30–8.15 på skoledage. Beboere må køre hjem.",
    what_changed="Beboere må køre hjem.",
)
MEANWHILE = revised(
    title="Skoleveje i fire lag",
    solution="Skolegade bliver cykelgade kl. 7.30–8.15 på skoledage. Bilerne sætter af ved hallen.",
    what_changed="Et klokkeslæt.",
)
SENT = TYPED | {"solution": CHANGE.solution, "what_changed": CHANGE.what_changed}


def test_a_revision_is_a_new_version_and_the_old_one_stays(client, dorte, proposal):
    answer = client(dorte).post(f"{proposal.path}/ret", data=SENT)

    assert answer.location == proposal.path
    newest, first = proposal.versions
    assert (newest.number, newest.solution, newest.what_changed) == (2, CHANGE.solution, CHANGE.what_changed)
    assert (first.number, first.solution, first.title) == (1, DRAFT.solution, DRAFT.title)


def test_the_title_of_each_version_is_kept(dorte, proposal):
    revise_proposal(dorte, proposal, CHANGE)
    assert [version.title for version in proposal.versions] == [CHANGE.title, DRAFT.title]
    event = db.session.scalars(events_of(proposal)).all()[-1]
    assert event.details == {"number": 2, "title": CHANGE.title, "path": proposal.path}


def test_two_who_write_in_different_sentences_are_merged(bo, client, dorte, proposal):
    browser = client(dorte)
    page = browser.get(f"{proposal.path}/ret").text
    assert '<input name="based_on" type="hidden" value="1">' in page
    revise_proposal(bo, proposal, MEANWHILE)

    mine = DRAFT.solution.replace("Bilerne sætter af ved hallen.", "Bilerne sætter af ved svømmehallen.")
    data = TYPED | {"solution": mine, "what_changed": "Hvilken hal.", "based_on": "1"}
    assert browser.post(f"{proposal.path}/ret", data=data).status_code == 302

    newest = proposal.versions[0]
    assert newest.solution == MEANWHILE.solution.replace(
        "Bilerne sætter af ved hallen.", "Bilerne sætter af ved svømmehallen."
    )
    assert (newest.number, newest.title, newest.author_id) == (3, MEANWHILE.title, dorte.id)
    assert "Andre gemte en version, mens du skrev." in browser.get(proposal.path).text


@pytest.fixture
def collided(bo, proposal):
    """What Dorte sends, when Bo has written over the same sentence meanwhile."""
    revise_proposal(bo, proposal, MEANWHILE)
    mine = "Dortes egen tekst, som hun har brugt en aften på. Bilerne sætter af ved hallen."
    return SENT | {"title": DRAFT.title, "solution": mine, "based_on": "1"}


def test_where_both_wrote_over_the_same_words_the_second_decides(client, collided, dorte, proposal):
    answer = client(dorte).post(f"{proposal.path}/ret", data=collided)

    assert answer.status_code == 409
    assert "Dortes egen tekst, som hun har brugt en aften på." in answer.text
    assert "Skolegade bliver cykelgade kl. 7.30–8.15 på skoledage." in answer.text
    assert len(proposal.versions) == 2
    (key,) = set(re.findall(r'name="(sted-[^"]+)"', answer.text))

    undecided = client(dorte).post(f"{proposal.path}/ret", data=collided | {"asked": "1"})
    assert undecided.status_code == 409
    assert "Vælg, hvad der skal stå" in undecided.text

    again = client(dorte).post(f"{proposal.path}/ret", data=collided | {key: "both"})
    assert again.status_code == 302
    newest = proposal.versions[0]
    assert newest.solution.startswith(
        "Skolegade bliver cykelgade kl. 7.30–8.15 på skoledage. Dortes egen tekst, som hun har brugt en aften på."
    )
    assert newest.title == MEANWHILE.title


def test_a_choice_is_of_the_words_that_were_read(bo, client, collided, dorte, proposal):
    key = re.search(r'name="(sted-[^"]+)"', client(dorte).post(f"{proposal.path}/ret", data=collided).text)[1]
    revise_proposal(
        bo, proposal, revised(solution="Skolegade lukkes helt. Bilerne sætter af ved hallen.", what_changed="Helt.")
    )
    answer = client(dorte).post(f"{proposal.path}/ret", data=collided | {key: "mine"})
    assert answer.status_code == 409
    assert "Skolegade lukkes helt." in answer.text
    assert proposal.versions[0].number == 3


def test_all_that_was_typed_travels_through_the_choice(client, collided, dorte, proposal):
    answer = client(dorte).post(f"{proposal.path}/ret", data=collided | {"question_numbers": ["1", "2"]})
    sent = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.text)
    assert {name for name, _value in sent} >= {*SENT, "based_on"}
    assert [value for name, value in sent if name == "question_numbers"] == ["1", "2"]


def test_a_second_click_is_no_second_version(client, dorte, proposal):
    data = SENT | {"based_on": "1"}
    client(dorte).post(f"{proposal.path}/ret", data=data)
    assert client(dorte).post(f"{proposal.path}/ret", data=data).status_code == 302
    assert len(proposal.versions) == 2


def test_together_they_can_be_too_long(bo, client, dorte, proposal):
    long = "Det er en sætning på lidt over halvtreds tegn, nummer {}. "
    first, second = ("".join(long.format(f"{who}{n}") for n in range(90)) for who in "ab")
    revise_proposal(bo, proposal, revised(solution=f"{first}{DRAFT.solution}", what_changed="Meget."))
    answer = client(dorte).post(
        f"{proposal.path}/ret", data=SENT | {"solution": f"{second}{DRAFT.solution}", "based_on": "1"}
    )
    assert answer.status_code == 422
    assert "Sammen med det, andre har skrevet, fylder det mere end 9600 tegn." in answer.text
    assert second.strip() in answer.text


def test_questions_of_the_task_are_merged_too(bo, designing, dorte, proposal):
    revise_proposal(bo, proposal, revised(question_numbers=(1, 2), what_changed="To."))
    mine = revised(question_numbers=(3,), questions_before=(), based_on=1, what_changed="Tre.")
    revise_proposal(dorte, proposal, mine)
    assert proposal.question_numbers == [1, 2, 3]


def test_what_changed_must_be_said(client, dorte, proposal):
    answer = client(dorte).post(f"{proposal.path}/ret", data=SENT | {"what_changed": ""})
    assert answer.status_code == 422
    assert len(proposal.versions) == 1


def test_the_preview_of_a_revision_saves_nothing(client, dorte, proposal):
    answer = client(dorte).post(f"{proposal.path}/ret", data=SENT | {"preview": "1", "solution": "**Ny**"})
    assert answer.status_code == 200
    assert "<strong>Ny</strong>" in answer.text
    assert len(proposal.versions) == 1


def test_others_do_not_revise(anna, client, eva, proposal):
    for stranger in (anna, eva):
        assert client(stranger).get(f"{proposal.path}/ret").status_code == 403
        assert client(stranger).post(f"{proposal.path}/ret", data=SENT).status_code == 403
    with pytest.raises(NotAllowed):
        revise_proposal(anna, proposal, CHANGE)


def test_nothing_half_done_when_the_last_step_fails(dorte, monkeypatch, proposal):
    monkeypatch.setattr("portal.proposals.actions.record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        revise_proposal(dorte, proposal, CHANGE)
    assert db.session.query(ProposalVersion).count() == 1
    assert proposal.title == DRAFT.title
