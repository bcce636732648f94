"""Letters to applicants, with an account or without."""

from portal.foundation.db import db
from portal.notifications.models import Notification
from portal.recruitment.actions.applying import decline_seat, submit_application, withdraw_application
from portal.recruitment.actions.choosing import reserve_application
from tests.privacy.scene import night_of
from tests.recruitment.scene import HERE, applied, draft, invited


def subjects(letter_box, address):
    return [letter["Subject"] for letter in letter_box.to(address)]


def test_each_step_that_the_applicant_waits_for_gives_one(bo, call, council, letter_box, deliver_outbox):
    reserve = applied(call)
    deliver_outbox()
    reserve_application(bo, reserve)
    deliver_outbox()
    assert len(subjects(letter_box, "vera@example.dk")) == 2, "a receipt is outside the count"
    withdraw_application(reserve)
    deliver_outbox()
    told = subjects(letter_box, "vera@example.dk")
    assert told == [
        "Vi har modtaget din ansøgning til »Havnen«",
        "Du står på reservelisten til »Havnen«",
        "Din ansøgning er trukket tilbage",
    ]
    decline_seat(invited(call, bo, council, name="Per Vig", email="per@example.dk"))
    for day in range(3):
        deliver_outbox(days_later=day)
    assert len(subjects(letter_box, "per@example.dk")) == 1, "an invitation that has been answered is not sent"


def test_somebody_with_an_account_is_told_inside_too(bo, anna, call, council, letter_box, deliver_outbox, client):
    application = submit_application(anna, call, draft(call.seats[0], anna.name, anna.email), HERE)
    reserve_application(bo, application)
    deliver_outbox()
    assert "Du står på reservelisten" in client(anna).get("/beskeder").text
    assert db.session.query(Notification).filter_by(recipient_id=anna.id).one().path == "/konto/ansoegninger"
    deliver_outbox(days_later=1)
    assert len(subjects(letter_box, anna.email)) == 2
    for day in range(2, 16):
        deliver_outbox(days_later=day)
    assert len(subjects(letter_box, anna.email)) == 2, "and the weekly letter does not say it again"


def test_what_was_deleted_before_the_worker_came_is_told_to_nobody(call, letter_box, deliver_outbox):
    applied(call)
    night_of(call.delete_on)
    deliver_outbox()
    assert letter_box.letters == []
