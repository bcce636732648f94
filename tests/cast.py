"""The people, the municipality and the committee that the stories are about."""

from datetime import date

import pytest

from portal.accounts.models import RoleGrant, User
from portal.committees.models import (
    Committee,
    Mandate,
    MandateQuestion,
    Membership,
    PublicationRule,
    Seat,
    SeatFunction,
    SeatType,
    StageEntry,
)
from portal.foundation import clock
from portal.foundation.db import db
from portal.municipalities.models import Body, BodyKind, Municipality, Party
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.factories import saved

LONG_AGO = date(2020, 1, 1)


def person(name, *roles, committee=None, email=None):
    """Somebody with a confirmed account; `roles` hold in `committee`, or everywhere without one."""
    user = User(name=name, email=email or f"{name.split()[0].lower()}@example.dk", confirmed_at=clock.now())
    user.password_hash = "some password's"  # who has none takes part by mail only
    user.grants = [RoleGrant(role=role, committee_id=committee and committee.id, starts_on=LONG_AGO) for role in roles]
    return saved(user)


def committee_in(municipality, name, slug, *, stage=Stage.CO_INITIATION, **facts):
    """A public committee with an adopted mandate of two questions."""
    council = municipality.bodies[0]
    committee = Committee(
        municipality=municipality,
        name=name,
        slug=slug,
        summary=f"Udvalget ser på {name.lower()}.",
        stage=stage,
        stage_since=clock.today(),
        receiving_body=council,
        publication_rule=PublicationRule.DECISIONS,
        published_at=clock.now(),
        **facts,
    )
    mandate = Mandate(
        committee=committee, number=1, background="Baggrunden.", purpose="Formålet.", promise="Rådet svarer på alt.",
        adopted_by=council, adopted_on=LONG_AGO, adopted_item="7",
    )  # fmt: skip
    mandate.questions = [MandateQuestion(number=n, text=f"Spørgsmål {n}?") for n in (1, 2)]
    entry = StageEntry(committee=committee, stage=stage, entered_on=clock.today())
    return saved(committee, mandate, entry)[0]


def seated(user, committee, kind=SeatType.CITIZEN, *, party=None, function=SeatFunction.MEMBER):
    """Put somebody on a seat, with the access that goes with it."""
    role = Role.CHAIR if function is SeatFunction.CHAIR else Role.MEMBER
    seat = saved(Seat(committee_id=committee.id, type=kind, quota=1))
    user.grants.append(RoleGrant(role=role, committee_id=committee.id, starts_on=LONG_AGO))
    facts = {"committee_id": committee.id, "seat_id": seat.id, "user_id": user.id, "party_id": party and party.id}
    membership = Membership(**facts, function=function, starts_on=LONG_AGO)
    return saved(membership)


@pytest.fixture
def fjordby(app):
    """The municipality whose portal this is, with its council, two other bodies and three parties."""
    home = Municipality(name="Fjordby Kommune", short_name="Fjordby", slug="fjordby", is_home=True,
                        site_name="Sammen om Fjordby")  # fmt: skip
    home.bodies = [
        Body(name="Byrådet", kind=BodyKind.COUNCIL),
        Body(name="Økonomiudvalget", kind=BodyKind.FINANCE),
        Body(name="Teknik- og Miljøudvalget", kind=BodyKind.STANDING),
    ]
    home.parties = [
        Party(letter="A", name="Socialdemokratiet"),
        Party(letter="F", name="SF – Socialistisk Folkeparti"),
        Party(letter="V", name="Venstre"),
    ]
    return saved(home)


@pytest.fixture
def council(fjordby):
    """The municipal council as a body."""
    return fjordby.bodies[0]


@pytest.fixture
def harbour(fjordby):
    """The committee that most tests are about; it is finding the problem and takes ideas."""
    return committee_in(fjordby, "Havnen", "havnen")


@pytest.fixture
def anna(app):
    """Anna is a citizen without any seat."""
    return person("Anna Strand")


@pytest.fixture
def bo(harbour):
    """Bo is the secretary of the harbour committee."""
    return person("Bo Lund", Role.SECRETARY, committee=harbour)


@pytest.fixture
def carl(harbour, fjordby):
    """Carl chairs the harbour committee for party A."""
    user = person("Carl Mose")
    seated(user, harbour, SeatType.POLITICIAN, party=fjordby.parties[0], function=SeatFunction.CHAIR)
    return user


@pytest.fixture
def dorte(harbour, fjordby):
    """Dorte sits in the harbour committee for party V."""
    user = person("Dorte Eng")
    seated(user, harbour, SeatType.POLITICIAN, party=fjordby.parties[2])
    return user


@pytest.fixture
def gerda(harbour):
    """Gerda has a citizen's seat in the harbour committee."""
    user = person("Gerda Holm")
    seated(user, harbour)
    return user


@pytest.fixture
def eva(app):
    """Eva is a councillor who does not sit in the committee."""
    return person("Eva Bakke", Role.COUNCILLOR)


@pytest.fixture
def finn(app):
    """Finn is the administrator."""
    return person("Finn Dal", Role.ADMINISTRATOR)


@pytest.fixture
def rita(app):
    """Rita audits."""
    return person("Rita Skov", Role.AUDITOR)


@pytest.fixture
def sofie(app):
    """Sofie is a secretary of the whole municipality; she sets up committees."""
    return person("Sofie Vang", Role.SECRETARY)


@pytest.fixture
def designing(harbour):
    """The harbour committee in the stage in which recommendations are made."""
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    return harbour


@pytest.fixture
def table(designing, carl, dorte, gerda):
    """Everybody who sits in the committee: Carl (A, chair), Dorte (V) and Gerda, a citizen."""
    return carl, dorte, gerda
