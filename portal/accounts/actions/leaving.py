"""Making an account nobody's: what is left of a person when name, address and password are gone."""

from sqlalchemy import select

from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import has_sat, is_elected
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.i18n import N_, in_danish
from portal.rules.roles import Role

FORMER_MEMBER, FORMER_STAFF, FORMER_USER = N_("Former member"), N_("Former employee"), N_("Former user")
STAFF = (Role.SECRETARY, Role.FACILITATOR, Role.ADMINISTRATOR, Role.AUDITOR)
NOWHERE = "slettet.invalid"  # a domain that can never be (RFC 2606)


def make_nameless(person: User) -> None:
    """Shut the account for good. Only the number stays, and an elected person's name on what was done in office."""
    if not is_elected(person):
        person.name = in_danish(_what_is_left(person))
    person.email = f"konto-{person.id}@{NOWHERE}"
    person.password_hash = person.confirmed_at = None
    person.deactivated_at = person.erased_at = clock.now()


def _what_is_left(person: User) -> str:
    if has_sat(person):
        return FORMER_MEMBER
    served = select(RoleGrant.id).where(RoleGrant.user_id == person.id, RoleGrant.role.in_(STAFF)).limit(1)
    return FORMER_STAFF if db.session.scalar(served) is not None else FORMER_USER
