"""Links in letters to people without an account: one confirms what they sent, one opens the page of their idea."""

from datetime import timedelta

from portal.foundation.db import db
from portal.foundation.signing import list_in, serializer
from portal.ideas.models import GuestIdea, Idea
from portal.ideas.queries import whole_idea
from portal.rules.privacy import Kind, kept_for

CONFIRM_PATH, OWN_PATH = "/ideer/bekraeft/", "/ideer/uden-konto/"
OWN_LINK_LASTS = timedelta(days=400)  # longer than a committee owes anybody an answer
CONFIRM, OWN = "idea-confirm", "idea-own"


def path_of_confirmation(guest_idea: GuestIdea) -> str:
    """Whoever opens this has the address to which it was sent."""
    return CONFIRM_PATH + serializer(CONFIRM).dumps([guest_idea.id, guest_idea.email])


def guest_idea_of(token: str) -> GuestIdea | None:
    """What waits to be confirmed; None when the link is false or too old, or the address has been changed since."""
    found = list_in(CONFIRM, token, kept_for(Kind.IDEA_BY_GUEST))
    guest_idea = db.session.get(GuestIdea, found[0]) if found else None
    return guest_idea if guest_idea and found and guest_idea.email == found[1] else None


def path_of_own(idea: Idea) -> str:
    """The author's own page of an idea, for one who has no password to sign in with."""
    return OWN_PATH + serializer(OWN).dumps([idea.id, idea.author_id])


def idea_of_own(token: str) -> Idea | None:
    """The idea whose author this link was sent to; None when it is false, too old, or its author signs in instead."""
    found = list_in(OWN, token, OWN_LINK_LASTS)
    idea = whole_idea(found[0]) if found else None
    is_theirs = idea is not None and found is not None and idea.author_id == found[1]
    return idea if idea is not None and is_theirs and idea.author.is_guest else None
