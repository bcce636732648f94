"""Who gets a place at a workshop and who waits for one, by the same rule whenever somebody comes or a place is free.

For use within the transaction of a deed that holds the workshop.
"""

from portal.events.record import record_each
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import ensure_as_seen
from portal.municipalities.models import Party
from portal.workshops.forms.coming import SignUpDraft
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries import takes_sign_ups
from portal.workshops.queries.coming import limits_of, places_taken, waiting_list


def take_place(workshop: Workshop, draft: SignUpDraft, **whose: object) -> WorkshopSignUp:
    """A place for somebody, or the last number on the waiting list."""
    is_waiting = not Room(workshop).has_for(draft.kind, draft.party_id)
    place = WorkshopSignUp(workshop_id=workshop.id, is_waiting=is_waiting, **whose)
    place.kind, place.party_id, place.needs = draft.kind, draft.party_id, draft.needs
    db.session.add(place)
    return place


class Room:
    """What is free at a workshop: in all, and for each kind and party that has a limit."""

    def __init__(self, workshop: Workshop) -> None:
        self.free = workshop.capacity - places_taken([workshop]).get(workshop.id, 0)
        self.of = {limit.key: limit.places - limit.taken for limit in limits_of(workshop)}

    def has_for(self, kind: ParticipantKind, party_id: int | None) -> bool:
        """Whether somebody of this kind, for this party, gets a place."""
        return self.free > 0 and all(self.of.get(key, 1) > 0 for key in (kind, party_id))

    def give(self, place: WorkshopSignUp) -> None:
        """One place less: in all, and of its kind and party."""
        self.free -= 1
        for key in {place.kind, place.party_id} & self.of.keys():
            self.of[key] -= 1


def signed_up(place: WorkshopSignUp) -> EventType:
    """What has happened to whoever was just given it."""
    return EventType.WORKSHOP_WAIT_LISTED if place.is_waiting else EventType.WORKSHOP_SIGNED_UP


def become(place: WorkshopSignUp, draft: SignUpDraft) -> None:
    """Somebody says anew as what they come. Raises `Refused` where others have all the places of that."""
    room = Room(place.workshop)
    changed = {draft.kind, draft.party_id} - {place.kind, place.party_id}
    if not place.is_waiting and any(room.of.get(key, 1) < 1 for key in changed):
        raise Refused(_("All places for those who come as that are taken. Sign off first if you would rather wait."))
    place.kind, place.party_id, place.needs = draft.kind, draft.party_id, draft.needs
    move_up(place.workshop)


def give_back(workshop: Workshop, place: WorkshopSignUp) -> bool:
    """Somebody gives their place, or their number, to others; False where they have done so already: a second click.
    Raises `Refused` when the meeting has begun."""
    if not takes_sign_ups(workshop):
        raise Refused(_("The meeting has begun or been cancelled, so you cannot sign off."))
    since = place.created_at
    there = db.session.get(WorkshopSignUp, place.id, populate_existing=True)
    if there is None or there.created_at != since:  # numbers are used again
        return False
    ensure_as_seen(there)
    db.session.delete(there)
    move_up(workshop)
    return True


def move_up(workshop: Workshop) -> None:
    """Give what is free to those who have waited longest of those whom it is for, and tell them. Not any more
    once the meeting has begun."""
    if not takes_sign_ups(workshop):
        return
    room, moved = Room(workshop), list[WorkshopSignUp]()
    for place in waiting_list(workshop):
        if room.has_for(place.kind, place.party_id):
            place.is_waiting, place.moved_up_at = False, clock.now()
            room.give(place)
            moved.append(place)
    record_each(EventType.WORKSHOP_MOVED_UP, moved, actor=None, committee=workshop.committee)


def ensure_party(workshop: Workshop, draft: SignUpDraft) -> None:
    """Politicians come for a party of this municipality that exists today. Raises `Refused`."""
    if draft.kind is not ParticipantKind.POLITICIAN:
        return
    party = db.session.get(Party, draft.party_id) if draft.party_id else None
    is_ours = party is not None and party.municipality_id == workshop.committee.municipality_id
    if party is None or not is_ours or not party.is_valid_on(clock.today()):
        raise Refused(_("Choose the party that you come for"))
