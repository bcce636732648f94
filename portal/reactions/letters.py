"""What a letter about one event says, where it says more than the notice inside the portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.dates import daytime, longday
from portal.foundation.db import Record, db
from portal.foundation.i18n import N_
from portal.foundation.i18n import gettext as _
from portal.ideas.links import path_of_own
from portal.ideas.models import Idea, IdeaState
from portal.initiatives.models import Initiative, InitiativeState
from portal.moderation.models import ModerationCase
from portal.notifications.links import path_of_choice
from portal.notifications.models import Notification
from portal.notifications.words import KINDS
from portal.reactions.recipients import WHY, told_of_the_meeting
from portal.reactions.subjects import facts_for, subject_of
from portal.screening.queries import reason_of_last
from portal.workshops.models import Workshop

LANGUAGE = "da"  # of every letter, whoever did what it tells of, and in which language they read the portal


@dataclass(frozen=True)
class Reason:
    """Why its reader is told, and where to change it; what cannot be turned off has no such address."""

    why: str
    change_url: str


@dataclass(frozen=True)
class Group:
    """What a gathered letter tells of one thing, newest first; `more` of it is only told inside the portal."""

    thing: str
    url: str
    sentences: tuple[tuple[str, datetime], ...]
    more: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Section:
    """A part of a gathered letter."""

    heading: str
    groups: tuple[Group, ...]
    more: int = 0  # things that are left out


@dataclass(frozen=True)
class Letter:
    """One letter to one person, ready to be set up."""

    user: User
    subject: str
    paragraphs: tuple[str, ...]
    button: str
    path: str
    why: str  # why you get this
    change_path: str = ""  # where its reader does without such letters; there are some that one cannot do without
    sections: tuple[Section, ...] = ()

    @property
    def url(self) -> str:
        return url_of(self.path)

    @property
    def change_url(self) -> str:
        return url_of(self.change_path) if self.change_path else ""

    @property
    def template(self) -> str:
        return "gathered" if self.sections else "letter"


@dataclass(frozen=True)
class LetterWords:
    """`title`, `text` and `button` are messages; the values are those of `_values` below."""

    title: str
    text: tuple[str, ...]
    button: str


OF_WORKSHOPS = ("time", "day", "place", "old_time", "old_place")


def url_of(path: str) -> str:
    """An address that works outside the portal."""
    return str(current_app.config["BASE_URL"]) + path


TIME, PLACE = N_("Time: %(time)s"), N_("Place: %(place)s")
SIGN_OFF = N_("If you cannot come, sign off on the page, so that somebody else gets your place.")
KEPT = N_("You keep your place.")
OF_A_PLACE = frozenset({KEPT, SIGN_OFF})  # told to those who have signed up, not to a member who heard of the meeting
UNREAD = N_("Nobody has read it yet. Its title and text therefore stand only on the portal.")
E = EventType
LETTERS: Mapping[EventType, LetterWords] = {
    E.IDEA_SUBMITTED: LetterWords(
        N_('New idea to "%(name)s"'),
        (N_('"%(name)s" has received an idea. Read it, and publish it or return it.'), UNREAD),
        N_("Read the idea"),
    ),
    E.IDEA_RESUBMITTED: LetterWords(
        N_('Corrected idea to "%(name)s"'),
        (N_('An idea to "%(name)s" has been corrected and sent again.'), UNREAD),
        N_("Read the idea"),
    ),
    E.IDEA_PUBLISHED: LetterWords(
        N_("Your idea is published: %(title)s"),
        (
            N_('Your idea "%(title)s" is now published, and others can support it.'),
            N_('"%(name)s" owes you an answer. On the page of the idea you can follow every step.'),
        ),
        N_("See your idea"),
    ),
    E.IDEA_RETURNED: LetterWords(
        N_("Your idea needs a change: %(title)s"),
        (
            N_('We have read your idea "%(title)s". It needs a change before we can publish it:'),
            N_("%(reason)s"),
            N_("Correct the text and send it again. Everything that you wrote is still there."),
        ),
        N_("Correct your idea"),
    ),
    E.IDEA_REFUSED: LetterWords(
        N_("Your idea is not published: %(title)s"),
        (
            N_('We have read your idea "%(title)s" and decided not to publish it:'),
            N_("%(reason)s"),
            N_("You can read the reason on the page of the idea. Nobody but you and the secretary can see it."),
            N_("If you do not agree, you can appeal on the same page. Then somebody else decides."),
        ),
        N_("See your idea"),
    ),
    E.IDEA_APPEALED: LetterWords(
        N_('Appeal of an idea to "%(name)s"'),
        (N_('The author of an idea to "%(name)s" does not agree that it is not published. You decide.'), UNREAD),
        N_("Read the appeal"),
    ),
    E.IDEA_APPEAL_OVERTURNED: LetterWords(
        N_("Your appeal is decided: %(title)s"),
        (N_('Somebody else has looked at your idea "%(title)s". It can be published:'), N_("%(reason)s")),
        N_("See your idea"),
    ),
    E.IDEA_APPEAL_UPHELD: LetterWords(
        N_("Your appeal is decided: %(title)s"),
        (
            N_('Somebody else has looked at your idea "%(title)s" and agrees that it is not published:'),
            N_("%(reason)s"),
            N_("That is our last word about this text. You are welcome to send another idea."),
        ),
        N_("See your idea"),
    ),
    E.IDEA_ANSWERED: LetterWords(
        N_("Answer to your idea: %(title)s"),
        (N_('"%(name)s" has answered your idea "%(title)s".'),),
        N_("Read the answer"),
    ),
    E.IDEA_CARRIED_ON: LetterWords(
        N_("Your idea is carried on: %(title)s"),
        (N_('"%(name)s" works on with your idea "%(title)s".'),),
        N_("Read the answer"),
    ),
    E.IDEA_ANSWER_CORRECTED: LetterWords(
        N_("The answer to your idea is corrected: %(title)s"),
        (N_('The answer to your idea "%(title)s" has been corrected:'), N_("%(reason)s")),
        N_("Read the answer"),
    ),
    E.INITIATIVE_SUBMITTED: LetterWords(
        N_("New citizens’ proposal"),
        (N_("A citizens’ proposal has been sent. Read it, and publish it or return it."), UNREAD),
        N_("Read the proposal"),
    ),
    E.INITIATIVE_PUBLISHED: LetterWords(
        N_("Your citizens’ proposal is published: %(title)s"),
        (N_('Your citizens’ proposal "%(title)s" is now published, and others can support it.'),),
        N_("See your proposal"),
    ),
    E.INITIATIVE_RETURNED: LetterWords(
        N_("Your citizens’ proposal needs a change: %(title)s"),
        (
            N_('We have read your citizens’ proposal "%(title)s". It needs a change before we can publish it:'),
            N_("%(reason)s"),
            N_("Correct the text and send it again. Everything that you wrote is still there."),
        ),
        N_("Correct your proposal"),
    ),
    E.INITIATIVE_REFUSED: LetterWords(
        N_("Your citizens’ proposal is not published: %(title)s"),
        (N_('We have read your citizens’ proposal "%(title)s" and decided not to publish it:'), N_("%(reason)s")),
        N_("See your proposal"),
    ),
    E.INITIATIVE_THRESHOLD_MET: LetterWords(
        N_("Citizens’ proposal waits for an answer: %(title)s"),
        (N_('Enough people and parties stand behind the citizens’ proposal "%(title)s". It is owed an answer.'),),
        N_("Read the proposal"),
    ),
    E.INITIATIVE_ANSWERED: LetterWords(
        N_("Answer to your citizens’ proposal: %(title)s"),
        (N_('Your citizens’ proposal "%(title)s" has been answered.'),),
        N_("Read the answer"),
    ),
    E.MODERATION_HIDDEN: LetterWords(
        N_("Your text is hidden: %(title)s"),
        (
            N_('A moderator has hidden your text "%(title)s" from the public:'),
            N_("%(reason)s"),
            N_("You can still read it yourself. If you do not agree, you can ask somebody else to decide."),
        ),
        N_("Read the decision"),
    ),
    E.WORKSHOP_SIGNED_UP: LetterWords(
        N_("You have signed up: %(title)s"),
        (
            N_('You have a place at "%(title)s".'),
            TIME,
            PLACE,
            SIGN_OFF,
        ),
        N_("See the workshop"),
    ),
    E.WORKSHOP_PLANNED: LetterWords(
        N_("Workshop %(day)s: %(title)s"),
        (N_('"%(name)s" holds "%(title)s". Everybody may come; you sign up on the page.'), TIME, PLACE),
        N_("See the workshop"),
    ),
    E.WORKSHOP_MOVED: LetterWords(
        N_("Moved: %(title)s"),
        (
            N_('"%(title)s" has been moved.'),
            KEPT,
            N_("Why: %(reason)s"),
            N_("New time: %(time)s"),
            N_("New place: %(place)s"),
            N_("It should have been held %(old_time)s, %(old_place)s."),
            SIGN_OFF,
        ),
        N_("See the workshop"),
    ),
    E.WORKSHOP_CANCELLED: LetterWords(
        N_("Cancelled: %(title)s"),
        (
            N_('"%(title)s" is cancelled.'),
            N_("Why: %(reason)s"),
            N_("It should have been held %(time)s, %(place)s."),
            N_("You need do nothing. Other meetings stand on the page of %(the_committee)s."),
        ),
        N_("See the workshop"),
    ),
    E.RECOMMENDATION_DRAFTED: LetterWords(
        N_("Your position is wanted: %(title)s"),
        (
            N_('"%(name)s" has a draft of the recommendation "%(title)s", and you have taken no position on it yet.'),
            N_(
                "Read it, and say whether you are for it, against it or neither."
                " Until it is adopted you may change it."
            ),
        ),
        N_("Take a position"),
    ),
    E.RECOMMENDATION_HANDED_OVER: LetterWords(
        N_("Recommendation waits for an answer: %(title)s"),
        (N_('"%(name)s" has handed over the recommendation "%(title)s". It is owed an answer.'),),
        N_("Read the recommendation"),
    ),
    E.RESPONSE_GIVEN: LetterWords(
        N_("Answer to a recommendation: %(title)s"),
        (N_('The recommendation "%(title)s" from "%(name)s" has been answered.'),),
        N_("Read the answer"),
    ),
}  # fmt: skip


# A letter goes the next morning; the reason is that of its own step, whatever has happened since.
REASONS_OF_IDEAS: Mapping[EventType, IdeaState] = {
    E.IDEA_APPEAL_OVERTURNED: IdeaState.OVERTURNED,
    E.IDEA_APPEAL_UPHELD: IdeaState.UPHELD,
    E.IDEA_REFUSED: IdeaState.REFUSED,
    E.IDEA_RETURNED: IdeaState.RETURNED,
}
REASONS_OF_PROPOSALS: Mapping[EventType, InitiativeState] = {
    E.INITIATIVE_REFUSED: InitiativeState.REFUSED,
    E.INITIATIVE_RETURNED: InitiativeState.RETURNED,
}


def letter_about(event: Event, notice: Notification, reader: User) -> Letter:
    """A letter about one event to somebody who has been told of it, as things stand now."""
    words, path = LETTERS.get(EventType(event.type)), way_in(reader, event, notice.path)
    change = path_of_choice(reader, [notice.kind]) if not KINDS[notice.kind].is_fixed else ""
    if words is None:
        sentence = _(notice.message, **facts_for(event, reader))
        return Letter(reader, sentence, (), _("Read more"), path, _(notice.why), change)
    values = _values(event, reader)
    without = OF_A_PLACE if notice.why == WHY[told_of_the_meeting] else frozenset()
    said = [message for message in words.text if message not in without]
    text = tuple(_(message, **values) for message in said if values["reason"] or "%(reason)s" not in message)
    return Letter(reader, _(words.title, **values), text, _(words.button), path, _(notice.why), change)


def way_in(reader: User, event: Event, path: str) -> str:
    """Where a letter leads: an author who has no password to sign in with gets to the idea by a link of their own."""
    subject = _what_it_is_about(event) if reader.is_guest else None
    return path_of_own(subject) if isinstance(subject, Idea) and subject.author_id == reader.id else path


def _what_it_is_about(event: Event) -> Record | None:
    """The record of an event; of a moderator's case, the idea that it is about."""
    found = subject_of(event)
    if isinstance(found, ModerationCase) and found.subject_kind == Idea.__tablename__:
        return db.session.get(Idea, found.subject_id)
    return found


def _values(event: Event, reader: User) -> dict[str, str]:
    subject = subject_of(event)
    values = {"reason": str(event.details.get("reason", "")), **facts_for(event, reader)}
    values["reason"] = values["reason"] or _reason(EventType(event.type), subject)
    return values | (_of_workshop(event, subject) if isinstance(subject, Workshop) else dict.fromkeys(OF_WORKSHOPS, ""))


def _of_workshop(event: Event, workshop: Workshop) -> dict[str, str]:
    """When and where it is held, and was to be held when the event happened."""
    was = event.details.get("was") or {}
    old_time = datetime.fromisoformat(was["starts_at"]) if was else workshop.starts_at
    return {
        "time": daytime(workshop.starts_at),
        "day": longday(workshop.starts_at),
        "place": workshop.place,
        "old_time": daytime(old_time),
        "old_place": was.get("place", workshop.place),
    }


def _reason(kind: EventType, subject: Record | None) -> str:
    """What was said to the author when it happened."""
    if isinstance(subject, Idea) and kind in REASONS_OF_IDEAS:
        return reason_of_last(subject, REASONS_OF_IDEAS[kind])
    if isinstance(subject, Initiative) and kind in REASONS_OF_PROPOSALS:
        return reason_of_last(subject, REASONS_OF_PROPOSALS[kind])
    return ""
