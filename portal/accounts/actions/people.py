"""What administrators do with people: invite them, give them roles, and end both."""

from collections.abc import Collection
from datetime import date

from portal.accounts.forms import InvitationDraft, RoleDraft
from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import A_DAY, end_sessions, first_day_without_administrator, hold_role, user_by_email
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import once
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.roles import COMMITTEE_ROLES, MUNICIPAL_ROLES, Role

GIVEN_BY_HAND = (Role.SECRETARY, Role.FACILITATOR, Role.COUNCILLOR, Role.ADMINISTRATOR, Role.AUDITOR)


@once
def invite_person(actor: User, draft: InvitationDraft) -> User:
    """An administrator invites somebody, who is sent a link to choose a password."""
    with transaction():
        require(actor, Permission.PERSON_MANAGE)
        if user_by_email(draft.email) is not None:
            raise Refused(_("Someone with this e-mail address is already on the list"))
        user = User(name=draft.name, email=draft.email.lower(), invited_at=clock.now())
        db.session.add(user)
        record(EventType.ACCOUNT_INVITED, user, actor=actor)
    return user


def invite_again(actor: User, person: User) -> None:
    """An administrator sends an invitation once more, with a link that lasts anew."""
    with transaction():
        require(actor, Permission.PERSON_MANAGE)
        if not person.is_invited:
            raise Refused(_("The person has chosen a password already"))
        if not person.has_mail:
            raise Refused(_("The person has no e-mail address. Write by post"))
        person.invited_at = clock.now()
        record(EventType.ACCOUNT_INVITED, person, actor=actor)


def give_role(actor: User, person: User, draft: RoleDraft) -> RoleGrant:
    """An administrator gives a role, in one committee or everywhere, with dates."""
    with transaction():
        require(actor, Permission.PERSON_MANAGE)
        if person.erased_at is not None:
            raise Refused(_("The account is erased. It cannot be given a role"))
        _refuse_misplaced(draft)
        _refuse_passed(draft.ends_on)
        hold(person, compares=False)
        _refuse_twice(person, draft)
        grant = RoleGrant(
            user_id=person.id,
            role=draft.role,
            committee_id=draft.committee_id,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
        )
        db.session.add(grant)
        record(EventType.ROLE_GIVEN, grant, actor=actor, person=person.id, role=draft.role.value)
    return grant


def change_role_end(actor: User, grant: RoleGrant, ends_on: date | None) -> None:
    """An administrator prolongs a role, or says beforehand on which day it ends; without a day it just goes on."""
    with transaction():
        require(actor, Permission.PERSON_MANAGE)
        hold(grant)
        if _is_over(grant):
            raise Refused(_("The role has ended. Give it anew instead"))
        _refuse_passed(ends_on)
        if ends_on is not None and ends_on < grant.starts_on:
            raise Refused(_("Choose a last day after the first"))
        if grant.role is Role.ADMINISTRATOR:
            _refuse_without_administrator([grant], ends_on)
        same = RoleDraft(grant.role, grant.committee_id, grant.starts_on, ends_on)
        _refuse_twice(grant.user, same, but=grant)
        grant.ends_on = ends_on
        until = ends_on.isoformat() if ends_on else None
        record(EventType.ROLE_CHANGED, grant, actor=actor, person=grant.user_id, role=grant.role.value, until=until)


def end_role(actor: User, grant: RoleGrant) -> None:
    """An administrator takes a role back; from this moment it no longer holds."""
    with transaction():
        require(actor, Permission.PERSON_MANAGE)
        if _is_over(grant):
            return  # a second click
        yesterday = clock.today() - A_DAY
        if grant.role is Role.ADMINISTRATOR:
            _refuse_without_administrator([grant], yesterday)
        grant.ends_on, grant.ended_at = yesterday, clock.now()
        record(EventType.ROLE_ENDED, grant, actor=actor, person=grant.user_id, role=grant.role.value)


def deactivate_person(actor: User, person: User) -> None:
    """An administrator shuts somebody out. What the person did stays; every session ends."""
    with transaction():
        require(actor, Permission.PERSON_MANAGE)
        hold(person)
        _refuse_without_administrator(person.grants, clock.today() - A_DAY)
        person.deactivated_at = clock.now()
        end_sessions(person)
        record(EventType.PERSON_CHANGED, person, actor=actor, active=False)


def reactivate_person(actor: User, person: User) -> None:
    """An administrator lets somebody in again, with the roles that still hold."""
    with transaction():
        require(actor, Permission.PERSON_MANAGE)
        if person.erased_at is not None:
            raise Refused(_("The account is erased. It cannot be opened again"))
        person.deactivated_at = None
        record(EventType.PERSON_CHANGED, person, actor=actor, active=True)


def _refuse_misplaced(draft: RoleDraft) -> None:
    if draft.role not in GIVEN_BY_HAND:
        raise Refused(_("Appoint members on the page of %(the_committee)s; the role follows by itself"))
    if draft.committee_id is not None and draft.role not in COMMITTEE_ROLES:
        raise Refused(_("This role holds in the whole municipality. Choose no %(committee)s"))
    if draft.committee_id is None and draft.role not in MUNICIPAL_ROLES:
        raise Refused(_("Choose the %(committee)s in which the role holds"))


def _refuse_passed(ends_on: date | None) -> None:
    if ends_on is not None and ends_on < clock.today():
        raise Refused(_("Choose a last day that has not passed"))


def _is_over(grant: RoleGrant) -> bool:
    return grant.ends_on is not None and grant.ends_on < clock.today()


def _refuse_twice(person: User, draft: RoleDraft, *, but: RoleGrant | None = None) -> None:
    """The same role never holds twice on one day; what was taken back before it began never held at all."""
    last = draft.ends_on or date.max
    for grant in person.grants:
        is_same = (grant.role, grant.committee_id) == (draft.role, draft.committee_id) and grant is not but
        until = grant.ends_on or date.max
        if is_same and grant.starts_on <= until and grant.starts_on <= last and draft.starts_on <= until:
            raise Refused(_("The person has this role in that time already. Change its last day instead"))


def _refuse_without_administrator(leaving: Collection[RoleGrant], last: date | None) -> None:
    """On every day to come someone must be left who can let others in. The role is held, so that two cannot remove each
    other at the same moment.
    """
    hold_role(Role.ADMINISTRATOR)
    gap = first_day_without_administrator(leaving, last)
    if gap == clock.today():
        raise Refused(_("This is the last administrator. Give somebody else the role first"))
    if gap is not None:
        raise Refused(_("From %(day)s nobody is administrator. Give somebody else the role first", day=day(gap)))
