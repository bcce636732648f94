"""Taking the name off an idea that the secretariat wrote down for somebody, who has no account to erase."""

from portal.accounts.models import WITHOUT_MAIL, User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.ideas.models import Idea
from portal.privacy.holdings.texts import make_ideas_nameless
from portal.rules.access import require
from portal.rules.permissions import Permission


def make_nameless(actor: User, idea: Idea) -> None:
    """A secretary shows a typed-in idea by “a citizen” from now on: its name is taken out wherever it was written, and
    what was noted about the consent is deleted. Raises `Refused` when no name was written down.
    """
    with transaction():
        require(actor, Permission.IDEA_MAKE_NAMELESS, idea.committee)
        if not idea.spoken_for:
            raise Refused(_("There is no name to take off the idea."))
        sender = User(name=idea.spoken_for, email=f"navn@{WITHOUT_MAIL}")  # nobody we know, and saved nowhere
        make_ideas_nameless([idea.id], sender)
        idea.spoken_for = idea.consent = ""
        record(EventType.AUTHOR_ERASED, idea, actor=actor)
