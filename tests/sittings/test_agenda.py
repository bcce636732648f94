from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.dates import clock_time
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.personal_data import HoldsPersonalData
from portal.notifications.models import Notification
from portal.sittings.actions.agenda import add_item, change_item, move_item, remove_item, send_agenda, sent_mark
from portal.sittings.agenda import timed, worth_a_look
from portal.sittings.models import ItemKind
from portal.sittings.queries import insiders
from tests.sittings.scene import ITEM, SECRET, item_draft, on_agenda, sent_in, sitting_in, unsure


@pytest.fixture
def sitting(harbour):
    return sitting_in(harbour)


def titles(sitting):
    db.session.expire_all()
    return [item.title for item in sitting.items]


def test_what_is_typed_stands_on_the_agenda_as_it_was_typed(bo, carl, client, sitting):
    client(bo).post(f"{sitting.path}/dagsorden/nyt", data=ITEM)
    db.session.expire_all()
    (item,) = sitting.items
    assert (item.position, item.title, item.kind, item.minutes) == (1, ITEM["title"], ItemKind.DECIDE, 20)
    send_agenda(bo, sitting, seen="")

    page = client(carl).get(sitting.path).text
    for text in (
        ITEM["title"],
        ITEM["responsible"],
        "Vi skal vælge <strong>ét</strong> sted.",
        "Beslutning",
        "20 minutter",
    ):
        assert text in page


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_only_the_secretary_writes_it(request, harbour, sitting, who):
    actor, item = request.getfixturevalue(who), on_agenda(sitting)
    for deed in (
        lambda: add_item(actor, sitting, item_draft()),
        lambda: change_item(actor, item, item_draft()),
        lambda: move_item(actor, item, 1, to=2),
        lambda: remove_item(actor, item),
        lambda: send_agenda(actor, sitting, seen=""),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_two_clicks_are_one_item(bo, sitting):
    first = add_item(bo, sitting, item_draft(), key="abc")
    assert add_item(bo, sitting, item_draft(), key="abc") is first
    assert titles(sitting) == [ITEM["title"]]


def test_items_change_places_and_a_second_click_moves_nothing_more(bo, client, sitting):
    for title in ("Et", "To", "Tre"):
        on_agenda(sitting, title)
    two = sitting.items[1]
    for _click in range(2):
        client(bo).post(f"{sitting.path}/dagsorden/{two.id}/flyt", data={"position": "2", "to": "1"})
        assert titles(sitting) == ["To", "Et", "Tre"]
    move_item(bo, two, 1, to=3)
    assert titles(sitting) == ["Et", "Tre", "To"]
    assert [item.position for item in sitting.items] == [1, 2, 3]
    move_item(bo, two, 3, to=99)
    assert titles(sitting) == ["Et", "Tre", "To"]


@pytest.mark.parametrize(
    "sent", [{}, {"position": "1"}, {"position": "1", "to": "op"}, {"position": "9" * 5_000, "to": "1"}]
)
def test_odd_numbers_are_told(bo, client, sitting, sent):
    item = on_agenda(sitting)
    answer = client(bo).post(f"{sitting.path}/dagsorden/{item.id}/flyt", data=sent)
    assert answer.status_code == 422 and "Åbn dagsordenen igen" in answer.text


def test_an_item_is_taken_off_when_it_is_confirmed_and_the_others_get_new_numbers(bo, client, sitting):
    for title in ("Et", "To", "Tre"):
        on_agenda(sitting, title)
    address = f"{sitting.path}/dagsorden/{sitting.items[0].id}/slet"
    assert "Skal »Et« tages af dagsordenen?" in unsure(client(bo)).post(address).text and len(titles(sitting)) == 3
    client(bo).post(address)
    assert titles(sitting) == ["To", "Tre"] and [item.position for item in sitting.items] == [1, 2]


def test_each_begins_when_those_before_it_have_had_their_minutes(sitting):
    for minutes in (15, 0, 30):
        on_agenda(sitting, minutes=minutes)
    begins = [clock_time(entry.begins_at) for entry in timed(sitting)]
    later = [sitting.starts_at + timedelta(minutes=minutes) for minutes in (0, 15, 15)]
    assert begins == [clock_time(moment) for moment in later]


def test_an_empty_agenda_is_not_sent(bo, sitting):
    with pytest.raises(Refused):
        send_agenda(bo, sitting, seen="")


def test_it_is_asked_once_more_and_said_what_follows(bo, carl, client, deliver_outbox, sitting):
    on_agenda(sitting)
    on_agenda(sitting, SECRET, is_open=False)
    asked = unsure(client(bo)).post(f"{sitting.path}/dagsorden/send", data={"seen": ""}).text
    for follows in ("Alle kan læse titlerne på de åbne punkter.", "1 punkt er lukket.", "1 person får en mail"):
        assert follows in asked
    assert not sitting.agenda_sent_at
    client(bo).post(f"{sitting.path}/dagsorden/send", data={"seen": ""})
    deliver_outbox()
    assert db.session.scalars(select(Notification)).one().recipient_id == carl.id


def test_it_is_sent_again_and_a_second_click_tells_nobody_twice(bo, sitting):
    on_agenda(sitting)
    send_agenda(bo, sitting, seen="")
    first = sent_mark(sitting)
    send_agenda(bo, sitting, seen="")
    assert sent_mark(sitting) == first
    send_agenda(bo, sitting, seen=first)
    sent = [event.type for event in db.session.scalars(select(Event).order_by(Event.id))]
    assert sent == ["sitting.agenda-sent", "sitting.agenda-sent-again"]


def test_personal_data_in_a_title_is_asked_about_before_it_is_public(bo, sitting):
    item = add_item(bo, sitting, item_draft(title="Brev fra 010190-1234"))
    with pytest.raises(HoldsPersonalData):
        send_agenda(bo, sitting, seen="")
    db.session.expire_all()
    change_item(bo, item, item_draft(title="Brev fra 010190-1234", is_open=False))
    send_agenda(bo, sitting, seen="")
    with pytest.raises(HoldsPersonalData):
        change_item(bo, item, item_draft(title="Brev fra 010190-1234"))


def test_what_has_begun_is_not_rewritten(bo, harbour):
    sitting = sent_in(harbour, days=0)
    for deed in (
        lambda: add_item(bo, sitting, item_draft()),
        lambda: change_item(bo, sitting.items[0], item_draft()),
        lambda: move_item(bo, sitting.items[0], 1, to=2),
        lambda: remove_item(bo, sitting.items[0]),
    ):
        with pytest.raises(Refused):
            deed()


def looked(sitting):
    return worth_a_look(sitting, insiders(sitting))


def test_what_is_worth_a_second_look(harbour):
    sitting = sitting_in(harbour)
    for number in range(9):
        on_agenda(sitting, f"Punkt {number}", minutes=20)
    remarks = " ".join(looked(sitting))
    for part in (
        "60 minutter mere",
        "0 procent af tiden",
        "9 punkter, der skal besluttes",
        "ikke, hvem der er ansvarlig",
    ):
        assert part in remarks


def test_a_good_agenda_is_worth_none(harbour):
    sitting = sitting_in(harbour)
    on_agenda(sitting, kind=ItemKind.THEME, minutes=80, responsible="Havnefogeden")
    on_agenda(sitting, minutes=40)
    assert looked(sitting) == []
    assert clock.now() < sitting.starts_at


OUTSIDE, ONE_PARTY = "Ingen udefra er ansvarlig", "samme parti"


def test_whether_anybody_from_outside_and_of_another_party_is_heard(bo, carl, client, dorte, harbour, table):
    sitting = sitting_in(harbour)
    on_agenda(sitting, kind=ItemKind.THEME, minutes=80, responsible=f"{carl.name}, formand")
    on_agenda(sitting, minutes=10, responsible=carl.name.upper())
    assert [part in " ".join(looked(sitting)) for part in (OUTSIDE, ONE_PARTY)] == [True, True]
    assert OUTSIDE in client(bo).get(f"{sitting.path}/dagsorden").text
    third = on_agenda(sitting, minutes=10, responsible=f"Sekretær {bo.name}")
    assert [part in " ".join(looked(sitting)) for part in (OUTSIDE, ONE_PARTY)] == [True, False]
    third.responsible = dorte.name
    assert [part in " ".join(looked(sitting)) for part in (OUTSIDE, ONE_PARTY)] == [True, False]
    third.responsible = "Havnefogeden"
    assert looked(sitting) == []


def test_a_move_from_an_older_page_is_told(bo, client, harbour):
    sitting = sitting_in(harbour)
    first, second, third = (on_agenda(sitting, f"Punkt {number}") for number in "abc")
    browser = client(bo)
    for _click in range(2):
        browser.post(f"{sitting.path}/dagsorden/{third.id}/flyt", data={"position": "3", "to": "1"})
    assert "Rækkefølgen er ændret" not in browser.get(f"{sitting.path}/dagsorden").text
    browser.post(f"{sitting.path}/dagsorden/{first.id}/flyt", data={"position": "1", "to": "3"})
    assert "Rækkefølgen er ændret, siden du åbnede siden." in browser.get(f"{sitting.path}/dagsorden").text
    assert [item.id for item in sorted((first, second, third), key=lambda one: one.position)] == [
        third.id, first.id, second.id,
    ]  # fmt: skip
