"""Links in letters to people without an account: one confirms that they come, one opens the page of their place."""

from datetime import timedelta

from portal.foundation.db import db
from portal.foundation.signing import list_in, serializer
from portal.rules.privacy import Kind, kept_for
from portal.workshops.models import GuestSignUp, WorkshopSignUp

CONFIRM_PATH, OWN_PATH = "/moeder/bekraeft/", "/moeder/uden-konto/"
OWN_LINK_LASTS = timedelta(days=400)  # nobody calls a meeting so long before
CONFIRM, OWN = "workshop-confirm", "workshop-own"


def path_of_confirmation(guest: GuestSignUp) -> str:
    """Whoever opens this has the address to which it was sent."""
    return CONFIRM_PATH + serializer(CONFIRM).dumps([guest.id, guest.email])


def guest_sign_up_of(token: str) -> GuestSignUp | None:
    """What waits to be confirmed; None when the link is false or too old, or the address has been changed since."""
    found = list_in(CONFIRM, token, kept_for(Kind.SIGN_UP_BY_GUEST))
    guest = db.session.get(GuestSignUp, found[0]) if found else None
    return guest if guest and found and guest.email == found[1] else None


def path_of_own(place: WorkshopSignUp) -> str:
    """The page of a place whose holder has no password to sign in with."""
    return OWN_PATH + serializer(OWN).dumps([place.id, place.created_at.isoformat()])


def place_of_own(token: str) -> WorkshopSignUp | None:
    """Whose place this link was sent to; None when it is false or too old, its holder has signed off or been forgotten,
    or signs in instead. Numbers are used again, so the moment says whether it is still the same place."""
    found = list_in(OWN, token, OWN_LINK_LASTS)
    place = db.session.get(WorkshopSignUp, found[0]) if found else None
    if place is None or found is None or place.created_at.isoformat() != found[1]:
        return None
    has_no_password = place.user.is_guest if place.user is not None else place.name != ""
    return place if has_no_password else None
