"""Who is told of workshops, what of it cannot wait for the day's letter, and what letters say of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.accounts.models import User
from portal.accounts.queries import people_with_role
from portal.accounts.telling import members, secretaries
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.dates import longday
from portal.foundation.db import all_of, db
from portal.foundation.i18n import N_
from portal.house.letters import NOTHING_BESIDE, Beside, LetterWords, saying
from portal.house.telling import Named, Notice, People, about, always, because, subject_of
from portal.meetings.queries import is_ahead
from portal.meetings.telling import when_and_where, with_calendar
from portal.notifications.models import Notification
from portal.rules.notices import NoticeKind
from portal.rules.roles import Role
from portal.workshops.links import path_of_draft, path_of_own
from portal.workshops.models import OutcomeCorrection, ReadBackReply, Workshop, WorkshopNote, WorkshopSignUp
from portal.workshops.queries.coming import number_in_line, sign_up_of

A_DAY = timedelta(days=1)
SOON = timedelta(days=2)  # by the calendar: the letter of tomorrow may come too late


@because(N_("You are told because you have signed up."))
def participants(event: Event) -> People:
    """Everybody who has a place at a workshop, or came without one."""
    return _signed_up(event, or_(WorkshopSignUp.has_place, WorkshopSignUp.came.is_(True)))


@because(N_("You are told because you have signed up."))
def those_who_have_a_place(event: Event) -> People:
    """Everybody who has had a place for a day or more; the others have just been told when and where."""
    workshop = about(event, Workshop)
    return _signed_up(event, had_for_a_day(event)) if workshop is not None and is_ahead(workshop) else ()


def had_for_a_day(event: Event) -> ColumnElement[bool]:
    """Places that somebody had a day before the event, or longer."""
    since = func.coalesce(WorkshopSignUp.moved_up_at, WorkshopSignUp.created_at)
    return and_(WorkshopSignUp.has_place, since < event.created_at - A_DAY)


@because(N_("You are told because you are on the waiting list."))
def those_who_wait(event: Event) -> People:
    """Everybody who waits for a place at a workshop."""
    return _signed_up(event, WorkshopSignUp.is_waiting)


def _signed_up(event: Event, which: ColumnElement[bool] | InstrumentedAttribute[bool]) -> People:
    workshop = about(event, Workshop)
    if workshop is None:
        return ()
    return all_of(
        select(User)
        .join(WorkshopSignUp, WorkshopSignUp.user_id == User.id)
        .where(WorkshopSignUp.workshop_id == workshop.id, which)
        .order_by(User.id)
    )


@because(N_("You are told because you have signed up."))
def whoever_comes(event: Event) -> People:
    """For the receipt of a place, as long as its holder has it."""
    return [user for user in participants(event) if user.id == event.actor_id]


@because(N_("You are told because you are on the waiting list."))
def whoever_waits(event: Event) -> People:
    """For the receipt of a number on the waiting list, as long as its holder waits."""
    return [user for user in those_who_wait(event) if user.id == event.actor_id]


@because(N_("You are told because you were on the waiting list."))
def whoever_moved_up(event: Event) -> People:
    """Whose place it is, as long as they have it."""
    place = db.session.get(WorkshopSignUp, event.subject_id)
    return [place.user] if place is not None and place.user is not None and place.has_place else ()


@because(N_("You are told because you sit in %(the_committee)s and had heard of the meeting."))
def told_of_the_meeting(event: Event) -> People:
    """Members whom an earlier event told that there would be a meeting, whether or not they have signed up."""
    at_the_table = [user.id for user in members(event)]
    return all_of(
        select(User)
        .join(Notification, Notification.recipient_id == User.id)
        .join(Event, Event.id == Notification.event_id)
        .where(Event.subject_kind == event.subject_kind, Event.subject_id == event.subject_id, Event.id < event.id)
        .where(Event.type.in_((EventType.WORKSHOP_PLANNED, EventType.WORKSHOP_MOVED)), User.id.in_(at_the_table))
        .distinct()
        .order_by(User.id)
    )


def is_soon(event: Event) -> bool:
    """Whether the meeting is, or before it was moved would have been, today, tomorrow or the day after."""
    workshop = about(event, Workshop)
    if workshop is None:
        return False
    was = event.details.get("was", {}).get("starts_at")
    moments = [workshop.starts_at, *([datetime.fromisoformat(was)] if was else ())]
    days = [clock.in_denmark(moment).date() - clock.today() for moment in moments]
    return any(timedelta(0) <= away <= SOON for away in days)


def _number_in_line(event: Event) -> Mapping[str, str]:
    """The same, with the number that whoever signed up has on the list now."""
    workshop, person = about(event, Workshop), db.session.get(User, event.actor_id) if event.actor_id else None
    place = sign_up_of(person, workshop) if workshop is not None and person is not None else None
    return {**when_and_where(event), "number": f"{number_in_line(place)}" if place is not None else ""}


def _calendar(event: Event, reader: User) -> Beside:
    """The meeting for the calendar of whoever has a place."""
    workshop = about(event, Workshop)
    place = sign_up_of(reader, workshop) if workshop is not None else None
    return with_calendar(event, reader) if place is not None and not place.is_waiting else NOTHING_BESIDE


def _own_way(workshop: Workshop, reader: User) -> str:
    """Whoever has no password to sign in with gets to their place by a link of their own."""
    place = sign_up_of(reader, workshop) if reader.is_guest else None
    return path_of_own(place) if place is not None else ""


@because(N_("You are told because you are secretary of %(the_committee)s."))
def whoever_calls_them(event: Event) -> People:
    """Who serves the committee, where no letter reaches the one whose place it is."""
    place = db.session.get(WorkshopSignUp, event.subject_id)
    return secretaries(event) if place is not None and place.has_place and not place.mail else ()


@because(N_("You are told because you were there."))
def whoever_was_there(event: Event) -> People:
    """Who is asked whether this is how it was said, and has an account; the others get a letter of their own."""
    reply = db.session.get(ReadBackReply, event.subject_id) if _is_about_reply(event) else None
    return [reply.sign_up.user] if reply is not None and reply.sign_up.user is not None else ()


def _is_about_reply(event: Event) -> bool:
    return event.subject_kind == ReadBackReply.__tablename__


@because(N_("You are told because you hold meetings of %(the_committee)s."))
def those_who_sum_up(event: Event) -> People:
    """Who is to answer a correction."""
    return {user.id: user for user in (*people_with_role(Role.FACILITATOR, event.committee_id), *secretaries(event))
            }.values()  # fmt: skip


def _draft_way(reply: ReadBackReply, reader: User) -> str:
    """The way of whoever has no password to the draft."""
    return path_of_draft(reply.sign_up) if reader.is_guest else ""


def _until(event: Event) -> Mapping[str, str]:
    """The last day on which the draft can be answered."""
    workshop = getattr(subject_of(event), "workshop", None)
    until = workshop.read_back_until if workshop is not None else None
    return {"until": longday(until) if until is not None else ""}


NAMED = (
    Named(ReadBackReply, keeps_title_from=None, own_way=_draft_way),
    Named(OutcomeCorrection, keeps_title_from=None),
    Named(Workshop, keeps_title_from=None, own_way=_own_way),
    Named(WorkshopNote, keeps_title_from=None),
    Named(WorkshopSignUp, part_of="workshop", keeps_title_from=None),
)
WORKSHOP_CANCELLED = N_('The workshop "%(title)s" is cancelled')
WORKSHOP_MOVED = N_('The workshop "%(title)s" has been moved')
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.WORKSHOP_CANCELLED: Notice(
        K.APPOINTMENT,
        participants,
        WORKSHOP_CANCELLED,
        cannot_wait=is_soon,
        also=Notice(
            K.APPOINTMENT,
            those_who_wait,
            WORKSHOP_CANCELLED,
            cannot_wait=is_soon,
            also=Notice(K.APPOINTMENT, told_of_the_meeting, WORKSHOP_CANCELLED, cannot_wait=is_soon),
        ),
    ),
    E.WORKSHOP_EDITED: Notice(K.FOLLOWED, participants, N_('The text about the workshop "%(title)s" has changed')),
    E.WORKSHOP_MOVED: Notice(
        K.APPOINTMENT,
        participants,
        WORKSHOP_MOVED,
        cannot_wait=is_soon,
        also=Notice(
            K.APPOINTMENT,
            those_who_wait,
            WORKSHOP_MOVED,
            cannot_wait=is_soon,
            also=Notice(K.APPOINTMENT, told_of_the_meeting, WORKSHOP_MOVED, cannot_wait=is_soon),
        ),
    ),
    E.WORKSHOP_MOVED_UP: Notice(
        K.APPOINTMENT,
        whoever_moved_up,
        N_('You have got a place at the workshop "%(title)s"'),
        cannot_wait=always,
        also=Notice(
            K.TASK,
            whoever_calls_them,
            N_('Somebody without an e-mail address has got a place at "%(title)s". Call and tell them'),
            cannot_wait=always,
        ),
    ),
    E.WORKSHOP_OUTCOME_PUBLISHED: Notice(
        K.FOLLOWED, participants, N_('What came out of the workshop "%(title)s" is published')
    ),
    E.WORKSHOP_READ_BACK_ASKED: Notice(
        K.TASK, whoever_was_there, N_('Is this how we said it? Read the draft from "%(title)s"'), cannot_wait=always
    ),
    E.WORKSHOP_READ_BACK_OVERTAKEN: Notice(
        K.TASK, whoever_was_there, N_('The draft from "%(title)s" has been changed since you confirmed it')
    ),
    E.WORKSHOP_READ_BACK_REMINDED: Notice(
        K.TASK, whoever_was_there, N_('Remember to read the draft from "%(title)s"'), cannot_wait=always
    ),
    E.WORKSHOP_CORRECTION_ANSWERED: Notice(
        K.ANSWER, whoever_was_there, N_('Your correction of the outcome of "%(title)s" is answered')
    ),
    E.WORKSHOP_OUTCOME_CORRECTED: Notice(
        K.TASK, those_who_sum_up, N_('A correction of the outcome of "%(title)s" is wanted')
    ),
    E.WORKSHOP_PLANNED: Notice(
        K.APPOINTMENT, members, N_('A workshop is planned in "%(name)s": "%(title)s"'), cannot_wait=is_soon
    ),
    E.WORKSHOP_REMINDED: Notice(
        K.APPOINTMENT, those_who_have_a_place, N_('Remember the workshop "%(title)s"'), cannot_wait=always
    ),
    E.WORKSHOP_SIGNED_UP: Notice(
        K.APPOINTMENT,
        whoever_comes,
        N_('You have signed up for the workshop "%(title)s"'),
        is_receipt=True,
        cannot_wait=always,
    ),
    E.WORKSHOP_WAIT_LISTED: Notice(
        K.APPOINTMENT,
        whoever_waits,
        N_('You are on the waiting list of the workshop "%(title)s"'),
        is_receipt=True,
        cannot_wait=always,
    ),
}
TIME, PLACE = N_("Time: %(time)s"), N_("Place: %(place)s")
SIGN_OFF = N_("If you cannot come, sign off on the page, so that somebody else gets your place.")
KEPT = N_("You keep your place.")
NUMBER = N_("There is no place yet. You are number %(number)s on the waiting list.")
KEPT_NUMBER = N_("You keep your number on the waiting list.")
LEAVE = N_("If you can no longer come, take yourself off the list on the page.")
HAVE_NO_PLACE = {
    participants: frozenset({KEPT_NUMBER, LEAVE, NUMBER}),
    those_who_wait: frozenset({KEPT, SIGN_OFF}),
    told_of_the_meeting: frozenset({KEPT, KEPT_NUMBER, LEAVE, SIGN_OFF}),  # a member who heard of it, and only that
}
LETTERS: Mapping[EventType, LetterWords] = {
    E.WORKSHOP_SIGNED_UP: saying(
        N_("You have signed up: %(title)s"),
        N_('You have a place at "%(title)s".'),
        TIME,
        PLACE,
        SIGN_OFF,
        button=N_("See the workshop"), values=when_and_where, beside=_calendar,
    ),
    E.WORKSHOP_READ_BACK_ASKED: saying(
        N_("Is this how we said it? %(title)s"),
        N_('You were at "%(title)s". This is what has been written about what was said.'),
        N_("Read the draft, and confirm it with one press. Is something wrong? Then correct the paragraph."),
        N_("You can answer until %(until)s. Each correction is answered before the outcome is published."),
        button=N_("Read the draft"), values=_until,
    ),
    E.WORKSHOP_READ_BACK_OVERTAKEN: saying(
        N_("Changed since you confirmed it: %(title)s"),
        N_(
            'You confirmed the draft from "%(title)s". Others have corrected it since, and one or more paragraphs are'
            " changed."
        ),
        N_("Is it still how it was said, then confirm it anew. You can do so until the outcome is published."),
        button=N_("Read the draft"),
    ),
    E.WORKSHOP_READ_BACK_REMINDED: saying(
        N_("Is this how we said it? You can still answer: %(title)s"),
        N_('You were at "%(title)s", and have not said yet whether the draft is how it was said.'),
        N_("You can answer until %(until)s. We do not remind you again."),
        button=N_("Read the draft"), values=_until,
    ),
    E.WORKSHOP_CORRECTION_ANSWERED: saying(
        N_("Your correction is answered: %(title)s"),
        N_('Those who hold the meeting have answered what you wanted otherwise in the outcome of "%(title)s".'),
        button=N_("Read the answer"),
    ),
    E.WORKSHOP_WAIT_LISTED: saying(
        N_("You are on the waiting list: %(title)s"),
        N_('There is no place for you at "%(title)s" yet. You are number %(number)s on the waiting list.'),
        N_("As soon as there is a place for you, it is yours, and we write to you. You need do nothing."),
        TIME,
        PLACE,
        LEAVE,
        button=N_("See the workshop"), values=_number_in_line,
    ),
    E.WORKSHOP_MOVED_UP: saying(
        N_("You have got a place: %(title)s"),
        N_('There is a place for you now at "%(title)s", and it is yours. You need do nothing to keep it.'),
        TIME,
        PLACE,
        SIGN_OFF,
        button=N_("See the workshop"), values=when_and_where, beside=_calendar,
    ),
    E.WORKSHOP_PLANNED: saying(
        N_("Workshop %(day)s: %(title)s"),
        N_('"%(name)s" holds "%(title)s". Everybody may come; you sign up on the page.'),
        TIME,
        PLACE,
        button=N_("See the workshop"), values=when_and_where,
    ),
    E.WORKSHOP_REMINDED: saying(
        N_("Remember %(day)s: %(title)s"),
        N_('You have a place at "%(title)s".'),
        TIME,
        PLACE,
        SIGN_OFF,
        button=N_("See the workshop"), values=when_and_where, beside=_calendar,
    ),
    E.WORKSHOP_MOVED: saying(
        N_("Moved: %(title)s"),
        N_('"%(title)s" has been moved.'),
        KEPT,
        KEPT_NUMBER,
        N_("Why: %(reason)s"),
        N_("Time: %(time)s"),
        N_("Place: %(place)s"),
        N_("It should have been held %(old_time)s, %(old_place)s."),
        SIGN_OFF,
        LEAVE,
        button=N_("See the workshop"), values=when_and_where, without=HAVE_NO_PLACE, beside=_calendar,
    ),
    E.WORKSHOP_CANCELLED: saying(
        N_("Cancelled: %(title)s"),
        N_('"%(title)s" is cancelled.'),
        N_("Why: %(reason)s"),
        N_("It should have been held %(time)s, %(place)s."),
        N_("You need do nothing. Other meetings stand on the page of %(the_committee)s."),
        button=N_("See the workshop"), values=when_and_where, beside=_calendar,
    ),
}  # fmt: skip
