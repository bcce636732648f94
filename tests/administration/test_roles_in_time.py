"""Roles that begin later, end today, are prolonged, taken back and given again; and invitations that grow old."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.actions import people
from portal.accounts.forms import InvitationDraft, RoleDraft
from portal.accounts.models import RoleGrant, User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.rules.roles import Role
from tests.cast import person
from tests.factories import saved

A_DAY = timedelta(days=1)


def day(number):
    """So many days from today."""
    return clock.today() + number * A_DAY


@pytest.fixture
def given(finn, anna, harbour):
    """Finn gives Anna the secretary's role from one day to another."""

    def give(starts=0, ends=None):
        draft = RoleDraft(Role.SECRETARY, harbour.id, day(starts), None if ends is None else day(ends))
        return people.give_role(finn, anna, draft)

    return give


def on(number):
    return clock.frozen(clock.now() + number * A_DAY)


def may(anna, harbour):
    return can(anna, Permission.IDEA_SCREEN, harbour)


def test_a_role_that_begins_later(given, anna, harbour, client, finn):
    given(starts=3)
    assert not may(anna, harbour)
    assert "Begynder" in client(finn).get(anna.path).text
    assert "Før og senere" in client(anna).get("/konto").text
    with on(3):
        assert may(anna, harbour)


def test_the_last_day_is_included_and_shown(given, anna, harbour, client, finn):
    given(ends=0)
    assert may(anna, harbour)
    for page in (client(finn).get(anna.path).text, client(anna).get("/konto").text):
        assert "den sidste dag er i dag" in page
    with on(1):
        assert not may(anna, harbour)
        assert "sluttede" in client(finn).get(anna.path).text


def test_days_are_danish_days(anna, harbour, finn, client):
    """Shortly after midnight in Denmark it is still yesterday in UTC."""
    noon = clock.now().replace(hour=12)
    with clock.frozen(noon):
        people.give_role(finn, anna, RoleDraft(Role.SECRETARY, harbour.id, clock.today(), clock.today()))
    with clock.frozen(noon.replace(hour=23, minute=30)):
        assert not may(anna, harbour)
        assert "Før og senere" in client(anna).get("/konto").text


def test_a_last_day_that_has_passed_is_refused(given, client, finn, anna, harbour):
    with pytest.raises(Refused, match="ikke er gået"):
        given(starts=-10, ends=-1)
    data = {"role": "secretary", "committee_id": str(harbour.id), "starts_on": day(-9).isoformat(),
            "ends_on": day(-2).isoformat()}  # fmt: skip
    assert client(finn).post(f"{anna.path}/roller", data=data).status_code == 422
    assert not db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == anna.id)).all()


@pytest.mark.parametrize(("starts", "ends"), [(0, None), (5, None), (10, 20), (19, 40), (0, 10), (12, 15)])
def test_one_role_never_holds_twice_on_a_day(given, starts, ends):
    given(starts=10, ends=20)
    with pytest.raises(Refused, match="har allerede rollen"):
        given(starts, ends)


def test_one_after_another_is_fine(given, anna):
    given(starts=10, ends=20)
    given(starts=0, ends=9)
    given(starts=21)
    assert len(anna.grants) == 3


def test_what_was_taken_back_is_no_hindrance(given, finn, anna, harbour):
    people.end_role(finn, given(starts=0))
    people.end_role(finn, given(starts=5, ends=9))
    given(starts=0)
    assert may(anna, harbour)


def test_taking_back_is_told_with_its_moment(given, client, finn, anna):
    grant = given(starts=-5)
    assert client(finn).post(f"/administration/roller/{grant.id}/slut").status_code == 302
    moment = db.session.get(RoleGrant, grant.id).ended_at
    assert "taget tilbage" in client(finn).get(anna.path).text
    with on(2):
        assert client(finn).post(f"/administration/roller/{grant.id}/slut").location == anna.path, "a second click"
    db.session.expire_all()
    assert db.session.get(RoleGrant, grant.id).ended_at == moment


def test_a_role_is_prolonged_shortened_and_freed_of_its_end(given, client, finn, anna, harbour):
    grant = given(ends=3)
    path = f"/administration/roller/{grant.id}"
    assert path in client(finn).get(anna.path).text
    assert f'value="{day(3).isoformat()}"' in client(finn).get(path).text
    assert client(finn).post(path, data={"ends_on": day(30).isoformat()}).location == anna.path
    with on(20):
        assert may(anna, harbour)
    assert client(finn).post(path, data={"ends_on": ""}).status_code == 302
    with on(400):
        assert may(anna, harbour)
    assert client(finn).post(path, data={"ends_on": day(0).isoformat()}).status_code == 302
    with on(1):
        assert not may(anna, harbour)
    changes = db.session.scalars(select(Event).where(Event.type == EventType.ROLE_CHANGED).order_by(Event.id)).all()
    assert [change.details["until"] for change in changes] == [day(30).isoformat(), None, day(0).isoformat()]
    assert "Sidste dag for rolle ændret" in client(finn).get("/administration/spor").text


def test_a_last_day_has_its_limits(given, client, finn, anna):
    later = given(starts=20, ends=30)
    grant = given(starts=5, ends=8)
    for number, said in ((-1, "ikke er gået"), (4, "efter den første"), (25, "har allerede rollen")):
        refused = client(finn).post(f"/administration/roller/{grant.id}", data={"ends_on": day(number).isoformat()})
        assert refused.status_code == 422
        assert refused.text.count(said) == 2
    assert client(finn).post(f"/administration/roller/{grant.id}", data={"ends_on": "soon"}).status_code == 422
    people.end_role(finn, later)
    refused = client(finn).post(f"/administration/roller/{later.id}", data={"ends_on": day(40).isoformat()})
    assert refused.status_code == 422
    assert "Giv den igen" in refused.text


def test_the_last_administrator_gets_no_last_day(finn, client):
    path = f"/administration/roller/{finn.grants[0].id}"
    assert client(finn).post(path, data={"ends_on": day(9).isoformat()}).status_code == 422
    person("Frida Kær", Role.ADMINISTRATOR)
    assert client(finn).post(path, data={"ends_on": day(9).isoformat()}).status_code == 302


def test_nobody_else_changes_a_last_day(given, sofie, anna, client):
    grant = given(ends=3)
    with pytest.raises(NotAllowed):
        people.change_role_end(sofie, grant, None)
    assert client(anna).get(f"/administration/roller/{grant.id}").status_code == 403
    assert client().get(f"/administration/roller/{grant.id}").status_code == 302
    assert client(anna).get("/administration/roller/9999").status_code == 403


def test_every_role_that_somebody_had_is_listed_newest_first(given, finn, client, anna):
    given(starts=-30, ends=2)
    with on(3):
        people.give_role(finn, anna, RoleDraft(Role.AUDITOR, None, day(0), None))
        page = client(finn).get(anna.path).text
    assert page.index("Revisor</h3>") < page.index("Sekretær</h3>")
    assert "sluttede" in page


# -- invitations --------------------------------------------------------------------------------------------------


@pytest.fixture
def ida(finn):
    return people.invite_person(finn, InvitationDraft("Ida Ny", "ida@example.dk"))


def test_an_invitation_says_how_long_it_works(ida, client, finn):
    for page in (client(finn).get(ida.path).text, client(finn).get("/administration/personer").text):
        assert "Linket virker til" in page
    with on(15):
        for page in (client(finn).get(ida.path).text, client(finn).get("/administration/personer").text):
            assert "Linket holdt op med at virke" in page
        client(finn).post(f"{ida.path}/invitation")
        assert "Linket virker til" in client(finn).get(ida.path).text


def test_those_who_have_not_answered_are_found(ida, client, finn, anna, deliver_outbox, letter_box):
    saved(User(name="Gæst Uden", email="gast@example.dk", confirmed_at=clock.now()))
    page = client(finn).get("/administration/personer?inviteret=1").text
    assert "Ida Ny" in page
    assert "Anna Strand" not in page
    assert "Gæst Uden" not in page
    deliver_outbox()
    client().post(letter_box.last_path_to(ida.email), data={"password": "tre blå både hjem"})
    page = client(finn).get("/administration/personer?inviteret=1").text
    assert "Ida Ny" not in page
    assert "Alle har svaret" in page


def test_a_dead_invitation_says_what_to_do(ida, client, deliver_outbox, letter_box):
    deliver_outbox()
    old = letter_box.last_path_to(ida.email)
    with on(15):
        dead = client().get(old)
        assert dead.status_code == 410
        assert "Bed om en ny invitation" in dead.text
        client().post("/glemt-adgangskode", data={"email": ida.email})
        deliver_outbox()
        fresh = letter_box.last_path_to(ida.email)
        assert client().get(fresh).status_code == 200
    assert "Bed om en ny invitation" not in client().get("/bekraeft/x").text


def test_the_person_is_told_of_each_change(given, finn, anna, client, deliver_outbox):
    grant = given(ends=3)
    people.change_role_end(finn, grant, day(9))
    people.end_role(finn, grant)
    deliver_outbox()
    page = client(anna).get("/beskeder").text
    for words in (
        "ny rolle",
        "Den sidste dag for en af dine roller er ændret",
        "En af dine roller på portalen er slut",
    ):
        assert words in page


def test_two_administrators_cannot_give_each_other_a_last_day(finn, anna):
    people.give_role(finn, anna, RoleDraft(Role.ADMINISTRATOR, None, day(0), None))
    people.change_role_end(anna, finn.grants[0], day(1))
    for ends in (1, 9):
        with pytest.raises(Refused, match="er der ingen administrator"):
            people.change_role_end(finn, anna.grants[0], day(ends))
    with pytest.raises(Refused, match="er der ingen administrator"):
        people.end_role(finn, anna.grants[0])
    with pytest.raises(Refused, match="er der ingen administrator"):
        people.deactivate_person(finn, anna)
    assert anna.grants[0].ends_on is None and anna.is_active
    with on(3):
        assert can(anna, Permission.PERSON_MANAGE)


def test_whoever_comes_later_does_not_fill_the_days_between(finn, anna):
    people.give_role(finn, anna, RoleDraft(Role.ADMINISTRATOR, None, day(5), None))
    with pytest.raises(Refused):
        people.change_role_end(finn, finn.grants[0], day(3))
    people.change_role_end(finn, finn.grants[0], day(4))
    people.change_role_end(finn, finn.grants[0], day(8))
    people.change_role_end(finn, finn.grants[0], None)
    assert finn.grants[0].ends_on is None


def test_an_administrator_for_a_while_may_go(finn, anna):
    grant = people.give_role(finn, anna, RoleDraft(Role.ADMINISTRATOR, None, day(0), day(9)))
    people.change_role_end(finn, grant, day(4))
    people.end_role(finn, grant)
    assert not can(anna, Permission.PERSON_MANAGE)
