"""Letters about one's own account. What to write is decided when it is sent, by how the account stands then."""

from collections.abc import Callable, Iterator, Mapping

from portal.accounts.links import Purpose, path_of_link, time_of_link
from portal.accounts.models import User
from portal.accounts.queries import site_names, takes_part_in
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.house.letters import Letter, OwnLetter

AS_IT_STANDS = "about the account, as it stands"


def confirmation_letter(user: User, then: str = "") -> Letter:
    """With a link that confirms the address, brings the password, and leads on to the page that somebody came from."""
    return _to(
        user,
        _("Confirm your address"),
        _("Someone has asked for an account with this address. Was it you, then confirm it here."),
        _("There you choose a password."),
        _works_for(Purpose.CONFIRM),
        _("Was it not you, do nothing. Without your yes nobody can take part with your address."),
        button=_("Confirm my address"),
        path=path_of_link(Purpose.CONFIRM, user, then),
    )


def already_here_letter(user: User) -> Letter:
    """For someone who asks for an account and has one."""
    return _to(
        user,
        _("You have an account already"),
        _("Someone has asked for an account with this address, and you have one already."),
        _("Sign in as usual. If you have forgotten your password, you can choose a new one there."),
        _("Was it not you, do nothing. Nothing has been changed."),
        button=_("Sign in"),
        path="/log-ind",
    )


def claim_letter(user: User, then: str = "") -> Letter:
    """For someone who has sent ideas without an account, and asks for one: the first password is chosen by mail."""
    return _to(
        user,
        _("Choose a password for your account"),
        _("Someone has asked for an account with this address. Was it you, then choose a password here."),
        _("What you have sent without an account comes along."),
        _works_for(Purpose.CONFIRM),
        _("Was it not you, do nothing. Nothing has been changed."),
        button=_("Choose a password"),
        path=path_of_link(Purpose.CONFIRM, user, then),
    )


def invitation_letter(user: User, sender: User | None = None) -> Letter:
    """With a link to choose a password; says who invites, to which committees, for somebody who has heard of neither.
    `sender` is whoever sent it, where that was somebody else than the person."""
    name, municipality = site_names()()
    home, committees = municipality or name, ", ".join(f"»{one}«" for one in takes_part_in()(user).values())
    if sender is None or sender.id == user.id:
        invited = _("%(municipality)s invites you to its portal.", municipality=home)
    else:
        invited = _("%(sender)s invites you, on behalf of %(municipality)s, to its portal.", sender=sender.name,
                    municipality=home)  # fmt: skip
    return _to(
        user,
        _("Your invitation to %(where)s", where=committees or home),
        invited,
        *((_("You are to take part in %(committees)s.", committees=committees),) if committees else ()),
        _("There people and politicians solve a task together, and everybody can follow it."),
        _("Choose a password, and your account is ready."),
        _works_for(Purpose.INVITATION),
        _("Have you not heard of this, then write or call us before you use the link."),
        button=_("Choose a password"),
        path=path_of_link(Purpose.INVITATION, user),
        why=_("You get this letter because %(municipality)s has invited you.", municipality=home),
    )


def new_password_letter(user: User) -> Letter:
    """With a link to choose a new password."""
    return _to(
        user,
        _("Choose a new password"),
        _("Someone has asked for a new password to your account. Was it you, then choose one here."),
        _works_for(Purpose.NEW_PASSWORD),
        _("Was it not you, do nothing. Your password stays as it is."),
        button=_("Choose a new password"),
        path=path_of_link(Purpose.NEW_PASSWORD, user),
    )


def password_changed_letter(user: User) -> Letter:
    """A warning, should it have been somebody else."""
    return _to(
        user,
        _("Your password has been changed"),
        _("The password to your account has been changed, and you are signed out everywhere else."),
        _("Was it not you, then choose a new password at once, and write to us."),
        button=_("Choose a new password"),
        path="/glemt-adgangskode",
    )


def code_letter(user: User, subject: str, *text: str) -> Letter:
    """About the one-time code: what happened, and what to do if it was somebody else."""
    return Letter(
        user,
        subject,
        text,
        _("Go to your account"),
        "/konto",
        _("You get this letter because it is about how you sign in."),
    )


def _code_confirmed(user: User) -> Letter:
    return code_letter(
        user,
        _("Your one-time code is turned on"),
        _(
            "From now on we ask for a code from your phone when you sign in. "
            "Keep your recovery codes apart from the phone."
        ),
        _("Was it not you, then choose a new password at once, and write to us."),
    )


def _code_turned_off(user: User) -> Letter:
    return code_letter(
        user,
        _("Your one-time code is turned off"),
        _("Your password alone is now enough to sign in. You can set up a new code on your account."),
        _("Was it not you, then choose a new password at once, and write to us."),
    )


def _code_reset(user: User) -> Letter:
    return code_letter(
        user,
        _("Your one-time code has been taken away"),
        _(
            "The municipality has been told that you have lost your phone and your recovery codes, and "
            "has taken the code away. You are signed out everywhere."
        ),
        _("Sign in with your password, and set up a new code on your account."),
        _("Have you not asked for it, then choose a new password at once, and write to us."),
    )


def _code_guessed(user: User) -> Letter:
    return _to(
        user,
        _("Somebody knows your password"),
        _(
            "Somebody has signed in with your password and then written wrong one-time codes. "
            "We have stopped them, and nobody has come in."
        ),
        _("Was it not you, then choose a new password now. The code from your phone is still needed afterwards."),
        button=_("Choose a new password"),
        path="/glemt-adgangskode",
        why=_("You get this letter because it is about how you sign in."),
    )


def _code_guessed_inside(user: User) -> Letter:
    return _to(
        user,
        _("Wrong one-time codes in your account"),
        _(
            "Somebody who is signed in as you has written your password and then wrong one-time codes. "
            "We have stopped the attempts."
        ),
        _("Was it not you, then choose a new password now. It signs you out everywhere."),
        button=_("Choose a new password"),
        path="/glemt-adgangskode",
        why=_("You get this letter because it is about how you sign in."),
    )


def _recovery_code_used(user: User) -> Letter:
    return code_letter(
        user,
        _("One of your recovery codes has been used"),
        _("Somebody has used one of your recovery codes instead of the code from your phone. It does not work again."),
        _("Was it not you, then choose a new password at once, make new recovery codes, and write to us."),
    )


def new_browser_letter(user: User) -> Letter:
    """Somebody has signed in with a kind of browser that this person has not used before."""
    return code_letter(
        user,
        _("You have signed in with another browser"),
        _("Your account has been signed in to with a browser or a device that we have not seen you use."),
        _(
            "Was it you, do nothing. Was it not, then choose a new password at once. "
            "On your account you can see where you are signed in."
        ),
    )


def _joining(user: User, then: str = "") -> Letter:
    if user.is_invited:
        return invitation_letter(user)
    if user.is_guest:
        return claim_letter(user, then)
    return confirmation_letter(user, then) if user.confirmed_at is None else already_here_letter(user)


def _asked(user: User, event: Event) -> Letter:
    return _joining(user, event.details.get("then") or "")


def _invited(user: User, event: Event) -> Letter | None:
    """None where the seat that it invites to has been taken back in the meantime."""
    if event.committee_id is not None and event.committee_id not in takes_part_in()(user):
        return None
    sender = db.session.get(User, event.actor_id or 0)
    return invitation_letter(user, sender) if user.is_invited or user.is_guest else None


def _forgotten(user: User) -> Letter:
    return new_password_letter(user) if user.password_hash else _joining(user)


def _guessed(user: User, event: Event) -> Letter:
    return _code_guessed_inside(user) if event.details.get("inside") else _code_guessed(user)


def _signed_in(user: User, event: Event) -> Letter | None:
    return new_browser_letter(user) if event.details.get("new_browser") else None


def _to_the_person(write: Callable[[User, Event], Letter | None], says: str) -> OwnLetter:
    """To whose account it is, unless it has been shut."""

    def letters(event: Event) -> Iterator[Letter]:
        user = db.session.get(User, event.subject_id)
        letter = write(user, event) if user and user.is_active and user.has_mail else None
        if letter is not None:
            yield letter

    return OwnLetter(write=letters, to="the person", says=says)


def _as_it_stands(write: Callable[[User], Letter | None]) -> OwnLetter:
    return _to_the_person(lambda user, _event: write(user), AS_IT_STANDS)


OWN_LETTERS: Mapping[EventType, OwnLetter] = {
    EventType.ACCOUNT_ASKED_AGAIN: _to_the_person(_asked, AS_IT_STANDS),
    EventType.ACCOUNT_CREATED: _to_the_person(_asked, AS_IT_STANDS),
    EventType.ACCOUNT_INVITED: _to_the_person(_invited, "the invitation, unless the seat has been taken back"),
    EventType.CODE_CONFIRMED: _as_it_stands(_code_confirmed),
    EventType.CODE_GUESSED: _to_the_person(_guessed, AS_IT_STANDS),
    EventType.CODE_RESET: _as_it_stands(_code_reset),
    EventType.CODE_TURNED_OFF: _as_it_stands(_code_turned_off),
    EventType.CONFIRMATION_ASKED: _to_the_person(_asked, AS_IT_STANDS),
    EventType.PASSWORD_CHANGED: _as_it_stands(password_changed_letter),
    EventType.PASSWORD_FORGOTTEN: _as_it_stands(_forgotten),
    EventType.RECOVERY_CODE_USED: _as_it_stands(_recovery_code_used),
    EventType.SIGNED_IN: _to_the_person(_signed_in, "that another browser has signed in, the first time"),
}


def _works_for(purpose: Purpose) -> str:
    return _("The link works once, and for %(time)s.", time=time_of_link(purpose))


def _to(user: User, subject: str, *text: str, button: str, path: str, why: str = "") -> Letter:
    usual = _("You get this letter because your address was written on the portal.")
    return Letter(user, subject, text, button, path, why or usual)
