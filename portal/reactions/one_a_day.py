"""No address gets two letters on one day. A letter is claimed in the table before it is sent, and only then sent.

Two workers cannot claim the same day, and after a crash nobody knows whether the letter went out: it is not sent again.
What the mail server has refused was not sent, and gives the day and its notices back.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from traceback import extract_tb

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal.accounts.attempts import kept
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.mail import Mail, send_mail
from portal.notifications.models import DayLetter, Notification

MORNING = time(7)  # by a Danish clock; what was kept from the day before goes then


def next_morning() -> datetime:
    """When an address that has had its letter can be written to again."""
    return clock.moment_in_denmark(datetime.combine(clock.today() + timedelta(days=1), MORNING))


def send_todays(
    mail: Mail, *, recipient_id: int | None, event_id: int | None = None, notice_ids: Sequence[int] = ()
) -> bool:
    """Send this as the one letter of today; False when the address has had it.

    Raises `OSError` or `SMTPException` when the mail server does not take it; then the day is still free.
    """
    letter_id = _claim(mail.to, recipient_id, event_id, notice_ids)
    if letter_id is None:
        return False
    try:
        send_mail(replace(mail, key=_key_of_today(mail.to)))
    except Exception as error:
        _give_back(letter_id, without_addresses(error))
        raise
    with db.engine.begin() as connection:
        connection.execute(update(DayLetter).where(DayLetter.id == letter_id).values(sent_at=clock.now()))
    return True


def _key_of_today(address: str) -> str:
    """What the letter of this day to an address is called; sent twice, mail programs would show it once."""
    return f"{clock.today():%Y%m%d}.{kept(f'{clock.today()} {address}')[:40]}"


def note_unwritten(to: str, recipient_id: int, error: Exception) -> None:
    """A letter could not even be written: it is tried again as often as one that the mail server does not take."""
    letter_id = _claim(to, recipient_id, None, ())
    if letter_id is not None:
        _give_back(letter_id, without_addresses(error))


def without_addresses(error: Exception) -> str:
    """What went wrong, without what a mail server says about people."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = sorted({str(answer[0]) for answer in error.recipients.values()})
        return f"{type(error).__name__} {' '.join(codes)}"
    code = error.smtp_code if isinstance(error, SMTPResponseException) else getattr(error, "strerror", "") or ""
    return f"{type(error).__name__} {code}".strip()


def where_it_failed(error: Exception) -> str:
    """What went wrong and in which line, without the words of the error: they may be somebody's."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{without_addresses(error)} in {last.filename}, line {last.lineno}"


def _claim(to: str, recipient_id: int | None, event_id: int | None, notice_ids: Sequence[int]) -> int | None:
    address_hash, facts = kept(to), {"recipient_id": recipient_id, "event_id": event_id}
    with db.engine.begin() as connection:  # a transaction of its own, whatever the caller is in the middle of
        letter_id = _new_row(connection, address_hash, facts) or _failed_row(connection, address_hash, facts)
        if letter_id is not None and notice_ids:
            told = update(Notification).where(Notification.id.in_(notice_ids), Notification.waiting)
            connection.execute(told.values(waiting=False, letter_id=letter_id))
    return letter_id


def _new_row(connection: Connection, address_hash: str, facts: dict[str, int | None]) -> int | None:
    row = insert(DayLetter).values(address_hash=address_hash, day=clock.today(), created_at=clock.now(), **facts)
    try:
        with connection.begin_nested():
            key = connection.execute(row).inserted_primary_key
    except IntegrityError:
        return None
    return int(key[0]) if key else None


def _failed_row(connection: Connection, address_hash: str, facts: dict[str, int | None]) -> int | None:
    """A day that was given back can be claimed once more."""
    is_today = (DayLetter.address_hash == address_hash) & (DayLetter.day == clock.today())
    freed = connection.execute(
        update(DayLetter).where(is_today, DayLetter.failed_at.is_not(None)).values(failed_at=None, **facts)
    )
    return connection.scalar(select(DayLetter.id).where(is_today)) if freed.rowcount else None


def _give_back(letter_id: int, fault: str) -> None:
    with db.engine.begin() as connection:
        failed = {"failed_at": clock.now(), "attempts": DayLetter.attempts + 1, "last_error": fault[:200]}
        connection.execute(update(DayLetter).where(DayLetter.id == letter_id).values(failed))
        told = update(Notification).where(Notification.letter_id == letter_id)
        connection.execute(told.values(waiting=True, letter_id=None))
