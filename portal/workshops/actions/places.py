"""Who gets a place at a workshop and who waits for one, by the same rule whenever somebody comes or a place is free.

For use within the transaction of a deed that holds the workshop.
"""

from portal.events.record import record_each
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.municipalities.models import Party
from portal.workshops.forms.coming import SignUpDraft
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries import takes_sign_ups
from portal.workshops.queries.coming import places_taken, waiting_list


def take_place(workshop: Workshop, draft: SignUpDraft, **whose: object) -> WorkshopSignUp:
    """A place for somebody, or the last number on the waiting list."""
    place = WorkshopSignUp(workshop_id=workshop.id, is_waiting=is_full(workshop), **whose)
    place.kind, place.party_id, place.needs = draft.kind, draft.party_id, draft.needs
    db.session.add(place)
    return place


def is_full(workshop: Workshop) -> bool:
    """Whether whoever signs up now waits."""
    return places_taken([workshop]).get(workshop.id, 0) >= workshop.capacity


def signed_up(place: WorkshopSignUp) -> EventType:
    """What has happened to whoever was just given it."""
    return EventType.WORKSHOP_WAIT_LISTED if place.is_waiting else EventType.WORKSHOP_SIGNED_UP


def give_back(place: WorkshopSignUp) -> None:
    """Somebody gives their place, or their number, to others. Raises `Refused` when the meeting has begun."""
    if not takes_sign_ups(place.workshop):
        raise Refused(_("The meeting has begun or been cancelled, so you cannot sign off."))
    workshop = place.workshop
    db.session.delete(place)
    move_up(workshop)


def move_up(workshop: Workshop) -> None:
    """Give what is free to those who have waited longest, and tell them. Not any more once the meeting has begun."""
    if not takes_sign_ups(workshop):
        return
    free = workshop.capacity - places_taken([workshop]).get(workshop.id, 0)
    moved = [place for number, place in enumerate(waiting_list(workshop)) if number < free]
    for place in moved:
        place.is_waiting, place.moved_up_at = False, clock.now()
    record_each(EventType.WORKSHOP_MOVED_UP, moved, actor=None, committee=workshop.committee)


def ensure_party(workshop: Workshop, draft: SignUpDraft) -> None:
    """Politicians come for a party of this municipality that exists today. Raises `Refused`."""
    if draft.kind is not ParticipantKind.POLITICIAN:
        return
    party = db.session.get(Party, draft.party_id) if draft.party_id else None
    is_ours = party is not None and party.municipality_id == workshop.committee.municipality_id
    if party is None or not is_ours or not party.is_valid_on(clock.today()):
        raise Refused(_("Choose the party that you come for"))
