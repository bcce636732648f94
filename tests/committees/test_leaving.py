"""A member who would like to step down says so; nothing ends before the secretary ends it."""

import pytest
from sqlalchemy import select

from portal.committees.actions.leaving import ask_to_leave, stay
from portal.committees.actions.members import end_membership
from portal.committees.forms.members import Ending
from portal.committees.models import Membership
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.notifications.models import Notification

WHY = "Jeg har fået nyt arbejde i en anden by."

pytestmark = pytest.mark.usefixtures("table")


@pytest.fixture
def own(carl):
    return db.session.scalars(select(Membership).where(Membership.user_id == carl.id)).one()


def test_from_the_page_of_attendance_to_the_secretary_and_back(client, bo, carl, own, harbour, deliver_outbox):
    browser = client(carl)
    assert f"{harbour.path}medlemmer/{own.id}/traed-ud" in browser.get(f"{harbour.path}fremmoede").text
    path = f"{harbour.path}medlemmer/{own.id}/traed-ud"
    assert "Tak for den tid" in browser.get(path).text
    for _click in range(2):
        told = browser.post(path, data={"reason": WHY}, follow_redirects=True).text
        assert "Du har din plads, indtil I er enige om en dag." in told
    deliver_outbox()
    assert [row.recipient_id for row in db.session.scalars(select(Notification))] == [bo.id]
    page = client(bo).get(f"{harbour.path}pladser").text
    assert "Carl Mose vil gerne træde ud" in page and WHY in page
    for path in (f"{harbour.path}medlemmer", f"{harbour.path}fremmoede"):
        assert WHY not in client(carl).get(path).text and WHY not in client().get(f"{harbour.path}medlemmer").text
    assert own.ends_on is None, "nothing ends by itself"
    browser.post(f"{harbour.path}medlemmer/{own.id}/bliv")
    db.session.expire_all()
    assert (own.leaving_asked_at, own.leaving_reason) == (None, "")
    assert "vil gerne træde ud" not in client(bo).get(f"{harbour.path}pladser").text


def test_what_was_written_is_deleted_when_the_membership_ends(bo, carl, own):
    ask_to_leave(carl, own, WHY)
    end_membership(bo, own, Ending(clock.today(), "Fraflyttet"))
    assert own.leaving_reason == ""
    with pytest.raises(Refused):
        ask_to_leave(carl, own, "")


def test_a_reason_is_not_needed_and_has_a_limit(client, carl, own, harbour):
    path = f"{harbour.path}medlemmer/{own.id}/traed-ud"
    long = client(carl).post(path, data={"reason": "x" * 601})
    assert long.status_code == 422 and "x" * 601 in long.text
    assert client(carl).post(path, data={"reason": ""}).status_code == 302
    assert own.leaving_asked_at is not None


def test_nobody_else_asks_or_stays(client, dorte, bo, carl, own):
    for who in (dorte, bo):
        with pytest.raises(NotAllowed):
            ask_to_leave(who, own, WHY)
        with pytest.raises(NotAllowed):
            stay(who, own)
        assert client(who).get(f"{own.committee.path}medlemmer/{own.id}/traed-ud").status_code == 403
