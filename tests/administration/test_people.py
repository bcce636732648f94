"""An administrator invites people, gives roles and takes them back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.actions import people
from portal.accounts.forms import InvitationDraft, RoleDraft
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import user_by_email
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


def role(kind, committee=None, starts_on=None, ends_on=None):
    return RoleDraft(kind, committee and committee.id, starts_on or clock.today(), ends_on)


def test_somebody_is_invited_and_comes_in(client, finn, letter_box, deliver_outbox):
    answer = client(finn).post("/administration/personer/ny", data={"name": "Ida Ny", "email": "Ida@Example.dk"})
    ida = user_by_email("ida@example.dk")
    assert answer.location == ida.path
    deliver_outbox()
    path = letter_box.last_path_to("ida@example.dk")
    assert client().post(path, data={"password": "tre blå både hjem"}).location == "/skrivebord"
    assert (
        client().post("/log-ind", data={"email": "ida@example.dk", "password": "tre blå både hjem"}).status_code == 302
    )
    assert user_by_email("ida@example.dk").roles_in(None) == {Role.VISITOR, Role.CITIZEN}


def test_an_invitation_grows_old_and_is_sent_again(client, finn, letter_box, deliver_outbox):
    ida = people.invite_person(finn, InvitationDraft("Ida Ny", "ida@example.dk"))
    deliver_outbox()
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert client().get(letter_box.last_path_to(ida.email)).status_code == 410
        assert "Send invitationen igen" in client(finn).get(ida.path).text
        assert client(finn).post(f"{ida.path}/invitation").location == ida.path
        deliver_outbox()
        assert client().get(letter_box.last_path_to(ida.email)).status_code == 200


@pytest.mark.parametrize(
    ("page", "typed"),
    [("/glemt-adgangskode", {}), ("/opret-konto", {"name": "Ida Ny"})],
)
def test_who_was_invited_asks_for_the_letter_again(client, finn, letter_box, deliver_outbox, page, typed):
    ida = people.invite_person(finn, InvitationDraft("Ida Ny", "ida@example.dk"))
    with clock.frozen(clock.now() + timedelta(days=30)):
        client().post(page, data={"email": ida.email} | typed)
        deliver_outbox()
        assert client().get(letter_box.last_path_to(ida.email)).status_code == 200
        shown = client(finn).get(ida.path).text
        assert "Linket virker til" in shown and "holdt op med at virke" not in shown


def test_nobody_is_invited_twice(client, finn, anna):
    answer = client(finn).post("/administration/personer/ny", data={"name": "Anna", "email": anna.email})
    assert answer.status_code == 422
    assert answer.text.count("En person med denne mailadresse er allerede på listen") == 2


def test_a_role_is_given_with_dates(client, finn, anna, harbour):
    ends = clock.today() + timedelta(days=30)
    data = {"role": "secretary", "committee_id": str(harbour.id), "starts_on": clock.today().isoformat(),
            "ends_on": ends.isoformat()}  # fmt: skip
    assert client(finn).post(f"{anna.path}/roller", data=data).location == anna.path
    assert can(anna, Permission.IDEA_SCREEN, harbour)
    with clock.frozen(clock.now() + timedelta(days=32)):
        assert not can(anna, Permission.IDEA_SCREEN, harbour)
    event = db.session.scalar(select(Event).where(Event.type == EventType.ROLE_GIVEN))
    assert (event.committee_id, event.details) == (harbour.id, {"person": anna.id, "role": "secretary"})


def test_a_role_ends_at_once(client, finn, bo, harbour):
    grant = bo.grants[0]
    assert client(finn).post(f"/administration/roller/{grant.id}/slut").location == bo.path
    assert not can(bo, Permission.IDEA_SCREEN, harbour)
    assert "taget tilbage" in client(finn).get(bo.path).text


@pytest.mark.parametrize(
    ("kind", "in_committee", "said"),
    [
        (Role.ADMINISTRATOR, True, "hele kommunen"),
        (Role.FACILITATOR, False, "Vælg, hvor rollen gælder"),
        (Role.MEMBER, True, "Udpeg medlemmer"),
        (Role.CITIZEN, False, "Udpeg medlemmer"),
    ],
)
def test_a_role_has_its_place(finn, anna, harbour, kind, in_committee, said):
    with pytest.raises(Refused, match=said):
        people.give_role(finn, anna, role(kind, harbour if in_committee else None))
    assert not anna.grants


def test_a_role_is_not_given_twice(client, finn, bo, harbour):
    data = {"role": "secretary", "committee_id": str(harbour.id), "starts_on": clock.today().isoformat()}
    answer = client(finn).post(f"{bo.path}/roller", data=data)
    assert answer.status_code == 422
    assert "Personen har rollen allerede" in answer.text or "allerede rollen" in answer.text


def test_dates_run_forwards(client, finn, anna):
    data = {"role": "auditor", "committee_id": "all", "starts_on": "2026-05-01", "ends_on": "2026-04-01"}
    answer = client(finn).post(f"{anna.path}/roller", data=data)
    assert answer.status_code == 422
    assert "Vælg en sidste dag efter den første" in answer.text


@pytest.mark.parametrize("sent", [{"role": "king"}, {"committee_id": "999"}, {"starts_on": "soon"}, {"starts_on": ""}])
def test_bad_input_is_refused(client, finn, anna, sent):
    data = {"role": "auditor", "committee_id": "all", "starts_on": "2026-05-01"} | sent
    assert client(finn).post(f"{anna.path}/roller", data=data).status_code == 422
    assert not db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == anna.id)).all()


def test_the_last_administrator_stays(client, finn):
    grant = finn.grants[0]
    for path in (f"/administration/roller/{grant.id}/slut", f"{finn.path}/luk"):
        refused = client(finn).post(path)
        assert refused.status_code == 422
        assert "sidste administrator" in refused.text
    assert finn.has_role_anywhere(Role.ADMINISTRATOR)


def test_one_who_cannot_come_in_is_no_administrator(client, finn):
    saved(
        User(name="Ida", email="ida@example.dk", grants=[RoleGrant(role=Role.ADMINISTRATOR, starts_on=clock.today())])
    )
    assert client(finn).post(f"/administration/roller/{finn.grants[0].id}/slut").status_code == 422


def test_with_two_one_may_go(client, finn):
    person("Frida Kær", Role.ADMINISTRATOR)
    assert client(finn).post(f"/administration/roller/{finn.grants[0].id}/slut").status_code == 302


def test_a_closed_account_is_out_at_once(client, finn, anna):
    browser = client(anna)
    assert browser.get("/konto").status_code == 200
    assert client(finn).post(f"{anna.path}/luk").location == anna.path
    assert browser.get("/konto").status_code == 302
    assert client(finn).post(f"{anna.path}/aabn").location == anna.path
    assert browser.get("/konto").status_code == 302, "the session has ended for good"
    assert db.session.get(User, anna.id).is_active


def test_nobody_else_does_any_of_it(anna, sofie, rita, harbour):
    deeds = (
        (people.invite_person, InvitationDraft("X", "x@example.dk")),
        (people.invite_again, anna),
        (people.give_role, anna, role(Role.ADMINISTRATOR)),
        (people.end_role, sofie.grants[0]),
        (people.deactivate_person, anna),
        (people.reactivate_person, anna),
    )
    for actor in (anna, sofie, rita):
        for deed, *what in deeds:
            with pytest.raises(NotAllowed):
                deed(actor, *what)
    assert not user_by_email("x@example.dk")


def test_pages_are_for_administrators(client, anna, sofie, finn):
    for path in ("/administration/", "/administration/personer", "/administration/personer/ny", anna.path):
        assert client().get(path).status_code == 302
        for other in (anna, sofie):
            assert client(other).get(path).status_code == 403
        assert client(finn).get(path).status_code == 200
    assert client(finn).get("/administration/personer/999").status_code == 404
    assert client(finn).post("/administration/roller/999/slut").status_code == 404


def test_people_stand_in_danish_order_and_are_found(client, finn):
    for name in ("Åse Bæk", "Zenia Vang", "Ærø Holm", "Aage Lind", "Øjvind Dam"):
        person(name, email=f"{name.split()[1].lower()}@example.dk")
    page = client(finn).get("/administration/personer").text
    places = [page.index(name) for name in ("Finn Dal", "Zenia Vang", "Ærø Holm", "Øjvind Dam", "Aage Lind", "Åse Bæk")]
    assert places == sorted(places)
    found = client(finn).get("/administration/personer?q=ØJV").text
    assert "Øjvind Dam" in found
    assert "Zenia Vang" not in found
    assert "Zenia Vang" in client(finn).get("/administration/personer?q=vang@example").text
    assert "Ingen har det i navnet" in client(finn).get("/administration/personer?q=xyzzy").text


def test_a_long_list_costs_no_more(client, finn, queries, harbour):
    browser = client(finn)

    def cost():
        with queries() as said:
            assert browser.get("/administration/personer?side=2").status_code == 200
        return len(said)

    saved(*[User(name=f"Person {n}", email=f"p{n}@example.dk") for n in range(30)])
    few = cost()
    saved(*[User(name=f"Person {n}", email=f"p{n}@example.dk") for n in range(30, 1000)])
    saved(*[RoleGrant(user_id=user.id, role=Role.SECRETARY, committee_id=harbour.id, starts_on=clock.today())
            for user in db.session.scalars(select(User))])  # fmt: skip
    assert cost() <= min(few + 1, 12)
