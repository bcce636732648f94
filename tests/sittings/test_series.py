from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.dates import longday
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused, SavedBefore
from portal.meetings.models import TITLE_LENGTH
from portal.municipalities.actions import choose_days_off
from portal.notifications.models import Notification
from portal.sittings.actions.planning import copy_sitting, plan_series
from portal.sittings.models import Sitting
from tests.sittings.scene import SECRET, TYPED, draft, minuted, sent_in, sitting_in, unsure

SERIES = "/udvalg/havnen/udvalgsmoeder/serie"


def days_planned():
    rows = db.session.scalars(select(Sitting).order_by(Sitting.starts_at))
    return [clock.in_denmark(sitting.starts_at).date() for sitting in rows]


@pytest.fixture
def first():
    return clock.today() + timedelta(days=9)


@pytest.fixture
def typed(first):
    return TYPED | {"title": "Møde", "held_on": first.isoformat(), "every": "2", "number": "4"}


def test_all_days_are_shown_before_any_is_planned_and_days_off_are_left_out(
    bo, client, finn, first, fjordby, typed, harbour
):
    step = timedelta(weeks=2)
    choose_days_off(finn, fjordby, {first + step: "Kulturnat", first + timedelta(days=1): "Ikke den dag"})
    asked = unsure(client(bo)).post(SERIES, data=typed).text
    wanted = [first, first + 2 * step, first + 3 * step, first + 4 * step]
    assert "Skal 4 møder planlægges?" in asked and f"Sprunget over: {longday(first + step)} Kulturnat" in asked
    assert all(longday(day) in asked for day in wanted) and not days_planned()
    client(bo).post(SERIES, data=typed)
    assert days_planned() == wanted
    titles = [sitting.title for sitting in db.session.scalars(select(Sitting).order_by(Sitting.starts_at))]
    assert titles == ["Møde 1", "Møde 2", "Møde 3", "Møde 4"]


def test_the_members_are_told_once_of_all_of_them(bo, carl, client, deliver_outbox, letter_box, typed, harbour):
    for _click in range(2):
        client(bo).post(SERIES, data=typed)
    deliver_outbox()
    deliver_outbox(days_later=1)
    assert len(days_planned()) == 4
    assert [row.recipient_id for row in db.session.scalars(select(Notification))] == [carl.id]
    (letter,) = letter_box.to(carl.email)
    text = letter.get_body(("plain",)).get_content().replace("\N{NO-BREAK SPACE}", " ")
    assert all(longday(day).replace("\N{NO-BREAK SPACE}", " ") in " ".join(text.split()) for day in days_planned())


def test_the_hour_is_the_same_in_summer_and_winter(bo, client, typed, harbour):
    client(bo).post(SERIES, data=typed | {"held_on": "2030-03-18", "every": "1", "number": "4"})
    hours = {clock.in_denmark(sitting.starts_at).hour for sitting in db.session.scalars(select(Sitting))}
    assert days_planned()[-1] == date(2030, 4, 8) and hours == {17}


@pytest.mark.parametrize(
    "wrong", [{"number": "1"}, {"number": "25"}, {"every": "9"}, {"every": ""}, {"held_on": "2020-01-01"}]
)
def test_what_cannot_be_is_told_and_nothing_is_planned(bo, client, typed, harbour, wrong):
    answer = client(bo).post(SERIES, data=typed | wrong)
    assert answer.status_code == 422 and TYPED["place"] in answer.text and not days_planned()


def test_only_a_secretary_plans_a_series(carl, eva, harbour):
    for actor in (carl, eva):
        with pytest.raises(NotAllowed):
            plan_series(actor, harbour, [draft()])


def test_a_meeting_is_copied_with_its_agenda_as_a_draft(bo, client, harbour, carl):
    sitting = minuted(sent_in(harbour, days=-3))
    typed = TYPED | {"title": "Næste møde", "held_on": (clock.today() + timedelta(days=20)).isoformat()}
    for _click in range(2):
        answer = client(bo).post(f"{sitting.path}/kopier", data=typed)
    copy = db.session.scalars(select(Sitting).where(Sitting.title == "Næste møde")).one()
    assert answer.location == f"{copy.path}/dagsorden" and copy.agenda_sent_at is None
    kept = [(item.position, item.title, item.background, item.is_open, item.written.account) for item in copy.items]
    assert kept == [(item.position, item.title, item.background, item.is_open, "") for item in sitting.items]
    assert SECRET not in client(carl).get(copy.path).text


def test_a_copy_lies_ahead(bo, harbour):
    sitting = sent_in(harbour)
    with pytest.raises(Refused):
        copy_sitting(bo, sitting, draft(days=-1))


def test_the_letter_about_a_series_leads_to_the_meetings(bo, carl, deliver_outbox, harbour, letter_box, table):
    plan_series(bo, harbour, [draft(title=f"Møde {number}", days=number * 7) for number in (1, 2)])
    deliver_outbox()
    told = letter_box.to(carl.email)[-1].get_body(("plain",)).get_content()
    assert f"{harbour.path}moeder/" in told
    (path,) = db.session.scalars(select(Notification.path).where(Notification.recipient_id == carl.id))
    assert path == f"{harbour.path}moeder/"


def test_a_day_off_that_stands_twice_is_told_and_nothing_is_lost(client, finn, fjordby):
    typed = "24-12-2030 Juleaften\n\n24.12.2030"
    answer = client(finn).post("/administration/fridage", data={"days": typed})
    assert answer.status_code == 422 and "Linje 3 har samme dag som linje 1." in answer.text
    assert fjordby.days_off == {} and "24.12.2030" in answer.text


def test_days_off_are_typed_one_a_line(client, finn, fjordby):
    answer = client(finn).post("/administration/fridage", data={"days": "24-12-2030 Juleaften\n\n1.1.2031\n"})
    assert answer.status_code == 302
    assert fjordby.days_off == {"2030-12-24": "Juleaften", "2031-01-01": ""}
    assert "24-12-2030 Juleaften\n01-01-2031" in client(finn).get("/administration/fridage").text
    told = db.session.scalars(select(Event)).one()
    assert (told.type, told.details) == ("municipality.changed", {"days_off": 2})


@pytest.mark.parametrize("line", ["Juleaften", "31-02-2030 Nej", "24-12-30", "24-12-2030Juleaften"])
def test_a_line_that_is_no_day_is_told_and_kept(client, finn, fjordby, line):
    answer = client(finn).post("/administration/fridage", data={"days": f"24-12-2030 Juleaften\n{line}"})
    assert answer.status_code == 422 and "Linje 2 begynder ikke med en dato" in answer.text and line in answer.text
    assert fjordby.days_off == {}


def test_no_agenda_is_said_to_be_copied_onto_a_meeting_that_is_there_already(bo, table, harbour):
    original, there = sent_in(harbour, days=5), sitting_in(harbour, days=9)
    for days in (9, 5):
        with pytest.raises(SavedBefore):
            copy_sitting(bo, original, draft(days=days))
    assert there.items == []
    copy = copy_sitting(bo, original, draft(days=12))
    assert copy_sitting(bo, original, draft(days=12)) is copy, "a second click"


def test_a_long_title_leaves_room_for_its_number(bo, client, typed, harbour):
    answer = client(bo).post(SERIES, data=typed | {"title": "x" * TITLE_LENGTH})
    assert answer.status_code == 422 and not days_planned()
    client(bo).post(SERIES, data=typed | {"title": "x" * (TITLE_LENGTH - 3), "number": "24"})
    assert max(len(sitting.title) for sitting in db.session.scalars(select(Sitting))) == TITLE_LENGTH
