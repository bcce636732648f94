"""Reading the municipality, its bodies and parties."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select

from portal.foundation.db import db
from portal.foundation.words import DANISH, WordForms
from portal.municipalities.models import Body, Municipality, Party


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
    is_demo: bool = False
    words: dict[str, WordForms] = field(default_factory=lambda: dict(DANISH))


def home_municipality() -> Municipality | None:
    """The municipality whose portal this is, once it has been set up."""
    return db.session.scalar(select(Municipality).where(Municipality.is_home).order_by(Municipality.id).limit(1))


def our_municipality() -> Municipality:
    """As `home_municipality`, where there has to be one. 404 before the set-up."""
    home: Municipality = db.first_or_404(select(Municipality).where(Municipality.is_home))
    return home


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
        is_demo=is_demo,
        words=home.own_words(),
    )


def bodies(municipality: Municipality, on: date | None = None) -> list[Body]:
    """The council's bodies, the council first; with a day, only those that existed then."""
    found = db.session.scalars(
        select(Body).where(Body.municipality_id == municipality.id).order_by(Body.kind, Body.name, Body.id)
    )
    return [body for body in found if on is None or body.is_active_on(on)]


def parties(municipality: Municipality, on: date) -> list[Party]:
    """The parties whose letters hold on a day, in order of letter."""
    return list(
        db.session.scalars(
            select(Party)
            .where(
                Party.municipality_id == municipality.id,
                or_(Party.valid_from.is_(None), Party.valid_from <= on),
                or_(Party.valid_until.is_(None), Party.valid_until >= on),
            )
            .order_by(Party.letter, Party.id)
        )
    )
