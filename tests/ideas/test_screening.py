import re

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import begin_screening, edit_idea, publish_idea, refuse_idea, resubmit_idea, return_idea
from portal.ideas.forms.writing import IdeaDraft
from portal.ideas.models import Idea, IdeaState, IdeaStep, RefusalCode
from portal.ideas.words import prepared_return
from portal.rules.stages import Stage
from tests.ideas.scene import idea_in

DEEDS = {
    "begin": begin_screening,
    "publish": publish_idea,
    "return": lambda actor, idea: return_idea(actor, idea, "Skriv, hvor det er."),
    "refuse": lambda actor, idea: refuse_idea(
        actor, idea, RefusalCode.OUTSIDE_MANDATE, "Det handler om et andet sted."
    ),
}


@pytest.fixture
def idea(anna, harbour):
    return idea_in(IdeaState.RECEIVED, harbour, anna)


def details():
    return db.session.scalars(select(Event.details).order_by(Event.id.desc())).first()


def test_the_secretary_publishes_and_everybody_can_read_it(bo, client, idea):
    publish_idea(bo, idea)

    assert idea.state is IdeaState.PUBLISHED
    assert idea.published_at is not None
    assert details() == {"title": idea.title, "path": idea.path}
    assert idea.title in client().get(idea.path).text


def test_reading_is_begun_so_that_others_see_it(bo, idea):
    begin_screening(bo, idea)

    assert idea.state is IdeaState.SCREENING
    assert idea.steps[-1].actor_id == bo.id


def test_an_idea_is_returned_with_what_to_change(anna, bo, client, idea):
    return_idea(bo, idea, "Skriv, hvor det er.")

    assert idea.state is IdeaState.RETURNED
    assert "Skriv, hvor det er." in client(anna).get(idea.path).text
    assert client().get(idea.path).status_code == 404
    assert details() == {}


def test_an_idea_is_refused_with_ground_and_reason(anna, bo, client, idea):
    refuse_idea(bo, idea, RefusalCode.OUTSIDE_MANDATE, "Det handler om et andet sted.")

    assert idea.refusal_code is RefusalCode.OUTSIDE_MANDATE
    assert "Det handler om et andet sted." in client(anna).get(idea.path).text
    assert client().get(idea.path).status_code == 404


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_only_the_secretary_screens(request, deed, who, idea):
    with pytest.raises(NotAllowed):
        DEEDS[deed](request.getfixturevalue(who), idea)
    assert db.session.scalars(select(Event)).all() == []


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_screened_in_a_closed_committee(bo, harbour, idea, deed):
    harbour.stage = Stage.CLOSED
    db.session.commit()

    with pytest.raises(NotAllowed):
        DEEDS[deed](bo, idea)


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_half_done(bo, idea, deed, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.screening.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        DEEDS[deed](bo, idea)
    db.session.refresh(idea)
    assert (idea.state, idea.published_at, idea.refusal_code) == (IdeaState.RECEIVED, None, None)
    assert db.session.scalar(select(func.count()).select_from(IdeaStep)) == 1


def test_personal_data_stops_publication(anna, bo, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, body="Ring til naboen på 20 00 00 00.")

    with pytest.raises(Refused, match="20 00 00 00"):
        publish_idea(bo, idea)
    db.session.refresh(idea)
    assert idea.state is IdeaState.RECEIVED


def test_personal_data_may_be_published_with_a_public_reason(anna, bo, client, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, body="Ring til hallen på 20 00 00 00.")

    publish_idea(bo, idea, reason="Det er hallens eget nummer.")

    assert "Det er hallens eget nummer." in client().get(idea.path).text


def test_a_reason_that_everybody_can_read_holds_no_personal_data(anna, bo, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, body="Ring til hallen på 20 00 00 00.")
    with pytest.raises(Refused):
        publish_idea(bo, idea, reason="20 00 00 00 er hallens eget nummer.")
    with pytest.raises(Refused):
        return_idea(bo, idea, "Tag 20 00 00 00 ud.")
    db.session.refresh(idea)
    assert idea.state is IdeaState.RECEIVED


def test_what_was_taken_out_is_not_told_in_the_prepared_reason_for_sending_it_back(anna, bo, client, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, body="Ring til min nabo på 20 00 00 00.")
    prepared = prepared_return(idea)
    assert "et telefonnummer" in prepared and "20 00 00 00" not in prepared
    assert prepared in client(bo).get(f"/ideer/{idea.id}/behandl").text

    return_idea(bo, idea, prepared)
    resubmit_idea(anna, idea, IdeaDraft("Støj", "Tal med min nabo."))
    publish_idea(bo, idea)
    page = client().get(idea.path).text
    assert prepared in page and "20 00 00 00" not in page


# -- through the pages ------------------------------------------------------------------------------------------------


def test_publishing_from_the_page(bo, client, idea):
    browser = client(bo)
    assert browser.get(f"/ideer/{idea.id}/behandl").status_code == 200

    data = {FIELD: mark_of(idea)}
    answer = browser.post(f"/ideer/{idea.id}/behandl/offentliggoer", data=data, follow_redirects=True)

    assert answer.status_code == 200
    assert idea.state is IdeaState.PUBLISHED


def test_the_stop_for_personal_data_stands_on_the_page(anna, bo, client, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, body="Skriv til nabo@example.dk.")

    data = {FIELD: mark_of(idea)}
    page = client(bo).post(f"/ideer/{idea.id}/behandl/offentliggoer", data=data)

    assert page.status_code == 422
    assert 'id="publish-reason-error"' in page.text


def test_refusing_asks_once_more(bo, client, idea):
    browser, path = client(bo), f"/ideer/{idea.id}/behandl/afvis"
    data = {"refuse-code": "unlawful", "refuse-reason": "Loven tillader det ikke."}
    data |= {FIELD: mark_of(idea)}
    browser.is_sure = False

    page = browser.post(path, data=data)
    assert page.status_code == 200
    assert data[FIELD] in page.text
    assert "Loven tillader det ikke." in page.text
    assert idea.state is IdeaState.RECEIVED

    assert browser.post(path, data=data | {"confirmed": "yes"}).status_code == 302
    assert idea.state is IdeaState.REFUSED


SCREENED = {
    "offentliggoer": {},
    "send-tilbage": {"return-reason": "Skriv hvor."},
    "afvis": {"refuse-code": "unlawful", "refuse-reason": "Ja.", "confirmed": "1"},
}


@pytest.mark.parametrize("deed", SCREENED)
def test_what_was_changed_since_it_was_read_is_read_again(anna, bo, client, idea, deed):
    browser, typed = client(bo), SCREENED[deed]
    field = re.compile(rf'name="{FIELD}"[^>]* value="(idea-[^"]+)"')
    seen = field.search(browser.get(f"/ideer/{idea.id}/behandl").text)[1]
    edit_idea(anna, idea, IdeaDraft("Noget helt andet", "En tekst, som ingen har læst."))

    page = browser.post(f"/ideer/{idea.id}/behandl/{deed}", data=typed | {FIELD: seen})
    assert page.status_code == 409
    assert "En tekst, som ingen har læst." in page.text
    assert all(text in page.text for text in typed.values())
    assert idea.state is IdeaState.RECEIVED

    read = typed | {FIELD: field.search(page.text)[1]}
    assert browser.post(f"/ideer/{idea.id}/behandl/{deed}", data=read).status_code == 302


def test_that_somebody_else_reads_it_is_no_change(bo, sofie, client, idea):
    seen = mark_of(idea)
    begin_screening(sofie, idea)
    assert client(bo).post(f"/ideer/{idea.id}/behandl/offentliggoer", data={FIELD: seen}).status_code == 302


@pytest.mark.parametrize("deed", ["send-tilbage", "afvis"])
def test_a_reason_is_asked_for(bo, client, idea, deed):
    page = client(bo).post(f"/ideer/{idea.id}/behandl/{deed}", data={"confirmed": "1"})

    assert page.status_code == 422
    assert idea.state is IdeaState.RECEIVED


def test_one_can_mark_that_one_is_reading(bo, client, idea):
    assert client(bo).post(f"/ideer/{idea.id}/behandl/laes").status_code == 302
    assert idea.state is IdeaState.SCREENING


def test_the_page_for_handling_is_no_door_for_others(anna, dorte, client, idea):
    assert client(anna).get(f"/ideer/{idea.id}/behandl").status_code == 403
    assert client(dorte).get(f"/ideer/{idea.id}/behandl").status_code == 404
    assert client().get(f"/ideer/{idea.id}/behandl").status_code == 302
    assert client(anna).post(f"/ideer/{idea.id}/behandl/offentliggoer").status_code == 403
    assert db.session.scalars(select(Idea.state)).all() == [IdeaState.RECEIVED]


def test_an_idea_that_is_not_there(bo, client, harbour):
    assert client(bo).get("/ideer/999/behandl").status_code == 404
    assert client(bo).post("/ideer/999/behandl/svar").status_code == 404
