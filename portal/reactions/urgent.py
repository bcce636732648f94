"""Letters that cannot wait: a meeting within two days, and what somebody has asked for. Each goes alone, at once."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from flask import current_app
from sqlalchemy import update

from portal.accounts.models import User
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.i18n import speaking
from portal.house.letters import LANGUAGE
from portal.municipalities.queries import Site, site
from portal.notifications.models import Notification
from portal.notifications.queries import failed_letters, waiting_alone
from portal.reactions.letters import letter_about
from portal.reactions.mails import set_up
from portal.reactions.notify import StillTold
from portal.reactions.once import may_try_again, note_unwritten, send_once
from portal.reactions.one_a_day import where_it_failed, without_addresses

logger = logging.getLogger(__name__)
STALE = timedelta(days=15)  # as for all news


def post_urgent(at_most: int = 50) -> int:
    """Send them, longest waiting first; return how many. Each asks once more whether its reader is still told.

    Raises `OSError` when the mail server is not there.
    """
    waiting = _due(at_most)
    if not waiting:
        return 0
    around, is_told = site(is_demo=current_app.config["IS_DEMO"]), StillTold()
    with speaking(LANGUAGE):
        return sum(_post(notice, around, is_told) for notice in waiting)


def _due(at_most: int) -> list[Notification]:
    now = clock.now()
    waiting = waiting_alone(now - STALE)
    if not waiting:
        return []
    failed = {
        (letter.event_id, letter.recipient_id): may_try_again(letter.failed_at, letter.attempts, now)
        for letter in failed_letters(now - STALE)
    }
    return [notice for notice in waiting if failed.get((notice.event_id, notice.recipient_id), True)][:at_most]


def _post(notice: Notification, around: Site, is_told: StillTold) -> bool:
    event, user = db.session.get_one(Event, notice.event_id), db.session.get_one(User, notice.recipient_id)
    is_sent = False
    if is_told(event, user.id):
        try:
            is_sent = _send(event, notice, user, around)
        except SMTPException as error:
            logger.warning("a letter to person %s was not taken: %s", user.id, without_addresses(error))
            return False
    with transaction():
        db.session.execute(update(Notification).where(Notification.id == notice.id).values(waiting=False))
    return is_sent


def _send(event: Event, notice: Notification, user: User, around: Site) -> bool:
    try:
        mail = set_up(letter_about(event, notice, user), around)
    except Exception as error:
        db.session.rollback()
        logger.error("the letter to person %s could not be written: %s", user.id, where_it_failed(error))
        note_unwritten(event.id, user.id, user.email, error)
        raise SMTPException("it could not be written") from None
    return send_once(mail, event_id=event.id, recipient_id=user.id)
