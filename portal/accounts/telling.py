"""Whom an event concerns by the role they have, for all rooms; and who is told when a role changes."""

from collections.abc import Collection, Mapping

from portal.accounts.models import User
from portal.accounts.queries import people_with_role
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.i18n import N_
from portal.house.telling import Notice, People, because, subject_of
from portal.rules.notices import NoticeKind
from portal.rules.roles import Role


@because(N_("You are told because you are secretary of %(the_committee)s."))
def secretaries(event: Event) -> People:
    """Those who serve this committee; where nobody does, those who serve all."""
    return serving(people_with_role(Role.SECRETARY, event.committee_id), event)


def serving(everyone: list[User], event: Event) -> list[User]:
    """Of these, those who serve the committee itself; where nobody does, all of them."""
    here, today = event.committee_id, clock.today()
    own = [user for user in everyone if any(grant.committee_id == here and grant.holds_on(today)
                                            for grant in user.grants if grant.role is Role.SECRETARY)]  # fmt: skip
    return own or everyone


@because(N_("You are told because you sit in %(the_committee)s."))
def members(event: Event) -> People:
    """Everybody at the table."""
    return [*people_with_role(Role.CHAIR, event.committee_id), *people_with_role(Role.MEMBER, event.committee_id)]


@because(N_("You are told because you sit in %(the_committee)s or serve it."))
def members_and_secretaries(event: Event) -> People:
    return [*members(event), *secretaries(event)]


@because(N_("You are told because you answer for %(the_council)s."))
def councillors(_event: Event) -> People:
    """Those who answer for the council and its bodies."""
    return people_with_role(Role.COUNCILLOR, None)


def without_part(event: Event, parties: Collection[int | None]) -> list[User]:
    """The secretaries who have no part in a case; where there is none, the administrators."""
    others = [user for user in people_with_role(Role.SECRETARY, event.committee_id) if user.id not in parties]
    return others or [user for user in people_with_role(Role.ADMINISTRATOR, None) if user.id not in parties]


@because(N_("You are told because you wrote it."))
def author(event: Event) -> People:
    """Who wrote the record, where somebody did."""
    wrote = getattr(subject_of(event), "author", None)
    return [wrote] if wrote is not None else ()


@because(N_("You are told because it is your account."))
def the_person(event: Event) -> People:
    """Who was given a role."""
    found = db.session.get(User, event.details.get("person") or 0)
    return [found] if found else ()


E, K, OWN_PAGE = EventType, NoticeKind, "/konto"
NOTICES: Mapping[EventType, Notice] = {
    E.ROLE_CHANGED: Notice(
        K.ACCOUNT, the_person, N_("The last day of one of your roles has been changed"), path=OWN_PAGE
    ),
    E.ROLE_ENDED: Notice(K.ACCOUNT, the_person, N_("One of your roles on the portal has ended"), path=OWN_PAGE),
    E.ROLE_GIVEN: Notice(K.ACCOUNT, the_person, N_("You have been given a new role on the portal"), path=OWN_PAGE),
}
