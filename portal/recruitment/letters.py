"""Letters to applicants, with an account or without. What to write is decided by how the application stands then."""

from collections.abc import Callable, Iterator, Mapping

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.dates import day
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _, speaking
from portal.house.letters import LANGUAGE, Letter, OwnLetter
from portal.recruitment.links import path_of_application
from portal.recruitment.models import Application, ApplicationState, PaperLetter
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import time_kept


def confirmation_letter(application: Application) -> Letter | None:
    """To somebody without an account: only who reads it can make the application count."""
    if application.state is not ApplicationState.UNCONFIRMED:
        return None
    return _letter(
        application,
        _("Confirm your application to “%(name)s”", name=application.committee.name),
        (
            _("Someone has applied for a seat in “%(name)s” with this address. Was it you, then confirm it here.",
              name=application.committee.name),
            _("If nobody confirms within %(time)s, everything is deleted.",
              time=time_kept(Kind.APPLICATION_UNCONFIRMED)),
            _("Was it not you, do nothing."),
        ),
        _("Confirm the application"),
    )  # fmt: skip


def receipt_letter(application: Application) -> Letter:
    """The application has been received."""
    return _letter(
        application,
        _("We have received your application to “%(name)s”", name=application.committee.name),
        (
            _("Thank you for applying. Your number is %(number)s.", number=application.number),
            _("You can apply until %(day)s. After that you hear from us.", day=day(application.call.closes_on)),
            _how_to_follow(application),
        ),
        _("See your application"),
    )  # fmt: skip


def _how_to_follow(application: Application) -> str:
    deleted = day(application.delete_on)
    if application.gets_letters_by_post:
        return _("Write or call if you want to withdraw the application. We delete it on %(day)s.", day=deleted)
    return _("With the button you can see how it goes, and withdraw the application. We delete it on %(day)s.",
             day=deleted)  # fmt: skip


def invitation_letter(application: Application) -> Letter | None:
    """With the decision that it refers to, and the day by which to answer."""
    if application.state is not ApplicationState.INVITED or application.decided_by is None:
        return None
    return _letter(
        application,
        _("You are invited to a seat in “%(name)s”", name=application.committee.name),
        (
            _("%(body)s decided on %(day)s, item %(item)s, to invite you to a seat in “%(name)s”.",
              body=application.decided_by.name, day=day(application.decided_on), item=application.decided_item,
              name=application.committee.name),
            _("If you say yes, you are a member from %(day)s, and your name becomes public.",
              day=day(application.starts_on)),
            _("Answer by %(day)s. Until then the place is kept for you.", day=day(application.answer_by)),
            *((_("Write or call to say yes or no."),) if application.gets_letters_by_post else ()),
        ),
        _("Answer the invitation"),
    )  # fmt: skip


def accepted_letter(application: Application) -> Letter:
    """After a yes: the seat, or, when others came first, patience."""
    text: tuple[str, ...]
    if application.state is ApplicationState.APPOINTED and application.gets_letters_by_post:
        text = (
            _("You have a seat in “%(name)s”. Thank you for taking part.", name=application.committee.name),
            _("Before the first meeting we call you, and tell about your role and what you are asked to confirm."),
        )
        path, button = "", ""
    elif application.state is ApplicationState.APPOINTED:
        text = (
            _("You have a seat in “%(name)s”. Thank you for taking part.", name=application.committee.name),
            _("On the welcome page you can read about your role, and confirm a few things before the first meeting."),
            _("Have you no account, then you get another letter in which you choose a password."),
        )
        path, button = f"{application.committee.path}velkommen", _("Go to the welcome page")
    else:
        text = (
            _("Thank you for saying yes. The last place was taken before you answered."),
            _("We write to you as soon as there is a place."),
        )
        path, button = "", _("See your application")
    return _letter(application, _("Thank you for saying yes"), text, button, path)


def reserve_letter(application: Application) -> Letter | None:
    """On the reserve list."""
    if application.state is not ApplicationState.RESERVE:
        return None
    return _letter(
        application,
        _("You are on the reserve list of “%(name)s”", name=application.committee.name),
        (
            _("All seats have been taken for now, and you are on the reserve list."),
            _("If somebody leaves, we invite from the list, in its order. You need do nothing."),
        ),
        _("See your application"),
    )


def answer_letter(application: Application) -> Letter | None:
    """The secretary's own words, with a greeting."""
    if not application.answer:
        return None
    words = tuple(part.strip() for part in application.answer.split("\n\n") if part.strip())
    return _letter(
        application,
        _("About your application to “%(name)s”", name=application.committee.name),
        (_("Dear %(name)s", name=application.name), *words),
        _("See what you can take part in"),
        application.committee.path,
    )


def withdrawn_letter(application: Application) -> Letter:
    """A receipt."""
    return _letter(
        application,
        _("Your application is withdrawn"),
        (
            _("Your application to “%(name)s” is withdrawn, and what you wrote is deleted.",
              name=application.committee.name),
        ),
        _("See what you can take part in"),
        application.committee.path,
    )  # fmt: skip


APPLICATION_LETTERS: Mapping[EventType, Callable[[Application], Letter | None]] = {
    EventType.APPLICATION_ACCEPTED: accepted_letter,
    EventType.APPLICATION_ANSWERED: answer_letter,
    EventType.APPLICATION_CONFIRMATION_ASKED: confirmation_letter,
    EventType.APPLICATION_INVITED: invitation_letter,
    EventType.APPLICATION_RECEIVED: receipt_letter,
    EventType.APPLICATION_RESERVED: reserve_letter,
    EventType.APPLICATION_WITHDRAWN: withdrawn_letter,
}


def letter_by_post(letter: PaperLetter) -> Letter | None:
    """What is printed for an applicant without e-mail; None when there is nothing to say any more."""
    with speaking(LANGUAGE):
        return APPLICATION_LETTERS[EventType(letter.kind)](letter.application)


def letters_about_application(event: Event) -> Iterator[Letter]:
    """The letter to the applicant, unless the application has been deleted."""
    application = db.session.get(Application, event.subject_id)
    letter = APPLICATION_LETTERS[EventType(event.type)](application) if application and application.email else None
    if letter is not None:
        yield letter


def _is_posted(event: Event) -> bool:
    """Whether the applicant has no e-mail."""
    application = db.session.get(Application, event.subject_id)
    return application is not None and application.gets_letters_by_post


def _letter(application: Application, subject: str, text: tuple[str, ...], button: str, path: str = "") -> Letter:
    reader = application.user or User(name=application.name, email=application.email)  # never saved
    why = _("You get this letter because somebody applied for a seat with your address.")
    return Letter(reader, subject, text, button, path or path_of_application(application), why)


ASKED_FOR_BY_APPLICANTS = {
    EventType.APPLICATION_ACCEPTED,
    EventType.APPLICATION_CONFIRMATION_ASKED,
    EventType.APPLICATION_RECEIVED,
    EventType.APPLICATION_WITHDRAWN,
}  # what somebody does gives a receipt in the same minute
OWN_LETTERS: Mapping[EventType, OwnLetter] = {
    event_type: OwnLetter(
        write=letters_about_application, to="the applicant", says="about the application, as it stands",
        takes_turn=event_type not in ASKED_FOR_BY_APPLICANTS, is_posted=_is_posted,
    )
    for event_type in APPLICATION_LETTERS
}  # fmt: skip
