"""Who is told what happens to an idea, and what letters say of it."""

from collections.abc import Mapping

from sqlalchemy import Select, select

from portal.accounts.models import User
from portal.accounts.telling import author, secretaries, without_part
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import all_of
from portal.foundation.i18n import N_
from portal.house.letters import UNREAD, LetterWords, saying
from portal.house.telling import Named, Notice, People, about, because, until_published
from portal.ideas.links import path_of_own
from portal.ideas.models import Idea, IdeaAppeal, IdeaState, IdeaSupport, IdeaTheme
from portal.ideas.models.lineage import IdeaLineage, SupportQuestion
from portal.ideas.queries.appeals import parties_to
from portal.rules.notices import NoticeKind
from portal.screening.queries import reason_of


@because(N_("You are told because you wrote it."))
def author_unless_told(event: Event) -> People:
    """Whose idea it is, unless the decision of an appeal has told them already that it is published."""
    return () if event.details.get("after_appeal") else author(event)


@because(N_("You are told because you support the idea."))
def supporters(event: Event) -> People:
    """Everybody who supports an idea."""
    return all_of(_supporting(event)) if event.subject_kind == Idea.__tablename__ else ()


@because(N_("You are told because you supported an earlier text of the idea."))
def former_supporters(event: Event) -> People:
    """Where a correction changed much, those who supported an earlier text."""
    former = _supporting(event).join(Idea).where(IdeaSupport.text_version != Idea.text_version)
    return all_of(former) if event.details.get("asks_again") else ()


def _supporting(event: Event) -> Select[tuple[User]]:
    supporting = IdeaSupport.idea_id == event.subject_id
    return select(User).join(IdeaSupport, IdeaSupport.user_id == User.id).where(supporting).order_by(User.id)


@because(N_("You are told because you decide appeals of refused ideas."))
def second_persons(event: Event) -> People:
    """Everybody who may decide the appeal of a refusal; where no other secretary may, the administrators."""
    appeal = about(event, IdeaAppeal)
    return without_part(event, parties_to(appeal)) if appeal is not None else ()


def _own_way(idea: Idea, reader: User) -> str:
    """An author who has no password to sign in with gets to the idea by a link of their own."""
    return path_of_own(idea) if reader.is_guest and idea.author_id == reader.id else ""


def _until_its_idea_is(appeal: IdeaAppeal, reader: User) -> bool:
    return until_published(appeal.idea, reader)


@because(N_("You are told because you support the idea."))
def asked_supporters(event: Event) -> People:
    """Those who support an idea that was merged or divided, and have not said yet whether their support follows."""
    asked = select(User).join(SupportQuestion, SupportQuestion.user_id == User.id).join(SupportQuestion.lineage)
    waiting = IdeaLineage.undone_at.is_(None), SupportQuestion.follows.is_(None)
    return all_of(asked.where(IdeaLineage.from_id == event.subject_id, *waiting).distinct().order_by(User.id))


@because(N_("You are told because you wrote it."))
def author_unless_by_part(event: Event) -> People:
    """Whose idea it is, unless they are told of the same answer to a part of it."""
    return () if event.details.get("by_part") else author(event)


NAMED = (
    Named(Idea, keeps_title_from=until_published, own_way=_own_way),
    Named(IdeaAppeal, keeps_title_from=_until_its_idea_is),
    Named(IdeaTheme, keeps_title_from=None),
)
ANSWER_CORRECTED = N_('The answer to the idea "%(title)s" has been corrected. See what is new')
IDEA_CORRECTED = N_('The text of the idea "%(title)s" has been changed. See what is new')
E, K = EventType, NoticeKind
NOTICES: Mapping[EventType, Notice] = {
    E.IDEA_ANSWERED: Notice(
        K.ANSWER,
        author_unless_by_part,
        N_('Your idea "%(title)s" has been answered'),
        also=Notice(K.FOLLOWED, supporters, N_('The idea "%(title)s" has been answered')),
    ),
    E.IDEA_ANSWER_CORRECTED: Notice(
        K.ANSWER, author, ANSWER_CORRECTED, also=Notice(K.FOLLOWED, supporters, ANSWER_CORRECTED)
    ),
    E.IDEA_APPEALED: Notice(
        K.TASK,
        second_persons,
        N_('The refusal of the idea "%(title)s" is appealed. Somebody else than the one who refused it decides'),
    ),
    E.IDEA_APPEAL_OVERTURNED: Notice(
        K.ANSWER, author, N_('Your appeal is decided: your idea "%(title)s" can be published. Read why')
    ),
    E.IDEA_APPEAL_UPHELD: Notice(
        K.ANSWER, author, N_('Your appeal is decided: your idea "%(title)s" is not published. Read why')
    ),
    E.IDEA_CARRIED_ON: Notice(
        K.OWN,
        author_unless_by_part,
        N_('Your idea "%(title)s" has been carried on'),
        also=Notice(K.FOLLOWED, supporters, N_('The idea "%(title)s" has been carried on')),
    ),
    E.IDEA_CLOSED: Notice(K.OWN, author, N_('Your idea "%(title)s" is closed')),
    E.IDEA_CORRECTED: Notice(K.OWN, author, IDEA_CORRECTED, also=Notice(K.FOLLOWED, former_supporters, IDEA_CORRECTED)),
    E.IDEA_DIVIDED: Notice(
        K.ANSWER,
        author,
        N_('Your idea "%(title)s" has been divided in two. Read why'),
        also=Notice(K.TASK, asked_supporters, N_('The idea "%(title)s" has been divided. Does your support follow?')),
    ),
    E.IDEA_EDITED: Notice(
        K.COMMITTEE, secretaries, N_('An idea to "%(name)s" has been changed by its author: "%(title)s"')
    ),
    E.IDEA_MERGED: Notice(
        K.ANSWER,
        author,
        N_('Your idea "%(title)s" has been merged into another. Read why'),
        also=Notice(
            K.TASK, asked_supporters, N_('The idea "%(title)s" has been merged into another. Does your support follow?')
        ),
    ),
    E.IDEA_PUBLISHED: Notice(K.OWN, author_unless_told, N_('Your idea "%(title)s" is published')),
    E.IDEA_REFUSED: Notice(K.ANSWER, author, N_('Your idea "%(title)s" will not be published. Read why')),
    E.IDEA_REGROUPING_UNDONE: Notice(
        K.OWN,
        author,
        N_('Your idea "%(title)s" stands by itself again'),
        also=Notice(K.FOLLOWED, supporters, N_('The idea "%(title)s" stands by itself again')),
    ),
    E.IDEA_RESUBMITTED: Notice(K.TASK, secretaries, N_('An idea to "%(name)s" has been corrected: "%(title)s"')),
    E.IDEA_RETURNED: Notice(K.TASK, author, N_('Your idea "%(title)s" needs a change before we can publish it')),
    E.IDEA_SUBMITTED: Notice(K.TASK, secretaries, N_('A new idea to "%(name)s": "%(title)s"')),
    E.IDEA_TOOK_IN: Notice(K.OWN, author, N_('Another idea about the same has been merged into your idea "%(title)s"')),
    E.IDEA_WITHDRAWN: Notice(K.COMMITTEE, secretaries, N_('An idea to "%(name)s" has been withdrawn: "%(title)s"')),
}
LETTERS: Mapping[EventType, LetterWords] = {
    E.IDEA_SUBMITTED: saying(
        N_('New idea to "%(name)s"'),
        N_('"%(name)s" has received an idea. Read it, and publish it or return it.'),
        UNREAD,
        button=N_("Read the idea"),
    ),
    E.IDEA_RESUBMITTED: saying(
        N_('Corrected idea to "%(name)s"'),
        N_('An idea to "%(name)s" has been corrected and sent again.'),
        UNREAD,
        button=N_("Read the idea"),
    ),
    E.IDEA_PUBLISHED: saying(
        N_("Your idea is published: %(title)s"),
        N_('Your idea "%(title)s" is now published, and others can support it.'),
        N_('"%(name)s" owes you an answer. On the page of the idea you can follow every step.'),
        button=N_("See your idea"),
    ),
    E.IDEA_RETURNED: saying(
        N_("Your idea needs a change: %(title)s"),
        N_('We have read your idea "%(title)s". It needs a change before we can publish it:'),
        N_("%(reason)s"),
        N_("Correct the text and send it again. Everything that you wrote is still there."),
        button=N_("Correct your idea"), values=reason_of(IdeaState.RETURNED),
    ),
    E.IDEA_REFUSED: saying(
        N_("Your idea is not published: %(title)s"),
        N_('We have read your idea "%(title)s" and decided not to publish it:'),
        N_("%(reason)s"),
        N_("You can read the reason on the page of the idea. Nobody but you and the secretary can see it."),
        N_("If you do not agree, you can appeal on the same page. Then somebody else decides."),
        button=N_("See your idea"), values=reason_of(IdeaState.REFUSED),
    ),
    E.IDEA_APPEALED: saying(
        N_('Appeal of an idea to "%(name)s"'),
        N_('The author of an idea to "%(name)s" does not agree that it is not published. You decide.'),
        UNREAD,
        button=N_("Read the appeal"),
    ),
    E.IDEA_APPEAL_OVERTURNED: saying(
        N_("Your appeal is decided: %(title)s"),
        N_('Somebody else has looked at your idea "%(title)s". It can be published:'),
        N_("%(reason)s"),
        button=N_("See your idea"), values=reason_of(IdeaState.OVERTURNED),
    ),
    E.IDEA_APPEAL_UPHELD: saying(
        N_("Your appeal is decided: %(title)s"),
        N_('Somebody else has looked at your idea "%(title)s" and agrees that it is not published:'),
        N_("%(reason)s"),
        N_("That is our last word about this text. You are welcome to send another idea."),
        button=N_("See your idea"), values=reason_of(IdeaState.UPHELD),
    ),
    E.IDEA_ANSWERED: saying(
        N_("Answer to your idea: %(title)s"),
        N_('"%(name)s" has answered your idea "%(title)s".'),
        button=N_("Read the answer"),
    ),
    E.IDEA_CARRIED_ON: saying(
        N_("Your idea is carried on: %(title)s"),
        N_('"%(name)s" works on with your idea "%(title)s".'),
        button=N_("Read the answer"),
    ),
    E.IDEA_ANSWER_CORRECTED: saying(
        N_("The answer to your idea is corrected: %(title)s"),
        N_('The answer to your idea "%(title)s" has been corrected:'),
        N_("%(reason)s"),
        button=N_("Read the answer"),
    ),
}  # fmt: skip
