"""A person chooses what comes by mail, signed in or from a letter."""

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotSignedIn
from portal.notifications.actions import choose_paces
from portal.notifications.links import LASTS, path_of_choice
from portal.notifications.models import NoticeSetting, Pace
from portal.notifications.queries import own_settings
from portal.notifications.words import KINDS
from portal.rules.notices import NoticeKind
from tests.cast import person

K, PAGE = NoticeKind, "/konto/beskeder"
CHOSEN = {kind.value: facts.pace.value for kind, facts in KINDS.items() if not facts.is_fixed} | {"committee": "portal"}


def test_what_is_usual_needs_no_row(client, anna):
    page = client(anna).get(PAGE).text
    assert "Du får højst én mail om dagen" in page
    assert page.count(" checked") == 6
    assert "kan ikke slås fra" in page
    assert db.session.query(NoticeSetting).count() == 0


def test_choices_are_kept(client, anna):
    browser = client(anna)
    assert browser.post(PAGE, data=CHOSEN).location == PAGE
    assert own_settings(anna)[K.COMMITTEE] is Pace.PORTAL
    row = db.session.scalars(select(NoticeSetting)).one()
    assert (row.user_id, row.kind, row.pace) == (anna.id, K.COMMITTEE, Pace.PORTAL)
    assert "Dine valg er gemt" in browser.get(PAGE).text
    assert browser.post(PAGE, data=CHOSEN).location == PAGE, "a second click changes nothing"
    event = db.session.scalars(select(Event).where(Event.type == EventType.NOTICES_CHOSEN)).one()
    assert event.details == {"chosen": {"committee": "portal"}}
    browser.post(PAGE, data=CHOSEN | {"committee": "weekly"})
    assert db.session.query(NoticeSetting).count() == 0


@pytest.mark.parametrize("sent", [{}, {"task": "hourly"}, {"task": "portal"}, CHOSEN | {"own": ""}])
def test_what_is_missing_or_odd_is_told(client, anna, sent):
    answer = client(anna).post(PAGE, data=sent)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert db.session.query(NoticeSetting).count() == 0


def test_what_is_about_the_account_cannot_be_turned_off(anna):
    choose_paces(anna, dict.fromkeys(KINDS, Pace.PORTAL))
    assert {kind for kind, pace in own_settings(anna).items() if pace is not Pace.PORTAL} == {K.ACCOUNT}


def test_whoever_has_not_confirmed_an_address_chooses_nothing(anna):
    anna.confirmed_at = None
    with pytest.raises(NotSignedIn):
        choose_paces(anna, {K.OWN: Pace.PORTAL})


def test_the_link_of_a_letter_works_signed_out(client, anna):
    browser, path = client(), path_of_choice(anna, [K.OWN, K.FOLLOWED])
    page = browser.get(path).text
    assert "Du behøver ikke logge ind" in page or "du behøver ikke logge ind" in page
    assert anna.name not in page and anna.email not in page, "whoever holds the letter learns no more than it said"
    assert own_settings(anna)[K.OWN] is Pace.WEEKLY, "looking changes nothing"
    assert browser.post(path, data={"kind": "own", "pace": "at_once"}).location == path
    assert (own_settings(anna)[K.OWN], own_settings(anna)[K.FOLLOWED]) == (Pace.AT_ONCE, Pace.WEEKLY)
    assert "Dit valg er gemt" in browser.get(path).text
    assert browser.post(path, data={"pace": "portal"}).location == path
    assert (own_settings(anna)[K.OWN], own_settings(anna)[K.FOLLOWED]) == (Pace.PORTAL, Pace.PORTAL)


def test_one_click_of_a_mail_program_turns_off_what_was_in_the_letter(client, anna):
    path = path_of_choice(anna, [K.OWN])
    for _ in range(2):
        assert client().post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200, "and follows no redirect"
    assert own_settings(anna) == {kind: facts.pace for kind, facts in KINDS.items()} | {K.OWN: Pace.PORTAL}


@pytest.mark.parametrize(
    "sent", [{}, {"pace": "hourly"}, {"pace": "portal", "kind": "task"}, {"List-Unsubscribe": "Yes"}]
)
def test_a_link_changes_only_what_was_in_its_letter(client, anna, sent):
    answer = client().post(path_of_choice(anna, [K.OWN]), data=sent)
    assert answer.status_code == 422
    assert own_settings(anna)[K.TASK] is Pace.AT_ONCE


def test_a_false_old_or_lost_link_leads_nowhere(client, anna, finn):
    path = path_of_choice(anna, [K.OWN])
    for wrong in (path[:-1], path[:-4] + "AAAA", "/beskeder/valg/x", path + "x"):
        assert client().get(wrong).status_code == 410
        assert client().post(wrong, data={"List-Unsubscribe": "One-Click"}).status_code == 410
    with clock.frozen(clock.now() + LASTS * 2):
        assert client().get(path).status_code == 410
    anna.deactivated_at = clock.now()
    db.session.commit()
    assert client().get(path).status_code == 410
    assert db.session.query(NoticeSetting).count() == 0


def test_the_page_does_not_ask_the_database_more_for_more_people(client, anna, queries):
    browser = client(anna)

    def cost():
        with queries() as said:
            assert browser.get(PAGE).status_code == 200
        return len(said)

    few = cost()
    for number in range(20):
        choose_paces(person(f"Nr {number}", email=f"n{number}@example.dk"), {K.OWN: Pace.PORTAL})
    assert cost() == few <= 14
