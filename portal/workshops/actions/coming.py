"""Signing up for a workshop, and off again."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.workshops.actions.places import become, ensure_party, give_back, said, signed_up, take_place
from portal.workshops.deeds import SIGN_UP
from portal.workshops.forms.coming import UNELECTED, SignUpDraft
from portal.workshops.links import place_of_own
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries import takes_sign_ups
from portal.workshops.queries.coming import is_politician, sign_up_of


def sign_up(actor: User, workshop: Workshop, draft: SignUpDraft) -> WorkshopSignUp:
    """Somebody takes a place at a workshop, or stands on its waiting list when all are taken.

    Doing it twice is doing it once, as it was said last.

    Raises `Refused` when it is cancelled or begun, or when somebody whom the portal does not know as a politician would
    come for a party.
    """
    with transaction():
        SIGN_UP.require_leave(actor, workshop)
        hold(workshop)  # two may want the last place: the second waits here, and then counts the first
        place = sign_up_of(actor, workshop)
        if place is None:
            SIGN_UP.ensure(workshop)
            _ensure_fitting(actor, workshop, draft)
            place = take_place(workshop, draft, user_id=actor.id)
            record(signed_up(place), workshop, actor=actor, kind=draft.kind)
        elif said(place) != draft:
            SIGN_UP.ensure(workshop)
            _ensure_fitting(actor, workshop, draft)
            become(place, draft)
            record(signed_up(place), workshop, actor=actor, kind=draft.kind)
    return place


def sign_off(actor: User, workshop: Workshop) -> None:
    """Somebody gives their place to another: to the first on the waiting list, if anybody waits. Raises `Refused` when
    the meeting has begun."""
    with transaction():
        SIGN_UP.require_leave(actor, workshop)
        hold(workshop)
        place = sign_up_of(actor, workshop)
        if place is not None and give_back(workshop, place):
            record(EventType.WORKSHOP_SIGNED_OFF, workshop, actor=actor)


def leave_by_link(token: str) -> Workshop | None:
    """Whoever has no account signs off with the link that was sent to them; None when they have done so already."""
    with transaction():
        place = place_of_own(token)
        if place is None:
            return None
        workshop, whose = place.workshop, place.user
        hold(workshop)
        if give_back(workshop, place):
            record(EventType.WORKSHOP_SIGNED_OFF, workshop, actor=whose)
    return workshop


def say_anew_by_link(token: str, draft: SignUpDraft) -> Workshop | None:
    """Whoever has no account says with that link as what they come, for whom, and what they need; None when it does not
    work any more. The same twice is said once. Raises `Refused` when the meeting has begun or is cancelled, or others
    have all the places for those who come as that."""
    with transaction():
        place = place_of_own(token)
        if place is None:
            return None
        workshop = place.workshop
        hold(workshop, compares=False)
        hold(place, compares=False)
        before = said(place)
        if before == draft:
            return workshop
        if not takes_sign_ups(workshop):
            raise Refused(_("The meeting has begun or been cancelled, so what you have said is not changed here."))
        is_same = (draft.kind, draft.party_id) == (before.kind, before.party_id)
        if not is_same and (draft.kind not in UNELECTED or draft.party_id is not None):
            raise Refused(_("Only politicians whom the secretary has registered can come for a party."))
        become(place, draft)
        if is_same:
            record(EventType.WORKSHOP_NEEDS_SAID, workshop, actor=place.user)
        else:
            record(signed_up(place), workshop, actor=place.user, kind=draft.kind)
    return workshop


def _ensure_fitting(actor: User, workshop: Workshop, draft: SignUpDraft) -> None:
    """Politicians come for a party of this municipality that exists today; nobody else does."""
    if draft.kind is not ParticipantKind.POLITICIAN:
        if draft.party_id is not None:
            raise Refused(_("Only politicians come for a party."))
        return
    if not is_politician(actor):
        raise Refused(_("Only politicians whom the secretary has registered can come for a party."))
    ensure_party(workshop, draft)
