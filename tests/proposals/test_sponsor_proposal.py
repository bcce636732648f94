import pytest

from portal.foundation.errors import NotAllowed, Refused
from portal.proposals.actions import end_sponsorship, sponsor_proposal
from portal.proposals.queries import backing


def test_members_put_their_names_and_parties_under(carl, client, dorte, gerda, proposal):
    for member in (dorte, carl, gerda):
        assert client(member).post(f"{proposal.path}/navn").location == proposal.path

    assert backing(proposal).letters == ("A", "V")
    assert (backing(proposal).people, backing(proposal).parties) == (3, 2)
    page = client().get(proposal.path).text
    assert all(member.name in page for member in (carl, dorte, gerda))


def test_twice_is_once(dorte, proposal):
    sponsor_proposal(dorte, proposal)
    sponsor_proposal(dorte, proposal)
    assert len(proposal.sponsors) == 1


def test_a_name_can_be_taken_away(client, dorte, proposal):
    sponsor_proposal(dorte, proposal)
    assert client(dorte).post(f"{proposal.path}/navn/fjern").location == proposal.path
    assert proposal.sponsors == []


def test_taking_away_what_is_not_there_is_refused(dorte, proposal):
    with pytest.raises(Refused):
        end_sponsorship(dorte, proposal)


def test_who_does_not_sit_in_the_committee_has_no_name_to_put(bo, client, proposal):
    with pytest.raises(Refused):
        sponsor_proposal(bo, proposal)
    assert client(bo).post(f"{proposal.path}/navn").status_code == 422


def test_citizens_do_not_sponsor(anna, proposal):
    with pytest.raises(NotAllowed):
        sponsor_proposal(anna, proposal)
    assert proposal.sponsors == []
