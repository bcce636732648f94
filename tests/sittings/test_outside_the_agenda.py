"""Items that are added once the meeting has begun: behind what was sent, whose numbers stay."""

from datetime import timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.sittings.actions.agenda import add_at_meeting, change_item, move_item, remove_item
from portal.sittings.actions.minutes import begin_turn, send_minutes, what_is_missing
from portal.sittings.models import TurnKind
from tests.sittings.scene import ITEM, SECRET, item_draft, minuted, sent_in, sitting_in

NEW = "En henvendelse om broen"
TYPED = {"title": NEW, "kind": "discuss", "minutes": "10", "access": "open", "submission_key": "a"}


@pytest.fixture
def held(table, harbour):
    return sent_in(harbour, days=-1)


def numbers(sitting):
    db.session.expire_all()
    return [(item.position, item.title, item.added_at_meeting) for item in sitting.items]


def test_it_is_added_last_and_marked_for_everybody(bo, carl, client, deliver_outbox, held):
    for _click in range(2):
        assert client(bo).post(f"{held.path}/forloeb/nyt-punkt", data=TYPED).status_code == 302
    deliver_outbox()
    assert numbers(held) == [(1, ITEM["title"], False), (2, SECRET, False), (3, NEW, True)]
    for who, page in ((None, ""), (carl, ""), (bo, "/forloeb"), (bo, "/referat"), (bo, "/dagsorden")):
        text = client(who).get(f"{held.path}{page}").text
        assert NEW in text and "Uden for dagsordenen" in text, page
    assert f"3. {NEW}: Skriv" in " ".join(what_is_missing(held))
    assert held.path in client().get("/soeg?q=henvendelse").text


def test_it_is_closed_unless_somebody_says_otherwise(bo, client, held):
    page = client(bo).get(f"{held.path}/forloeb/nyt-punkt").text
    assert 'value="closed" checked' in page
    add_at_meeting(bo, held, item_draft(title=NEW, is_open=False))
    assert NEW not in client().get(held.path).text and client().get(held.path).text.count("Lukket punkt") == 2


def test_nothing_moves_it_ahead_of_what_was_sent(bo, held):
    first = add_at_meeting(bo, held, item_draft(title=NEW))
    second = add_at_meeting(bo, held, item_draft(title="Et punkt til"))
    move_item(bo, second, 4, to=1)
    assert [item.title for item in held.items] == [ITEM["title"], SECRET, "Et punkt til", NEW]
    change_item(bo, first, item_draft(title="Broen"))
    for item in held.items[:2]:
        with pytest.raises(Refused):
            move_item(bo, item, item.position, to=4)
        with pytest.raises(Refused):
            change_item(bo, item, item_draft(title="Andet"))
    remove_item(bo, second)
    assert numbers(held) == [(1, ITEM["title"], False), (2, SECRET, False), (3, "Broen", True)]


def test_what_has_begun_stays(bo, harbour, table):
    tonight = sent_in(harbour, days=0)
    item = add_at_meeting(bo, tonight, item_draft(title=NEW))
    begin_turn(bo, tonight, TurnKind.ITEM, item, seen=0)
    db.session.expire_all()
    with pytest.raises(Refused, match="begyndt"):
        remove_item(bo, item)


def test_not_before_the_meeting_and_not_after_its_minutes_are_sent(bo, harbour, held):
    with pytest.raises(Refused):
        add_at_meeting(bo, sent_in(harbour, days=3), item_draft(title=NEW))
    send_minutes(bo, minuted(held), until=clock.today() + timedelta(days=9))
    with pytest.raises(Refused):
        add_at_meeting(bo, held, item_draft(title=NEW))


def test_a_meeting_without_an_agenda_gets_its_items_afterwards(bo, client, harbour, table):
    sitting = sitting_in(harbour, days=-1)
    assert f"{sitting.path}/forloeb/nyt-punkt" in client(bo).get(f"{sitting.path}/forloeb").text
    add_at_meeting(bo, sitting, item_draft(title=NEW))
    send_minutes(bo, minuted(sitting), until=clock.today() + timedelta(days=9))
    assert NEW not in client().get(sitting.path).text, "no list of cases was ever sent"


@pytest.mark.parametrize("who", ["anna", "carl", "eva"])
def test_only_the_secretary_adds(request, held, who):
    with pytest.raises(NotAllowed):
        add_at_meeting(request.getfixturevalue(who), held, item_draft(title=NEW))
