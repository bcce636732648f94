"""Who gets a place at a workshop and who waits for one, by the same rule whenever somebody comes or a place is free.

For use within the transaction of a deed that holds the workshop.
"""

from collections.abc import Container, Mapping

from portal.events.record import record_each
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.seen import ensure_as_seen
from portal.municipalities.models import Party
from portal.workshops.forms.coming import SignUpDraft, TypedInDraft
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries import takes_sign_ups
from portal.workshops.queries.coming import Key, limits_of, places_by, places_kept, places_taken, waiting_list


def take_place(workshop: Workshop, draft: SignUpDraft, **whose: object) -> WorkshopSignUp:
    """A place for somebody, or the last number on the waiting list."""
    is_waiting = not Room(workshop).has_for(draft.kind, draft.party_id)
    place = WorkshopSignUp(workshop_id=workshop.id, is_waiting=is_waiting, **whose)
    _say(place, draft)
    db.session.add(place)
    return place


class Room:
    """What is free at a workshop: in all, and for each kind and party that has a limit; and what is kept for some."""

    def __init__(self, workshop: Workshop) -> None:
        limits = limits_of(workshop)
        self.free = workshop.capacity - places_taken([workshop]).get(workshop.id, 0)
        self.of = {limit.key: limit.places - limit.taken for limit in limits if limit.places is not None}
        self.kept = {limit.key: limit.kept - limit.taken for limit in limits if limit.kept}

    def has_for(self, kind: ParticipantKind, party_id: int | None) -> bool:
        """Whether somebody of this kind, for this party, gets a place: one of those kept for them, or one that is kept
        for nobody."""
        if self.free < 1 or any(self.of.get(key, 1) < 1 for key in (kind, party_id)):
            return False
        still = places_kept(self.kept_after({kind, party_id}))
        return still < self.free or still < places_kept(self.kept)

    def kept_after(self, keys: Container[Key]) -> dict[Key, int]:
        """What would be kept once somebody who is all of this has a place."""
        return {key: many - (key in keys) for key, many in self.kept.items()}

    def give(self, place: WorkshopSignUp) -> None:
        """One place less: in all, and of its kind and party."""
        self.free -= 1
        for counted in (self.of, self.kept):
            for key in {place.kind, place.party_id} & counted.keys():
                counted[key] -= 1


def ensure_room_for_kept(workshop: Workshop, kept: Mapping[Key, int]) -> None:
    """Raises `Refused` where fewer places are free than are to be kept for those who have not come yet."""
    taken, free = places_by(workshop), workshop.capacity - places_taken([workshop]).get(workshop.id, 0)
    still = places_kept({key: many - taken[key] for key, many in kept.items()})
    if still > free:
        raise Refused(
            ngettext("%(count)s place is to be kept free, and %(free)s would be. Keep fewer free, or make room for"
                     " more people.", "%(count)s places are to be kept free, and %(free)s would be. Keep fewer free,"
                     " or make room for more people.", still, free=max(0, free))
        )  # fmt: skip


def ensure_still_kept(workshop: Workshop, capacity: int) -> None:
    """Of a meeting that has been changed, and had so many places before. Raises `Refused` where what is kept for some
    would not be there, or until a day on which it is too late to give it to others."""
    kept = {limit.key: limit.kept for limit in limits_of(workshop) if limit.kept}
    if kept and workshop.capacity < capacity:
        ensure_room_for_kept(workshop, kept)
    until = workshop.kept_until
    if until is not None and until >= clock.in_denmark(workshop.starts_at).date():
        raise Refused(
            _("Places are kept free until %(day)s, and the meeting would be held before they are given to others. Share"
              " out the places anew first, with an earlier day.", day=day(until))
        )  # fmt: skip


def signed_up(place: WorkshopSignUp) -> EventType:
    """What has happened to whoever was just given it."""
    return EventType.WORKSHOP_WAIT_LISTED if place.is_waiting else EventType.WORKSHOP_SIGNED_UP


def become(place: WorkshopSignUp, draft: SignUpDraft) -> None:
    """Somebody says anew as what they come. Raises `Refused` where others have all the places of that."""
    room = Room(place.workshop)
    changed = {draft.kind, draft.party_id} - {place.kind, place.party_id}
    is_taken = any(room.of.get(key, 1) < 1 for key in changed)
    if not place.is_waiting and (is_taken or not _leaves_what_is_kept(room, place, draft)):
        raise Refused(_("All places for those who come as that are taken. Sign off first if you would rather wait."))
    _say(place, draft)
    move_up(place.workshop)


def _leaves_what_is_kept(room: Room, place: WorkshopSignUp, draft: SignUpDraft) -> bool:
    """Whether others still have what is kept for them when somebody comes as something else."""
    before = places_kept(room.kept)
    for key in {place.kind, place.party_id} & room.kept.keys():
        room.kept[key] += 1
    return places_kept(room.kept_after({draft.kind, draft.party_id})) <= max(room.free, before)


def _say(place: WorkshopSignUp, draft: SignUpDraft) -> None:
    place.kind, place.party_id, place.needs = draft.kind, draft.party_id, draft.needs
    place.organisation = draft.organisation


def said(place: WorkshopSignUp) -> SignUpDraft:
    """What stands of it."""
    return SignUpDraft(place.kind, place.party_id, place.needs, place.organisation)


def as_typed(place: WorkshopSignUp) -> tuple[object, ...]:
    """What stands of somebody whom others have typed in."""
    return place.name, place.email, place.phone, said(place)


def as_sent(draft: TypedInDraft) -> tuple[object, ...]:
    """The same as a form has sent it."""
    return draft.name, draft.email, draft.phone, draft.sign_up


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
