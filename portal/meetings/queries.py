"""Reading meetings, whichever form they have."""

from collections.abc import Callable, Collection
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.handed import Handed
from portal.meetings.models import Meeting, MeetingForm, MeetingReminder, OwnCalendar
from portal.rules.roles import Role

REMINDED_BEFORE, REMINDED_AT = timedelta(days=2), time(8)  # so many days before, at this hour in Denmark
NOT_AGAIN = timedelta(days=7)  # of a meeting that is moved after a reminder, its letter is enough for a week
BACK = timedelta(days=365)  # what a calendar is told of meetings that are over

# Of a person's id: the ids of meetings that they have signed up for
signed_up_for: Handed[Callable[[int], Select[tuple[int]]]] = Handed("who has signed up for which meetings")


def meeting_or_404(meeting_id: int) -> Meeting:
    """A meeting of a public committee, with all that a calendar says of it."""
    return first_or_404(_public().where(Meeting.id == meeting_id))


def meetings_of(committee: Committee) -> Select[tuple[Meeting]]:
    """The meetings with their moves: the coming ones, soonest first; then those that are over, latest first."""
    is_past = Meeting.ends_at <= clock.now()
    soonest = case((Meeting.ends_at > clock.now(), Meeting.starts_at))
    return (
        select(Meeting)
        .where(Meeting.committee_id == committee.id)
        .options(selectinload(Meeting.moves))
        .order_by(is_past, soonest, Meeting.starts_at.desc(), Meeting.id.desc())
    )


def is_over(meeting: Meeting) -> bool:
    return meeting.ends_at <= clock.now()


def has_begun(meeting: Meeting) -> bool:
    return meeting.starts_at <= clock.now()


def is_ahead(meeting: Meeting) -> bool:
    """Whether it is still to be held."""
    return meeting.cancelled_at is None and not has_begun(meeting)


def is_the_day(meeting: Meeting) -> bool:
    """From the morning of the day: what is said there may be written down."""
    return clock.in_denmark(meeting.starts_at).date() <= clock.today()


def reminder_before(starts_at: datetime) -> datetime:
    """When those who come to a meeting are reminded, unless they were called or told of another time after that."""
    day = clock.in_denmark(starts_at).date() - REMINDED_BEFORE
    return clock.moment_in_denmark(datetime.combine(day, REMINDED_AT))


def is_to_be_reminded_of(meeting: Meeting) -> bool:
    """Whether its reminder is due, and neither the letter that called it nor one that moved it has come since then, nor
    another reminder a short while ago."""
    last_told = max([meeting.created_at, *(move.created_at for move in meeting.moves)])
    if not is_ahead(meeting) or not last_told < reminder_before(meeting.starts_at) <= clock.now():
        return False
    recent = MeetingReminder.meeting_id == meeting.id, MeetingReminder.created_at > clock.now() - NOT_AGAIN
    return db.session.scalar(select(MeetingReminder.id).where(*recent).limit(1)) is None


def about_to_begin(at_most: int) -> list[Meeting]:
    """Meetings of the next days of which nobody has been reminded, soonest first."""
    now, reminded = clock.now(), select(MeetingReminder.meeting_id)
    return all_of(
        select(Meeting)
        .join(Meeting.committee)
        .where(
            Committee.published_at.is_not(None),
            Meeting.cancelled_at.is_(None),
            Meeting.starts_at > now,
            Meeting.starts_at < now + REMINDED_BEFORE + timedelta(days=1),
            Meeting.id.not_in(reminded.where(MeetingReminder.created_at > now - NOT_AGAIN)),
        )
        .options(selectinload(Meeting.moves))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(at_most)
    )


class WhenAndWhere(Protocol):
    """When and where something is held, or is to be."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def place(self) -> str: ...


def when_and_where(held: WhenAndWhere) -> dict[str, Any]:
    return {"starts_at": held.starts_at, "ends_at": held.ends_at, "place": held.place}


def moves(meeting: Meeting, draft: WhenAndWhere) -> bool:
    """Whether those who come would have to come at another time or place."""
    return when_and_where(meeting) != when_and_where(draft)


def meetings_for_calendar(committee: Committee | None = None) -> list[Meeting]:
    """The meetings of one committee, or of all, that are to come or were held within a year."""
    return _told(_public() if committee is None else _public().where(Meeting.committee_id == committee.id))


def own_meetings_for_calendar(person: User) -> list[Meeting]:
    """The same of those that this person has signed up for, and of committees in which they have a part."""
    parts = {grant.committee_id for grant in person.held_grants() if grant.committee_id is not None}
    own = or_(Meeting.committee_id.in_(parts), Meeting.id.in_(signed_up_for()(person.id)))
    return _told(_public().where(own))


def own_meetings(person: User, held: Collection[int]) -> Select[tuple[Meeting]]:
    """Coming meetings that this person has signed up for, that committees in `held` hold, or at whose table they sit;
    soonest first."""
    tables = {grant.committee_id for grant in person.held_grants() if grant.role in {Role.MEMBER, Role.CHAIR}}
    return (
        select(Meeting)
        .where(
            Meeting.ends_at > clock.now(),
            Meeting.cancelled_at.is_(None),
            or_(
                Meeting.id.in_(signed_up_for()(person.id)),
                Meeting.committee_id.in_(held),
                and_(Meeting.form == MeetingForm.CLOSED, Meeting.committee_id.in_(tables)),
            ),
        )
        .options(joinedload(Meeting.committee))
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _public() -> Select[tuple[Meeting]]:
    return (
        select(Meeting)
        .join(Meeting.committee)
        .where(Committee.published_at.is_not(None))
        .options(joinedload(Meeting.committee).joinedload(Committee.municipality), selectinload(Meeting.moves))
    )


def _told(meetings: Select[tuple[Meeting]]) -> list[Meeting]:
    """Soonest first. The year is the bound: a calendar keeps what it was told before."""
    return all_of(meetings.where(Meeting.ends_at > clock.now() - BACK).order_by(Meeting.starts_at, Meeting.id))


def renewals_of(person: User) -> int:
    """How often this person has asked for another address of their calendar."""
    return db.session.scalar(select(OwnCalendar.renewals).where(OwnCalendar.user_id == person.id)) or 0


def own_calendar(person: User) -> OwnCalendar | None:
    return db.session.scalar(select(OwnCalendar).where(OwnCalendar.user_id == person.id))
