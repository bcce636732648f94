"""Setting up the municipality, and keeping its words, bodies and parties."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from portal.accounts import passwords
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import user_by_email
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold, hold_to_change
from portal.foundation.once import once
from portal.foundation.text import alike, slugify
from portal.foundation.words import WordForms
from portal.municipalities.code_list import ListedParty
from portal.municipalities.forms import BodyDraft, MunicipalityDraft, PartyDraft
from portal.municipalities.models import Body, Municipality, Party
from portal.municipalities.queries import home_municipality
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.roles import Role


@dataclass(frozen=True)
class FirstAdministrator:
    """Who begins."""

    name: str
    email: str
    password: str


def set_up_municipality(draft: MunicipalityDraft, first: FirstAdministrator) -> Municipality:
    """Whoever holds the server makes the municipality and its first administrator. Leave is that there is none yet."""
    kept = passwords.hashed(first.password)
    with transaction():
        if home_municipality() is not None:
            raise Refused(_("The portal has a municipality already"))
        home = Municipality(is_home=True, slug=slugify(draft.short_name))
        _write(home, draft)
        db.session.add(home)
        record(EventType.MUNICIPALITY_CHANGED, home, actor=None, name=home.name)
        user = user_by_email(first.email) or User(name=first.name, email=first.email.lower())
        user.password_hash, user.confirmed_at = kept, clock.now()
        db.session.add(user)
        record(EventType.ACCOUNT_CONFIRMED, user, actor=None)
        grant = RoleGrant(user_id=user.id, role=Role.ADMINISTRATOR, starts_on=clock.today())
        db.session.add(grant)
        record(EventType.ROLE_GIVEN, grant, actor=None, person=user.id, role=grant.role.value)
    return home


def edit_municipality(actor: User, municipality: Municipality, draft: MunicipalityDraft) -> None:
    """An administrator changes the municipality's name, its site's name and how to reach it."""
    with transaction():
        require(actor, Permission.MUNICIPALITY_MANAGE)
        _refuse_taken_name(municipality, draft)
        if not hold_to_change(municipality, _facts(draft)):
            return
        _write(municipality, draft)
        asks = municipality.demands_code
        record(EventType.MUNICIPALITY_CHANGED, municipality, actor=actor, name=municipality.name, demands_code=asks)


def choose_words(actor: User, municipality: Municipality, words: Mapping[str, WordForms]) -> None:
    """An administrator chooses what the municipality calls its committees, its council and their chairs."""
    with transaction():
        require(actor, Permission.MUNICIPALITY_MANAGE)
        chosen = {name: asdict(forms) for name, forms in words.items()}
        if not hold_to_change(municipality, {"words": chosen}):
            return
        municipality.words = chosen
        record(EventType.MUNICIPALITY_CHANGED, municipality, actor=actor, words=[forms.one for forms in words.values()])


def choose_days_off(actor: User, municipality: Municipality, days: Mapping[date, str]) -> None:
    """An administrator says on which days no meetings are planned. What is planned already stays."""
    with transaction():
        require(actor, Permission.MUNICIPALITY_MANAGE)
        chosen = {day.isoformat(): name for day, name in sorted(days.items())}
        if not hold_to_change(municipality, {"days_off": chosen}):
            return
        municipality.days_off = chosen
        record(EventType.MUNICIPALITY_CHANGED, municipality, actor=actor, days_off=len(chosen))


@once
def create_body(actor: User, municipality: Municipality, draft: BodyDraft) -> Body:
    """An administrator adds a council body."""
    with transaction():
        require(actor, Permission.BODY_MANAGE)
        _refuse_taken_body_name(municipality, draft, None)
        body = Body(municipality_id=municipality.id, **_facts(draft))
        db.session.add(body)
        record(EventType.BODY_CREATED, body, actor=actor, name=body.name)
    return body


def edit_body(actor: User, body: Body, draft: BodyDraft) -> None:
    """An administrator corrects a body, or says on which day it ends."""
    with transaction():
        require(actor, Permission.BODY_MANAGE)
        _refuse_taken_body_name(body.municipality, draft, body)
        if not hold_to_change(body, _facts(draft)):
            return
        _write(body, draft)
        record(EventType.BODY_CHANGED, body, actor=actor, name=body.name)


@once
def create_party(actor: User, municipality: Municipality, draft: PartyDraft) -> Party:
    """An administrator adds a party with its letter and dates."""
    with transaction():
        require(actor, Permission.PARTY_MANAGE)
        hold(municipality, compares=False)
        _refuse_overlap(municipality, draft, None)
        party = Party(municipality_id=municipality.id, **_facts(draft))
        db.session.add(party)
        record(EventType.PARTY_CREATED, party, actor=actor, name=party.label)
    return party


def edit_party(actor: User, party: Party, draft: PartyDraft) -> None:
    """An administrator corrects a party, or says on which day the letter is no longer theirs."""
    with transaction():
        require(actor, Permission.PARTY_MANAGE)
        _refuse_overlap(party.municipality, draft, party)
        if not hold_to_change(party, _facts(draft)):
            return
        _write(party, draft)
        record(EventType.PARTY_CHANGED, party, actor=actor, name=party.label)


def copy_parties_from_list(actor: User, municipality: Municipality, listed: Sequence[ListedParty]) -> list[Party]:
    """An administrator copies parties from the code list; those whose letter is taken at the time are passed over."""
    with transaction():
        require(actor, Permission.PARTY_MANAGE)
        copied = []
        for row in listed:
            draft = PartyDraft(row.letter, row.name, row.valid_from, row.valid_until)
            if not _overlapping(municipality, draft, None):
                party = Party(municipality_id=municipality.id, **_facts(draft))
                db.session.add(party)
                record(EventType.PARTY_CREATED, party, actor=actor, name=party.label)
                copied.append(party)
    return copied


def _facts(draft: BodyDraft | PartyDraft | MunicipalityDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def _write(row: Municipality | Body | Party, draft: BodyDraft | PartyDraft | MunicipalityDraft) -> None:
    for name, fact in _facts(draft).items():
        setattr(row, name, fact)


def _refuse_taken_name(municipality: Municipality, draft: MunicipalityDraft) -> None:
    is_same = (Municipality.name == draft.name) | ((Municipality.code == draft.code) & Municipality.code.is_not(None))
    if db.session.scalar(select(Municipality.id).where(Municipality.id != municipality.id, is_same).limit(1)):
        raise Refused(_("Another municipality on the portal has this name or code"))


def _refuse_taken_body_name(municipality: Municipality, draft: BodyDraft, but: Body | None) -> None:
    if any(alike(body.name) == alike(draft.name) and body is not but for body in municipality.bodies):
        raise Refused(_("There is a body with this name already"))


def _refuse_overlap(municipality: Municipality, draft: PartyDraft, but: Party | None) -> None:
    if _overlapping(municipality, draft, but):
        raise Refused(_("The letter belongs to another party in the same time. Change the dates of one of them"))


def _overlapping(municipality: Municipality, draft: PartyDraft, but: Party | None) -> bool:
    """Two parties never share a letter on the same day."""
    rows = db.session.scalars(
        select(Party).where(Party.municipality_id == municipality.id, Party.letter == draft.letter)
    )
    others = [party for party in rows if party is not but]
    return any(
        (party.valid_from or date.min) <= (draft.valid_until or date.max)
        and (draft.valid_from or date.min) <= (party.valid_until or date.max)
        for party in others
    )
