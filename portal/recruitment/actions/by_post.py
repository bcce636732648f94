"""What the secretary does for applicants without e-mail: posts their letters, and writes down what they answer."""

from portal.accounts.models import User
from portal.committees.models import Membership
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.recruitment.actions.applying import seated_if_free
from portal.recruitment.actions.steps import empty, for_secretary, take_step, write_by_post
from portal.recruitment.deeds import ACCEPT_ON_BEHALF, WITHDRAW_ON_BEHALF
from portal.recruitment.models import Application, ApplicationState, PaperLetter
from portal.rules.access import require
from portal.rules.permissions import Permission


def note_posted(actor: User, letter: PaperLetter) -> None:
    """A secretary has printed a letter and posted it. Twice is once."""
    with transaction():
        require(actor, Permission.APPLICATION_HANDLE, letter.application.committee)
        if letter.posted_at is not None:
            return
        letter.posted_at, letter.posted_by_id = clock.now(), actor.id
        record(EventType.APPLICATION_LETTER_POSTED, letter.application, actor=actor, kind=letter.kind)


def accept_on_behalf(actor: User, application: Application) -> Membership | None:
    """A secretary writes down that an invited applicant has said yes by letter or phone; None when no place is free."""
    with transaction():
        ACCEPT_ON_BEHALF.require(actor, application)
        take_step(application, ApplicationState.ACCEPTED, actor)
        membership = seated_if_free(application, actor)
        write_by_post(application, EventType.APPLICATION_ACCEPTED)
        record(EventType.APPLICATION_ACCEPTED, application, actor=actor, **for_secretary(application))
    return membership


def withdraw_on_behalf(actor: User, application: Application) -> None:
    """A secretary takes an application back because the applicant has asked for it; what was written is deleted."""
    with transaction():
        WITHDRAW_ON_BEHALF.require(actor, application)
        take_step(application, ApplicationState.WITHDRAWN, actor)
        empty(application)
        write_by_post(application, EventType.APPLICATION_WITHDRAWN)
        record(EventType.APPLICATION_WITHDRAWN, application, actor=actor, **for_secretary(application))
