"""Who gets a letter now: what needs somebody goes at once, the rest once a week, and never two letters on one day.
What cannot wait goes before them, outside the count. Who is told is asked again when the letter is written.

Looks at what waits and at the clock, and remembers nothing between two rounds; so it may run as often as it likes.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from smtplib import SMTPException

from flask import current_app
from sqlalchemy import update

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.i18n import speaking
from portal.house.letters import LANGUAGE
from portal.municipalities.queries import Site, site
from portal.notifications.models import Notification, Pace
from portal.notifications.queries import Waiting, letters_on, paces_of, waiting_notices, waiting_since
from portal.reactions.gathered import events_of, letter_to
from portal.reactions.mails import set_up
from portal.reactions.notify import StillTold
from portal.reactions.once import may_try_again
from portal.reactions.one_a_day import MORNING, note_unwritten, send_todays, where_it_failed, without_addresses
from portal.reactions.urgent import post_urgent
from portal.rules.notices import NoticeKind

logger = logging.getLogger(__name__)
SUNDAY = 6  # fewest letters must go at once that day, so the weekly letter delays almost none
STALE = timedelta(days=15)  # older news is not sent any more: the weekly letter has had two days to go out
PaceOf = Callable[[int, NoticeKind], Pace]


@dataclass(frozen=True)
class Hour:
    """What the clock says about letters."""

    now: datetime
    midnight: datetime
    morning: datetime
    week_began: datetime  # when the newest weekly letter was due

    @property
    def is_early(self) -> bool:
        return self.now < self.morning

    @property
    def is_weekly_day(self) -> bool:
        return clock.in_denmark(self.now).weekday() == SUNDAY


@dataclass(frozen=True)
class _Post:
    """What one round of letters has in hand."""

    hour: Hour
    around: Site
    is_told: StillTold

    def still_told(self, user: User) -> list[Notification]:
        """What somebody waits for and would be told today; the rest no longer waits."""
        waiting = waiting_notices(user, self.hour.now - STALE)
        events = events_of(waiting)
        told = [notice for notice in waiting if self.is_told(events[notice.event_id], user.id)]
        gone = [notice.id for notice in waiting if notice not in told]
        if gone:
            with transaction():
                db.session.execute(update(Notification).where(Notification.id.in_(gone)).values(waiting=False))
        return told


def hour_of(now: datetime) -> Hour:
    """The hours of the Danish day in which `now` lies."""
    today = clock.in_denmark(now).date()
    sunday = today - timedelta(days=(today.weekday() - SUNDAY) % 7)
    midnight, morning, week = (
        clock.moment_in_denmark(datetime.combine(day, hour))
        for day, hour in ((today, time()), (today, MORNING), (sunday, MORNING))
    )
    return Hour(now, midnight, morning, week if week <= now else week - timedelta(weeks=1))


def post_letters(at_most: int = 50) -> int:
    """Send the letters that are due; return how many. What the mail server does not take is tried again later.

    One letter that cannot be written keeps nobody else's.
    """
    try:
        sent = post_urgent(at_most)
        return sent + _post_in_turn(max(0, at_most - sent))
    except OSError as error:
        logger.warning("the mail server could not be reached: %s", without_addresses(error))
        return 0


def _post_in_turn(at_most: int) -> int:
    """The letters of today. Raises `OSError` when the mail server is not there."""
    hour = hour_of(clock.now())
    people = _due_people(hour)[:at_most]
    if not people:
        return 0
    post, sent = _Post(hour, site(is_demo=current_app.config["IS_DEMO"]), StillTold()), 0
    for user_id in people:
        try:
            with speaking(LANGUAGE):
                sent += _post_to(db.session.get_one(User, user_id), post)
        except SMTPException as error:
            logger.warning("a letter to person %s was not taken: %s", user_id, without_addresses(error))
        except OSError:
            raise
        except Exception as error:
            db.session.rollback()
            logger.error("the letter to person %s could not be written: %s", user_id, where_it_failed(error))
    return sent


def _due_people(hour: Hour) -> list[int]:
    """Everybody who waits for something that is due, and has not been written to today; longest waiting first."""
    waiting, paces = waiting_since(hour.now - STALE), paces_of()
    written_to = {
        id_
        for id_, letter in letters_on(clock.today()).items()
        if not may_try_again(letter.failed_at, letter.attempts, hour.now)
    }
    return [id_ for id_, told in waiting.items() if id_ not in written_to and _is_due(told, paces, id_, hour)]


def _is_due(waiting: Sequence[Waiting], paces: PaceOf, user_id: int, hour: Hour) -> bool:
    urgent = [one for one in waiting if paces(user_id, one.kind) is Pace.AT_ONCE]
    weekly = [one for one in waiting if paces(user_id, one.kind) is Pace.WEEKLY]
    if hour.is_early and hour.is_weekly_day and weekly:
        return False  # the day's letter is kept for the morning
    if _weekly_is_due(weekly, hour):
        return True
    return bool(urgent) and (not hour.is_early or any(one.last >= hour.midnight for one in urgent))


def _weekly_is_due(weekly: Sequence[Waiting], hour: Hour) -> bool:
    return not hour.is_early and any(one.first < hour.week_began for one in weekly)


def _post_to(user: User, post: _Post) -> bool:
    told = post.still_told(user)
    paces = paces_of([user.id])
    urgent = [notice for notice in told if paces(user.id, notice.kind) is Pace.AT_ONCE]
    weekly = [notice for notice in told if paces(user.id, notice.kind) is Pace.WEEKLY]
    if post.hour.is_early or not any(notice.created_at < post.hour.week_began for notice in weekly):
        weekly = []
    if not urgent and not weekly:
        return False
    try:
        mail = set_up(letter_to(user, urgent, weekly, post.around), post.around)
    except Exception as error:
        note_unwritten(user.email, user.id, error)
        raise
    return send_todays(mail, recipient_id=user.id, notice_ids=[notice.id for notice in (*urgent, *weekly)])
