"""Sending letters. A delivery may be repeated, so each letter that is sent is noted at once, and not sent again."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from flask import current_app
from sqlalchemy import insert, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.mail import Mail, send_mail
from portal.municipalities.queries import Site, site
from portal.notifications.models import LetterSent
from portal.reactions.account_letters import letters_about_account
from portal.reactions.application_letters import letters_about_application
from portal.reactions.guest_letters import letters_about_guest
from portal.reactions.letters import Letter, letters_about


class LettersNotSent(Exception):
    """The mail server did not take them; the outbox tries again. Says why, and never to whom."""


def send_letters(event: Event) -> None:
    """Send what an event gives cause for. One failing address does not keep the letter from the others."""
    writers = (letters_about_account, letters_about_guest, letters_about_application, letters_about)
    letters = [letter for write in writers for letter in write(event)]
    if not letters:
        return
    sent = set(db.session.scalars(select(LetterSent.recipient_id).where(LetterSent.event_id == event.id)))
    around = site(is_demo=current_app.config["IS_DEMO"])
    waiting = [letter for letter in letters if letter.user.id not in sent]
    faults = [fault for letter in waiting if (fault := _fault_in_sending(event, letter, around))]
    if faults:
        raise LettersNotSent(f"{len(faults)} of {len(letters)} letters were not sent: {', '.join(sorted(set(faults)))}")


def _fault_in_sending(event: Event, letter: Letter, around: Site) -> str:
    try:
        send_mail(set_up(letter, around))
    except (OSError, SMTPException) as error:
        return _without_addresses(error)
    if letter.user.id is not None:  # to a guest there is only ever one
        _note_sent(event.id, letter.user.id)
    return ""


def set_up(letter: Letter, around: Site) -> Mail:
    """The letter as text and as HTML."""
    given = {"letter": letter, "site": around, "base_url": current_app.config["BASE_URL"], "locale": "da"}
    text, html = (current_app.jinja_env.get_template(f"mail/letter.{kind}").render(given) for kind in ("txt", "html"))
    return Mail(to=letter.user.email, subject=letter.subject, text=text, html=html)


def _note_sent(event_id: int, recipient_id: int) -> None:
    """In a transaction of its own: a letter that is out cannot be called back when the delivery is rolled back."""
    with db.engine.begin() as connection:
        connection.execute(insert(LetterSent).values(event_id=event_id, recipient_id=recipient_id))


def _without_addresses(error: Exception) -> str:
    """What went wrong, without what a mail server says about people."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = sorted({str(answer[0]) for answer in error.recipients.values()})
        return f"{type(error).__name__} {' '.join(codes)}"
    code = error.smtp_code if isinstance(error, SMTPResponseException) else getattr(error, "strerror", "") or ""
    return f"{type(error).__name__} {code}".strip()
