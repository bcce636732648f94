"""Contributions are reported, hidden and shown again as ideas are."""

import pytest

from portal.accounts.models import Visitor
from portal.discussion.actions import contribute, withdraw_contribution
from portal.discussion.models import Contribution
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.house.moderated import moderated_types
from portal.ideas.models import IdeaState
from portal.moderation.actions import appeal_decision, hide_content, overturn_decision, report_content
from portal.moderation.forms import ReportDraft
from portal.moderation.models import AuthorRole, ReportCode
from portal.moderation.queries import account, matter_or_404
from portal.notifications.models import Notification
from tests.discussion.scene import draft, said_of
from tests.ideas.scene import idea_in

REASON = "Den taler nedsættende om andre."


@pytest.fixture
def said(harbour, anna, gerda):
    return contribute(gerda, idea_in(IdeaState.PUBLISHED, harbour, anna), draft("De er nogle tumper."))


@pytest.fixture
def matter(said, anna, deliver_outbox):
    made = report_content(anna, moderated_types()["contribution"], said, ReportDraft(ReportCode.OFFENSIVE, "Grimt"))
    return matter_or_404(moderated_types(), made.case_id)


def test_anybody_signed_in_reports_it_and_a_moderator_hides_it(client, anna, bo, gerda, said, matter, deliver_outbox):
    assert f"/anmeld/indlaeg/{said.id}" in client(anna).get(said.path).text
    assert client(anna).get(f"/anmeld/indlaeg/{said.id}").status_code == 200
    assert client(bo).get(matter.case.path).text.count("De er nogle tumper.") >= 1
    hide_content(bo, matter, ReportCode.OFFENSIVE, REASON)
    deliver_outbox()
    for path in (said.path, f"/debat/ide/{said.subject_id}", f"/ideer/{said.subject_id}"):
        page = client().get(path).text
        assert "De er nogle tumper." not in page and REASON in page
    assert "De er nogle tumper." in client(gerda).get(said.path).text
    assert "De er nogle tumper." not in client().get("/soeg.csv?q=tumper").text
    others = db.session.query(Notification).filter(Notification.recipient_id != gerda.id)
    assert not any("tumper" in str(one.values) for one in others)


def test_what_is_hidden_is_neither_answered_nor_withdrawn_and_is_shown_after_an_appeal(
    client, bo, gerda, sofie, said, matter
):
    hide_content(bo, matter, ReportCode.OFFENSIVE, REASON)
    with pytest.raises(Refused):
        withdraw_contribution(gerda, said)
    assert client(bo).get(f"/debat/{said.id}/svar").status_code == 422
    appeal_decision(gerda, matter, "Det er de.")
    overturn_decision(sofie, matter, "Det er groft, men ikke om nogen bestemt.")
    assert "De er nogle tumper." in client().get(said.path).text
    assert account().by_role[AuthorRole.CITIZEN].total() == 1


def test_what_cannot_be_read_cannot_be_reported(client, anna, gerda, said):
    withdraw_contribution(gerda, said)
    assert client(anna).get(f"/anmeld/indlaeg/{said.id}").status_code == 404


def test_a_contribution_is_found_by_searching_under_what_it_is_about(client, anna, gerda, said, deliver_outbox):
    deliver_outbox()
    idea_title = "Flydende badeanstalt"
    found = client().get("/soeg.csv?q=tumper").text
    assert idea_title in found and said.path in found
    assert "Indlæg i en debat" in client().get("/soeg?q=tumper").text
    withdraw_contribution(gerda, said)
    deliver_outbox()
    assert said.path not in client().get("/soeg.csv?q=tumper").text


def test_it_is_not_found_any_more_when_what_it_is_about_is_not_read(client, bo, anna, gerda, said, deliver_outbox):
    deliver_outbox()
    idea = moderated_types()["idea"].one(said.subject_id)
    made = report_content(gerda, moderated_types()["idea"], idea, ReportDraft(ReportCode.OFFENSIVE, "Grimt"))
    hide_content(bo, matter_or_404(moderated_types(), made.case_id), ReportCode.OFFENSIVE, REASON)
    deliver_outbox()
    assert said.path not in client().get("/soeg.csv?q=tumper").text
    assert client().get(said.path).status_code == 404
    answer = said_of(idea, anna, to=db.session.get(Contribution, said.id))
    assert moderated_types()["contribution"].is_read_by(Visitor(), answer) is False
