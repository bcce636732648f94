"""The screen in the room follows the secretary's presses, and says of what is closed no more than its number."""

from datetime import timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.rules.results import Result
from portal.sittings.actions.minutes import begin_turn
from portal.sittings.models import TurnKind
from portal.sittings.protocol import going_on
from tests.factories import saved
from tests.sittings.scene import ITEM, SECRET, on_agenda, sent_in, sitting_in


@pytest.fixture
def tonight(table, harbour):
    """It has begun: an open item of twenty minutes, and a closed one."""
    return sent_in(harbour, days=0)


def press(actor, sitting, kind=TurnKind.ITEM, item=None):
    begin_turn(actor, sitting, kind, item, seen=len(sitting.turns))
    db.session.expire_all()


def shown(client, bo, sitting):
    return " ".join(client(bo).get(f"{sitting.path}/rummet").text.split())


def test_one_press_makes_the_rooms_display(bo, client, tonight):
    assert "Velkommen" in shown(client, bo, tonight) and "minutter tilbage" not in shown(client, bo, tonight)
    browser, first = client(bo), tonight.items[0]
    assert f'href="{tonight.path}/rummet"' in browser.get(f"{tonight.path}/forloeb").text
    begun = clock.now()
    with clock.frozen(begun):
        browser.post(f"{tonight.path}/punkter/{first.id}/begynd", data={"kind": "item", "seen": "0"})
    with clock.frozen(begun + timedelta(minutes=5)):
        page = shown(client, bo, tonight)
    assert "Punkt 1 af 2" in page and f">{ITEM['title']}</h1>" in page and "15 minutter tilbage af 20" in page
    assert "js/room.js" in page and "data-room" in page and "<form" not in page


def test_a_closed_item_is_its_number_now_and_next(bo, client, tonight):
    first, secret = tonight.items
    press(bo, tonight, item=first)
    assert "2. Lukket punkt" in shown(client, bo, tonight) and SECRET not in shown(client, bo, tonight)
    press(bo, tonight, item=secret)
    page = shown(client, bo, tonight)
    assert ">Lukket punkt</h1>" in page and "Punkt 2 af 2" in page and SECRET not in page
    assert "Det er det sidste punkt." in page


def test_a_break_and_the_end_are_said_with_their_hours(bo, client, tonight):
    press(bo, tonight, item=tonight.items[1])
    press(bo, tonight, TurnKind.BREAK)
    page = shown(client, bo, tonight)
    assert ">Pause</h1>" in page and "minutter tilbage" not in page and f"1. <span>{ITEM['title']}</span>" in page
    press(bo, tonight, TurnKind.END)
    page = shown(client, bo, tonight)
    assert "Mødet sluttede" in page and "Pause" not in page and ITEM["title"] not in page


def test_an_item_that_is_taken_up_again_has_what_it_had_left(bo, tonight):
    first, begun = tonight.items[0], clock.now()
    for minutes, kind in ((0, TurnKind.ITEM), (12, TurnKind.BREAK), (40, TurnKind.ITEM)):
        with clock.frozen(begun + timedelta(minutes=minutes)):
            press(bo, tonight, kind, first if kind is TurnKind.ITEM else None)
    for minutes, left in ((40, 8), (47, 1), (48, 0), (90, 0)):
        with clock.frozen(begun + timedelta(minutes=minutes)):
            assert going_on(tonight).minutes_left == left


def test_what_comes_next_has_not_been_taken_nor_put_off(bo, tonight):
    first, second = tonight.items
    third = on_agenda(tonight, "Eventuelt")
    press(bo, tonight, item=second)
    assert going_on(tonight).next == first
    first.written.result = Result.POSTPONED
    db.session.commit()
    assert going_on(tonight).next == third


def test_a_meeting_that_is_cancelled_or_over_says_so(bo, client, harbour, table):
    held = sitting_in(harbour, days=-3)
    on_agenda(held)
    assert "Mødet er slut." in shown(client, bo, held)
    held.cancelled_at = clock.now()
    page = shown(client, bo, saved(held))
    assert "Mødet er aflyst." in page and ITEM["title"] not in page


@pytest.mark.parametrize("who", [None, "anna", "carl", "eva"])
def test_only_those_who_press_open_it(request, client, tonight, who):
    person = who and request.getfixturevalue(who)
    assert client(person).get(f"{tonight.path}/rummet").status_code == (403 if person else 302)
