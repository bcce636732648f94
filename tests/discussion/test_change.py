from datetime import timedelta

import pytest

from portal.discussion.actions import (
    acknowledge_contribution,
    contribute,
    edit_contribution,
    end_acknowledgement,
    withdraw_contribution,
)
from portal.discussion.deeds import EDIT_FOR
from portal.discussion.models import Acknowledgement, ContributionWording
from portal.discussion.queries import discussion_of
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.models import IdeaState
from portal.notifications.models import Notification
from tests.discussion.scene import draft, said_of
from tests.ideas.scene import idea_in


@pytest.fixture
def said(harbour, anna, gerda):
    return contribute(gerda, idea_in(IdeaState.PUBLISHED, harbour, anna), draft("Det er for dyrt."))


def test_an_author_changes_it_for_a_quarter_of_an_hour(client, gerda, dorte, said):
    browser = client(gerda)
    assert "Det er for dyrt." in browser.get(f"/debat/{said.id}/ret").text
    sent = browser.post(f"/debat/{said.id}/ret", data={"body": "Det er lidt for dyrt."})
    assert (sent.status_code, said.body, said.edited_at is not None) == (302, "Det er lidt for dyrt.", True)
    page = client(dorte).get(said.path).text
    assert "rettet " in page and "Det er for dyrt." not in page
    with pytest.raises(NotAllowed):
        edit_contribution(dorte, said, "Noget andet")
    with clock.frozen(said.created_at + EDIT_FOR + timedelta(seconds=1)), pytest.raises(Refused):
        edit_contribution(gerda, said, "For sent")


def test_saying_the_same_again_changes_nothing(gerda, said):
    edit_contribution(gerda, said, said.body)
    assert said.edited_at is None and not db.session.query(ContributionWording).count()


def test_how_it_read_is_for_its_author_and_for_those_who_moderate(client, anna, bo, gerda, said):
    edit_contribution(gerda, said, "Det er lidt for dyrt.")
    shown = {who.name: "Det er for dyrt." in client(who).get(said.path).text for who in (anna, bo, gerda)}
    assert shown == {anna.name: False, bo.name: True, gerda.name: True}
    assert "Det er for dyrt." not in client().get(said.path).text


def test_a_withdrawn_one_says_so_and_its_answers_stay(client, anna, bo, gerda, said, deliver_outbox):
    answer = said_of(discussion_of(said).record, anna, "Jeg er ikke enig.", to=said)
    deliver_outbox()
    browser = client(gerda)
    browser.post(f"/debat/{said.id}/traek-tilbage")
    deliver_outbox()
    for path in (said.path, f"/debat/ide/{said.subject_id}"):
        page = client(anna).get(path).text
        assert "Trukket tilbage af forfatteren" in page and "Det er for dyrt." not in page and answer.body in page
    assert "Det er for dyrt." in browser.get(said.path).text and "Det er for dyrt." in client(bo).get(said.path).text
    assert not any("for dyrt" in str(one.values) for one in db.session.query(Notification))
    with pytest.raises(Refused):
        edit_contribution(gerda, said, "Alligevel")
    withdraw_contribution(gerda, said)  # once more is once


def test_nobody_withdraws_what_another_has_said(anna, said):
    with pytest.raises(NotAllowed):
        withdraw_contribution(anna, said)


def test_an_acknowledgement_is_one_for_each_and_can_be_taken_back(client, anna, dorte, gerda, said):
    browser = client(anna)
    for _ in range(2):
        browser.post(f"/debat/{said.id}/anerkend")
    acknowledge_contribution(dorte, said)
    assert (said.acknowledged, db.session.query(Acknowledgement).count()) == (2, 2)
    page = browser.get(said.path).text
    assert dorte.name not in client(gerda).get(said.path).text
    assert "Anerkendt af 2" in page and "Fortryd anerkendelse" in page
    for _ in range(2):
        browser.post(f"/debat/{said.id}/anerkend/fortryd")
    assert (said.acknowledged, db.session.query(Acknowledgement).count()) == (1, 1)
    end_acknowledgement(dorte, said)
    assert said.acknowledged == 0 and "Anerkendt af" not in client().get(said.path).text
    with pytest.raises(NotAllowed):
        acknowledge_contribution(gerda, said)
