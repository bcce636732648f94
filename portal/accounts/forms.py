"""What people type about themselves, and the drafts that actions can trust."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import PasswordInput

from portal.accounts.models import EMAIL_LENGTH, NAME_LENGTH, User
from portal.accounts.origin import local_path
from portal.accounts.password_rules import LONGEST, SHORTEST, faults_of
from portal.accounts.words import ROLE_LABELS
from portal.foundation.forms import NoLonger, PortalForm, choice, day, line
from portal.foundation.i18n import gettext
from portal.foundation.i18n import lazy_gettext as _l
from portal.rules.roles import Role

EVERYWHERE = "all"


class PasswordField(Field):
    """A secret: nothing is trimmed off it, and it never comes back to the page."""

    widget = PasswordInput(hide_value=True)

    def _value(self) -> str:
        return ""


def secret(label: Any, *, needed: Any, autocomplete: str, hint: Any = None) -> Any:
    """A password field."""
    return PasswordField(
        label,
        [InputRequired(needed), NoLonger(max=LONGEST, message=_l("Write at most %(most)s characters", most=LONGEST))],
        description="" if hint is None else hint,
        render_kw={"autocomplete": autocomplete},
    )


def _address(hint: Any = None) -> Any:
    return line(
        _l("E-mail address"), needed=_l("Write your e-mail address"), hint=hint, most=EMAIL_LENGTH,
        autocomplete="email", inputmode="email", autocapitalize="none", spellcheck="false",
    )  # fmt: skip


def _new_password(label: Any) -> Any:
    hint = _l("At least %(least)s characters. Three or four random words are easy to remember.", least=SHORTEST)
    return secret(label, needed=_l("Write a password"), autocomplete="new-password", hint=hint)


@dataclass(frozen=True)
class AccountDraft:
    name: str
    email: str
    password: str


@dataclass(frozen=True)
class SignInDraft:
    email: str
    password: str


@dataclass(frozen=True)
class InvitationDraft:
    """Somebody to invite, and perhaps the first role."""

    name: str
    email: str


@dataclass(frozen=True)
class RoleDraft:
    role: Role
    committee_id: int | None
    starts_on: date
    ends_on: date | None


class _WithAddress(PortalForm):
    def validate_email(self, field: Any) -> None:
        try:
            field.data = validate_email(field.data, check_deliverability=False).normalized.lower()
        except EmailNotValidError as error:
            raise ValidationError(gettext("Write an e-mail address such as name@example.dk")) from error


class AccountForm(_WithAddress):
    """For someone who wants an account."""

    name = line(
        _l("Name"), needed=_l("Write your name"), most=NAME_LENGTH, autocomplete="name",
        hint=_l("First name and surname. You choose yourself, each time, whether others see your name."),
    )  # fmt: skip
    email = _address(_l("We send a link to this address. Nobody else sees it."))
    password = _new_password(_l("Password"))

    def __init__(self, *, known: Sequence[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self.known = known

    def validate_password(self, field: Any) -> None:
        _refuse_weak(field.data, [*self.known, self.name.data or "", self.email.data or ""])

    def draft(self) -> AccountDraft:
        return AccountDraft(self.name.data, self.email.data, self.password.data)


class SignInForm(PortalForm):
    email = _address()
    password = secret(_l("Password"), needed=_l("Write your password"), autocomplete="current-password")
    next = HiddenField(filters=[local_path])

    def draft(self) -> SignInDraft:
        return SignInDraft(self.email.data.lower(), self.password.data)


class ForgottenForm(_WithAddress):
    email = _address(_l("The address that you signed up with."))


class NewPasswordForm(PortalForm):
    """For someone who has shown who they are with a link."""

    password = _new_password(_l("New password"))

    def __init__(self, *, known: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.known = known

    def validate_password(self, field: Any) -> None:
        _refuse_weak(field.data, self.known)


class ChangePasswordForm(NewPasswordForm):
    """For someone who is signed in, and shows anew who they are."""

    present = secret(_l("Present password"), needed=_l("Write your present password"), autocomplete="current-password")
    password = _new_password(_l("New password"))


class NameForm(PortalForm):
    name = line(_l("Name"), needed=_l("Write your name"), most=NAME_LENGTH, autocomplete="name")


class InvitationForm(_WithAddress):
    """An administrator invites somebody."""

    name = line(_l("Name"), needed=_l("Write the person's name"), most=NAME_LENGTH)
    email = line(
        _l("E-mail address"), needed=_l("Write the person's e-mail address"), most=EMAIL_LENGTH, inputmode="email",
        hint=_l("We send a link there, with which the person chooses a password."),
    )  # fmt: skip

    def draft(self) -> InvitationDraft:
        return InvitationDraft(self.name.data, self.email.data)


class RoleForm(PortalForm):
    """An administrator gives a role. `committees` are pairs of id and name."""

    role = choice(_l("Role"), needed=_l("Choose a role"))
    committee_id = choice(
        _l("Where the role holds"),
        needed=_l("Choose where the role holds"),
        hint=_l("Facilitators belong to one %(committee)s. Members are appointed on the page of %(the_committee)s."),
    )
    starts_on = day(_l("From"), needed=_l("Choose the first day"))
    ends_on = day(_l("To and including"))

    def __init__(self, *, roles: Sequence[Role], committees: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.role.choices = [(role.value, gettext(ROLE_LABELS[role])) for role in roles]
        self.committee_id.choices = [(EVERYWHERE, gettext("The whole municipality"))] + [
            (str(number), name) for number, name in committees
        ]

    def validate_ends_on(self, field: Any) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("Choose a last day after the first"))

    def draft(self) -> RoleDraft:
        committee = None if self.committee_id.data == EVERYWHERE else int(self.committee_id.data)
        return RoleDraft(Role(self.role.data), committee, self.starts_on.data, self.ends_on.data)


def known_about(user: User, site_names: Callable[[], Sequence[str]]) -> list[str]:
    """What anybody could guess a person's password from."""
    return [user.name, user.email, *site_names()]


def _refuse_weak(password: str, known: Sequence[str]) -> None:
    faults = faults_of(password, known)
    if faults:
        raise ValidationError(faults[0])
