import pytest

from portal.discussion.actions import sum_up
from portal.discussion.models import DiscussionSummary
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.ideas.models import IdeaState
from portal.rules.roles import Role
from tests.cast import person
from tests.discussion.scene import summed_up
from tests.ideas.scene import idea_in


@pytest.fixture
def idea(harbour, anna):
    return idea_in(IdeaState.PUBLISHED, harbour, anna)


def test_the_newest_summary_stands_first_with_who_wrote_it_and_when(client, bo, harbour, idea):
    fie = person("Fie Rask", Role.FACILITATOR, committee=harbour)
    for who, text in ((bo, "De fleste er **for**."), (fie, "Nu er flere imod.")):
        path = f"/debat/ide/{idea.id}/sammenfatning"
        assert client(who).post(path, data={"body": text, "submission_key": text}).status_code == 302
        assert client(who).post(path, data={"body": text, "submission_key": text}).status_code == 302  # twice is once
    assert db.session.query(DiscussionSummary).count() == 2
    page = client().get(f"/debat/ide/{idea.id}").text
    assert page.index("Nu er flere imod.") < page.index("De fleste er <strong>for</strong>.")
    assert f"Skrevet af {fie.name}" in page and f"Skrevet af {bo.name}" in page
    section = client().get(idea.path).text
    assert "Nu er flere imod." in section and "De fleste er" not in section


def test_only_those_who_serve_the_committee_sum_up(client, anna, dorte, bo, idea):
    for who in (anna, dorte):
        assert client(who).get(f"/debat/ide/{idea.id}/sammenfatning").status_code == 403
        with pytest.raises(NotAllowed):
            sum_up(who, idea, "Alle er enige med mig.")
    assert f"/debat/ide/{idea.id}/sammenfatning" in client(bo).get(f"/debat/ide/{idea.id}").text
    assert client(bo).post(f"/debat/ide/{idea.id}/sammenfatning", data={"body": ""}).status_code == 422


def test_where_there_are_many_it_is_said_how_many_are_left_out(client, bo, idea):
    for number in range(12):
        summed_up(idea, bo, f"Nummer {number:02}.")
    page = client().get(f"/debat/ide/{idea.id}").text
    assert "Nummer 11." in page and "Nummer 02." in page and "Nummer 01." not in page
    assert "2 ældre sammenfatninger vises ikke." in page
