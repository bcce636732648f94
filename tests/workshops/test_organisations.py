"""Which organisation people come from: said at sign-up, seen by those who hold the meeting, used at the tables."""

from datetime import timedelta

from sqlalchemy import select

from portal.foundation import clock
from portal.foundation.db import db
from portal.privacy.actions.retaining import keep_promises
from portal.rules.privacy import Kind, kept_for
from portal.workshops.actions.seating import lay_tables, seat_people
from portal.workshops.forms.tables import SeatingDraft, TablesDraft
from portal.workshops.models import GuestSignUp, WorkshopSignUp
from tests.forms_on_pages import forms_in
from tests.workshops.scene import called_in, workshop_in

CLUB = "Fjordby Roklub"


def test_with_an_account_without_one_and_on_the_phone(anna, bo, client, harbour):
    """All three say it, those who hold the meeting see it in list and table, and nobody else does."""
    workshop = workshop_in(harbour)
    client(anna).post(f"{workshop.path}", data={"kind": "association", "organisation": CLUB})
    guest = {"kind": "citizen", "organisation": f" {CLUB.upper()}", "name": "Ida Krog", "email": "ida@example.dk"}
    client().post(f"{workshop.path}/uden-konto", data=guest | {"submission_key": "k1"})
    asked = db.session.scalars(select(GuestSignUp)).one()
    assert asked.organisation == CLUB.upper()
    called = {"kind": "company", "organisation": "Net & Co", "name": "Kaj Ring", "phone": "20 30 40 50"}
    client(bo).post(f"{workshop.path}/deltagere/ny", data=called | {"submission_key": "k2"})
    listed, table = (
        client(bo).get(f"{workshop.path}/deltagere").text,
        client(bo).get(f"{workshop.path}/deltagere.csv").text,
    )
    for one in (CLUB, "Net &amp; Co"):
        assert one in listed
    assert CLUB in table and "Net & Co" in table
    assert CLUB in client(anna).get(workshop.path).text, "one's own"
    assert CLUB not in client().get(workshop.path).text


def test_what_was_said_is_changed_and_can_be_left_out(anna, client, harbour):
    workshop, browser = workshop_in(harbour), client(anna)
    for said in (CLUB, ""):
        browser.post(f"{workshop.path}", data={"kind": "citizen", "organisation": said})
        assert db.session.scalars(select(WorkshopSignUp.organisation)).one() == said
    answer = browser.post(f"{workshop.path}", data={"kind": "citizen", "organisation": "x" * 121})
    assert (answer.status_code, "x" * 121 in answer.text) == (422, True)
    assert forms_in(answer.text)


def test_it_is_gone_as_soon_as_the_name(anna, client, harbour):
    workshop = workshop_in(harbour)
    client(anna).post(f"{workshop.path}", data={"kind": "association", "organisation": CLUB})
    with clock.frozen(workshop.ends_at + kept_for(Kind.SIGN_UP) + timedelta(days=1)):
        keep_promises()
    place = db.session.scalars(select(WorkshopSignUp)).one()
    assert (place.user_id, place.organisation) == (None, "")


def test_the_table_plan_parts_them_and_says_where_it_cannot(bo, client, harbour):
    """However it was typed; three at two tables cannot sit apart."""
    workshop = workshop_in(harbour)
    for number in range(6):
        called_in(
            workshop,
            f"Person {number}",
            organisation=("", CLUB.lower(), f"{CLUB}  ")[min(number, 2)] if number < 3 else "",
        )
    lay_tables(bo, workshop, TablesDraft(2, 3, 1, 20))
    seat_people(bo, workshop, SeatingDraft())
    assert "fra samme organisation" not in client(bo).get(f"{workshop.path}/borde").text
    called_in(workshop, "Person 7", organisation=CLUB)
    lay_tables(bo, workshop, TablesDraft(2, 4, 1, 20))
    seat_people(bo, workshop, SeatingDraft())
    assert "Én gang sidder to fra samme organisation" in client(bo).get(f"{workshop.path}/borde").text
