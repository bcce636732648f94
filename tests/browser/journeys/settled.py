"""A town that has been at it for a while: a council of two parties, a secretary, and citizens with accounts."""

from portal.accounts.passwords import hashed
from portal.committees.models import Committee, Seat, SeatFunction, SeatType
from portal.municipalities.models import Body, BodyKind, Municipality, Party
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.browser.journeys.people import PASSWORD, Town
from tests.browser.reading import DESKTOP, PHONE
from tests.cast import committee_in, person, seated
from tests.factories import saved

SETTINGS = [(width, javascript) for width in (PHONE, DESKTOP) for javascript in (True, False)]
NAMES = [f"{width}-{'script' if javascript else 'plain'}" for width, javascript in SETTINGS]
PEOPLE = {
    "Anna Strand": (),
    "Gerda Holm": (),
    "Bo Lund": (Role.SECRETARY,),
    "Eva Bakke": (Role.COUNCILLOR,),
    "Ivar Mark": (Role.COUNCILLOR,),
}


def settled(portal, sit_down) -> Town:
    """The people sign in with the same password as everybody in these journeys."""
    with portal.app.app_context(), portal.app.test_request_context():
        home = Municipality(name="Fjordby Kommune", short_name="Fjordby", slug="fjordby", is_home=True,
                            site_name="Sammen om Fjordby", initiative_supporters=2)  # fmt: skip
        home.bodies = [Body(name="Byrådet", kind=BodyKind.COUNCIL)]
        home.parties = [Party(letter="A", name="Socialdemokratiet"), Party(letter="V", name="Venstre")]
        saved(home)
        for name, roles in PEOPLE.items():
            saved(_with_password(person(name, *roles)))
    return Town(portal, sit_down)


def _with_password(user):
    user.password_hash = hashed(PASSWORD)
    return user


def with_free_seats(town: Town) -> None:
    """A committee that is finding the problem, with a member for life and two seats that nobody has."""
    with town.portal.app.app_context(), town.portal.app.test_request_context():
        home = Municipality.query.one()
        committee: Committee = committee_in(home, "Havnen for alle", "havnen", stage=Stage.CO_INITIATION)
        carl = _with_password(person("Carl Mose"))
        seated(carl, committee, SeatType.POLITICIAN, party=home.parties[0], function=SeatFunction.CHAIR)
        saved(Seat(committee_id=committee.id, type=SeatType.CITIZEN, quota=1, profile="Bruger vandet hver uge"))
