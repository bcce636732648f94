"""Who is told of committee meetings, and what letters say of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from portal.accounts.models import User
from portal.accounts.telling import author, members, secretaries
from portal.committees.models import Committee, Membership
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.dates import daytime, longday
from portal.foundation.db import db
from portal.foundation.i18n import N_
from portal.house.letters import NOTHING_BESIDE, Beside, LetterWords, saying
from portal.house.telling import Named, Notice, People, about, always, because
from portal.meetings.queries import is_ahead
from portal.meetings.telling import as_file, when_and_where, with_calendar
from portal.rules.notices import NoticeKind
from portal.sittings.links import path_of_answer
from portal.sittings.models import AgendaItem, MinutesObjection, MinutesReader, Sitting, SubstituteCall
from portal.sittings.queries import calls_to, coming_sittings, invited, own_invitation, reads_minutes, who_comes
from portal.sittings.substitutes import answers_by, own_call


def _until(event: Event) -> Mapping[str, str]:
    """The last day on which corrections could be asked for, as it was told."""
    until = event.details.get("until")
    return {"until": longday(date.fromisoformat(until)) if until else ""}


def _invitation(event: Event, reader: User) -> Beside:
    """The meeting for the reader's calendar; and, for whoever has a seat at it, the link by which they answer."""
    sitting, beside = about(event, Sitting), with_calendar(event, reader)
    seat = _seat_of(sitting, reader) if sitting is not None and is_ahead(sitting) else None
    if sitting is None or seat is None:
        return beside
    return replace(beside, button=N_("Say whether you come"), path=path_of_answer(sitting, seat))


def _seat_of(sitting: Sitting, reader: User) -> Membership | None:
    """The seat by which somebody answers: their own, or the substitute's, where they are asked."""
    call = own_call(sitting, reader)
    return own_invitation(sitting, reader) or (call.substitute if call is not None and call.is_open else None)


def _series(event: Event, _reader: User) -> Beside:
    """All that the committee has planned, for the reader's calendar."""
    committee = about(event, Committee)
    planned = coming_sittings(committee) if committee is not None else []
    return Beside(attached=(as_file(planned),)) if planned else NOTHING_BESIDE


def _draft_to_read(event: Event, _reader: User) -> Beside:
    """The draft itself, which only those who are asked can open."""
    path = event.details.get("path")
    return Beside(button=N_("Read the draft"), path=f"{path}/referat") if path else NOTHING_BESIDE


def _days(event: Event) -> Mapping[str, str]:
    """Each day that is planned now; some may have been moved since."""
    committee = about(event, Committee)
    planned = coming_sittings(committee) if committee is not None else []
    return {"days": "; ".join(longday(one.starts_at) for one in planned)}


@because(N_("You are told because you are called to the meeting."))
def those_called(event: Event) -> People:
    """Members who have a seat on the day."""
    sitting = about(event, Sitting)
    seats = {one.user_id for one in invited(sitting)} if sitting is not None else set()
    return [one for one in members(event) if one.id in seats]


@because(N_("You are told because you sit in %(the_committee)s or are a substitute there."))
def members_and_those_once_asked(event: Event) -> People:
    """Everybody at the table, and the substitutes who have been asked to come."""
    sitting, told = about(event, Sitting), {one.id: one for one in members(event)}
    if sitting is not None:
        told |= {call.substitute.user_id: call.substitute.user for call in calls_to(sitting)}
    return list(told.values())


@because(N_("You are told because you have said that you come."))
def those_who_come(event: Event) -> People:
    """Members who have said yes."""
    return _who_said(event, is_coming=True)


@because(N_("You are told because you have not said whether you come."))
def those_who_have_not_answered(event: Event) -> People:
    """Members of whom nobody knows."""
    return _who_said(event, is_coming=None)


def _who_said(event: Event, *, is_coming: bool | None) -> People:
    sitting = about(event, Sitting)
    if sitting is None or not is_ahead(sitting):
        return ()
    table = who_comes(sitting)
    seats, calls = {one.member.id for one in table}, [call for call in calls_to(sitting) if call.is_open]
    instead = [call.substitute.user for call in calls if call.member_id in seats and call.is_coming is is_coming]
    return [*(one.member.user for one in table if one.is_coming is is_coming), *instead]


def _call(event: Event) -> SubstituteCall | None:
    return db.session.get(SubstituteCall, event.subject_id) if event.subject_kind == "substitute_call" else None


@because(N_("You are told because you are a substitute in %(the_committee)s."))
def the_substitute(event: Event) -> People:
    """Who is asked to come instead of a member, as long as they are."""
    call = _call(event)
    return [call.substitute.user] if call is not None and call.is_open and is_ahead(call.sitting) else ()


@because(N_("You are told because you are a substitute in %(the_committee)s."))
def the_former_substitute(event: Event) -> People:
    """Who was asked, and is no longer."""
    call = _call(event)
    return [call.substitute.user] if call is not None and call.ended_at is not None else ()


@because(N_("You are told because you are a substitute in %(the_committee)s."))
def all_substitutes(event: Event) -> People:
    """Everybody who comes instead of a member, or is asked to."""
    sitting = about(event, Sitting)
    return [call.substitute.user for call in calls_to(sitting) if call.is_open] if sitting is not None else ()


@because(N_("You are told because somebody comes instead of you."))
def the_replaced_member(event: Event) -> People:
    """In whose place a substitute comes, as long as that is so."""
    call = _call(event)
    return [call.member.user] if call is not None and call.is_open and call.is_coming else ()


def _whose_place(event: Event) -> Mapping[str, str]:
    """When and where; and of whom and instead of whom it is told."""
    call = _call(event)
    said = {"member": "", "substitute": "", "until": ""}
    if call is not None:
        said = {"member": call.member.user.name, "substitute": call.substitute.user.name,
                "until": daytime(answers_by(call))}  # fmt: skip
    return {**when_and_where(event), **said}


def _asked(event: Event, reader: User) -> Beside:
    """The meeting for the calendar of whoever is asked to come instead, and the link by which they answer."""
    call, beside = _call(event), with_calendar(event, reader)
    if call is None or not call.is_open or call.substitute.user_id != reader.id:
        return beside
    return replace(beside, button=N_("Say whether you come"), path=path_of_answer(call.sitting, call.substitute))


def _reader(event: Event) -> MinutesReader | None:
    return db.session.get(MinutesReader, event.subject_id) if event.subject_kind == "minutes_reader" else None


@because(N_("You are told because you are asked to read the draft through."))
def the_reader(event: Event) -> People:
    """Who is asked to read a draft through, as long as no answer has come."""
    reader = _reader(event)
    waits = reader is not None and reader.answered_at is None and reader.sitting.minutes_sent_at is None
    return [reader.user] if reader is not None and waits and reads_minutes(reader.user, reader.sitting) else ()


@because(N_("You are told because you had approved the minutes."))
def those_who_had_signed(event: Event) -> People:
    """Whose signature fell when the minutes were corrected."""
    objection = about(event, MinutesObjection)
    if objection is None or objection.answered_at is None:
        return ()
    signatures = objection.item.sitting.signatures
    return [one.user for one in signatures if one.withdrawn_at == objection.answered_at]


NAMED = (
    Named(MinutesReader, keeps_title_from=None),
    Named(SubstituteCall, part_of="sitting", keeps_title_from=None),
    Named(Sitting, keeps_title_from=None),
    Named(AgendaItem, part_of="sitting", keeps_title_from=None),
    Named(MinutesObjection, keeps_title_from=None),
)
MOVED = N_('The committee meeting "%(title)s" has been moved')
CANCELLED = N_('The committee meeting "%(title)s" is cancelled')
REMEMBER = N_('Remember the committee meeting "%(title)s"')
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.SITTING_DECLINED: Notice(K.TASK, secretaries, N_('A member does not come to "%(title)s"')),
    E.SITTING_PLANNED: Notice(K.APPOINTMENT, members, N_('"%(name)s" meets: "%(title)s"')),
    E.SITTING_REMINDED: Notice(
        K.APPOINTMENT,
        those_who_come,
        REMEMBER,
        cannot_wait=always,
        also=Notice(K.APPOINTMENT, those_who_have_not_answered, REMEMBER, cannot_wait=always),
    ),
    E.SITTING_SERIES_PLANNED: Notice(K.APPOINTMENT, members, N_('New meetings of "%(title)s" are planned')),
    E.SITTING_MINUTES_SENT: Notice(
        K.APPOINTMENT, members, N_('The minutes of "%(title)s" are ready to be read'), cannot_wait=always
    ),
    E.SITTING_READER_ASKED: Notice(
        K.TASK, the_reader, N_('The minutes of "%(title)s" are ready to be read through'), cannot_wait=always
    ),
    E.SITTING_READER_REMINDED: Notice(
        K.TASK, the_reader, N_('The minutes of "%(title)s" wait to be read through'), cannot_wait=always
    ),
    E.SITTING_READING_WITHDRAWN: Notice(
        K.TASK, secretaries, N_('A reader has taken back the answer about the minutes of "%(title)s"')
    ),
    E.SITTING_OBJECTED: Notice(K.TASK, secretaries, N_('A correction of the minutes of "%(title)s" is wanted')),
    E.SITTING_OBJECTION_ANSWERED: Notice(
        K.ANSWER, author, N_('Your correction of the minutes of "%(title)s" is answered')
    ),
    E.SITTING_SIGNED_MINUTES_CORRECTED: Notice(
        K.TASK,
        those_who_had_signed,
        N_('The minutes of "%(title)s" that you approved are corrected. Approve them anew'),
    ),
    E.SITTING_PUBLICATION_STOPPED: Notice(
        K.TASK, secretaries, N_('A paper of "%(title)s" could not be published as planned')
    ),
    E.SITTING_PAPER_WITHDRAWN: Notice(K.COMMITTEE, members, N_('A public paper of "%(title)s" is taken back')),
    E.SITTING_MINUTES_APPROVED: Notice(K.COMMITTEE, members, N_('The minutes of "%(title)s" are approved')),
    E.SITTING_AGENDA_SENT: Notice(K.APPOINTMENT, members, N_('The agenda is ready: "%(title)s"'), cannot_wait=always),
    E.SITTING_AGENDA_SENT_AGAIN: Notice(
        K.APPOINTMENT, members, N_('The agenda is sent again: "%(title)s"'), cannot_wait=always
    ),
    E.SITTING_MOVED: Notice(
        K.APPOINTMENT,
        those_called,
        MOVED,
        cannot_wait=always,
        also=Notice(K.APPOINTMENT, members_and_those_once_asked, MOVED, cannot_wait=always),
    ),
    E.SITTING_CANCELLED: Notice(
        K.APPOINTMENT,
        members,
        CANCELLED,
        cannot_wait=always,
        also=Notice(K.APPOINTMENT, all_substitutes, CANCELLED, cannot_wait=always),
    ),
    E.SITTING_SUBSTITUTE_ASKED: Notice(
        K.APPOINTMENT, the_substitute, N_('Can you come instead of a member to "%(title)s"?'), cannot_wait=always
    ),
    E.SITTING_SUBSTITUTE_ACCEPTED: Notice(
        K.APPOINTMENT, the_replaced_member, N_('A substitute comes instead of you to "%(title)s"')
    ),
    E.SITTING_SUBSTITUTE_RELEASED: Notice(
        K.APPOINTMENT,
        the_former_substitute,
        N_('You need not come to "%(title)s" instead of a member'),
        cannot_wait=always,
    ),
    E.SITTING_WITHOUT_SUBSTITUTE: Notice(
        K.TASK, secretaries, N_('Nobody is left to ask as a substitute at "%(title)s"')
    ),
}
TIME, PLACE = N_("Time: %(time)s"), N_("Place: %(place)s")
YOU_COME = N_("You have said that you come. If you cannot after all, say so now.")
NOT_ANSWERED = N_("You have not said whether you come. Say so now, so that somebody else can be asked in time.")
NOT_CALLED = N_("You are not called to the new time. If you are needed instead of a member, we ask you.")
SAY_ANEW = N_("Say anew whether you come: what you have answered was about the other time.")
READ_IT = N_("Read it before you come: what is decided at the meeting is prepared here.")
READ_THROUGH = N_("It is a draft, which only those who are asked read. Do not pass it on.")
LETTERS: Mapping[EventType, LetterWords] = {
    E.SITTING_READER_ASKED: saying(
        N_("Read through by %(until)s: %(title)s"),
        N_('The draft of the minutes of "%(title)s" is ready for you to read through.'),
        N_("Say on the page that nothing is to be corrected, or ask for a correction at an item, by %(until)s."),
        READ_THROUGH,
        button=N_("See the meeting"), values=_until, beside=_draft_to_read,
    ),
    E.SITTING_READER_REMINDED: saying(
        N_("Remember to read through: %(title)s"),
        N_('The draft of the minutes of "%(title)s" waits for you to read it through.'),
        N_("It was to be read by %(until)s. Say on the page that nothing is to be corrected, or ask for a correction."),
        READ_THROUGH,
        button=N_("See the meeting"), values=_until, beside=_draft_to_read,
    ),
    E.SITTING_MINUTES_SENT: saying(
        N_("Minutes: %(title)s"),
        N_('The minutes of "%(title)s" are ready to be read.'),
        N_("Is something wrong? Ask for a correction by %(until)s, and you get an answer before they are approved."),
        button=N_("See the meeting"), values=_until,
    ),
    E.SITTING_PLANNED: saying(
        N_("Meeting %(day)s: %(title)s"),
        N_('"%(name)s" meets: "%(title)s".'),
        TIME, PLACE,
        N_("The agenda comes later. The attached file puts the meeting into your calendar."),
        button=N_("See the meeting"), values=when_and_where, beside=_invitation,
    ),
    E.SITTING_REMINDED: saying(
        N_("Remember %(day)s: %(title)s"),
        N_('"%(title)s" is held soon.'),
        TIME, PLACE, YOU_COME, NOT_ANSWERED,
        button=N_("See the meeting"), values=when_and_where, beside=_invitation,
        without={those_who_come: frozenset({NOT_ANSWERED}), those_who_have_not_answered: frozenset({YOU_COME})},
    ),
    E.SITTING_SERIES_PLANNED: saying(
        N_("New meetings of %(name)s"),
        N_('New meetings of "%(name)s" are planned.'),
        N_("These days are planned now: %(days)s."),
        N_("The attached file puts all of them into your calendar. The agenda of each comes later."),
        button=N_("See the meetings"), values=_days, beside=_series,
    ),
    E.SITTING_AGENDA_SENT: saying(
        N_("Agenda: %(title)s"),
        N_('The agenda of "%(title)s" is ready.'),
        TIME, PLACE, READ_IT,
        button=N_("Read the agenda"), values=when_and_where, beside=_invitation,
    ),
    E.SITTING_AGENDA_SENT_AGAIN: saying(
        N_("The agenda again: %(title)s"),
        N_('The agenda of "%(title)s" is sent again. It may have changed since you last got it.'),
        TIME, PLACE, READ_IT,
        button=N_("Read the agenda"), values=when_and_where, beside=_invitation,
    ),
    E.SITTING_MOVED: saying(
        N_("Moved: %(title)s"),
        N_('"%(title)s" has been moved.'),
        N_("Why: %(reason)s"),
        TIME, PLACE,
        N_("It should have been held %(old_time)s, %(old_place)s."),
        SAY_ANEW, NOT_CALLED,
        button=N_("See the meeting"), values=when_and_where, beside=_invitation,
        without={those_called: frozenset({NOT_CALLED}), members_and_those_once_asked: frozenset({SAY_ANEW})}
    ),
    E.SITTING_SUBSTITUTE_ASKED: saying(
        N_("Can you come instead of %(member)s %(day)s?"),
        N_('%(member)s cannot come to "%(title)s", and you are the substitute who is asked.'),
        TIME, PLACE,
        N_("Answer %(until)s at the latest. If you cannot come, or have not answered by then, another may be asked."),
        button=N_("See the meeting"), values=_whose_place, beside=_asked,
    ),
    E.SITTING_SUBSTITUTE_ACCEPTED: saying(
        N_("%(substitute)s comes instead of you: %(title)s"),
        N_('%(substitute)s comes to "%(title)s" in your place.'),
        N_("If you can come after all, say so, and the substitute is told."),
        button=N_("See the meeting"), values=_whose_place, beside=_invitation,
    ),
    E.SITTING_SUBSTITUTE_RELEASED: saying(
        N_("You need not come: %(title)s"),
        N_('You were asked to come to "%(title)s" instead of %(member)s. You are not asked any longer. Thank you.'),
        button=N_("See the meeting"), values=_whose_place,
    ),
    E.SITTING_CANCELLED: saying(
        N_("Cancelled: %(title)s"),
        N_('"%(title)s" is cancelled.'),
        N_("Why: %(reason)s"),
        N_("It should have been held %(time)s, %(place)s."),
        button=N_("See the meeting"), values=when_and_where, beside=with_calendar,
    ),
}  # fmt: skip
