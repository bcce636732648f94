import re

import pytest
from sqlalchemy import select

from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD
from portal.notifications.models import Notification
from portal.rules.results import Result
from portal.rules.roles import Role
from portal.sittings.actions.approving import answer_objection, object_to_minutes, sign_minutes
from portal.sittings.deeds import SIGN
from portal.sittings.forms.minutes import AnswerDraft
from tests.cast import person
from tests.sittings.scene import ACCOUNT, DECISION, minuted, minutes_sent_in, objected, on_desk, sent_in, unsure

CORRECTED = AnswerDraft(True, "Ja.", "13 for.", DECISION, Result.ADOPTED)


@pytest.fixture
def closed(table, harbour):
    """The window has closed."""
    return minutes_sent_in(harbour)


def mark_on(browser, sitting):
    (mark,) = re.findall(r'name="seen" value="([^"]*)"', browser.get(f"{sitting.path}/referat").text)
    return {"seen": mark}


def test_a_correction_takes_off_the_signature_and_the_signer_is_told(bo, carl, client, deliver_outbox, closed):
    sign_minutes(carl, closed)
    objection = object_to_minutes(bo, closed.items[0], "Der stod 14.")
    answer_objection(bo, objection, CORRECTED)
    deliver_outbox()
    assert closed.standing_signatures == [] and len(closed.signatures) == 1
    (told,) = db.session.scalars(select(Notification).where(Notification.recipient_id == carl.id))
    assert "that you approved are corrected" in told.message
    page = client(carl).get(f"{closed.path}/referat").text
    assert "Godkendelsen bortfaldt" in page and "tog det tilbage" not in page
    assert f"{closed.path}/referat" in {task.path for task in on_desk(carl)}
    sign_minutes(bo, closed)
    assert not closed.minutes_approved_at


def test_an_answer_that_changes_nothing_lets_the_signature_stand(bo, carl, closed):
    sign_minutes(carl, closed)
    objection = object_to_minutes(bo, closed.items[0], "Der stod 14.")
    answer_objection(bo, objection, AnswerDraft(False, "Nej.", ACCOUNT, DECISION, Result.ADOPTED))
    assert [one.user_id for one in closed.standing_signatures] == [carl.id]


@pytest.mark.parametrize("is_asked", [True, False])
def test_nobody_approves_a_text_that_they_did_not_read(bo, carl, client, closed, is_asked):
    browser = unsure(client(carl))
    mark = mark_on(browser, closed)
    if is_asked:
        assert "Skal referatet godkendes?" in browser.post(f"{closed.path}/referat/godkend", data=mark).text
    answer_objection(bo, objected(closed.items[0], carl), CORRECTED)
    page = browser.post(f"{closed.path}/referat/godkend", data=mark | ({"confirmed": "yes"} if is_asked else {}))
    assert "Referatet er rettet, siden du åbnede det." in page.text
    assert closed.standing_signatures == []
    browser.post(f"{closed.path}/referat/godkend", data=mark_on(browser, closed) | {"confirmed": "yes"})
    db.session.expire_all()
    assert [one.user_id for one in closed.standing_signatures] == [carl.id]


def test_what_was_put_off_is_not_decided_without_saying_who_was_there(bo, carl, closed):
    item = closed.items[0]
    item.presences.clear()
    item.written.result = Result.POSTPONED
    db.session.commit()
    with pytest.raises(Refused, match="Skriv, hvem der var til stede"):
        answer_objection(bo, objected(item, carl), CORRECTED)
    db.session.expire_all()
    item.objections[0].answered_at, item.objections[0].answer = item.created_at, "Ja."
    item.written.result = Result.ADOPTED  # as it could stand before
    db.session.commit()
    with pytest.raises(Refused, match="Skriv, hvem der var til stede"):
        sign_minutes(bo, closed)


def test_who_was_there_is_corrected_and_what_stood_there_is_kept(bo, carl, client, closed):
    """Also of an item that was put off and yet was decided."""
    first, second = closed.items
    second.presences.clear()
    second.written.result = Result.POSTPONED
    second.written.voices = [{"kind": "note", "text": "Husk vinden."}]
    db.session.commit()
    for item, result in ((first, "adopted"), (second, "noted")):
        objection = objected(item, carl)
        path = f"{closed.path}/rettelser/{objection.id}"
        page = client(bo).get(path).text
        assert "Hvem var til stede?" in page and carl.name in page
        own = next(one.membership_id for one in first.presences if one.membership.user_id == carl.id)
        typed = {"account": item.written.account, "decision": item.written.decision, "result": result}
        typed |= {f"member_{own}": "absent", "the_rest": "y", "answer": "Det er rigtigt."}
        no = client(bo).post(path, data=typed | {"verdict": "no"})
        assert no.status_code == 422 and "Du har ændret i referatet" in no.text
        assert client(bo).post(path, data=typed | {"verdict": "yes"}).status_code == 302
        db.session.expire_all()
        states = {one.membership.user_id: one.state.value for one in item.presences}
        assert states.pop(carl.id) == "absent" and set(states.values()) == {"present"} and len(states) == 2
    assert f"{carl.name}: Til stede" in first.objections[0].stood_before
    assert second.written.voices == [] and "Husk vinden." in second.objections[0].stood_before


def test_only_those_at_the_table_the_chair_and_whoever_writes_them_approve(bo, carl, dorte, closed, harbour, client):
    away = person("Sally Suppleant", Role.MEMBER, committee=harbour)
    assert not SIGN.is_offered(away, closed)
    with pytest.raises(NotAllowed):
        sign_minutes(away, closed)
    assert 'name="seen"' not in client(away).get(f"{closed.path}/referat").text
    assert all(SIGN.is_offered(one, closed) for one in (bo, carl, dorte))


def test_of_two_who_write_who_was_there_the_second_is_told(table, bo, client, harbour):
    sitting = minuted(sent_in(harbour, days=-1))
    item = sitting.items[0]
    path = f"{sitting.path}/punkter/{item.id}/referat"
    opened = re.findall(rf'name="{FIELD}" value="([^"]+)"', client(bo).get(path).text)
    typed = {"account": ACCOUNT, "decision": DECISION, "result": "adopted", "the_rest": "y", FIELD: opened}
    one, other = (f"member_{one.membership_id}" for one in item.presences[:2])
    assert client(bo).post(path, data=typed | {one: "absent"}).status_code == 302
    answer = client(bo).post(path, data=typed | {other: "absent"})
    assert answer.status_code == 409
    db.session.expire_all()
    assert [row.state.value for row in item.presences] == ["absent", "present", "present"]
