"""What deeds to an idea share: its clock, and making it public."""

from datetime import date, datetime, time, timedelta

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.locking import hold
from portal.foundation.public_texts import ensure_may_stand
from portal.ideas.models import Idea, IdeaState
from portal.ideas.states import WAY
from portal.ideas.words import personal_data_in

MAY_HOLD_PERSONAL_DATA = N_(
    "The idea may hold personal data: %(found)s. Send it back, or write why it may be published."
)


def start_clock(idea: Idea, came_on: date | None = None) -> None:
    """From now, or from the day it came, the committee owes an answer within the days that it promises."""
    day = came_on or clock.today()
    is_today = day == clock.today()
    idea.received_at = clock.now() if is_today else clock.moment_in_denmark(datetime.combine(day, time(12)))
    _promise(idea, day)


def make_public(idea: Idea, actor: User, reason: str = "") -> None:
    """Publish a text that holds no personal data, or for which `reason` says why it may be published all the same."""
    hold(idea)
    if not idea.body:
        raise Refused(_("The text of the idea is deleted, so there is nothing to publish."))
    ensure_may_stand(personal_data_in(idea), reason, MAY_HOLD_PERSONAL_DATA)
    WAY.take_step(idea, IdeaState.PUBLISHED, actor, reason)
    idea.published_at = clock.now()


def close_appeals(idea: Idea) -> None:
    """An idea that is withdrawn leaves no appeal waiting: it ends without a verdict."""
    for appeal in idea.appeals:
        appeal.decided_at = appeal.decided_at or clock.now()


def give_more_time(idea: Idea) -> None:
    """Count the days that are promised from today. The clock itself goes on: somebody has waited since it came."""
    _promise(idea, clock.today())


def _promise(idea: Idea, first: date) -> None:
    """What the mandate says now is what this author has been told; a later mandate does not change it."""
    idea.promised_days = idea.committee.idea_answer_days
    idea.answer_due_on = first + timedelta(days=idea.promised_days)


def stop_clock(idea: Idea) -> None:
    """The first answer stops the clock: how long it took, and whether that was longer than promised, are kept."""
    if idea.first_answered_at is not None or idea.received_at is None or idea.answer_due_on is None:
        return
    idea.first_answered_at = clock.now()
    idea.days_to_answer = (clock.today() - clock.in_denmark(idea.received_at).date()).days
    idea.was_late = clock.today() > idea.answer_due_on
