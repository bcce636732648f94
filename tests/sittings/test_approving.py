import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.committees.models import PublicationRule
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused, SavedBefore
from portal.foundation.personal_data import HoldsPersonalData
from portal.foundation.seen import FIELD
from portal.foundation.text import render_markdown
from portal.notifications.models import Notification
from portal.rules.results import Result
from portal.sittings.actions.approving import (
    add_to_minutes,
    answer_objection,
    object_to_minutes,
    sign_minutes,
    withdraw_signature,
)
from portal.sittings.actions.publishing import publish_decisions, publish_minutes
from portal.sittings.forms.minutes import AnswerDraft
from portal.sittings.seal import draft_mark, is_intact
from tests.sittings.scene import ACCOUNT, DECISION, SECRET, minutes_sent_in, objected, on_desk, unsure

WRONG = "Der stod 14, jeg talte 13."


@pytest.fixture
def sent(table, harbour):
    """Members can ask for corrections until ten days from now."""
    return minutes_sent_in(harbour, days=-5)


@pytest.fixture
def closed(table, harbour):
    """The window has closed."""
    return minutes_sent_in(harbour)


@pytest.fixture
def approved(bo, carl, closed):
    sign_minutes(bo, closed)
    sign_minutes(carl, closed)
    return closed


def test_a_member_asks_for_a_correction_and_the_secretary_is_told(bo, carl, client, deliver_outbox, sent):
    item = sent.items[0]
    for _click in range(2):
        client(carl).post(f"{sent.path}/punkter/{item.id}/rettelse", data={"text": WRONG})
    deliver_outbox()
    db.session.expire_all()
    (objection,) = item.objections
    assert (objection.text, objection.author_id) == (WRONG, carl.id)
    assert [row.recipient_id for row in db.session.scalars(select(Notification))] == [bo.id]
    assert f"{sent.path}/rettelser/{objection.id}" in {task.path for task in on_desk(bo)}
    assert WRONG in client(carl).get(f"{sent.path}/referat").text


def test_not_when_the_window_has_closed(carl, closed):
    with pytest.raises(Refused, match="til og med"):
        object_to_minutes(carl, closed.items[0], WRONG)


@pytest.mark.parametrize("who", ["anna", "eva", "finn"])
def test_only_those_who_approve_them_ask(request, sent, who):
    with pytest.raises(NotAllowed):
        object_to_minutes(request.getfixturevalue(who), sent.items[0], WRONG)


def test_where_it_is_right_the_minutes_are_corrected_and_the_old_words_kept(bo, carl, client, deliver_outbox, sent):
    item = sent.items[0]
    objection = object_to_minutes(carl, item, WRONG)
    typed = {"verdict": "yes", "answer": "Det er rigtigt.", "account": "13 for.", "decision": DECISION}
    typed["result"] = "adopted_with_changes"
    for _click in range(2):
        assert client(bo).post(f"{sent.path}/rettelser/{objection.id}", data=typed).status_code == 302
    deliver_outbox()
    page = client(carl).get(f"{sent.path}/referat").text
    assert all(words in page for words in ("13 for.", "Referatet er rettet", "Det er rigtigt.", "Der stod før"))
    assert ACCOUNT in objection.stood_before
    assert carl.id in [row.recipient_id for row in db.session.scalars(select(Notification))]


def test_where_it_is_not_they_stay(bo, carl, sent):
    objection = object_to_minutes(carl, sent.items[0], WRONG)
    answer_objection(bo, objection, AnswerDraft(False, "Nej, vi talte to gange.", ACCOUNT, DECISION, Result.ADOPTED))
    assert sent.items[0].written.account == ACCOUNT and objection.stood_before == ""
    with pytest.raises(SavedBefore):
        answer_objection(bo, objection, AnswerDraft(False, "Noget andet."))


@pytest.mark.parametrize(
    ("is_accepted", "account", "words"),
    [(True, ACCOUNT, "Ret referatet nedenfor"), (False, "Noget andet", "Du har ændret i referatet")],
)
def test_what_is_said_fits_what_is_done(bo, carl, sent, is_accepted, account, words):
    objection = object_to_minutes(carl, sent.items[0], WRONG)
    with pytest.raises(Refused, match=words):
        answer_objection(bo, objection, AnswerDraft(is_accepted, "Svar.", account, DECISION, Result.ADOPTED))


def test_the_secretary_corrects_a_slip_in_the_same_way(bo, sent):
    objection = object_to_minutes(bo, sent.items[0], "Jeg skrev forkert.")
    answer_objection(bo, objection, AnswerDraft(True, "Rettet.", ACCOUNT, DECISION, Result.NOTED))
    assert sent.items[0].written.result is Result.NOTED


def test_the_result_that_stood_there_before_is_kept_too(bo, carl, client, sent):
    objection = object_to_minutes(carl, sent.items[0], WRONG)
    answer_objection(bo, objection, AnswerDraft(True, "Ja.", ACCOUNT, DECISION, Result.NOTED))
    assert objection.stood_before.endswith("\n\nVedtaget uændret")
    assert "<p>Vedtaget uændret</p>" in client(carl).get(f"{sent.path}/referat").text


def test_an_answer_written_before_another_correction_does_not_undo_it(bo, carl, client, dorte, sent):
    item = sent.items[0]
    first, second = object_to_minutes(carl, item, WRONG), object_to_minutes(dorte, item, "Vognmændene mangler.")
    path = f"{sent.path}/rettelser/{second.id}"
    opened = re.findall(rf'name="{FIELD}" value="([^"]+)"', client(bo).get(path).text)
    answer_objection(bo, first, AnswerDraft(True, "Ja.", "13 for.", DECISION, Result.ADOPTED))
    typed = {"verdict": "yes", "answer": "Ja.", "account": f"{ACCOUNT} Og vognmænd.", "decision": DECISION}
    answer = client(bo).post(path, data=typed | {"result": "adopted", FIELD: opened})
    assert answer.status_code == 409 and "Og vognmænd." in answer.text
    db.session.expire_all()
    assert item.written.account == "13 for." and second.answered_at is None


def test_the_page_says_whether_the_seal_fits(approved, carl, client):
    assert "Det passer til det, der står her." in client(carl).get(f"{approved.path}/referat").text
    approved.items[0].written.account += "!"
    db.session.commit()
    assert "Det passer ikke til det, der står her." in client(carl).get(f"{approved.path}/referat").text


def test_two_others_than_each_other_approve_them_and_they_are_locked(bo, carl, client, closed):
    seen = {"seen": draft_mark(closed)}
    for _click in range(2):
        assert client(bo).post(f"{closed.path}/referat/godkend", data=seen).status_code == 302
    db.session.expire_all()
    assert len(closed.standing_signatures) == 1 and not closed.minutes_approved_at
    for _click in range(2):
        assert client(carl).post(f"{closed.path}/referat/godkend", data=seen).status_code == 302
    db.session.expire_all()
    assert closed.minutes_approved_at and is_intact(closed)
    types = [event.type for event in db.session.scalars(select(Event).order_by(Event.id))]
    assert types == ["sitting.minutes-signed", "sitting.minutes-signed", "sitting.minutes-approved"]


def test_not_while_corrections_can_be_asked_for_or_wait_for_an_answer(bo, carl, sent, closed):
    with pytest.raises(Refused, match="kan bede om rettelser"):
        sign_minutes(bo, sent)
    objected(closed.items[0], carl)
    with pytest.raises(Refused, match="venter på svar"):
        sign_minutes(bo, closed)


def test_only_the_approval_that_locks_them_cannot_be_taken_back(bo, carl, client, closed):
    for who, word in ((bo, "Du kan tage den tilbage"), (carl, "Det kan ikke fortrydes.")):
        page = unsure(client(who)).post(f"{closed.path}/referat/godkend", data={"seen": draft_mark(closed)}).text
        assert word in page
        sign_minutes(who, closed)


def test_an_approval_that_is_taken_back_is_an_entry(bo, carl, client, closed):
    sign_minutes(bo, closed)
    for _click in range(2):
        assert client(bo).post(f"{closed.path}/referat/fortryd").status_code == 302
    db.session.expire_all()
    assert closed.standing_signatures == [] and len(closed.signatures) == 1 and closed.signatures[0].withdrawn_at
    assert "og tog det tilbage" in client(carl).get(f"{closed.path}/referat").text
    sign_minutes(carl, closed)
    assert not closed.minutes_approved_at
    sign_minutes(bo, closed)
    assert closed.minutes_approved_at and is_intact(closed)
    with pytest.raises(Refused):
        withdraw_signature(bo, closed)


@pytest.mark.parametrize("change", ["account", "result", "presence", "title"])
def test_the_seal_tells_of_any_change(approved, change):
    item = approved.items[1]
    assert is_intact(approved)
    if change == "account":
        item.written.account += "!"
    elif change == "result":
        item.written.result = None
    elif change == "presence":
        item.presences.pop()
    else:
        item.title += "!"
    assert not is_intact(approved)
    db.session.rollback()


def test_the_desk_asks_for_approvals(bo, carl, closed):
    for person in (bo, carl):
        assert f"{closed.path}/referat" in {task.path for task in on_desk(person)}
    sign_minutes(bo, closed)
    assert f"{closed.path}/referat" not in {task.path for task in on_desk(bo)}


def test_what_is_added_later_has_its_day_and_the_seal_holds(bo, carl, client, approved):
    item = approved.items[0]
    for _click in range(2):
        client(bo).post(f"{approved.path}/punkter/{item.id}/tilfoej", data={"text": "Beløbet er 12.000 kr."})
    db.session.expire_all()
    assert [one.text for one in item.additions] == ["Beløbet er 12.000 kr."] and is_intact(approved)
    assert "Beløbet er 12.000 kr." in client(carl).get(f"{approved.path}/referat").text


def test_nothing_is_added_before(bo, closed):
    with pytest.raises(Refused):
        add_to_minutes(bo, closed.items[0], "For tidligt.")


def public_text(client, sitting):
    return client().get(sitting.path).text


def test_decisions_are_public_when_the_secretary_says_so_and_closed_ones_never(bo, client, deliver_outbox, approved):
    assert DECISION not in public_text(client, approved)
    client(bo).post(f"{approved.path}/papirer/beslutninger", data={"when": "now"})
    deliver_outbox()
    text = public_text(client, approved)
    assert DECISION in text and "vinden" not in text and SECRET not in text and "Lukket punkt" in text
    assert approved.path in client().get("/soeg?q=nordkajen").text
    assert approved.path not in client().get("/soeg?q=tiltrådt").text
    with pytest.raises(Refused, match="ikke besluttet"):
        publish_minutes(bo, approved)


def test_minutes_are_public_where_the_council_has_decided_it(bo, client, deliver_outbox, harbour, approved):
    harbour.publication_rule = PublicationRule.MINUTES
    db.session.commit()
    publish_minutes(bo, approved)
    deliver_outbox()
    text = public_text(client, approved)
    assert DECISION in text and "<strong>vinden</strong>" in text and SECRET not in text
    assert approved.path in client().get("/soeg?q=vinden").text


@pytest.mark.parametrize("rule", [None, PublicationRule.CASES])
def test_nothing_more_than_the_list_of_cases_where_it_has_not(bo, harbour, approved, rule):
    harbour.publication_rule = rule
    db.session.commit()
    for deed in (publish_decisions, publish_minutes):
        with pytest.raises(Refused):
            deed(bo, approved)


def test_nothing_is_published_before_it_is_approved(bo, closed):
    with pytest.raises(Refused):
        publish_decisions(bo, closed)


def test_personal_data_is_asked_about_before_it_is_public(bo, carl, closed):
    written = closed.items[0].written
    written.decision = "Brev til 010190-1234."
    written.decision_html = render_markdown(written.decision)
    db.session.commit()
    sign_minutes(bo, closed)
    sign_minutes(carl, closed)
    with pytest.raises(HoldsPersonalData):
        publish_decisions(bo, closed)


def test_who_reads_the_minutes_when(anna, bo, carl, client, eva, rita, sent):
    def readers(page):
        return {who.name for who in (bo, carl, eva, anna, rita) if client(who).get(page).status_code == 200}

    page = f"{sent.path}/referat"
    assert readers(page) == {bo.name, carl.name} and client().get(page).status_code == 302
    with clock.frozen(clock.now() + timedelta(days=30)):
        sign_minutes(bo, sent)
        sign_minutes(carl, sent)
        assert readers(page) == {bo.name, carl.name, eva.name}
    sent.minutes_sent_at = sent.minutes_approved_at = None
    db.session.commit()
    assert readers(page) == {bo.name}


def test_closed_items_stay_closed_when_all_is_published(bo, client, harbour, approved):
    harbour.publication_rule = PublicationRule.MINUTES
    db.session.commit()
    publish_minutes(bo, approved)
    assert SECRET not in public_text(client, approved)
    assert SECRET not in client().get("/udvalg/havnen/moeder/").text


def test_the_secretary_enters_what_was_written_to_them_too_late(bo, carl, client, closed):
    item = closed.items[0]
    page = client(bo).get(f"{closed.path}/referat").text
    assert "Skriv en rettelse ind" in page
    way = f"{closed.path}/punkter/{item.id}/rettelse"
    form = client(bo).get(way).text
    assert "Skriv en rettelse til punkt" in form and "Skriv rettelsen ind" in form and "Bed om" not in form
    told = client(bo).post(way, data={"text": "Carl skrev: der stod 14."}, follow_redirects=True).text
    assert "Svar på den, før referatet bliver godkendt." in told and "Din rettelse er sendt" not in told
    assert [(one.text, one.author_id) for one in item.objections] == [("Carl skrev: der stod 14.", bo.id)]
    with pytest.raises(Refused, match="venter på svar"):
        sign_minutes(carl, closed)


def test_nothing_is_entered_once_they_are_approved(bo, client, approved):
    assert "Skriv en rettelse ind" not in client(bo).get(f"{approved.path}/referat").text
    with pytest.raises(Refused, match="godkendt"):
        object_to_minutes(bo, approved.items[0], "Der stod 14.")
