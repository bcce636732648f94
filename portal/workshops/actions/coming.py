"""Signing up for a workshop, and off again."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.municipalities.models import Party
from portal.workshops.deeds import SIGN_UP
from portal.workshops.forms.coming import SignUpDraft
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries import takes_sign_ups
from portal.workshops.queries.coming import is_politician, places_taken, sign_up_of


def sign_up(actor: User, workshop: Workshop, draft: SignUpDraft) -> WorkshopSignUp:
    """Somebody takes a place at a workshop; doing it twice is doing it once, as it was said last.

    Raises `Refused` when it is full, cancelled or begun, or when somebody whom the portal does not know as a politician
    would come for a party.
    """
    with transaction():
        SIGN_UP.require_leave(actor, workshop)
        hold(workshop)  # two may want the last place: the second waits here, and then counts the first
        place = sign_up_of(actor, workshop)
        if place is None:
            _ensure_open(workshop)
            _ensure_fitting(actor, workshop, draft)
            place = WorkshopSignUp(workshop_id=workshop.id, user_id=actor.id, kind=draft.kind, party_id=draft.party_id)
            db.session.add(place)
            record(EventType.WORKSHOP_SIGNED_UP, workshop, actor=actor, kind=draft.kind)
        elif (place.kind, place.party_id) != (draft.kind, draft.party_id):
            SIGN_UP.ensure(workshop)
            _ensure_fitting(actor, workshop, draft)
            place.kind, place.party_id = draft.kind, draft.party_id
            record(EventType.WORKSHOP_SIGNED_UP, workshop, actor=actor, kind=draft.kind)
    return place


def sign_off(actor: User, workshop: Workshop) -> None:
    """Somebody gives their place to another. Raises `Refused` when the meeting has begun."""
    with transaction():
        SIGN_UP.require_leave(actor, workshop)
        place = sign_up_of(actor, workshop)
        if place is not None:
            if not takes_sign_ups(workshop):
                raise Refused(_("The meeting has begun or been cancelled, so you cannot sign off."))
            db.session.delete(place)
            record(EventType.WORKSHOP_SIGNED_OFF, workshop, actor=actor)


def _ensure_open(workshop: Workshop) -> None:
    SIGN_UP.ensure(workshop)
    if places_taken([workshop]).get(workshop.id, 0) >= workshop.capacity:
        raise Refused(_("All places are taken. If somebody signs off, the place is free again."))


def _ensure_fitting(actor: User, workshop: Workshop, draft: SignUpDraft) -> None:
    """Politicians come for a party of this municipality that exists today; nobody else does."""
    if draft.kind is not ParticipantKind.POLITICIAN:
        if draft.party_id is not None:
            raise Refused(_("Only politicians come for a party."))
        return
    if not is_politician(actor):
        raise Refused(_("Only politicians whom the secretary has registered can come for a party."))
    party = db.session.get(Party, draft.party_id) if draft.party_id else None
    is_ours = party is not None and party.municipality_id == workshop.committee.municipality_id
    if party is None or not is_ours or not party.is_valid_on(clock.today()):
        raise Refused(_("Choose the party that you come for"))
