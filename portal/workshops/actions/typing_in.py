"""Signing up somebody who has called those who hold the meeting, and off again."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import transaction
from portal.foundation.once import ensure_same, once
from portal.workshops.actions.places import as_sent, as_typed, ensure_party, give_back, take_place
from portal.workshops.deeds import TYPE_IN
from portal.workshops.forms.coming import TypedInDraft
from portal.workshops.models import Workshop, WorkshopSignUp
from portal.workshops.queries.coming import sign_up_of_submission


@once
def type_in_sign_up(actor: User, workshop: Workshop, draft: TypedInDraft) -> WorkshopSignUp:
    """Whoever holds the meeting signs somebody up; they stand on the list as others do. The same form twice is one
    person. Raises `Refused` when it is cancelled or has begun, or the party is none of ours."""
    with transaction():
        TYPE_IN.require(actor, workshop)
        known = sign_up_of_submission(draft.submission_key)
        if known is not None:
            ensure_same(as_typed(known), as_sent(draft), title=known.name, path=f"{workshop.path}/deltagere")
            return known
        ensure_party(workshop, draft.sign_up)
        place = take_place(
            workshop, draft.sign_up, name=draft.name, email=draft.email, phone=draft.phone,
            submission_key=draft.submission_key or None,
        )  # fmt: skip
        record(EventType.WORKSHOP_TYPED_IN, place, actor=actor, committee=workshop.committee)
    return place


def type_out_sign_up(actor: User, workshop: Workshop, place: WorkshopSignUp) -> None:
    """Somebody who was signed up in this way has called again, and does not come. Whoever waits gets the place."""
    with transaction():
        TYPE_IN.require(actor, workshop)
        if give_back(workshop, place):
            record(EventType.WORKSHOP_TYPED_OUT, workshop, actor=actor)
