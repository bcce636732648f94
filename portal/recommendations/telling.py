"""Who is told of recommendations, and of the answers to them; and what letters say of it."""

from collections.abc import Mapping

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.telling import councillors, members_and_secretaries
from portal.committees.queries import sitting_members
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import all_of
from portal.foundation.i18n import N_
from portal.house.letters import LetterWords, saying
from portal.house.telling import Named, Notice, People, about, because
from portal.ideas.models import Idea
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.rules.notices import NoticeKind
from portal.trace.thread import thread_of


@because(N_("You are told because you took a position on the text as it was."))
def who_stood_on_another_text(event: Event) -> People:
    """Of those who sit at the table, whose position belongs to a text that a recommendation had before."""
    subject = about(event, Recommendation)
    if subject is None or subject.is_public:
        return ()
    earlier = {p.membership_id for p in subject.positions if p.text_version != subject.text_version}
    return [member.user for member in sitting_members(subject.committee) if member.id in earlier]


@because(N_("You are told because you sit in %(the_committee)s and have taken no position yet."))
def members_without_position(event: Event) -> People:
    """Those at the table whose position on a recommendation is wanted: it is open, and they have taken none."""
    subject = about(event, Recommendation)
    if subject is None or subject.is_public:
        return ()
    taken = {position.membership_id for position in subject.positions}
    return [member.user for member in sitting_members(subject.committee) if member.id not in taken]


@because(N_("You are told because you worked on it, or because an idea of yours lies behind it."))
def members_and_idea_authors(event: Event) -> People:
    """Everybody at the table, and those whose ideas the recommendation came from."""
    subject = about(event, Recommendation)
    behind = _authors_behind(subject) if subject is not None else ()
    return [*members_and_secretaries(event), *behind]


def _authors_behind(subject: Recommendation) -> People:
    thread = thread_of(subject)
    ids = [node.id for node in thread.before if node.kind == Idea.__tablename__]
    authors = select(User).where(User.id.in_(select(Idea.author_id).where(Idea.id.in_(ids)))).order_by(User.id)
    return all_of(authors) if ids else ()


NAMED = (
    Named(Recommendation, keeps_title_from=None),
    Named(CouncilResponse, part_of="recommendation", keeps_title_from=None),
)
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.RECOMMENDATION_ADOPTED: Notice(
        K.COMMITTEE, members_and_secretaries, N_('Recommended by "%(name)s": "%(title)s"')
    ),
    E.RECOMMENDATION_DRAFTED: Notice(
        K.TASK, members_without_position, N_('"%(name)s" asks for your position on a recommendation: "%(title)s"')
    ),
    E.RECOMMENDATION_EDITED: Notice(
        K.TASK,
        who_stood_on_another_text,
        N_('The recommendation "%(title)s" has been changed. Say where you stand on the new text'),
    ),
    E.RECOMMENDATION_HANDED_OVER: Notice(
        K.TASK, councillors, N_('"%(name)s" has handed over a recommendation that waits for an answer: "%(title)s"')
    ),
    E.RESPONSE_CORRECTED: Notice(
        K.FOLLOWED, members_and_idea_authors, N_('The answer to the recommendation "%(title)s" has been corrected')
    ),
    E.RESPONSE_GIVEN: Notice(
        K.ANSWER, members_and_idea_authors, N_('The recommendation "%(title)s" has been answered')
    ),
}
LETTERS: Mapping[EventType, LetterWords] = {
    E.RECOMMENDATION_DRAFTED: saying(
        N_("Your position is wanted: %(title)s"),
        N_('"%(name)s" has a draft of the recommendation "%(title)s", and you have taken no position on it yet.'),
        N_(
                "Read it, and say whether you are for it, against it or neither."
                " Until it is adopted you may change it."
            ),
        button=N_("Take a position"),
    ),
    E.RECOMMENDATION_HANDED_OVER: saying(
        N_("Recommendation waits for an answer: %(title)s"),
        N_('"%(name)s" has handed over the recommendation "%(title)s". It is owed an answer.'),
        button=N_("Read the recommendation"),
    ),
    E.RESPONSE_GIVEN: saying(
        N_("Answer to a recommendation: %(title)s"),
        N_('The recommendation "%(title)s" from "%(name)s" has been answered.'),
        button=N_("Read the answer"),
    ),
}  # fmt: skip
