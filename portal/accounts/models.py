"""People, the roles they are given, and where they are signed in."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.foundation import clock
from portal.foundation.db import Moment, Record, by_value
from portal.rules.access import Scope
from portal.rules.roles import CODE_ROLES, Role

NAME_LENGTH = 120
EMAIL_LENGTH = 254
WITHOUT_MAIL = "uden-mail.invalid"  # stands for the address of a member who has none; .invalid is nobody's (RFC 2606)


class User(Record):
    """A person with an account, or one who has been invited to make it."""

    __tablename__ = "user"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    confirmed_at: Mapped[Moment | None]  # the address is theirs
    deactivated_at: Mapped[Moment | None]
    invited_at: Mapped[Moment | None]  # when the newest invitation was sent
    erased_at: Mapped[Moment | None]  # the person is nameless here, and comes back no more

    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", foreign_keys="RoleGrant.user_id", order_by="RoleGrant.id"
    )
    code_app: Mapped["CodeApp | None"] = relationship(back_populates="user")

    is_authenticated = True  # these three are what Flask-Login asks for
    is_anonymous = False
    session_token = ""  # of the session this person was loaded by
    awaits_code = False  # signed in without the code that a role of theirs demands: the role rests

    @property
    def is_active(self) -> bool:
        return self.deactivated_at is None

    @property
    def is_trusted(self) -> bool:
        """Whether roles hold: whoever has not shown that the address is theirs might be anybody."""
        return self.is_active and self.confirmed_at is not None

    @property
    def is_invited(self) -> bool:
        """Invited, and has not yet chosen a password. Whoever asked for an account was not invited."""
        is_open = self.password_hash is None and self.confirmed_at is None and self.erased_at is None
        return is_open and self.invited_at is not None

    @property
    def is_guest(self) -> bool:
        """Has shown that the address is theirs, and has never chosen a password: sends ideas by mail only."""
        return self.password_hash is None and self.confirmed_at is not None

    @property
    def has_mail(self) -> bool:
        """Whether letters by mail reach the person; a member who applied on paper may have no address."""
        return not self.email.endswith(f"@{WITHOUT_MAIL}")

    @property
    def has_code(self) -> bool:
        """Whether signing in asks for a one-time code as well."""
        return self.code_app is not None and self.code_app.confirmed_at is not None

    @property
    def path(self) -> str:
        return f"/administration/personer/{self.id}"

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    def get_id(self) -> str:
        """What the cookie holds: the token of one session, never the person's number."""
        return self.session_token

    def roles_in(self, scope: Scope | None) -> frozenset[Role]:
        """Roles in one committee, or those that hold everywhere."""
        if not self.is_trusted:
            return frozenset({Role.VISITOR})
        wanted = {None, scope.id if scope is not None else None}
        given = {grant.role for grant in self.held_grants() if grant.committee_id in wanted}
        return frozenset({Role.VISITOR, Role.CITIZEN} | given)

    def has_role_anywhere(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.held_grants())

    def held_grants(self) -> list["RoleGrant"]:
        """The roles that hold today; none of somebody who is not trusted."""
        today = clock.today()
        mine = self.grants if self.is_trusted else []
        return [grant for grant in mine if grant.holds_on(today) and not self.rests(grant.role)]

    @property
    def holds_keys(self) -> bool:
        """Whether somebody has a role today that sees and decides more than others: a secretary, an administrator."""
        today = clock.today()
        return any(grant.role in CODE_ROLES and grant.holds_on(today) for grant in self.grants)

    def rests(self, role: Role) -> bool:
        """Whether a role waits for its holder to set up a one-time code."""
        return self.awaits_code and role in CODE_ROLES


class Visitor:
    """Someone who has not signed in."""

    id = None
    name = ""
    is_authenticated = False
    is_active = False
    is_anonymous = True
    awaits_code = False

    def get_id(self) -> None:
        return None

    def roles_in(self, scope: Scope | None) -> frozenset[Role]:
        return frozenset({Role.VISITOR})

    def has_role_anywhere(self, role: Role) -> bool:
        return role is Role.VISITOR


class RoleGrant(Record):
    """Access: a role given to a person, in one committee or (without one) in the whole municipality, with dates."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("ix_role_grant_committee_role", "committee_id", "role"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role] = mapped_column(by_value(Role))
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # the last day on which it holds
    ended_at: Mapped[Moment | None]  # when it was taken back before its time

    user: Mapped[User] = relationship(back_populates="grants", foreign_keys=[user_id])
    committee: Mapped[Any] = relationship("Committee")  # of a room above; what roles need of it is a `Scope`

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class UserSession(Record):
    """One browser in which a person is signed in. The cookie holds the token; only its hash is kept here."""

    __tablename__ = "user_session"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(200), default="")
    network_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")  # keyed; never the address
    last_seen_at: Mapped[Moment] = mapped_column(default=clock.now)
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]

    user: Mapped[User] = relationship()


class Attempt(Record):
    """A counted try at something that is limited: signing in, submitting. Counted here, so that all workers agree."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_deed_key", "deed", "key_hash", "created_at"),)

    deed: Mapped[str] = mapped_column(String(40))
    key_hash: Mapped[str] = mapped_column(String(64))  # of an address or e-mail; never the thing itself


class CodeApp(Record):
    """An app on somebody's phone that shows one-time codes. Its secret is worked out, not kept: see `codes`."""

    __tablename__ = "code_app"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    grain: Mapped[str] = mapped_column(String(64))  # random; the secret is made of it and of the portal's own key
    confirmed_at: Mapped[Moment | None]  # the first code was right; before that it protects nothing
    last_step: Mapped[int] = mapped_column(default=0)  # half-minutes since 1970: no code works twice

    user: Mapped[User] = relationship(back_populates="code_app")


class RecoveryCode(Record):
    """One of ten codes on paper for the day when the phone is gone. Each works once; only its hash is kept."""

    __tablename__ = "recovery_code"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[Moment | None]
