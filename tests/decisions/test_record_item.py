"""What a committee decided on an item of its meeting becomes a decision that anyone finds for years."""

import pytest
from sqlalchemy import func, select

from portal.decisions.actions import record_item
from portal.decisions.models import DecisionRecord
from portal.decisions.verification import verify_records
from portal.foundation.confirming import FIELD, YES
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.rules.results import Result
from tests.factories import saved
from tests.sittings.scene import ACCOUNT, DECISION, SECRET, approved_in, decided_in, unsure

pytestmark = pytest.mark.usefixtures("table")


@pytest.fixture
def decided(harbour, bo):
    return decided_in(harbour, bo)


def pressed(browser, item, **sent):
    return browser.post(f"{item.sitting.path}/punkter/{item.id}/beslutning", data=sent, follow_redirects=True)


def test_one_press_and_a_yes_publish_it_in_the_words_of_the_minutes(client, bo, decided):
    item, browser = decided.items[0], client(bo)
    assert "Gør det til en selvstændig beslutning" in browser.get(f"{decided.path}/referat").text
    asked = pressed(unsure(browser), item).text
    assert "Det her kan alle læse" in asked and "Det har du skrevet" not in asked
    assert DECISION in asked and db.session.scalar(select(func.count(DecisionRecord.id))) == 0
    page = pressed(browser, item, **{FIELD: YES}).text
    (record,) = db.session.scalars(select(DecisionRecord)).all()
    assert (record.title, record.text, record.result) == (item.title, DECISION, Result.ADOPTED)
    assert (record.body_name, record.item, record.committee_id) == ("Havnen", "1", decided.committee_id)
    assert all(words in page for words in (item.title, DECISION, "Vedtaget", decided.title))
    assert ACCOUNT.replace("*", "") not in page and "Baggrunden" not in page, "only what was decided is public"
    assert record.path in client().get(decided.path).text and record.path in browser.get(f"{decided.path}/referat").text
    assert "Gør det til en selvstændig beslutning" not in browser.get(f"{decided.path}/referat").text
    assert not verify_records().mismatches


def test_a_second_click_gives_the_same(bo, decided):
    assert record_item(bo, decided.items[0]) is record_item(bo, decided.items[0])
    assert db.session.scalar(select(func.count(DecisionRecord.id))) == 1


def test_not_what_is_closed_or_not_public_or_not_decided(client, bo, harbour, decided):
    with pytest.raises(Refused, match="lukket"):
        record_item(bo, decided.items[1])
    with pytest.raises(Refused, match="Offentliggør først"):
        record_item(bo, approved_in(harbour, bo).items[0])
    empty = decided_in(harbour, bo).items[0]
    empty.written.decision, empty.written.result = "", None
    saved(empty)
    with pytest.raises(Refused, match="ikke besluttet noget"):
        record_item(bo, empty)
    assert SECRET not in client().get("/beslutninger/").text


def test_only_who_may_publish_decisions(client, carl, anna, decided):
    for who in (carl, anna):
        with pytest.raises(NotAllowed):
            record_item(who, decided.items[0])
        assert pressed(client(who), decided.items[0], **{FIELD: YES}).status_code == 403


def test_what_is_published_already_is_said(bo, harbour, decided):
    record_item(bo, decided.items[0])
    with pytest.raises(Refused, match="allerede offentliggjort"):
        record_item(bo, decided_in(harbour, bo).items[0])
