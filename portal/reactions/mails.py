"""Sending the letters that are about one event: those a person has asked for, and those about an application.

What a person has asked for by an act in the same minute goes at once. Other letters about an application are one a day
to an address. What notices tell of goes by itself where it cannot wait (`urgent`), and else is gathered (`posting`).
"""

from smtplib import SMTPException

from flask import current_app

from portal.accounts.attempts import kept
from portal.events.delivery import NotBefore
from portal.events.models import Event
from portal.foundation.i18n import current_locale, speaking
from portal.foundation.mail import Mail
from portal.municipalities.queries import Site, site
from portal.notifications.queries import has_letter_about
from portal.reactions.account_letters import letters_about_account
from portal.reactions.application_letters import ASKED_FOR_BY_APPLICANTS, letters_about_application
from portal.reactions.erasure_letters import forget_address, letters_about_erasure
from portal.reactions.guest_letters import letters_about_guest
from portal.reactions.letters import LANGUAGE, Letter
from portal.reactions.once import send_once
from portal.reactions.one_a_day import next_morning, send_todays, without_addresses


class LettersNotSent(Exception):
    """The mail server did not take them; the outbox tries again. Says why, and never to whom."""


def send_letters(event: Event) -> None:
    """Send what an event alone gives cause for. Raises `LettersNotSent`, or `NotBefore` when today's letter is used."""
    with speaking(LANGUAGE):
        around = site(is_demo=current_app.config["IS_DEMO"])
        for letter in (*letters_about_account(event), *letters_about_guest(event)):
            _send_at_once(event, letter, around)
        for letter in letters_about_erasure(event):
            _send_at_once(event, letter, around)
            forget_address(event)
        for letter in letters_about_application(event):
            if event.type in ASKED_FOR_BY_APPLICANTS:
                _send_at_once(event, letter, around)
            else:
                _send_in_turn(event, letter, around)


def _send_at_once(event: Event, letter: Letter, around: Site) -> None:
    """Outside the count: the reader has asked for it, or must know now."""
    try:
        send_once(set_up(letter, around), event_id=event.id, recipient_id=letter.user.id)
    except (OSError, SMTPException) as error:
        raise LettersNotSent(without_addresses(error)) from None  # what it came from names the address


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
    """The letter as text and as HTML, in the language that is spoken."""
    given = {"letter": letter, "site": around, "base_url": current_app.config["BASE_URL"], "locale": current_locale()}
    text, html = (
        current_app.jinja_env.get_template(f"mail/{letter.template}.{kind}").render(given) for kind in ("txt", "html")
    )
    return Mail(
        to=letter.user.email, subject=letter.subject, text=text, html=html,
        list_name=around.name, unsubscribe=letter.change_url, reply_to=around.contact_email,
    )  # fmt: skip
