"""How the people of the story get their accounts and roles."""

import secrets
from functools import partial

from portal.accounts.actions.joining import accept_invitation, confirm_account, create_account
from portal.accounts.actions.people import give_role, invite_person
from portal.accounts.forms import AccountDraft, InvitationDraft, RoleDraft
from portal.accounts.links import LINKS, Purpose, path_of_link
from portal.accounts.models import User, Visitor
from portal.accounts.origin import Origin
from portal.accounts.queries import user_by_email
from portal.demo.story import Chapter, Story, crowd
from portal.demo.world import World
from portal.foundation import clock
from portal.rules.roles import Role

PASSWORD = "kaffe-og-rundstykker"  # noqa: S105 - everybody may know it: it opens only the demonstration
AT_HOME = Origin("demonstration", "")


def demo_people(story: Story) -> list[tuple[str, str, str]]:
    """Whom visitors may sign in as: what they are, their name and their address."""
    return [(p["login"], p["name"], p["email"]) for p in story.people["person"] if "login" in p]


def plan_people(world: World) -> list[partial[None]]:
    """One deed for each account, in the order in which they are made."""
    administrator = next(iter(world.people.values()))
    others = [person for person in world.story.people["person"] if person["key"] not in world.people]
    invited = [partial(_invite, world, administrator, person) for person in others if person.get("role")]
    own = [partial(_join, world, person) for person in others if not person.get("role")]
    return [*invited, *own, *(partial(_join_crowd, world, name, email) for name, email in crowd(world.story.people))]


def _invite(world: World, administrator: User, facts: Chapter) -> None:
    user = invite_person(administrator, InvitationDraft(facts["name"], facts["email"]))
    accept_invitation(_token(Purpose.INVITATION, user), PASSWORD, None)
    role = Role(facts["role"])
    if role is not Role.FACILITATOR:  # who runs workshops is said for each committee
        give_role(administrator, user, RoleDraft(role, None, clock.today(), facts.get("role_until")))
    world.people[facts["key"]] = user


def _join(world: World, facts: Chapter) -> None:
    world.people[facts["key"]] = joined(facts["name"], facts["email"], PASSWORD)


def _join_crowd(world: World, name: str, email: str) -> None:
    world.crowd.append(joined(name, email, secrets.token_urlsafe(24)).id)


def joined(name: str, email: str, password: str) -> User:
    """Somebody who asks for an account, and confirms it."""
    create_account(Visitor(), AccountDraft(name, email), AT_HOME)
    user = user_by_email(email)
    if user is None:
        raise LookupError(f"{email} did not get an account")
    return confirm_account(_token(Purpose.CONFIRM, user), password, None)


def _token(purpose: Purpose, user: User) -> str:
    """What stands in the letter that a real person would get."""
    return path_of_link(purpose, user).removeprefix(LINKS[purpose].path)
