"""Which events are worth a letter at once: those after which somebody must act, or has waited for the answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask import current_app

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.dates import daytime
from portal.foundation.i18n import N_
from portal.foundation.i18n import gettext as _
from portal.ideas.links import path_of_own
from portal.ideas.models import Idea
from portal.initiatives.models import Initiative
from portal.reactions import recipients as to
from portal.reactions.recipients import People
from portal.reactions.subjects import facts_of, path_of, subject_of
from portal.workshops.models import Workshop


@dataclass(frozen=True)
class Letter:
    """One letter to one person, ready to be set up."""

    user: User
    subject: str
    paragraphs: tuple[str, ...]
    button: str
    path: str
    why: str  # why you get this

    @property
    def url(self) -> str:
        return str(current_app.config["BASE_URL"]) + self.path


@dataclass(frozen=True)
class LetterKind:
    """`title`, `text` and `button` are messages; the values are those of `facts` below."""

    recipients: Callable[[Event], People]
    title: str
    text: tuple[str, ...]
    button: str
    why: str
    is_receipt: bool = False


WHY_SECRETARY = N_("You get this letter because you are secretary of %(the_committee)s.")
WHY_AUTHOR = N_("You get this letter because you sent the idea.")
WHY_PROPOSER = N_("You get this letter because you sent the citizens’ proposal.")
WHY_SCREENER = N_("You get this letter because you read citizens’ proposals before they are published.")
WHY_WROTE = N_("You get this letter because you wrote the text.")
WHY_COUNCILLOR = N_("You get this letter because you answer for %(the_council)s.")
WHY_THREAD = N_("You get this letter because you worked on it, or because an idea of yours lies behind it.")
WHY_SIGNED_UP = N_("You get this letter because you have signed up.")

E = EventType
LETTERS: Mapping[EventType, LetterKind] = {
    E.IDEA_SUBMITTED: LetterKind(
        to.secretaries, N_("New idea: %(title)s"),
        (N_('"%(name)s" has received the idea "%(title)s". Read it, and publish it or return it.'),),
        N_("Read the idea"), WHY_SECRETARY,
    ),
    E.IDEA_RESUBMITTED: LetterKind(
        to.secretaries, N_("Corrected idea: %(title)s"),
        (N_('The idea "%(title)s" to "%(name)s" has been corrected and sent again.'),),
        N_("Read the idea"), WHY_SECRETARY,
    ),
    E.IDEA_PUBLISHED: LetterKind(
        to.author, N_("Your idea is published: %(title)s"),
        (
            N_('Your idea "%(title)s" is now published, and others can support it.'),
            N_('"%(name)s" owes you an answer. On the page of the idea you can follow every step.'),
        ),
        N_("See your idea"), WHY_AUTHOR,
    ),
    E.IDEA_RETURNED: LetterKind(
        to.author, N_("Your idea needs a change: %(title)s"),
        (
            N_('We have read your idea "%(title)s". It needs a change before we can publish it:'),
            N_("%(reason)s"),
            N_("Correct the text and send it again. Everything that you wrote is still there."),
        ),
        N_("Correct your idea"), WHY_AUTHOR,
    ),
    E.IDEA_REFUSED: LetterKind(
        to.author, N_("Your idea is not published: %(title)s"),
        (
            N_('We have read your idea "%(title)s" and decided not to publish it:'),
            N_("%(reason)s"),
            N_("You can read the reason on the page of the idea. Nobody but you and the secretary can see it."),
        ),
        N_("See your idea"), WHY_AUTHOR,
    ),
    E.IDEA_ANSWERED: LetterKind(
        to.author, N_("Answer to your idea: %(title)s"),
        (N_('"%(name)s" has answered your idea "%(title)s".'),),
        N_("Read the answer"), WHY_AUTHOR,
    ),
    E.IDEA_CARRIED_ON: LetterKind(
        to.author, N_("Your idea is carried on: %(title)s"),
        (N_('"%(name)s" works on with your idea "%(title)s".'),),
        N_("Read the answer"), WHY_AUTHOR,
    ),
    E.INITIATIVE_SUBMITTED: LetterKind(
        to.secretaries, N_("New citizens’ proposal: %(title)s"),
        (N_('The citizens’ proposal "%(title)s" has been sent. Read it, and publish it or return it.'),),
        N_("Read the proposal"), WHY_SCREENER,
    ),
    E.INITIATIVE_PUBLISHED: LetterKind(
        to.author, N_("Your citizens’ proposal is published: %(title)s"),
        (N_('Your citizens’ proposal "%(title)s" is now published, and others can support it.'),),
        N_("See your proposal"), WHY_PROPOSER,
    ),
    E.INITIATIVE_RETURNED: LetterKind(
        to.author, N_("Your citizens’ proposal needs a change: %(title)s"),
        (
            N_('We have read your citizens’ proposal "%(title)s". It needs a change before we can publish it:'),
            N_("%(reason)s"),
            N_("Correct the text and send it again. Everything that you wrote is still there."),
        ),
        N_("Correct your proposal"), WHY_PROPOSER,
    ),
    E.INITIATIVE_REFUSED: LetterKind(
        to.author, N_("Your citizens’ proposal is not published: %(title)s"),
        (N_('We have read your citizens’ proposal "%(title)s" and decided not to publish it:'), N_("%(reason)s")),
        N_("See your proposal"), WHY_PROPOSER,
    ),
    E.INITIATIVE_THRESHOLD_MET: LetterKind(
        to.councillors, N_("Citizens’ proposal waits for an answer: %(title)s"),
        (N_('Enough people and parties stand behind the citizens’ proposal "%(title)s". It is owed an answer.'),),
        N_("Read the proposal"), WHY_COUNCILLOR,
    ),
    E.INITIATIVE_ANSWERED: LetterKind(
        to.author, N_("Answer to your citizens’ proposal: %(title)s"),
        (N_('Your citizens’ proposal "%(title)s" has been answered.'),),
        N_("Read the answer"), WHY_PROPOSER,
    ),
    E.MODERATION_HIDDEN: LetterKind(
        to.author, N_("Your text is hidden: %(title)s"),
        (
            N_('A moderator has hidden your text "%(title)s" from the public:'),
            N_("%(reason)s"),
            N_("You can still read it yourself. If you do not agree, you can ask somebody else to decide."),
        ),
        N_("Read the decision"), WHY_WROTE,
    ),
    E.WORKSHOP_SIGNED_UP: LetterKind(
        to.whoever_did_it, N_("You have signed up: %(title)s"),
        (
            N_('You have a place at "%(title)s".'),
            N_("Time: %(time)s"),
            N_("Place: %(place)s"),
            N_("If you cannot come, sign off on the page, so that somebody else gets your place."),
        ),
        N_("See the workshop"), WHY_SIGNED_UP, is_receipt=True,
    ),
    E.WORKSHOP_CANCELLED: LetterKind(
        to.participants, N_("Cancelled: %(title)s"),
        (N_('"%(title)s" is cancelled.'), N_("%(reason)s"), N_("It should have been held %(time)s.")),
        N_("See the workshop"), WHY_SIGNED_UP,
    ),
    E.RECOMMENDATION_HANDED_OVER: LetterKind(
        to.councillors, N_("Recommendation waits for an answer: %(title)s"),
        (N_('"%(name)s" has handed over the recommendation "%(title)s". It is owed an answer.'),),
        N_("Read the recommendation"), WHY_COUNCILLOR,
    ),
    E.RESPONSE_GIVEN: LetterKind(
        to.members_and_idea_authors, N_("Answer to a recommendation: %(title)s"),
        (N_('The recommendation "%(title)s" from "%(name)s" has been answered.'),),
        N_("Read the answer"), WHY_THREAD,
    ),
}  # fmt: skip


def letters_about(event: Event) -> Iterator[Letter]:
    """A letter to each person whom an event concerns, and who has confirmed an address."""
    kind = LETTERS.get(EventType(event.type))
    if kind is None:
        return
    values, path = _values(event), path_of(event)
    people = {user.id: user for user in kind.recipients(event) if user.is_trusted}
    for user in people.values():
        if kind.is_receipt or user.id != event.actor_id:
            text = tuple(sentence for sentence in (_(message, **values) for message in kind.text) if sentence.strip())
            yield Letter(user, _(kind.title, **values), text, _(kind.button), _way_in(user, event, path), _(kind.why))


def _way_in(reader: User, event: Event, path: str) -> str:
    """Where a letter leads: an author who has no password to sign in with gets to the idea by a link of their own."""
    subject = subject_of(event) if reader.is_guest else None
    return path_of_own(subject) if isinstance(subject, Idea) and subject.author_id == reader.id else path


def _values(event: Event) -> dict[str, str]:
    subject = subject_of(event)
    values = {"reason": str(event.details.get("reason", "")), "time": "", "place": "", **facts_of(event)}
    if isinstance(subject, Idea | Initiative) and not values["reason"] and subject.steps:
        values["reason"] = subject.steps[-1].reason
    if isinstance(subject, Workshop):
        values |= {"time": daytime(subject.starts_at), "place": subject.place}
        values["reason"] = values["reason"] or subject.cancel_reason
    return values
