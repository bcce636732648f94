"""A letter about one event goes once to an address. It is written down before it is sent, and again when it is out.

The mail server is greeted first, so that nothing lies between the first line and the letter. A worker that is killed
before it has therefore certainly sent nothing, and the letter goes out next time. One that is killed after it may have:
that letter is not sent again, and stands among those of which nobody knows. What the server refuses was not sent.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from portal.accounts.attempts import kept
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.mail import Mail, send_mail
from portal.notifications.models import LetterSent
from portal.reactions.one_a_day import without_addresses

MAX_ATTEMPTS = 8  # in one day
FIRST_WAIT = timedelta(minutes=1)  # doubled for each attempt
KEY_LENGTH = 40


def key_of(event_id: int, address: str) -> str:
    """What a letter about an event to an address is called, by whichever worker and however often it is written."""
    return f"{event_id}.{kept(f'{event_id} {address}')[:KEY_LENGTH]}"


def send_once(mail: Mail, *, event_id: int, recipient_id: int | None) -> bool:
    """Send this as the letter about an event; False when it is out, or may be.

    Raises `OSError` or `SMTPException` when the mail server does not take it.
    """
    mail = replace(mail, key=key_of(event_id, mail.to))
    if _is_begun(mail.key, event_id, recipient_id):
        return False
    try:
        is_sent = send_mail(mail, lambda: _begin(mail.key, event_id, recipient_id))
    except Exception as error:
        _note(mail.key, failed_at=clock.now(), attempts=LetterSent.attempts + 1, last_error=without_addresses(error))
        raise
    if is_sent:
        _note(mail.key, sent_at=clock.now())
    return is_sent


def note_unwritten(event_id: int, recipient_id: int, address: str, error: Exception) -> None:
    """A letter could not even be written: it is tried again as often as one that the mail server does not take."""
    key = key_of(event_id, address)
    if _begin(key, event_id, recipient_id):
        _note(key, failed_at=clock.now(), attempts=LetterSent.attempts + 1, last_error=without_addresses(error))


def may_try_again(failed_at: datetime | None, attempts: int, now: datetime) -> bool:
    """Whether it is time to offer the mail server once more what it has refused."""
    if failed_at is None or attempts >= MAX_ATTEMPTS:
        return False
    return now - failed_at >= FIRST_WAIT * (1 << attempts - 1)


def _is_begun(key: str, event_id: int, recipient_id: int | None) -> bool:
    """By its key; what was sent by an earlier version has none, and is known by its recipient."""
    is_same = LetterSent.message_key == key
    if recipient_id is not None:
        is_same = or_(is_same, (LetterSent.event_id == event_id) & (LetterSent.recipient_id == recipient_id))
    return db.session.scalar(select(LetterSent.id).where(is_same, LetterSent.failed_at.is_(None))) is not None


def _begin(key: str, event_id: int, recipient_id: int | None) -> bool:
    """Write down that the letter is on its way; of two who would, one may. In a transaction of its own."""
    with db.engine.begin() as connection:
        return _is_first(connection, key, event_id, recipient_id) or _is_freed(connection, key)


def _is_first(connection: Connection, key: str, event_id: int, recipient_id: int | None) -> bool:
    row = insert(LetterSent).values(message_key=key, event_id=event_id, recipient_id=recipient_id)
    try:
        with connection.begin_nested():
            connection.execute(row)
    except IntegrityError:
        return False
    return True


def _is_freed(connection: Connection, key: str) -> bool:
    """What was refused may be begun once more."""
    refused = (LetterSent.message_key == key) & LetterSent.failed_at.is_not(None)
    return bool(connection.execute(update(LetterSent).where(refused).values(failed_at=None)).rowcount)


def _note(key: str, **facts: object) -> None:
    with db.engine.begin() as connection:
        connection.execute(update(LetterSent).where(LetterSent.message_key == key).values(facts))
