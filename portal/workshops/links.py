"""Addresses for people without an account: one confirms that they come, one opens the page of their place, one the page
of the table at which they sit."""

import hmac
from datetime import timedelta

from flask import current_app

from portal.foundation.db import db
from portal.foundation.signing import list_in, serializer
from portal.rules.privacy import Kind, kept_for
from portal.workshops.models import GuestSignUp, Workshop, WorkshopSignUp, WorkshopTable
from portal.workshops.queries.at_table import table_of_id

CONFIRM_PATH, OWN_PATH, TABLE_PATH = "/moeder/bekraeft/", "/moeder/uden-konto/", "/bord/"
SIGNS, GROUP, GROUPS = "23456789abcdefghjkmnpqrstuvwxyz", 4, 3  # none that is read as another; 59 bits
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


def path_of_draft(place: WorkshopSignUp) -> str:
    """The page on which such a person reads the draft of the outcome, and answers."""
    return f"{path_of_own(place)}/udbytte"


def place_of_own(token: str) -> WorkshopSignUp | None:
    """Whose place this link was sent to; None when it is false or too old, its holder has signed off or been forgotten,
    or signs in instead. Numbers are used again, so the moment says whether it is still the same place."""
    found = list_in(OWN, token, OWN_LINK_LASTS)
    place = db.session.get(WorkshopSignUp, found[0]) if found else None
    if place is None or found is None or place.created_at.isoformat() != found[1]:
        return None
    has_no_password = place.user.is_guest if place.user is not None else place.name != ""
    return place if has_no_password else None


def path_of_table(table: WorkshopTable) -> str:
    """Stands as a code on the table, and in letters that one can type: whoever has it reads and writes notes there."""
    return f"{TABLE_PATH}{table.id}-{_signed(table)}"


def table_of_link(token: str) -> WorkshopTable | None:
    """Which table it is; None when the address is false or has been renewed, or the table is laid no more."""
    number, _dash, sent = token.partition("-")
    is_number = number.isascii() and number.isdigit() and len(number) < 10  # noqa: PLR2004 - what a key of a row has
    table = table_of_id(int(number)) if is_number else None
    if table is None or not hmac.compare_digest(_signed(table).encode(), sent.lower().encode()):
        return None
    return table


def address_of_page(workshop: Workshop) -> str:
    return str(current_app.config["BASE_URL"]) + workshop.path


def address_of_table(table: WorkshopTable) -> str:
    return str(current_app.config["BASE_URL"]) + path_of_table(table)


def _signed(table: WorkshopTable) -> str:
    """Of the workshop, the table, when it was laid, for numbers are used again, and how often that was renewed."""
    said = f"table {table.workshop_id} {table.id} {table.created_at.isoformat()} {table.renewals}"
    drawn = int.from_bytes(hmac.new(str(current_app.config["SECRET_KEY"]).encode(), said.encode(), "sha256").digest())
    signs = ""
    for _sign in range(GROUP * GROUPS):
        drawn, at = divmod(drawn, len(SIGNS))
        signs += SIGNS[at]
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))
