"""What happens to the story's accounts: roles in time, invitations nobody answers, a one-time code, and sessions."""

from functools import partial

from pyotp import TOTP

from portal.accounts.actions.codes import begin_code_app, confirm_code_app
from portal.accounts.actions.people import change_role_end, end_role, give_role, invite_person
from portal.accounts.actions.signing import sign_in
from portal.accounts.codes import secret_of
from portal.accounts.forms import InvitationDraft, RoleDraft, SignInDraft
from portal.accounts.models import RoleGrant, User, Visitor
from portal.accounts.origin import Origin
from portal.demo.people import PASSWORD
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import World
from portal.foundation import clock
from portal.rules.roles import Role


def plan_accounts(timeline: Timeline, world: World) -> None:
    """Every state that an administrator may meet; nobody whom the README names has to bring a phone."""
    administrator = next(iter(world.people.values()))
    told = world.story.accounts
    for role in told["role"]:
        _plan_role(timeline, world, administrator, role)
    for one in told["invitation"]:
        timeline.at(one["at"], partial(_invite, administrator, one))
    for one in told["code"]:
        timeline.at(one["at"], partial(_set_up_code, world, one))
    for one in told["session"]:
        timeline.at(one["at"], partial(_sign_in, world, one))


def _plan_role(timeline: Timeline, world: World, administrator: User, told: Chapter) -> None:
    timeline.at(told["at"], partial(_give, world, administrator, told))
    if "prolonged" in told:
        later = told["prolonged"]
        timeline.at(later["at"], lambda: change_role_end(administrator, _newest(world, told), later["until"]))
    if "taken_back" in told:
        timeline.at(told["taken_back"], lambda: end_role(administrator, _newest(world, told)))


def _give(world: World, administrator: User, told: Chapter) -> None:
    draft = RoleDraft(Role(told["role"]), None, told["from"], told.get("until"))
    give_role(administrator, world.people[told["of"]], draft)


def _newest(world: World, told: Chapter) -> RoleGrant:
    given = [grant for grant in world.people[told["of"]].grants if grant.role == told["role"]]
    return max(given, key=lambda grant: grant.id)


def _invite(administrator: User, told: Chapter) -> None:
    invite_person(administrator, InvitationDraft(told["name"], told["email"]))


def _set_up_code(world: World, told: Chapter) -> None:
    """Nobody has the phone: whoever wants to see the account from inside takes the code away first."""
    person = world.people[told["of"]]
    begin_code_app(person, PASSWORD)
    if person.code_app is None:
        raise LookupError(f"{person.email} did not get a code")
    confirm_code_app(person, TOTP(s=secret_of(person.code_app)).at(int(clock.now().timestamp())))


def _sign_in(world: World, told: Chapter) -> None:
    sign_in(Visitor(), SignInDraft(world.people[told["of"]].email, PASSWORD), Origin(told["network"], told["browser"]))
