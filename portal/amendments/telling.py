"""Who is told of amendments."""

from collections.abc import Mapping

from sqlalchemy import Select, or_, select

from portal.accounts.models import User
from portal.accounts.queries import people_with_role
from portal.accounts.telling import author, members, secretaries
from portal.amendments.models import Amendment, AmendmentStance, AmendmentWording
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import all_of
from portal.foundation.i18n import N_
from portal.house.telling import Named, Notice, People, because
from portal.rules.notices import NoticeKind
from portal.rules.roles import Role


@because(N_("You are told because you decide about amendments in %(the_committee)s."))
def who_decides(event: Event) -> People:
    """Chair and secretaries."""
    return [*people_with_role(Role.CHAIR, event.committee_id), *secretaries(event)]


@because(N_("You are told because you have said what you think of the amendment."))
def who_took_part(event: Event) -> People:
    """Everybody who is for it or against it, or has proposed other words."""
    if event.subject_kind != Amendment.__tablename__:
        return ()
    stood = select(AmendmentStance.user_id).where(AmendmentStance.amendment_id == event.subject_id)
    return all_of(select(User).where(or_(User.id.in_(stood), User.id.in_(_worded(event)))).order_by(User.id))


@because(N_("You are told because you proposed other words for the amendment."))
def who_worded(event: Event) -> People:
    """Whoever proposed other words for it."""
    return all_of(select(User).where(User.id.in_(_worded(event))).order_by(User.id))


def _worded(event: Event) -> Select[tuple[int]]:
    return select(AmendmentWording.author_id).where(AmendmentWording.amendment_id == event.subject_id)


NAMED = (Named(Amendment, keeps_title_from=None),)
ACCEPTED = N_('An amendment to "%(title)s" is accepted')
REFUSED = N_('An amendment to "%(title)s" is not accepted. Read why')
REOPENED = N_('An amendment to "%(title)s" that was decided is open again')
WITHDRAWN = N_('An amendment to "%(title)s" has been withdrawn by its author')
ANSWERED = N_('The author of an amendment to "%(title)s" has answered about the other words')
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.AMENDMENT_ACCEPTED: Notice(
        K.ANSWER, author, N_('Your amendment to "%(title)s" is accepted'),
        also=Notice(K.FOLLOWED, who_took_part, ACCEPTED),
    ),
    E.AMENDMENT_ASKED: Notice(K.TASK, author, N_('You are asked about your amendment to "%(title)s"')),
    E.AMENDMENT_OVERTAKEN: Notice(
        K.TASK, author, N_('The text of "%(title)s" has changed where you propose an amendment. Please look at it')
    ),
    E.AMENDMENT_PROPOSED: Notice(K.COMMITTEE, who_decides, N_('A new amendment to "%(title)s"')),
    E.AMENDMENT_REFUSED: Notice(
        K.ANSWER, author, N_('Your amendment to "%(title)s" is not accepted. Read why'),
        also=Notice(K.FOLLOWED, who_took_part, REFUSED),
    ),
    E.AMENDMENT_REOPENED: Notice(
        K.ANSWER, author, N_('Your amendment to "%(title)s" is open again'),
        also=Notice(K.FOLLOWED, who_took_part, REOPENED),
    ),
    E.AMENDMENT_REPLIED: Notice(K.COMMITTEE, who_decides, N_('The author of an amendment to "%(title)s" has replied')),
    E.AMENDMENT_REWRITTEN: Notice(
        K.FOLLOWED, who_took_part, N_('An amendment to "%(title)s" has new words. Say again what you think of it')
    ),
    E.AMENDMENT_WITHDRAWN: Notice(
        K.COMMITTEE, who_decides, WITHDRAWN, also=Notice(K.FOLLOWED, who_took_part, WITHDRAWN)
    ),
    E.AMENDMENT_WORDED: Notice(
        K.TASK, author, N_('Other words are proposed for your amendment to "%(title)s". Do you agree?'),
        also=Notice(K.COMMITTEE, who_decides, N_('Other words are proposed for an amendment to "%(title)s"')),
    ),
    E.AMENDMENT_WORDING_ANSWERED: Notice(
        K.COMMITTEE, who_decides, ANSWERED, also=Notice(K.ANSWER, who_worded, ANSWERED)
    ),
    E.AMENDMENTS_CALLED_FOR: Notice(
        K.COMMITTEE, members, N_('It is decided who may propose amendments to "%(title)s"')
    ),
}  # fmt: skip
