"""How the secretary reads, marks, chooses, invites and answers. Names are hidden until somebody has a seat."""

from collections.abc import Sequence

from portal.accounts.models import User
from portal.committees.models import Committee, Membership
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.dates import day as day_in_words
from portal.foundation.db import transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.recruitment.actions.applying import make_member
from portal.recruitment.actions.steps import for_applicant, take_step, write_by_post
from portal.recruitment.deeds import APPOINT, MARK, MOVE_UP
from portal.recruitment.forms.handling import InvitationDraft
from portal.recruitment.models import Application, ApplicationMark, ApplicationState
from portal.recruitment.queries.places import next_reserve_place, places_of, reserve_list
from portal.rules.access import require
from portal.rules.permissions import Permission

S = ApplicationState


def mark_application(actor: User, application: Application, *, mark: int, note: str) -> None:
    """A secretary marks an application against the profile of the seat; each reader has one mark, which can change."""
    with transaction():
        MARK.require_leave(actor, application)
        MARK.ensure(application)
        own = next((one for one in application.marks if one.author_id == actor.id), None)
        if own is None:
            own = ApplicationMark(author=actor, mark=mark)
            application.marks.append(own)
        own.mark, own.note = mark, note
        record(EventType.APPLICATION_MARKED, application, actor=actor)


def shortlist_application(actor: User, application: Application) -> None:
    """A secretary puts an application on the shortlist."""
    with transaction():
        require(actor, Permission.APPLICATION_HANDLE, application.committee)
        take_step(application, S.SHORTLISTED, actor)
        record(EventType.APPLICATION_SHORTLISTED, application, actor=actor)


def take_off_shortlist(actor: User, application: Application) -> None:
    """A secretary takes an application off the shortlist again."""
    with transaction():
        require(actor, Permission.APPLICATION_HANDLE, application.committee)
        take_step(application, S.RECEIVED, actor)
        record(EventType.APPLICATION_TAKEN_OFF_LIST, application, actor=actor)


def reserve_application(actor: User, application: Application) -> None:
    """A secretary puts an applicant last on the reserve list of the seat."""
    with transaction():
        require(actor, Permission.APPLICATION_HANDLE, application.committee)
        hold(application)
        hold(application.seat)
        place = next_reserve_place(application.seat)
        take_step(application, S.RESERVE, actor)
        application.reserve_place = place
        write_by_post(application, EventType.APPLICATION_RESERVED)
        record(EventType.APPLICATION_RESERVED, application, actor=actor, place=place, **for_applicant())


def move_up_reserve(actor: User, application: Application) -> None:
    """A secretary lets an applicant change places with the one before on the reserve list."""
    with transaction():
        MOVE_UP.require(actor, application)
        hold(application.seat)
        waiting = reserve_list(application.seat)
        place = waiting.index(application)
        if place:
            waiting[place - 1 : place + 1] = [application, waiting[place - 1]]
        for number, one in enumerate(waiting, 1):
            one.reserve_place = number
        record(EventType.APPLICATION_MARKED, application, actor=actor, place=application.reserve_place)


def invite_applicant(actor: User, application: Application, draft: InvitationDraft) -> None:
    """A secretary invites an applicant to a seat, as a body has decided; the place is kept until the answer.

    Raises `Refused` when no place of the seat is free, or others come first on the reserve list.
    """
    with transaction():
        require(actor, Permission.APPLICATION_HANDLE, application.committee)
        hold(application)
        hold(application.seat)
        places = places_of(application.seat)
        if not places.free:
            raise Refused(_("All places of this kind are taken or promised."))
        first = places.goes_before(application)
        if first is not None:
            raise Refused(
                _("Applicant %(number)s comes first on the reserve list. Invite that one, or change the order of the"
                  " list.", number=first.number)
            )  # fmt: skip
        if draft.answer_by >= application.delete_on:
            raise Refused(
                _("The application is deleted on %(day)s. Choose an earlier last day to answer.",
                  day=day_in_words(application.delete_on))
            )  # fmt: skip
        take_step(application, S.INVITED, actor)
        application.decided_by_id, application.decided_on = draft.body_id, draft.decided_on
        application.decided_item = draft.item
        application.starts_on, application.answer_by = draft.starts_on, draft.answer_by
        write_by_post(application, EventType.APPLICATION_INVITED)
        record(EventType.APPLICATION_INVITED, application, actor=actor, **for_applicant())


def end_invitation(actor: User, application: Application) -> None:
    """A secretary frees the place of somebody who did not answer in time, or who said no in another way."""
    with transaction():
        require(actor, Permission.APPLICATION_HANDLE, application.committee)
        take_step(application, S.DECLINED, actor)
        record(EventType.APPLICATION_DECLINED, application, actor=actor)


def appoint_applicant(actor: User, application: Application) -> Membership:
    """A secretary gives the seat to somebody who said yes when no place was free. Raises `Refused` if none is now."""
    with transaction():
        APPOINT.require(actor, application)
        membership = make_member(application, actor)
        write_by_post(application, EventType.APPLICATION_ACCEPTED)
        record(EventType.APPLICATION_ACCEPTED, application, actor=actor)
    return membership


def answer_applicants(actor: User, committee: Committee, applications: Sequence[Application], body: str) -> int:
    """A secretary writes to those who were not chosen. All of them get the letter, or nobody does."""
    with transaction():
        require(actor, Permission.APPLICATION_HANDLE, committee)
        for application in applications:
            take_step(application, S.NOT_CHOSEN, actor)
            application.answer = body
            write_by_post(application, EventType.APPLICATION_ANSWERED)
            record(EventType.APPLICATION_ANSWERED, application, actor=actor, **for_applicant())
    return len(applications)
