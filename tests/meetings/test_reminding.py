"""Everybody who comes is reminded of a meeting once, two days before, by the clock."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.meetings.actions import remind_of_meetings
from portal.sittings.actions.answering import answer_by_link
from portal.sittings.actions.inviting import answer_invitation
from portal.sittings.actions.planning import cancel_sitting, edit_sitting, plan_sitting
from portal.sittings.forms import Reply
from portal.sittings.links import PATH
from portal.workshops.actions.coming import sign_up
from portal.workshops.actions.planning import cancel_workshop
from portal.workshops.forms.coming import SignUpDraft
from portal.workshops.models import ParticipantKind
from tests.at_once import at_once
from tests.sittings.scene import draft
from tests.workshops.scene import workshop_in

THURSDAY = date(2027, 5, 20)


def at(day, hour=12, minute=0):
    """On so many days from the Thursday of the meeting, by a Danish clock."""
    moment = datetime.combine(THURSDAY + timedelta(days=day), time(hour, minute))
    return clock.frozen(clock.moment_in_denmark(moment))


def on_thursday(hour=17, days=0):
    with at(days, hour):
        return {"starts_at": clock.now(), "ends_at": clock.now() + timedelta(hours=2)}


@pytest.fixture
def sitting(bo, harbour, table):
    with at(-20):
        return plan_sitting(bo, harbour, draft(**on_thursday()))


def reminded():
    return db.session.scalars(select(Event.subject_id).where(Event.type.like("%.reminded"))).all()


def letters(letter_box, people):
    """How many reminders each has got, and the newest of each."""
    got = [[one for one in letter_box.to(who.email) if one["Subject"].startswith("Husk")] for who in people]
    return [len(own) for own in got], [own[-1].get_body(("plain",)).get_content() for own in got if own]


def test_two_days_before_in_the_morning_and_once(sitting):
    for day, hour, minute in ((-3, 23, 59), (-2, 7, 59)):
        with at(day, hour, minute):
            assert remind_of_meetings(50) == 0
    with at(-2, 8, 1):
        assert remind_of_meetings(50) == 1
        assert remind_of_meetings(50) == 0
    for day, hour in ((-1, 12), (0, 16), (0, 18)):
        with at(day, hour):
            assert remind_of_meetings(50) == 0
    assert reminded() == [sitting.id]


def test_whoever_comes_or_has_not_said_so_is_reminded_and_nobody_else(
    carl, deliver_outbox, dorte, letter_box, sitting, table
):
    with at(-10):
        answer_invitation(carl, sitting, Reply.YES)
        answer_invitation(dorte, sitting, Reply.NO)
        deliver_outbox()
    with at(-2, 9):
        deliver_outbox()
        deliver_outbox()
    counted, (to_carl, to_gerda) = letters(letter_box, table)
    assert counted == [1, 0, 1]
    assert "Du har svaret, at du kommer. Kan du alligevel ikke, så sig det nu." in to_carl
    assert "Du har ikke svaret, om du kommer." in to_gerda and "Du har svaret" not in to_gerda
    (link,) = [line for line in to_gerda.split() if PATH in line]
    with at(-2, 10):
        assert answer_by_link(link.partition(PATH)[2], Reply.YES)


def test_a_worker_that_was_away_reminds_late_and_never_after(sitting):
    with at(0, 16):
        assert remind_of_meetings(50) == 1
    with at(0, 17):
        assert remind_of_meetings(50) == 0


def test_a_letter_that_waits_tells_nobody_of_a_meeting_that_is_cancelled(
    app, bo, deliver_outbox, letter_box, sitting, table
):
    with at(-2, 9):
        port, app.config["MAIL_PORT"] = app.config["MAIL_PORT"], 1  # nobody listens there
        deliver_outbox()
        cancel_sitting(bo, sitting, "For få kan komme.")
        app.config["MAIL_PORT"] = port
    with at(-2, 12):
        deliver_outbox()
    assert letters(letter_box, table)[0] == [0, 0, 0]


@pytest.mark.parametrize("planned", [-2, -1])
def test_what_is_called_shortly_before_needs_no_reminder(bo, harbour, table, planned):
    with at(planned, 9):
        plan_sitting(bo, harbour, draft(**on_thursday()))
    with at(0, 12):
        assert remind_of_meetings(50) == 0


@pytest.mark.parametrize(("told", "to", "again"), [(-10, 7, 1), (-1, 1, 0), (-1, 4, 0), (-1, 30, 1)])
def test_a_meeting_that_is_moved(bo, sitting, told, to, again):
    """Moved long before, it is reminded of on its new day; moved after a reminder, not again within a week."""
    with at(-2, 9):
        before = remind_of_meetings(50) if told > -2 else 0
    with at(told):
        edit_sitting(bo, sitting, draft(**on_thursday(days=to)), reason="Salen er optaget.")
    with at(to, 12):
        assert remind_of_meetings(50) == again
    assert len(reminded()) == before + again


def test_moved_and_moved_back_is_reminded_of_once(bo, sitting):
    with at(-2, 9):
        assert remind_of_meetings(50) == 1
    for days in (1, 0):
        with at(-2, 10 + days):
            edit_sitting(bo, sitting, draft(**on_thursday(hour=19, days=days)), reason="Salen er optaget.")
    with at(0, 12):
        assert remind_of_meetings(50) == 0


def test_a_cancelled_meeting_is_not_reminded_of(bo, sitting):
    with at(-5):
        cancel_sitting(bo, sitting, "For få kan komme.")
    with at(-1):
        assert remind_of_meetings(50) == 0


def test_of_an_open_meeting_those_are_reminded_who_have_had_a_place_for_a_day(
    anna, bo, carl, deliver_outbox, dorte, eva, harbour, letter_box
):
    with at(-20):
        workshop = workshop_in(harbour, days=20, capacity=3, created_at=clock.now(), **on_thursday())
        for who in (anna, carl):
            sign_up(who, workshop, SignUpDraft(ParticipantKind.CITIZEN))
        deliver_outbox()
    with at(-3, 20):
        for who in (eva, dorte):
            sign_up(who, workshop, SignUpDraft(ParticipantKind.CITIZEN))
    with at(-2, 9):
        deliver_outbox()
    counted, (text, *_more) = letters(letter_box, (anna, carl, eva, dorte))
    assert counted == [1, 1, 0, 0], "who signed up last night has just got a letter, and who waits has no place"
    assert "Du har en plads" in text and workshop.path in text
    with at(-1):
        cancel_workshop(bo, workshop, "For få.")
        assert remind_of_meetings(50) == 0


def test_two_workers_remind_once(app, sitting):
    def deed():
        return lambda: remind_of_meetings(50)

    with at(-2, 9):
        now = clock.now()

        def in_its_thread():
            def go():
                with clock.frozen(now):
                    return remind_of_meetings(50)

            return go

        outcomes = at_once(app, *[in_its_thread] * 4)
    assert sorted(outcomes) == [0, 0, 0, 1] and reminded() == [sitting.id]
