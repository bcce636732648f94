"""Letters to people without an account: the link that confirms what they sent."""

from collections.abc import Iterator

from portal.accounts.models import User
from portal.accounts.queries import user_by_email
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.ideas.links import path_of_confirmation
from portal.ideas.models import GuestIdea
from portal.reactions.letters import Letter
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import time_kept


def letters_about_guest(event: Event) -> Iterator[Letter]:
    """The letter with which a guest confirms an idea, unless it is confirmed or deleted, or the person is shut out."""
    if event.type != EventType.IDEA_GUEST_ASKED:
        return
    guest_idea = db.session.get(GuestIdea, event.subject_id)
    if guest_idea is None or guest_idea.idea_id is not None:
        return
    known = user_by_email(guest_idea.email)
    if known is None or known.is_active:
        yield confirmation_of_idea(guest_idea)


def confirmation_of_idea(guest_idea: GuestIdea) -> Letter:
    """With a link to the page where the idea is confirmed."""
    return Letter(
        User(name=guest_idea.name, email=guest_idea.email),  # nobody we know yet, and saved nowhere
        _("Confirm your idea: %(title)s", title=guest_idea.title),
        (
            _('Someone has sent "%(title)s" to "%(name)s" with this address.', title=guest_idea.title,
              name=guest_idea.committee.name),
            _("Was it you, then read it through and confirm it. Only then is it received."),
            _("The link works for %(time)s. If you do not use it, we delete everything that was written.",
              time=time_kept(Kind.IDEA_BY_GUEST)),
        ),
        _("Read and confirm"),
        path_of_confirmation(guest_idea),
        _("You get this letter because your address was written on the portal."),
    )  # fmt: skip
