"""Who is told what happens to an application."""

from collections.abc import Mapping

from portal.accounts.telling import secretaries
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.i18n import N_
from portal.house.telling import Named, Notice, People, about, because
from portal.recruitment.models import Application, Call
from portal.rules.notices import NoticeKind


@because(N_("You are told because you have applied for a seat."))
def applicant(event: Event) -> People:
    """Who has applied for a seat, when it was with an account."""
    application = about(event, Application)
    return [application.user] if application is not None and application.user else ()


NAMED = (Named(Application, keeps_title_from=None), Named(Call, keeps_title_from=None))
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.APPLICATION_ACCEPTED: Notice(K.COMMITTEE, secretaries, N_('Somebody has said yes to a seat in "%(name)s"')),
    E.APPLICATION_ANSWERED: Notice(
        K.ANSWER, applicant, N_('You have a letter about your application to "%(name)s"'), has_own_letter=True
    ),
    E.APPLICATION_DECLINED: Notice(K.TASK, secretaries, N_('Somebody has said no to a seat in "%(name)s"')),
    E.APPLICATION_INVITED: Notice(
        K.TASK, applicant, N_('You are invited to a seat in "%(name)s"'), has_own_letter=True
    ),
    E.APPLICATION_RECEIVED: Notice(K.COMMITTEE, secretaries, N_('A new application to "%(name)s"')),
    E.APPLICATION_RESERVED: Notice(
        K.ANSWER, applicant, N_('You are on the reserve list of "%(name)s"'), has_own_letter=True
    ),
    E.APPLICATION_WITHDRAWN: Notice(K.COMMITTEE, secretaries, N_('An application to "%(name)s" has been withdrawn')),
}
