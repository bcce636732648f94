import pytest

from portal.events.queries import events_of
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.foundation.seen import FIELD, mark_of
from portal.proposals.actions import revise_proposal
from portal.proposals.models import ProposalVersion
from tests.proposals.scene import DRAFT, TYPED, revised

CHANGE = revised(
    title="Skoleveje i fire lag",
    solution="Skolegade bliver cykelgade kl. 7.30–8.15 på skoledage. Beboere må køre hjem.",
    what_changed="Beboere må køre hjem.",
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


def test_who_saves_second_is_told_and_keeps_the_text(bo, client, dorte, proposal):
    read = mark_of(proposal)
    revise_proposal(bo, proposal, CHANGE)

    mine = "Dortes egen tekst, som hun har brugt en aften på."
    answer = client(dorte).post(f"{proposal.path}/ret", data=SENT | {"solution": mine, FIELD: read})

    assert answer.status_code == 409
    assert mine in answer.text
    assert CHANGE.solution in answer.text
    assert len(proposal.versions) == 2

    again = client(dorte).post(f"{proposal.path}/ret", data=SENT | {"solution": mine, FIELD: mark_of(proposal)})
    assert again.status_code == 302
    assert proposal.versions[0].solution == mine


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
