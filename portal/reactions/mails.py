"""Sending the letters that an event alone gives cause for, as the rooms say: at once, or one a day to an address.

What notices tell of goes by itself where it cannot wait (`urgent`), and else is gathered (`posting`).
"""

from collections.abc import Mapping
from smtplib import SMTPException

from flask import current_app

from portal.accounts.attempts import kept
from portal.events.delivery import NotBefore
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.handed import Handed
from portal.foundation.i18n import current_locale, speaking
from portal.foundation.mail import Mail
from portal.house.letters import LANGUAGE, Letter, OwnLetter
from portal.municipalities.queries import Site, site
from portal.notifications.queries import has_letter_about
from portal.reactions.once import send_once
from portal.reactions.one_a_day import next_morning, send_todays, without_addresses

own_letters: Handed[Mapping[EventType, OwnLetter]] = Handed("the letters that events alone give cause for")


class LettersNotSent(Exception):
    """The mail server did not take them; the outbox tries again. Says why, and never to whom."""


def send_letters(event: Event) -> None:
    """Send what an event alone gives cause for. Raises `LettersNotSent`, or `NotBefore` when today's letter is used."""
    own = own_letters().get(EventType(event.type))
    if own is None:
        return
    with speaking(LANGUAGE):
        around = site(is_demo=current_app.config["IS_DEMO"])
        for letter in own.write(event):
            (_send_in_turn if own.takes_turn else _send_at_once)(event, letter, around)
            if own.afterwards is not None:
                own.afterwards(event)


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
        attached=letter.attached,
    )  # fmt: skip
