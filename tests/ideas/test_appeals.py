"""A refusal is appealed to somebody else, once; by people with and without an account."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import (
    appeal_refusal,
    overturn_refusal,
    publish_idea,
    refuse_idea,
    uphold_refusal,
    withdraw_idea,
)
from portal.ideas.links import path_of_own
from portal.ideas.models import AppealVerdict, IdeaAppeal, IdeaState, IdeaStep, RefusalCode
from portal.ideas.queries.account import public_account
from portal.ideas.queries.appeals import appeals_waiting_for
from portal.notifications.models import Notification
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.cast import person
from tests.ideas.scene import idea_in
from tests.same_moment import press_at_the_same_moment

WHY, ANSWER = "Det handler om havnen.", "Vi har læst opgaven igen."
DECIDE = {"verdict": "uphold", "reason": ANSWER}


@pytest.fixture
def idea(anna, bo, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna)
    refuse_idea(bo, idea, RefusalCode.OUTSIDE_MANDATE, "Det er uden for opgaven.")
    return idea


@pytest.fixture
def appealed(anna, idea):
    appeal_refusal(anna, idea, WHY)
    return idea


def states():
    return list(db.session.scalars(select(IdeaStep.state).order_by(IdeaStep.id)))


def told(message_part):
    rows = db.session.scalars(select(Notification).order_by(Notification.id))
    return {row.recipient_id for row in rows if message_part in row.message}


# -- appealing ----------------------------------------------------------------------------------------------------


def test_an_author_appeals(anna, bo, idea):
    appeal = appeal_refusal(anna, idea, WHY)

    assert idea.state is IdeaState.APPEALED
    assert (appeal.text, appeal.refused_by_id, appeal.refusal_code) == (WHY, bo.id, RefusalCode.OUTSIDE_MANDATE)


def test_two_clicks_are_one_appeal(anna, idea):
    assert appeal_refusal(anna, idea, WHY).id == appeal_refusal(anna, idea, WHY).id
    assert len(db.session.scalars(select(IdeaAppeal)).all()) == 1


def test_one_appeals_once(anna, sofie, appealed):
    with pytest.raises(Refused):
        appeal_refusal(anna, appealed, "Noget andet.")
    uphold_refusal(sofie, appealed, ANSWER)
    with pytest.raises(Refused):
        appeal_refusal(anna, appealed, "En gang til.")


@pytest.mark.parametrize("who", ["bo", "carl", "dorte", "eva", "finn"])
def test_only_the_author_appeals(request, idea, who):
    with pytest.raises(NotAllowed):
        appeal_refusal(request.getfixturevalue(who), idea, WHY)
    assert db.session.scalars(select(IdeaAppeal)).all() == []


def test_nothing_is_appealed_in_a_closed_committee(anna, harbour, idea):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        appeal_refusal(anna, idea, WHY)


@pytest.mark.parametrize("state", sorted(set(IdeaState) - {IdeaState.REFUSED}))
def test_only_a_refusal_is_appealed(anna, harbour, state):
    with pytest.raises(Refused):
        appeal_refusal(anna, idea_in(state, harbour, anna), WHY)


def test_nothing_is_half_done(anna, sofie, idea, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.appealing.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        appeal_refusal(anna, idea, WHY)
    db.session.refresh(idea)
    assert idea.state is IdeaState.REFUSED and db.session.scalars(select(IdeaAppeal)).all() == []


# -- deciding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sofie", "finn"])
def test_a_second_person_upholds(request, client, anna, appealed, who):
    uphold_refusal(request.getfixturevalue(who), appealed, ANSWER)

    assert appealed.state is IdeaState.UPHELD
    assert appealed.appeals[0].verdict is AppealVerdict.UPHELD
    assert ANSWER in client(anna).get(appealed.path).text
    assert client().get(appealed.path).status_code == 404


def test_upheld_by_two_clicks_at_the_same_moment(app, client, finn, appealed, monkeypatch):
    browser = client(finn)
    sent = DECIDE | {FIELD: mark_of(appealed)}

    pressed = press_at_the_same_moment(app, browser, f"{appealed.path}/klagesag", sent, monkeypatch)

    assert [answer.status_code for answer in pressed] == [302, 302]
    assert states().count(IdeaState.UPHELD) == 1


def test_a_second_person_overturns_and_the_secretary_publishes(bo, client, sofie, appealed):
    overturn_refusal(sofie, appealed, ANSWER)
    assert appealed.state is IdeaState.OVERTURNED and not appealed.is_public

    with pytest.raises(Refused):
        refuse_idea(bo, appealed, RefusalCode.UNLAWFUL, "Nej.")
    publish_idea(bo, appealed)
    page = client().get(appealed.path).text
    assert ANSWER not in page and "Det er uden for opgaven." not in page, "reasons to the author stay with the author"


def test_overturning_may_publish_at_once(finn, client, appealed):
    received = appealed.received_at
    overturn_refusal(finn, appealed, ANSWER, publishes=True)

    assert states()[-2:] == [IdeaState.OVERTURNED, IdeaState.PUBLISHED]
    assert (appealed.promised_days, appealed.answer_due_on) == (28, clock.today() + timedelta(days=28))
    assert appealed.received_at == received, "the author has waited since then"
    assert client().get(appealed.path).status_code == 200


def test_personal_data_stops_publication_here_too(anna, bo, sofie, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, body="Ring til naboen på 20 00 00 00.")
    refuse_idea(bo, idea, RefusalCode.PERSONAL_DATA, "Der er et telefonnummer.")
    appeal_refusal(anna, idea, "Det er hallens.")

    with pytest.raises(Refused, match="20 00 00 00"):
        overturn_refusal(sofie, idea, ANSWER, publishes=True)
    db.session.refresh(idea)
    assert idea.state is IdeaState.APPEALED and idea.appeals[0].verdict is None

    overturn_refusal(sofie, idea, ANSWER, publishes=True, override="Det er hallens eget nummer.")
    assert idea.steps[-1].reason == "Det er hallens eget nummer."


@pytest.mark.parametrize("decide", [uphold_refusal, overturn_refusal])
def test_who_refused_it_does_not_decide(bo, appealed, decide):
    with pytest.raises(Refused):
        decide(bo, appealed, ANSWER)
    db.session.refresh(appealed)
    assert appealed.state is IdeaState.APPEALED


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "rita"])
def test_others_do_not_decide(request, appealed, who):
    with pytest.raises(NotAllowed):
        uphold_refusal(request.getfixturevalue(who), appealed, ANSWER)


def test_an_appeal_is_decided_once(sofie, finn, appealed):
    uphold_refusal(sofie, appealed, ANSWER)
    with pytest.raises(Refused):
        overturn_refusal(finn, appealed, ANSWER)
    assert appealed.appeals[0].verdict is AppealVerdict.UPHELD


def test_a_decision_is_whole_or_not_at_all(sofie, appealed, monkeypatch):
    monkeypatch.setattr("portal.ideas.actions.appealing.make_public", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        overturn_refusal(sofie, appealed, ANSWER, publishes=True)
    db.session.refresh(appealed)
    assert appealed.state is IdeaState.APPEALED and appealed.appeals[0].verdict is None


# -- who is told ----------------------------------------------------------------------------------------------------


def test_second_persons_and_the_author_are_told(anna, bo, sofie, finn, harbour, appealed, deliver_outbox):
    deliver_outbox()
    assert told("is appealed") == {sofie.id}

    overturn_refusal(sofie, appealed, ANSWER, publishes=True)
    deliver_outbox()
    assert told("can be published") == {anna.id}
    assert anna.id not in told("is published"), "one notice is enough"


def test_where_there_is_no_other_secretary_the_administrator_is_told(finn, appealed, deliver_outbox):
    deliver_outbox()
    assert told("is appealed") == {finn.id}


def test_the_desk_asks_those_who_may_decide(client, bo, sofie, finn, anna, appealed):
    assert [one.idea for one in appeals_waiting_for(sofie)] == [appealed]
    assert [one.idea for one in appeals_waiting_for(finn)] == [appealed]
    assert appeals_waiting_for(bo) == appeals_waiting_for(anna) == []
    elsewhere = person("Ole Ask", Role.SECRETARY, committee=appealed.committee)
    assert [one.idea for one in appeals_waiting_for(elsewhere)] == [appealed]
    assert f"/ideer/{appealed.id}/klagesag" in client(sofie).get("/skrivebord").text


# -- through the pages ------------------------------------------------------------------------------------------------


def test_appealing_from_the_page(anna, client, idea):
    browser, path = client(anna), f"/ideer/{idea.id}/klage"
    assert path in browser.get(idea.path).text
    assert "Det er uden for opgaven." in browser.get(path).text

    assert browser.post(path, data={"text": " "}).status_code == 422
    too_long = browser.post(path, data={"text": "x" * 2_001})
    assert too_long.status_code == 422 and "x" * 2_001 in too_long.text
    assert browser.post(path, data={"text": WHY}).status_code == 302
    assert browser.post(path, data={"text": WHY}).status_code == 302, "a second click leads to the same page"
    assert idea.state is IdeaState.APPEALED and len(idea.appeals) == 1
    assert WHY in browser.get(idea.path).text
    assert browser.get(path).status_code == 200


def test_the_page_for_appealing_is_the_authors(bo, client, gerda, idea):
    assert client(bo).get(f"/ideer/{idea.id}/klage").status_code == 403
    assert client(gerda).get(f"/ideer/{idea.id}/klage").status_code == 404
    assert client().get(f"/ideer/{idea.id}/klage").status_code == 302
    assert client(bo).get("/ideer/999/klage").status_code == 404


def test_a_guest_appeals_by_the_link(client, harbour, bo, sofie):
    ida = person("Ida Krog")
    ida.password_hash = None
    idea = idea_in(IdeaState.RECEIVED, harbour, ida)
    refuse_idea(bo, idea, RefusalCode.OUTSIDE_MANDATE, "Det er uden for opgaven.")
    page = path_of_own(idea)

    assert f"{page}/klage" in client().get(page).text
    assert client().post(f"{page}/klage", data={"text": ""}).status_code == 422
    assert client().post(f"{page}/klage", data={"text": WHY}).location.endswith(page)
    assert idea.state is IdeaState.APPEALED
    uphold_refusal(sofie, idea, ANSWER)
    assert ANSWER in client().get(page).text
    assert client().get("/ideer/uden-konto/x/klage").status_code == 410
    assert client().post("/ideer/uden-konto/x/klage", data={"text": WHY}).status_code == 410


@pytest.mark.parametrize(
    ("verdict", "state"),
    [("uphold", IdeaState.UPHELD), ("publish", IdeaState.PUBLISHED), ("read-again", IdeaState.OVERTURNED)],
)
def test_deciding_from_the_page(client, sofie, appealed, verdict, state):
    browser, path = client(sofie), f"/ideer/{appealed.id}/klagesag"
    assert WHY in browser.get(path).text
    assert browser.post(path, data={"reason": ANSWER}).status_code == 422
    assert browser.post(path, data={"verdict": "x", "reason": ANSWER}).status_code == 422
    data = DECIDE | {"verdict": verdict}
    assert browser.post(path, data=data).status_code == 302
    assert browser.post(path, data=data).status_code == 302, "a second click leads to the same page"
    assert appealed.state is state
    assert ANSWER in browser.get(path).text


@pytest.mark.parametrize("typed", [{}, {"verdict": ""}, {"verdict": "publish"}])
def test_who_decides_second_gets_the_text_back(finn, sofie, client, appealed, typed):
    path, text = f"/ideer/{appealed.id}/klagesag", "En lang begrundelse, der tog en time at skrive."
    assert 'name="reason"' in client(finn).get(path).text
    uphold_refusal(sofie, appealed, ANSWER)

    page = client(finn).post(path, data=DECIDE | {"reason": text} | typed)
    assert page.status_code == 422
    assert text in page.text and "Klagen er allerede afgjort." in page.text
    assert client(sofie).post(path, data=DECIDE | {"verdict": "publish"}).status_code == 422, "not the same decision"
    assert client(sofie).post(path, data=DECIDE).status_code == 302


def test_who_decides_a_moment_later_gets_the_text_back(finn, sofie, client, appealed, monkeypatch):
    text = "En lang begrundelse, der tog en time at skrive."

    def somebody_else_came_first(actor, idea, reason):
        uphold_refusal(sofie, idea, ANSWER)
        uphold_refusal(actor, idea, reason)

    monkeypatch.setattr("portal.ideas.views.appeals.uphold_refusal", somebody_else_came_first)
    page = client(finn).post(f"/ideer/{appealed.id}/klagesag", data=DECIDE | {"reason": text})
    assert page.status_code == 422
    assert text in page.text and "Klagen er allerede afgjort." in page.text


def test_the_refuser_reads_the_case_and_does_not_decide(bo, client, appealed):
    path = f"/ideer/{appealed.id}/klagesag"
    page = client(bo).get(path)
    assert WHY in page.text and 'name="verdict"' not in page.text
    assert client(bo).post(path, data=DECIDE).status_code == 422


def test_the_case_is_no_page_for_others(anna, carl, eva, client, idea):
    path = f"/ideer/{idea.id}/klagesag"
    for browser in (client(anna), client(carl), client(eva)):
        assert browser.get(path).status_code == browser.post(path, data=DECIDE).status_code == 404
    assert client().get(path).status_code == 302


def test_the_stop_for_personal_data_stands_on_the_page(anna, bo, sofie, client, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, body="Skriv til nabo@example.dk.")
    refuse_idea(bo, idea, RefusalCode.PERSONAL_DATA, "Der er en adresse.")
    appeal_refusal(anna, idea, WHY)
    path, data = f"/ideer/{idea.id}/klagesag", {"verdict": "publish", "reason": ANSWER}

    page = client(sofie).post(path, data=data)
    assert page.status_code == 422 and "nabo@example.dk" in page.text and ANSWER in page.text
    assert client(sofie).post(path, data=data | {"override": "Det er foreningens."}).status_code == 302
    assert idea.state is IdeaState.PUBLISHED


def test_the_pages_ask_little(client, sofie, anna, appealed, queries):
    for browser, path in ((client(sofie), f"/ideer/{appealed.id}/klagesag"), (client(anna), appealed.path)):
        with queries() as said:
            assert browser.get(path).status_code == 200
        assert len(said) <= 14


def test_the_trail_names_no_words_of_the_author(appealed):
    assert all(WHY not in str(event.details) for event in db.session.scalars(select(Event)))


def test_an_author_gives_up_and_no_appeal_waits(anna, client, sofie, appealed, harbour):
    withdraw_idea(anna, appealed)
    assert (appealed.state, appealed.appeals[0].verdict) == (IdeaState.WITHDRAWN, None)
    assert appealed.appeals[0].decided_at
    assert public_account(harbour).appeals == {}, "nothing waits to be decided"
    assert "Afsenderen har trukket idéen tilbage" in client(sofie).get(f"{appealed.path}/klagesag").text
    with pytest.raises(Refused):
        overturn_refusal(sofie, appealed, "Uenig.")


def test_what_is_emptied_is_neither_appealed_nor_published(anna, bo, client, harbour):
    refused = idea_in(IdeaState.REFUSED, harbour, anna, body="")
    assert "klage" not in client(anna).get(refused.path).text.split("<main")[1]
    assert "<form" not in client(anna).get(f"{refused.path}/klage").text.split("<main")[1]
    with pytest.raises(Refused, match="tekst er slettet"):
        appeal_refusal(anna, refused, "Jeg er ikke enig.")
    received = idea_in(IdeaState.RECEIVED, harbour, anna, body="")
    with pytest.raises(Refused, match="tekst er slettet"):
        publish_idea(bo, received)
    assert (refused.state, received.state) == (IdeaState.REFUSED, IdeaState.RECEIVED)


def test_what_was_decided_is_given_back_when_the_author_has_withdrawn_meanwhile(client, idea, anna, sofie):
    appeal_refusal(anna, idea, WHY)
    withdraw_idea(anna, idea)
    page = client(sofie).post(f"/ideer/{idea.id}/klagesag", data=DECIDE)
    assert page.status_code == 422 and ANSWER in page.text
    assert idea.state is IdeaState.WITHDRAWN


# -- what the pages say of a refusal ----------------------------------------------------------------------------------


def test_a_refused_idea_is_promised_no_answer_any_more(anna, bo, client, harbour, idea):
    waits = idea_in(IdeaState.RECEIVED, harbour, anna)
    assert "Svar senest" in client(anna).get(waits.path).text
    page = client(anna).get(idea.path).text
    assert 'class="panel clock"' in page
    assert "Svar senest" not in page and "Lovet: svar" not in page


def test_the_case_says_why_it_was_refused_also_when_it_was_published_after_all(anna, bo, client, finn, appealed):
    overturn_refusal(finn, appealed, ANSWER)
    page = client(finn).get(f"{appealed.path}/klagesag").text
    assert "Derfor blev idéen afvist" in page
    assert "ikke offentliggjort" not in page
