"""Reading the municipality, its bodies and parties."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select

from portal.foundation.db import db, first_or_404
from portal.foundation.handed import Handed
from portal.foundation.text import danish_order
from portal.foundation.words import DANISH, WordForms
from portal.municipalities.code_list import ListedParty, listed_parties
from portal.municipalities.models import Body, BodyKind, Municipality, Party

KIND_ORDER = tuple(BodyKind)


@dataclass(frozen=True)
class Site:
    """What every page shows of the municipality whose portal this is."""

    name: str = "Portalen"
    municipality: str = ""
    short_name: str = ""
    address: str = ""
    phone: str = ""
    opening_hours: str = ""
    contact_email: str = ""
    was_url: str = ""
    demands_code: bool = False
    is_demo: bool = False
    words: dict[str, WordForms] = field(default_factory=lambda: dict(DANISH))


def home_municipality() -> Municipality | None:
    """The municipality whose portal this is, once it has been set up."""
    return db.session.scalar(select(Municipality).where(Municipality.is_home).order_by(Municipality.id).limit(1))


def our_municipality() -> Municipality:
    """As `home_municipality`, where there has to be one. 404 before the set-up."""
    return first_or_404(select(Municipality).where(Municipality.is_home))


def site(*, is_demo: bool) -> Site:
    """The municipality as the page shell needs it."""
    home = home_municipality()
    if home is None:
        return Site(is_demo=is_demo)
    return Site(
        name=home.site_name or home.name,
        municipality=home.name,
        short_name=home.short_name,
        address=home.address,
        phone=home.phone,
        opening_hours=home.opening_hours,
        contact_email=home.contact_email,
        was_url=home.was_url,
        demands_code=home.demands_code,
        is_demo=is_demo,
        words=home.own_words(),
    )


def bodies(municipality: Municipality, on: date | None = None) -> list[Body]:
    """The council's bodies, the council first; with a day, only those that existed then."""
    rows = db.session.scalars(select(Body).where(Body.municipality_id == municipality.id).order_by(Body.id))
    found = [body for body in rows if on is None or body.is_active_on(on)]
    return sorted(found, key=lambda body: (KIND_ORDER.index(body.kind), danish_order(body.name), body.id))


def parties(municipality: Municipality, on: date) -> list[Party]:
    """The parties whose letters hold on a day, in order of letter."""
    rows = db.session.scalars(
        select(Party)
        .where(
            Party.municipality_id == municipality.id,
            or_(Party.valid_from.is_(None), Party.valid_from <= on),
            or_(Party.valid_until.is_(None), Party.valid_until >= on),
        )
        .order_by(Party.id)
    )
    return _by_letter(rows)


def all_parties(municipality: Municipality) -> list[Party]:
    """Also those of other times, in order of letter and date."""
    return _by_letter(
        db.session.scalars(select(Party).where(Party.municipality_id == municipality.id).order_by(Party.id))
    )


def our_body_or_404(body_id: int) -> Body:
    """A body of the municipality whose portal this is."""
    return first_or_404(select(Body).where(Body.id == body_id, Body.municipality_id == our_municipality().id))


def our_party_or_404(party_id: int) -> Party:
    """A party of the municipality whose portal this is."""
    return first_or_404(select(Party).where(Party.id == party_id, Party.municipality_id == our_municipality().id))


def parties_not_copied(municipality: Municipality) -> list[ListedParty]:
    """The rows of the code list whose letter and name are not here yet."""
    here = {(party.letter, party.name) for party in all_parties(municipality)}
    return [listed for listed in listed_parties() if (listed.letter, listed.name) not in here]


def _by_letter(rows: Iterable[Party]) -> list[Party]:
    return sorted(rows, key=lambda party: (danish_order(party.letter), party.valid_from or date.min, party.id))


last_site: Handed[tuple[float, Site]] = Handed("the municipality as it was read last, and when")
