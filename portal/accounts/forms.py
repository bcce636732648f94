"""What people type about themselves, and the drafts that actions can trust."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field, HiddenField, StringField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import PasswordInput

from portal.accounts.codes import GROUP, RECOVERY_CODES, RECOVERY_LENGTH
from portal.accounts.models import EMAIL_LENGTH, NAME_LENGTH, User
from portal.accounts.origin import local_path
from portal.accounts.password_rules import LONGEST, SHORTEST, faults_of
from portal.accounts.words import ROLE_LABELS
from portal.foundation.dates import quoted
from portal.foundation.forms import NoLonger, PortalForm, choice, day, line, name_of_person, only_an_address, radio
from portal.foundation.i18n import gettext, lazy_gettext as _l
from portal.rules.roles import Role

EVERYWHERE = "all"
LONGEST_PATH = 300  # of a page that is kept in a letter
CODE_LENGTH = 40  # with the blanks that people write
KNOWN_BY = (
    ("met", _l("We have met face to face")),
    ("called", _l("I have called the person on a number that we knew already")),
    ("seen", _l("We have talked on video, and I know the person")),
)


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


def proof_code() -> Any:
    """A code of either kind, from somebody who is signed in."""
    return line(
        _l("Code"), needed=_l("Write a code from your app, or one of your recovery codes"), most=CODE_LENGTH,
        hint=_l("From your app, or one of your recovery codes."),
        autocomplete="one-time-code", autocapitalize="none", spellcheck="false",
    )  # fmt: skip


@dataclass(frozen=True)
class AccountDraft:
    name: str
    email: str
    then: str = ""  # the page that somebody came from, and comes back to


@dataclass(frozen=True)
class SignInDraft:
    email: str
    password: str


@dataclass(frozen=True)
class CodeDraft:
    """A one-time code, or one of the recovery codes."""

    code: str
    is_recovery: bool = False


@dataclass(frozen=True)
class ProofDraft:
    """What proves anew who somebody is: the password, and a code of either kind where one is set up."""

    present: str
    code: str = ""

    @property
    def is_recovery(self) -> bool:
        return not self.code.replace(" ", "").isdigit()


@dataclass(frozen=True)
class ResetDraft:
    """How an administrator knows that it is the right person."""

    known_by: str


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
        only_an_address(self, field)


class AccountForm(_WithAddress):
    """For someone who wants an account. The password is chosen once, by whoever reads the letter."""

    name = name_of_person(
        _l("Name"), needed=_l("Write your name"), most=NAME_LENGTH, autocomplete="name",
        hint=_l("First name and surname. You choose yourself, each time, whether others see your name."),
    )  # fmt: skip
    email = _address(_l("We send a link to this address. Nobody else sees it."))
    next = HiddenField(filters=[local_path])

    def draft(self) -> AccountDraft:
        then = self.next.data or ""
        return AccountDraft(self.name.data, self.email.data, then if len(then) <= LONGEST_PATH else "")


class SignInForm(PortalForm):
    email = _address()
    password = secret(_l("Password"), needed=_l("Write your password"), autocomplete="current-password")
    next = HiddenField(filters=[local_path])

    def draft(self) -> SignInDraft:
        return SignInDraft(self.email.data.lower(), self.password.data)


class CodeForm(PortalForm):
    """The code that the app shows now. Any six digits: whether they are right is not the form's to say."""

    code = line(
        _l("Code from your app"), needed=_l("Write the six digits that your app shows"), most=CODE_LENGTH,
        hint=_l("Six digits. A new code comes every half minute."),
        autocomplete="one-time-code", inputmode="numeric", spellcheck="false",
    )  # fmt: skip
    next = HiddenField(filters=[local_path])

    def draft(self) -> CodeDraft:
        return CodeDraft(self.code.data)


class RecoveryForm(PortalForm):
    """One of the codes that were written down."""

    code = line(
        _l("Recovery code"), needed=_l("Write one of your recovery codes"), most=CODE_LENGTH,
        hint=_l("Sixteen letters and digits. Each code works once."),
        autocomplete="off", autocapitalize="none", spellcheck="false",
    )  # fmt: skip
    next = HiddenField(filters=[local_path])

    def draft(self) -> CodeDraft:
        return CodeDraft(self.code.data, is_recovery=True)


class PresentForm(PortalForm):
    """For someone who is signed in, and shows anew who they are."""

    present = secret(_l("Present password"), needed=_l("Write your present password"), autocomplete="current-password")
    next = HiddenField(filters=[local_path])


class ProofForm(PresentForm):
    """As before, with a code as well."""

    code = proof_code()

    def draft(self) -> ProofDraft:
        return ProofDraft(self.present.data, self.code.data)


class RecoveryListForm(PortalForm):
    """The recovery codes as they stand on the page, sent back to become a file."""

    codes = StringField(validators=[NoLonger(max=RECOVERY_CODES * (RECOVERY_LENGTH + GROUP))])


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


class FirstPasswordForm(NewPasswordForm):
    """For someone whose account begins with it."""

    password = _new_password(_l("Password"))


class ChangePasswordForm(NewPasswordForm):
    """For someone who is signed in, and shows anew who they are."""

    present = secret(_l("Present password"), needed=_l("Write your present password"), autocomplete="current-password")
    password = _new_password(_l("New password"))


class NameForm(PortalForm):
    name = name_of_person(_l("Name"), needed=_l("Write your name"), most=NAME_LENGTH, autocomplete="name")


class InvitationForm(_WithAddress):
    """An administrator invites somebody."""

    name = name_of_person(_l("Name"), needed=_l("Write the person's name"), most=NAME_LENGTH)
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
            (str(number), quoted(name)) for number, name in committees
        ]

    def validate_ends_on(self, field: Any) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("Choose a last day after the first"))

    def draft(self) -> RoleDraft:
        committee = None if self.committee_id.data == EVERYWHERE else int(self.committee_id.data)
        return RoleDraft(Role(self.role.data), committee, self.starts_on.data, self.ends_on.data)


class RoleEndForm(PortalForm):
    """Until when a role holds."""

    ends_on = day(_l("To and including"), hint=_l("Leave it empty, and the role holds until somebody ends it."))


class ResetForm(PortalForm):
    """An administrator takes somebody's code away."""

    known_by = radio(
        _l("How do you know who it is?"),
        KNOWN_BY,
        needed=_l("Choose how you know who it is"),
        hint=_l("Whoever gets the code taken away can sign in with the password alone. Do not act on a mail."),
    )

    def draft(self) -> ResetDraft:
        return ResetDraft(self.known_by.data)


def known_about(user: User, site_names: Callable[[], Sequence[str]]) -> list[str]:
    """What anybody could guess a person's password from."""
    return [user.name, user.email, *site_names()]


def _refuse_weak(password: str, known: Sequence[str]) -> None:
    faults = faults_of(password, known)
    if faults:
        raise ValidationError(faults[0])
