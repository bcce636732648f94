"""Who speaks at a meeting, by kind of seat; and taking a press back."""

import pytest
from sqlalchemy import func, select

from portal.committees.models import SeatType
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.sittings.actions.counting import count_contribution, take_back_contribution
from portal.sittings.actions.minutes import begin_turn, undo_turn
from portal.sittings.models import TurnKind
from portal.sittings.queries import at_the_table
from portal.sittings.speaking import Contribution
from portal.sittings.spoken import spoken_at
from tests.factories import saved
from tests.sittings.scene import minuted, minutes_sent_in, sent_in

POLITICIAN, CITIZEN = SeatType.POLITICIAN, SeatType.CITIZEN


@pytest.fixture
def tonight(table, harbour):
    return sent_in(harbour, days=0)


def number():
    return db.session.scalar(select(func.count(Contribution.id)))


def test_shares_are_of_what_was_said_and_of_the_table(bo, tonight):
    for place, kind in enumerate((POLITICIAN, POLITICIAN, POLITICIAN, CITIZEN)):
        count_contribution(bo, tonight, kind, f"tryk {place}")
    members = at_the_table(tonight)
    seats = sum(one.seat.type is POLITICIAN for one in members)
    told = {one.kind: (one.count, one.share, one.seats, one.share_of_seats) for one in spoken_at(tonight, members)}
    assert told[POLITICIAN] == (3, 75, seats, round(100 * seats / len(members)))
    assert told[CITIZEN][:2] == (1, 25)


def test_one_press_counts_once_and_the_page_shows_it(client, bo, tonight):
    browser = client(bo)
    assert "Hvem taler?" not in browser.get(f"{tonight.path}/forloeb").text, "nothing has begun"
    begin_turn(bo, tonight, TurnKind.ITEM, tonight.items[0], seen=0)
    page = browser.get(f"{tonight.path}/forloeb").text
    key = page.split('name="submission_key" value="')[1].split('"')[0]
    for _click in range(2):
        sent = {"kind": "politician", "submission_key": key}
        assert "Politikere: 1" in browser.post(f"{tonight.path}/taler", data=sent, follow_redirects=True).text
    browser.post(f"{tonight.path}/taler", data={"kind": "citizen", "submission_key": key})
    assert number() == 2
    for _click in range(2):
        browser.post(f"{tonight.path}/taler/fortryd", data={"seen": "2"})
    assert [one.kind for one in db.session.scalars(select(Contribution))] == [POLITICIAN]


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "mayor", "submission_key": "k"}, {"kind": "citizen", "submission_key": "k" * 61}]
)
def test_what_no_page_says_is_refused(client, bo, tonight, sent):
    assert client(bo).post(f"{tonight.path}/taler", data=sent).status_code == 422
    assert client(bo).post(f"{tonight.path}/taler/fortryd", data={"seen": "mange"}).status_code == 422
    assert number() == 0


def test_only_the_secretary_counts_and_only_while_it_goes_on(bo, carl, harbour, tonight):
    with pytest.raises(NotAllowed):
        count_contribution(carl, tonight, CITIZEN, "k")
    with pytest.raises(NotAllowed):
        take_back_contribution(carl, tonight, seen=0)
    with pytest.raises(Refused):
        count_contribution(bo, minutes_sent_in(harbour), CITIZEN, "k")


def test_the_committee_sees_the_shares_in_the_minutes_and_the_public_does_not(client, bo, carl, harbour):
    sitting = minutes_sent_in(harbour, days=-5)
    saved(*(Contribution(sitting_id=sitting.id, kind=CITIZEN, submission_key=f"k{place}") for place in range(7)))
    page = client(carl).get(f"{sitting.path}/referat").text
    assert "Hvem talte" in page and "7 (100 %)" in " ".join(page.split())
    assert "Hvem talte" not in client().get(sitting.path).text


def test_a_press_is_taken_back_and_a_second_click_takes_no_other(client, bo, tonight):
    first, second = tonight.items
    begin_turn(bo, tonight, TurnKind.ITEM, first, seen=0)
    db.session.expire_all()
    minuted(tonight)
    second.written.account = second.written.decision = ""
    second.written.result = None
    second.presences.clear()
    saved(tonight)
    begin_turn(bo, tonight, TurnKind.ITEM, second, seen=1)
    db.session.expire_all()
    assert second.presences, "who was there is carried over"
    assert "Fortryd det sidste tryk" in client(bo).get(f"{tonight.path}/forloeb").text
    for _click in range(2):
        client(bo).post(f"{tonight.path}/forloeb/fortryd", data={"seen": "2"})
    db.session.expire_all()
    assert [turn.item_id for turn in tonight.turns] == [first.id]
    assert not second.presences and first.presences and first.written.account


def test_nothing_to_take_back_is_said(bo, carl, tonight):
    with pytest.raises(Refused, match="Intet er begyndt"):
        undo_turn(bo, tonight, seen=0)
    with pytest.raises(NotAllowed):
        undo_turn(carl, tonight, seen=0)


def test_the_end_pressed_too_early_is_taken_back(bo, tonight):
    begin_turn(bo, tonight, TurnKind.ITEM, tonight.items[0], seen=0)
    begin_turn(bo, tonight, TurnKind.END, seen=1)
    db.session.expire_all()
    undo_turn(bo, tonight, seen=2)
    begin_turn(bo, tonight, TurnKind.ITEM, tonight.items[1], seen=1)
    db.session.expire_all()
    assert [turn.item_id for turn in tonight.turns] == [item.id for item in tonight.items]


def test_breaks_and_hours_stand_in_the_minutes(client, bo, tonight):
    minuted(tonight)
    for place, (kind, item) in enumerate(((TurnKind.ITEM, tonight.items[0]), (TurnKind.BREAK, None))):
        begin_turn(bo, tonight, kind, item, seen=place)
        db.session.expire_all()
    page = " ".join(client(bo).get(f"{tonight.path}/referat").text.split())
    assert ": Punkt 1</li>" in page and ": Pause</li>" in page
