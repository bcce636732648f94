"""Letters to people without an account: the link that confirms that they come, and what others are told as a notice."""

from collections.abc import Iterator, Mapping

from portal.accounts.models import User
from portal.accounts.queries import user_by_email
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.dates import daytime
from portal.foundation.db import db
from portal.foundation.i18n import N_, gettext as _
from portal.house.letters import Letter, LetterWords, OwnLetter, saying
from portal.house.telling import about
from portal.meetings.queries import is_ahead
from portal.meetings.telling import as_file, when_and_where
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import time_kept
from portal.workshops.links import path_of_confirmation, path_of_draft, path_of_own
from portal.workshops.models import GuestSignUp, ReadBackReply, Workshop, WorkshopSignUp
from portal.workshops.queries.coming import number_in_line, typed_in_with_mail
from portal.workshops.telling import (
    HAVE_NO_PLACE,
    LEAVE,
    LETTERS,
    NUMBER,
    PLACE,
    SIGN_OFF,
    TIME,
    had_for_a_day,
    participants,
    those_who_wait,
)

E = EventType


def _letters_to_confirm(event: Event) -> Iterator[Letter]:
    """Unless it is confirmed or deleted, or the person is shut out."""
    guest = db.session.get(GuestSignUp, event.subject_id)
    if guest is None or guest.confirmed_at is not None:
        return
    known = user_by_email(guest.email)
    if known is None or known.is_active:
        yield confirmation_of_sign_up(guest)


def confirmation_of_sign_up(guest: GuestSignUp) -> Letter:
    """With a link to the page where it is confirmed. Anybody can have written any address, so it holds not a word of
    what was written."""
    meeting = guest.workshop
    return Letter(
        User(name="", email=guest.email),  # nobody we know yet, and saved nowhere
        _("Confirm that you come: %(title)s", title=meeting.title),
        (
            _('Someone has signed up for "%(title)s" with this address.', title=meeting.title),
            _("Time: %(time)s", time=daytime(meeting.starts_at)),
            _("Place: %(place)s", place=meeting.place),
            _("Was it you, then confirm it. Only then do you have a place, or a number on the waiting list."),
            _("The link works for %(time)s, and until the meeting begins. If you do not use it, we delete everything"
              " that was written.", time=time_kept(Kind.SIGN_UP_BY_GUEST)),
            _("Was it not you, do nothing."),
        ),
        _("Confirm that I come"),
        path_of_confirmation(guest),
        _("You get this letter because your address was written on the portal."),
    )  # fmt: skip


WORDS: Mapping[EventType, LetterWords] = {
    **LETTERS,
    E.WORKSHOP_TYPED_IN: saying(
        N_("You have been signed up: %(title)s"),
        N_('You have been signed up for "%(title)s", as you asked those who hold the meeting.'),
        NUMBER,
        TIME,
        PLACE,
        SIGN_OFF,
        LEAVE,
        button=N_("See your place"), values=when_and_where,
    ),
}  # fmt: skip


def _to_those_typed_in(event: Event) -> Iterator[Letter]:
    """Whoever was signed up by others, and gave an address, reads what a notice tells the others."""
    workshop = about(event, Workshop)
    if workshop is None:
        return
    is_about_one = event.subject_kind == WorkshopSignUp.__tablename__
    for place in typed_in_with_mail(workshop):
        if not is_about_one or place.id == event.subject_id:
            yield letter_to_typed_in(event, place)


def _to_those_reminded(event: Event) -> Iterator[Letter]:
    """The same people, as far as they have had a place for a day."""
    workshop = about(event, Workshop)
    if workshop is not None and is_ahead(workshop):
        for place in typed_in_with_mail(workshop, had_for_a_day(event)):
            yield letter_to_typed_in(event, place)


def _to_those_asked(event: Event) -> Iterator[Letter]:
    """Whoever was signed up by others is asked in the same words, and answered."""
    if event.subject_kind != ReadBackReply.__tablename__:
        return
    reply = db.session.get(ReadBackReply, event.subject_id)
    if reply is None or reply.sign_up.user is not None or not reply.sign_up.email:
        return
    words, place = WORDS[EventType(event.type)], reply.sign_up
    values = {"title": reply.title, "name": place.workshop.committee.name, **words.values(event)}
    yield Letter(
        User(name=place.name, email=place.email),  # saved nowhere
        _(words.title, **values),
        tuple(_(message, **values) for message in words.text),
        _(words.button),
        path_of_draft(place),
        _("You get this letter because you gave your address when you came.")
        if place.walked_in
        else _("You get this letter because you gave your address when you signed up."),
    )


def letter_to_typed_in(event: Event, place: WorkshopSignUp) -> Letter:
    """The words of the notice's letter, with the way to the place."""
    words = WORDS[EventType(event.type)]
    values = {"title": place.workshop.title, "name": place.workshop.committee.name, **words.values(event)}
    values |= {"reason": str(event.details.get("reason", "")), "number": f"{number_in_line(place)}"}
    without = HAVE_NO_PLACE[those_who_wait if place.is_waiting else participants]
    said = (message for message in words.text if message not in without)
    return Letter(
        User(name=place.name, email=place.email),  # saved nowhere
        _(words.title, **values),
        tuple(_(message, **values) for message in said if values["reason"] or "%(reason)s" not in message),
        _("See your place"),
        path_of_own(place),
        _("You get this letter because you gave your address when you signed up."),
        attached=() if place.is_waiting else (as_file([place.workshop]),),
    )


OWN_LETTERS: Mapping[EventType, OwnLetter] = {
    E.WORKSHOP_GUEST_ASKED: OwnLetter(
        write=_letters_to_confirm, to="whoever signed up without an account", says="the link that confirms it"
    ),
    **dict.fromkeys(
        (
            E.WORKSHOP_READ_BACK_ASKED,
            E.WORKSHOP_READ_BACK_OVERTAKEN,
            E.WORKSHOP_READ_BACK_REMINDED,
            E.WORKSHOP_CORRECTION_ANSWERED,
        ),
        OwnLetter(
            write=_to_those_asked,
            to="those who came, whom others have signed up, and who gave an address",
            says="what others who came are told",
        ),
    ),
    **dict.fromkeys(
        (E.WORKSHOP_CANCELLED, E.WORKSHOP_MOVED, E.WORKSHOP_MOVED_UP, E.WORKSHOP_TYPED_IN),
        OwnLetter(
            write=_to_those_typed_in,
            to="those whom others have signed up, and who gave an address",
            says="what others who come are told",
        ),
    ),
    E.WORKSHOP_REMINDED: OwnLetter(
        write=_to_those_reminded,
        to="those whom others have signed up, and who gave an address",
        says="that the meeting is held soon",
    ),
}
