"""Letters of their own to people without an account: the link that confirms an idea, and the receipt."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from portal.accounts.models import User
from portal.accounts.queries import user_by_email
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.dates import day
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.house.letters import Letter, OwnLetter
from portal.ideas.links import path_of_confirmation, path_of_own
from portal.ideas.models import GuestIdea, Idea
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import time_kept

E = EventType


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
