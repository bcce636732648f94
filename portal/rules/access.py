"""Asking the rules about a person in a committee. Views ask `can`, actions `require`."""

from typing import Protocol

from portal.foundation.errors import NotAllowed, NotSignedIn
from portal.rules.permissions import GRANTS, Permission, is_allowed
from portal.rules.roles import Role
from portal.rules.stages import Stage


class Scope(Protocol):
    """A committee, as far as the rules see it."""

    @property
    def id(self) -> int: ...
    @property
    def stage(self) -> Stage: ...


class Actor(Protocol):
    """A person or visitor, as far as the rules see them."""

    def roles_in(self, scope: Scope | None) -> frozenset[Role]: ...


def can(actor: Actor, permission: Permission, scope: Scope | None = None) -> bool:
    """Whether `actor` may do this, in this committee and its present stage."""
    return is_allowed(permission, actor.roles_in(scope), scope.stage if scope else None)


def is_granted(actor: Actor, permission: Permission, scope: Scope | None) -> bool:
    """Whether a role of `actor` gives this at some stage; `can` asks about the present one too."""
    return any(permission in GRANTS[role] for role in actor.roles_in(scope))


def require(actor: Actor, permission: Permission, scope: Scope | None = None) -> None:
    """Raise `NotSignedIn` or `NotAllowed` unless `actor` may do this."""
    if can(actor, permission, scope):
        return
    if actor.roles_in(None) == {Role.VISITOR}:
        raise NotSignedIn
    raise NotAllowed(permission)


def require_own(actor: Actor, permission: Permission, scope: Scope | None, *, is_own: bool) -> None:
    """As `require`, for deeds that one does only to one's own things."""
    require(actor, permission, scope)
    if not is_own:
        raise NotAllowed(permission)
