import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.moderation.actions import appeal_decision, hide_content, keep_content, overturn_decision, uphold_decision
from portal.moderation.models import CaseState, ReportCode
from portal.moderation.queries import cases_waiting_for, queue
from portal.notifications.models import Notification
from portal.rules.roles import Role
from tests.cast import person
from tests.initiatives.scene import S, initiative_in
from tests.moderation.scene import hidden, public_idea, reported

RUDE = ReportCode.OFFENSIVE


@pytest.fixture
def idea(anna, harbour):
    return public_idea(anna, harbour)


@pytest.fixture
def matter(idea, gerda):
    return reported(idea, gerda)


def told(user):
    return db.session.scalars(select(Notification.message).where(Notification.recipient_id == user.id)).all()


def test_keeping_tells_those_who_reported(matter, idea, bo, gerda, client, deliver_outbox):
    keep_content(bo, matter, "Det er skarpt, men sagligt.")
    deliver_outbox()
    assert (matter.case.state, idea.hidden_at, matter.case.days) == (CaseState.KEPT, None, 0)
    assert any("stays" in message for message in told(gerda))
    assert "Det er skarpt, men sagligt." in client(gerda).get(matter.case.path).text


def test_why_a_text_stays_is_said_to_those_who_reported_it_and_not_to_its_author(matter, bo, anna, gerda, client):
    keep_content(bo, matter, "Det er skarpt, men sagligt.")
    for reader, reads in ((gerda, True), (bo, True), (anna, False)):
        page = client(reader).get(matter.case.path)
        assert page.status_code == 200
        assert ("Det er skarpt, men sagligt." in page.text) is reads


def test_hiding_tells_the_author_and_those_who_reported(matter, idea, bo, anna, gerda, client, deliver_outbox):
    hide_content(bo, matter, ReportCode.UNLAWFUL, "Den opfordrer til hærværk.")
    deliver_outbox()
    assert (matter.case.state, matter.case.code) == (CaseState.HIDDEN, ReportCode.UNLAWFUL)
    assert (idea.hidden_at, idea.hidden_reason) == (matter.case.decided_at, "Den opfordrer til hærværk.")
    assert any("has been hidden" in message for message in told(anna))
    assert any("has been hidden" in message for message in told(gerda))
    page = client(anna).get(idea.path).text
    assert idea.body in page, "the author still sees it"
    assert "Den opfordrer til hærværk." in page
    assert client(anna).get(f"/moderation/om/ide/{idea.id}").location == matter.case.path


def test_the_public_reason_names_nobody(matter, idea, bo):
    with pytest.raises(Refused):
        hide_content(bo, matter, RUDE, "Ring til 20 00 00 00.")
    db.session.refresh(idea)
    assert idea.hidden_at is None


def test_who_may_decide(matter, idea, anna, gerda, carl, eva, finn, bo, harbour, fjordby):
    for somebody in (anna, gerda, carl, eva, finn):
        with pytest.raises(NotAllowed):
            keep_content(somebody, matter, "x")
        with pytest.raises(NotAllowed):
            hide_content(somebody, matter, RUDE, "x")
    of_the_municipality = reported(initiative_in(S.PUBLISHED, fjordby, anna), gerda)
    with pytest.raises(NotAllowed):
        keep_content(bo, of_the_municipality, "x")
    own = reported(public_idea(bo, harbour), gerda)
    with pytest.raises(NotAllowed):
        keep_content(bo, own, "nobody decides about their own text")


def test_what_is_decided_is_decided(matter, bo, sofie):
    hide_content(bo, matter, RUDE, "Grimt.")
    for deed in (
        lambda: keep_content(sofie, matter, "x"),
        lambda: hide_content(sofie, matter, RUDE, "x"),
        lambda: overturn_decision(sofie, matter, "x"),
        lambda: uphold_decision(sofie, matter, "x"),
    ):
        with pytest.raises(Refused):
            deed()


def test_the_appeal_goes_to_a_second_person(matter, idea, anna, gerda, bo, sofie, deliver_outbox):
    hide_content(bo, matter, RUDE, "Grimt.")
    with pytest.raises(NotAllowed):
        appeal_decision(gerda, matter, "x")
    appeal_decision(anna, matter, "Jeg citerede avisen.")
    appeal_decision(anna, matter, "Jeg citerede avisen.")  # the second of two clicks
    assert len(db.session.scalars(select(Event).where(Event.type == "moderation.appealed")).all()) == 1
    with pytest.raises(Refused):
        appeal_decision(anna, matter, "igen")
    for decide in (overturn_decision, uphold_decision):
        with pytest.raises(Refused):
            decide(bo, matter, "jeg havde ret")
        with pytest.raises(NotAllowed):
            decide(anna, matter, "jeg har ret")
    deliver_outbox()
    assert any("appealed" in message for message in told(sofie))
    assert not any("appealed" in message for message in told(bo))

    overturn_decision(sofie, matter, "Det er et citat.")
    assert (matter.case.state, idea.hidden_at, idea.hidden_reason) == (CaseState.OVERTURNED, None, None)
    deliver_outbox()
    assert any("shown again" in message for message in told(anna))


def test_an_appeal_that_is_not_heeded(matter, idea, anna, bo, sofie, client, deliver_outbox):
    hide_content(bo, matter, RUDE, "Grimt.")
    appeal_decision(anna, matter, "Nej.")
    uphold_decision(sofie, matter, "Det er grimt, også som citat.")
    deliver_outbox()
    assert (matter.case.state, idea.is_hidden) == (CaseState.UPHELD, True)
    assert any("stays hidden" in message for message in told(anna))
    assert "Det er grimt, også som citat." in client(anna).get(matter.case.path).text


def test_nothing_is_half_done(matter, idea, bo, monkeypatch):
    monkeypatch.setattr("portal.moderation.actions.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hide_content(bo, matter, RUDE, "x")
    db.session.refresh(idea)
    db.session.refresh(matter.case)
    assert (idea.hidden_at, matter.case.state) == (None, CaseState.OPEN)


def test_the_whole_way_through_the_pages(matter, idea, anna, gerda, bo, sofie, client):
    path = matter.case.path
    first, second, author = client(bo), client(sofie), client(anna)
    assert idea.title in first.get("/moderation/koe").text
    assert "Gerda Holm" in first.get(path).text
    assert author.get(path).status_code == 404, "nothing is decided yet"
    assert "Gerda" in client(gerda).get(path).text

    assert first.post(f"{path}/skjul", data={"hide-code": "offensive", "hide-reason": " "}).status_code == 422
    typed = {"hide-code": "offensive", "hide-reason": "Grimt om naboen."}
    assert first.post(f"{path}/skjul", data=typed).location == path
    page = author.get(path).text
    assert "Gerda" not in page, "the author never learns who reported"
    assert author.post(f"{path}/klag", data={"appeal-appeal": " "}).status_code == 422
    assert author.post(f"{path}/klag", data={"appeal-appeal": "Uenig."}).location == path
    assert author.post(f"{path}/klag", data={"appeal-appeal": "Uenig."}).location == path, "two clicks are one"

    verdict = {"decision-verdict": "overturned", "decision-reason": "Enig med Anna."}
    assert first.post(f"{path}/afgoer", data=verdict).status_code == 422
    assert second.post(f"{path}/afgoer", data=verdict | {"decision-verdict": "x"}).status_code == 422
    assert second.post(f"{path}/afgoer", data=verdict).location == path
    assert idea.title in client().get(idea.path).text
    details = db.session.scalars(select(Event.details).where(Event.type.like("moderation.%"))).all()
    assert idea.title not in str(details)


def test_cases_are_private(matter, anna, bo, carl, dorte, eva, finn, client):
    for somebody in (carl, dorte, eva, finn):
        assert client(somebody).get(matter.case.path).status_code == 404
        assert client(somebody).post(f"{matter.case.path}/behold", data={}).status_code == 404
    assert client().get(matter.case.path).status_code == 302
    assert client(anna).get("/moderation/koe").status_code == 403
    assert client(eva).get("/moderation/koe").status_code == 403


def test_the_queue_and_the_desk_hold_what_one_can_decide(
    matter, idea, anna, gerda, bo, sofie, harbour, fjordby, client
):
    other = person("Ulla Ny", Role.SECRETARY, committee=None)
    of_the_municipality = reported(initiative_in(S.PUBLISHED, fjordby, anna), gerda)
    own = reported(public_idea(bo, harbour), gerda)
    appealed = hidden(public_idea(anna, harbour), bo, gerda)
    appeal_decision(anna, appealed, "x")

    def waiting(user):
        return {case.id for case in cases_waiting_for(user)}

    assert waiting(bo) == {matter.case.id}
    assert waiting(sofie) == {matter.case.id, of_the_municipality.case.id, own.case.id, appealed.case.id}
    assert waiting(anna) == set()
    assert len(db.session.scalars(queue(bo)).all()) == 2, "what one cannot decide is seen to wait"
    assert "En tekst er anmeldt" in client(bo).get("/skrivebord").text
    assert "En anden afgør klagen" in client(bo).get("/moderation/koe").text
    assert client(other).get("/moderation/koe").status_code == 200
