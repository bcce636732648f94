"""What people are called is read by others, so names are looked through as every public text is."""

import html

import pytest
from sqlalchemy import select
from wtforms.fields.core import UnboundField

from portal.accounts.actions import joining, own_account, people
from portal.accounts.forms import AccountDraft, InvitationDraft
from portal.accounts.models import User, Visitor
from portal.committees.models import SeatType
from portal.committees.queries import sitting_members
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.forms import PortalForm, only_a_name
from portal.foundation.personal_data import HoldsPersonalData
from portal.ideas.actions import publish_idea
from portal.ideas.models import GuestIdea, Idea, IdeaState
from portal.recruitment.models import Application
from tests.ideas.scene import GUEST, HOME, SENT, idea_in
from tests.recruitment.scene import call_in, seat_in
from tests.recruitment.test_applying import APPLY, typed as by_guest
from tests.recruitment.test_by_post import PAPER, sent as on_paper
from tests.workshops.scene import workshop_in

LEAKING = {
    "Sanne 010150-5000": "et CPR-nummer",
    "Sanne ring 20000000": "et telefonnummer",
    "sanne@example.dk": "en mailadresse",
    "Sanne, Nørregade 4, 2. tv": "en vej med husnummer",
}
ORDINARY = ["Bo Vestergade", "Anna Nygade-Torv", "Per H. Vej", "Karl 16.", "Ågot Lund (formand)", "Åse Marie 2"]


def of_people():
    """Every field in which somebody is named, as forms declare it."""
    seen, waiting = {}, [PortalForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        for name, field in vars(form).items():
            if isinstance(field, UnboundField) and len(field.args) > 1 and only_a_name in field.args[1]:
                seen[f"{form.__name__}.{name}"] = form
    return seen


def everywhere():
    db.session.rollback()
    columns = (User.name, GuestIdea.name, Application.name, Idea.spoken_for, Event.details)
    return "\n".join(str(text) for column in columns for text in db.session.scalars(select(column)))


def test_every_form_with_a_name_is_tried_here():
    assert set(of_people()) == {
        "AccountForm.name",
        "AppointmentForm.name",
        "GuestApplicationForm.name",
        "GuestSignUpForm.name",
        "InvitationForm.name",
        "NameForm.name",
        "StandInForm.name",
        "TypeInForm.name",
        "TypedInForm.spoken_for",
        "WithSender.name",
    }


@pytest.fixture
def forms(client, anna, bo, carl, finn, harbour):
    """Each of them: who sends it, where, with what, and in which field the name stands."""
    seat, other = seat_in(harbour, quota=2), seat_in(harbour, kind=SeatType.ASSOCIATION)
    call_in(harbour, bo, seat)
    today = clock.today().isoformat()
    carl_sits = next(one for one in sitting_members(harbour) if one.user_id == carl.id)
    new = {"name": GUEST["name"], "email": GUEST["email"]}
    workshop = workshop_in(harbour)
    came = {"came_by": "phone", "came_on": today, "spoken_for": "Ejnar Toft", "consent": "Ja."}
    return (
        (None, "/opret-konto", new, "name"),
        (finn, "/administration/personer/ny", new, "name"),
        (anna, "/konto/navn", {"name": "Anna Bæk"}, "name"),
        (bo, f"{harbour.path}pladser/{other.id}/udpeg",
         new | {"function": "member", "party_id": "", "starts_on": today, "submission_key": "k1"}, "name"),
        (bo, f"{harbour.path}medlemmer/{carl_sits.id}/stedfortraeder",
         new | {"starts_on": today, "ends_on": today, "submission_key": "k2"}, "name"),
        (None, f"{harbour.path}ideer/ny", SENT | GUEST, "name"),
        (None, f"{harbour.path}ideer/ny", SENT | GUEST | {"at": "hvem", "go": "next"}, "name"),
        (bo, f"{harbour.path}ideer/skriv-ind", SENT | came, "spoken_for"),
        (None, APPLY, by_guest(seat), "name"),
        (bo, PAPER, on_paper(seat), "name"),
        (None, f"{workshop.path}/uden-konto", new | {"kind": "citizen"}, "name"),
        (bo, f"{workshop.path}/deltagere/ny", new | {"kind": "citizen", "submission_key": "k3"}, "name"),
    )  # fmt: skip


@pytest.mark.parametrize("name", LEAKING)
def test_a_name_that_is_more_than_a_name_is_refused_at_its_field(client, forms, name):
    for who, path, typed, field in forms:
        page = client(who).post(path, data=typed | {field: name})
        text = html.unescape(page.text)
        assert page.status_code == 422, path
        assert f"Skriv kun navnet. Her står {LEAKING[name]}" in text, path
        assert f'value="{name}"' in text, path
        assert name not in everywhere(), path


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_names_pass_also_those_that_look_like_streets(client, forms, name):
    for number, (who, path, typed, field) in enumerate(forms):
        own = {"email": f"person{number}@example.dk"} if "email" in typed else {}
        page = client(who).post(path, data=typed | own | {field: name})
        assert "Skriv kun navnet" not in page.text, path
        assert page.status_code in {200, 302}, path


def test_no_deed_passes_it_by(finn, anna, bo, harbour):
    bad = "Sanne 010150-5000"
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, spoken_for=bad)
    for deed in (
        lambda: joining.create_account(Visitor(), AccountDraft(bad, "sanne@example.dk"), HOME),
        lambda: people.invite_person(finn, InvitationDraft(bad, "sanne@example.dk")),
        lambda: own_account.change_name(anna, bad),
    ):
        with pytest.raises(HoldsPersonalData):
            deed()
    db.session.expire_all()
    with pytest.raises(HoldsPersonalData):
        publish_idea(bo, idea)
