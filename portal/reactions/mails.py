"""Sending the letters that are about one event: those a person has asked for, and those about an application.

What a person has asked for by an act in the same minute goes at once. Letters about an application are one a day to an
address, like everything else. Everything else is gathered from notices, in `posting`.
"""

from smtplib import SMTPException

from flask import current_app
from sqlalchemy import insert, select

from portal.accounts.attempts import kept
from portal.events.delivery import NotBefore
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.mail import Mail, send_mail
from portal.municipalities.queries import Site, site
from portal.notifications.models import LetterSent
from portal.notifications.queries import has_letter_about
from portal.reactions.account_letters import letters_about_account
from portal.reactions.application_letters import letters_about_application
from portal.reactions.erasure_letters import forget_address, letters_about_erasure
from portal.reactions.guest_letters import letters_about_guest
from portal.reactions.letters import Letter
from portal.reactions.one_a_day import next_morning, send_todays, without_addresses


class LettersNotSent(Exception):
    """The mail server did not take them; the outbox tries again. Says why, and never to whom."""


def send_letters(event: Event) -> None:
    """Send what an event alone gives cause for. Raises `LettersNotSent`, or `NotBefore` when today's letter is used."""
    around = site(is_demo=current_app.config["IS_DEMO"])
    for letter in (*letters_about_account(event), *letters_about_guest(event)):
        _send_what_was_asked_for(event, letter, around)
    for letter in letters_about_erasure(event):
        _send_what_was_asked_for(event, letter, around)
        forget_address(event)
    for letter in letters_about_application(event):
        if event.type == EventType.APPLICATION_CONFIRMATION_ASKED:
            _send_what_was_asked_for(event, letter, around)
        else:
            _send_in_turn(event, letter, around)


def _send_what_was_asked_for(event: Event, letter: Letter, around: Site) -> None:
    known_id = letter.user.id  # to a guest there is only ever one
    sent = select(LetterSent.id).where(LetterSent.event_id == event.id, LetterSent.recipient_id == known_id)
    if known_id is not None and db.session.scalar(sent) is not None:
        return
    try:
        send_mail(set_up(letter, around))
    except (OSError, SMTPException) as error:
        raise LettersNotSent(without_addresses(error)) from None  # what it came from names the address
    if known_id is not None:
        _note_sent(event.id, known_id)


def _send_in_turn(event: Event, letter: Letter, around: Site) -> None:
    if has_letter_about(event.id, kept(letter.user.email)):
        return
    try:
        is_sent = send_todays(set_up(letter, around), recipient_id=letter.user.id, event_id=event.id)
    except (OSError, SMTPException) as error:
        raise LettersNotSent(without_addresses(error)) from None
    if not is_sent:
        raise NotBefore(next_morning())


def set_up(letter: Letter, around: Site) -> Mail:
    """The letter as text and as HTML."""
    given = {"letter": letter, "site": around, "base_url": current_app.config["BASE_URL"], "locale": "da"}
    text, html = (
        current_app.jinja_env.get_template(f"mail/{letter.template}.{kind}").render(given) for kind in ("txt", "html")
    )
    return Mail(
        to=letter.user.email, subject=letter.subject, text=text, html=html,
        list_name=around.name, unsubscribe=letter.change_url,
    )  # fmt: skip


def _note_sent(event_id: int, recipient_id: int) -> None:
    """In a transaction of its own: a letter that is out cannot be called back when the delivery is rolled back."""
    with db.engine.begin() as connection:
        connection.execute(insert(LetterSent).values(event_id=event_id, recipient_id=recipient_id))
