"""Saying whether one comes, on the page of the meeting."""

from portal.accounts.models import User
from portal.events.record import record
from portal.foundation.db import transaction
from portal.foundation.locking import hold
from portal.sittings.actions.answering import say
from portal.sittings.deeds import ANSWER_INVITATION
from portal.sittings.forms import Reply
from portal.sittings.models import Sitting


def answer_invitation(actor: User, sitting: Sitting, reply: Reply) -> None:
    """A member says whether they come, and may say otherwise until the meeting begins. The secretary is told of a no,
    and a substitute is asked where that is wanted. The same said twice is said once."""
    with transaction():
        ANSWER_INVITATION.require_leave(actor, sitting)
        hold(sitting, compares=False)
        ANSWER_INVITATION.ensure(sitting)
        if (told := say(sitting, actor, reply)) is not None:
            record(told, sitting, actor=actor, title=sitting.title, path=sitting.path)
