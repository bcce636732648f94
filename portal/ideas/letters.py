"""What letters about ideas say; and those to people without an account: the link that confirms, and the receipt."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.queries import user_by_email
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.dates import day
from portal.foundation.db import db
from portal.foundation.i18n import N_
from portal.foundation.i18n import gettext as _
from portal.house.letters import UNREAD, Letter, LetterWords, OwnLetter, saying
from portal.ideas.links import path_of_confirmation, path_of_own
from portal.ideas.models import GuestIdea, Idea, IdeaState
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import time_kept
from portal.screening.letters import reason_of

E = EventType
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


def _letters_to_confirm(event: Event) -> Iterator[Letter]:
    """Unless it is confirmed or deleted, or the person is shut out."""
    guest_idea = db.session.get(GuestIdea, event.subject_id)
    if guest_idea is None or guest_idea.idea_id is not None:
        return
    known = user_by_email(guest_idea.email)
    if known is None or known.is_active:
        yield confirmation_of_idea(guest_idea)


def _receipts(event: Event) -> Iterator[Letter]:
    """To whoever confirmed it by mail; others have read the receipt on the page."""
    idea = db.session.get(Idea, event.subject_id)
    by_mail = select(GuestIdea.id).where(GuestIdea.idea_id == event.subject_id)
    if idea is not None and idea.author.is_active and db.session.scalar(by_mail) is not None:
        yield receipt_of_idea(idea)


def confirmation_of_idea(guest_idea: GuestIdea) -> Letter:
    """With a link to the page where the idea is confirmed. Anybody can have written any address, so it holds not a word
    of what was written."""
    committee = guest_idea.committee.name
    return Letter(
        User(name="", email=guest_idea.email),  # nobody we know yet, and saved nowhere
        _('Confirm your idea to "%(name)s"', name=committee),
        (
            _('Someone has sent an idea to "%(name)s" with this address.', name=committee),
            _("Was it you, then read it through and confirm it. Only then is it received."),
            _("The link works for %(time)s. If you do not use it, we delete everything that was written.",
              time=time_kept(Kind.IDEA_BY_GUEST)),
            _("Was it not you, do nothing."),
        ),
        _("Read and confirm"),
        path_of_confirmation(guest_idea),
        _("You get this letter because your address was written on the portal."),
    )  # fmt: skip


def receipt_of_idea(idea: Idea) -> Letter:
    """That it has been received, by when it is answered, and the way to it."""
    text = [
        _('We have received your idea "%(title)s" to "%(name)s". Thank you.', title=idea.title,
          name=idea.committee.name),
        _("A secretary reads it, and publishes it or writes to you about what it lacks."),
    ]  # fmt: skip
    if idea.answer_due_on is not None:
        text.append(_("%(The_committee)s answers by %(day)s.", day=day(idea.answer_due_on)))
    text.append(_("With the button you can see how it goes, correct the idea or withdraw it."))
    return Letter(
        idea.author,
        _("We have received your idea: %(title)s", title=idea.title),
        tuple(text),
        _("See your idea"),
        path_of_own(idea) if idea.author.is_guest else idea.path,
        _("You get this letter because you have confirmed an idea with this address."),
    )


OWN_LETTERS: Mapping[EventType, OwnLetter] = {
    E.IDEA_GUEST_ASKED: OwnLetter(
        write=_letters_to_confirm, to="whoever wrote it without an account", says="the link that confirms the idea"
    ),
    E.IDEA_SUBMITTED: OwnLetter(
        write=_receipts, to="its author, if confirmed by mail", says="the receipt, and the way to the idea"
    ),
}
