"""Who came to a workshop, noted on the evening or after it: who had signed up, and others by number or name."""

from collections.abc import Sequence

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same, once
from portal.foundation.seen import ensure_as_seen, opened_at
from portal.workshops.actions.places import as_sent, as_typed, ensure_party
from portal.workshops.deeds import ATTEND, WRITE_DOWN
from portal.workshops.forms.coming import AttendanceDraft, TypedInDraft
from portal.workshops.models import ParticipantKind, Workshop, WorkshopSignUp
from portal.workshops.queries.coming import sign_up_of_submission, walked_in, who_signed_up
from portal.workshops.queries.reading_back import reply_of


def note_attendance(actor: User, workshop: Workshop, draft: AttendanceDraft) -> None:
    """Whoever holds the meeting notes who came of those who had signed up, and how many came besides. It can be noted
    anew; of those whose names are deleted what was noted stays, and so it does of those who were written down by name
    while the form was open. The same twice is noted once."""
    with transaction():
        ATTEND.require_leave(actor, workshop)
        hold(workshop, compares=False)
        ATTEND.ensure(workshop)
        places, before = who_signed_up(workshop), walked_in(workshop)
        more = {key: number - before.get(key, 0) for key, number in draft.walked_in.items()}
        came = draft.came | _written_meanwhile(workshop, places)
        is_said = {place.id for place in places if place.came} == came and not any(more.values())
        if workshop.attended_at is not None and is_said:
            return
        ensure_as_seen(workshop)
        for place in places:
            place.came = place.id in came
        for (kind, party_id), number in more.items():
            _count_those_besides(workshop, kind, party_id, number)
        workshop.attended_at = clock.now()
        record(EventType.WORKSHOP_ATTENDED, workshop, actor=actor)


def _count_those_besides(workshop: Workshop, kind: ParticipantKind, party_id: int | None, more: int) -> None:
    """A row for each, so that they are counted as the others are; fewer where `more` is below zero."""
    of_these = {"workshop_id": workshop.id, "kind": kind, "party_id": party_id, "walked_in": True}
    db.session.add_all(WorkshopSignUp(**of_these, came=True) for _one in range(more))
    nameless = [row for row in workshop.sign_ups if row.walked_in and not row.name]
    alike = [row for row in nameless if (row.kind, row.party_id) == (kind, party_id)]
    for row in alike[: max(0, -more)]:
        db.session.delete(row)


def _written_meanwhile(workshop: Workshop, places: Sequence[WorkshopSignUp]) -> set[int]:
    opened = opened_at(workshop)
    return {place.id for place in places if opened is not None and place.walked_in and place.created_at > opened}


@once
def write_down(actor: User, workshop: Workshop, draft: TypedInDraft) -> WorkshopSignUp:
    """Whoever holds the meeting writes down somebody who came without having signed up, so that they are asked like the
    others who came. The same form twice is one person. Raises `Refused` when the address stands on the list, or the
    party is none of ours."""
    with transaction():
        WRITE_DOWN.require_leave(actor, workshop)
        hold(workshop, compares=False)
        known = sign_up_of_submission(draft.submission_key)
        if known is not None:
            ensure_same(as_typed(known), as_sent(draft), title=known.name, path=f"{workshop.path}/deltagere")
            return known
        WRITE_DOWN.ensure(workshop)
        ensure_party(workshop, draft.sign_up)
        _ensure_new(workshop, draft.email)
        place = WorkshopSignUp(
            workshop_id=workshop.id, walked_in=True, came=True, kind=draft.sign_up.kind, name=draft.name,
            party_id=draft.sign_up.party_id, organisation=draft.sign_up.organisation, email=draft.email,
            phone=draft.phone, submission_key=draft.submission_key or None,
        )  # fmt: skip
        db.session.add(place)
        _attend_anew(workshop)
        record(EventType.WORKSHOP_ATTENDED, workshop, actor=actor)
    return place


def _ensure_new(workshop: Workshop, email: str) -> None:
    """Else somebody would be asked twice."""
    for place in who_signed_up(workshop):
        if email and place.mail == email:
            raise Refused(
                _(
                    "%(name)s stands on the list with this address. Tick the name where you note who came.",
                    name=place.called,
                )
            )


def _attend_anew(workshop: Workshop) -> None:
    """Whoever has the form about who came open is told that something else stands there now."""
    if workshop.attended_at is not None:
        workshop.attended_at = clock.now()


def strike_out(actor: User, workshop: Workshop, place: WorkshopSignUp) -> None:
    """Somebody was written down by mistake, or would rather not be. Raises `Refused` once they have been asked."""
    with transaction():
        WRITE_DOWN.require_leave(actor, workshop)
        hold(workshop, compares=False)
        WRITE_DOWN.ensure(workshop)
        ensure_as_seen(place)
        if reply_of(place) is not None:
            raise Refused(_("The draft has been sent to %(name)s, who stays on the list.", name=place.name))
        db.session.delete(place)
        _attend_anew(workshop)
        record(EventType.WORKSHOP_ATTENDED, workshop, actor=actor)
