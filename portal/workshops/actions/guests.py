"""Signing up without an account. Nobody has a place before the address has been shown to be theirs."""

from portal.accounts.actions.guests import holder_of_address
from portal.accounts.actions.joining import count_letter
from portal.accounts.models import User, Visitor
from portal.accounts.origin import Origin
from portal.accounts.queries import user_by_email
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import once
from portal.workshops.actions.places import signed_up, take_place
from portal.workshops.deeds import SIGN_UP, SIGN_UP_AS_GUEST
from portal.workshops.forms.coming import GuestDraft, SignUpDraft
from portal.workshops.links import guest_sign_up_of
from portal.workshops.models import GuestSignUp, Workshop, WorkshopSignUp
from portal.workshops.queries.coming import guest_sign_up_of_submission, sign_up_of


@once
def ask_as_guest(visitor: Visitor | User, workshop: Workshop, draft: GuestDraft, origin: Origin) -> None:
    """A visitor would come, and a link goes to the address. The same form sent twice is one letter.

    Raises `Refused` when the meeting has begun or is cancelled, or too many letters have been asked for.
    """
    with transaction():
        SIGN_UP_AS_GUEST.require_leave(visitor, workshop)
        SIGN_UP_AS_GUEST.ensure(workshop)
        guest = guest_sign_up_of_submission(draft.submission_key)
        if guest is not None and _is_sent(guest, draft):
            return
        count_letter(draft.email, origin)
        guest = guest or GuestSignUp(workshop=workshop, submission_key=draft.submission_key)
        guest.name, guest.email, guest.kind, guest.needs = draft.name, draft.email, draft.kind, draft.needs
        guest.organisation = draft.organisation
        db.session.add(guest)
        record(EventType.WORKSHOP_GUEST_ASKED, guest, actor=None, committee=workshop.committee)


def _is_sent(guest: GuestSignUp, draft: GuestDraft) -> bool:
    """Whether this is what was sent before. Raises `Refused` when that has been confirmed meanwhile."""
    if guest.confirmed_at is not None:
        raise Refused(_("You have confirmed this already, and nothing new is sent. Use the link in your letter."))
    said = guest.kind, guest.name, guest.email, guest.needs, guest.submission_key, guest.organisation
    return GuestDraft(*said) == draft


def confirm_guest_sign_up(token: str) -> WorkshopSignUp | None:
    """The holder of a link confirms that they come, and has a place, or waits for one. Who had signed up already keeps
    what they have, with what they now say that they need. The same link again does nothing more; None when they have
    signed off since.

    Raises `Refused` when the link no longer works, or nobody can sign up any more.
    """
    with transaction():
        guest = guest_sign_up_of(token)
        if guest is None:
            raise Refused(_("The link no longer works"))
        hold(guest)
        if guest.confirmed_at is not None:
            return place_of_guest(guest)
        hold(guest.workshop)
        SIGN_UP.ensure(guest.workshop)
        holder = holder_of_address(guest.name, guest.email)
        SIGN_UP.require_leave(holder, guest.workshop)
        db.session.flush()
        place = sign_up_of(holder, guest.workshop)
        draft, is_new = SignUpDraft(guest.kind, None, guest.needs, guest.organisation), place is None
        place = place or take_place(guest.workshop, draft, user_id=holder.id)
        place.needs = guest.needs or place.needs  # said later than the place was taken
        place.organisation = guest.organisation or place.organisation
        guest.confirmed_at, guest.name, guest.needs, guest.organisation = clock.now(), "", "", ""
        if is_new:
            record(signed_up(place), guest.workshop, actor=holder, kind=draft.kind)
    return place


def place_of_guest(guest: GuestSignUp) -> WorkshopSignUp | None:
    """Where whoever confirmed it has a place now."""
    holder = user_by_email(guest.email)
    return sign_up_of(holder, guest.workshop) if holder is not None else None
