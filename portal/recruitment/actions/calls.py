"""Asking the public for members."""

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.committees.queries import seats
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.text import render_markdown
from portal.recruitment.forms.calls import CallDraft
from portal.recruitment.models import Call
from portal.recruitment.queries.applications import has_applications
from portal.recruitment.queries.calls import call_to_change
from portal.rules.access import require
from portal.rules.permissions import Permission


def publish_call(actor: User, committee: Committee, draft: CallDraft) -> Call:
    """A secretary asks the public for members. Raises `Refused` while another call has not closed."""
    with transaction():
        require(actor, Permission.CALL_MANAGE, committee)
        hold(committee)  # two secretaries do not publish two calls
        if call_to_change(committee) is not None:
            raise Refused(_("There is a call already that has not closed. Change that one."))
        call = Call(committee=committee)
        _write(call, draft)
        db.session.add(call)
        record(EventType.CALL_PUBLISHED, call, actor=actor, title=committee.name, path=call.path)
    return call


def change_call(actor: User, call: Call, draft: CallDraft) -> None:
    """A secretary changes a call. What applicants were promised about deletion is kept when somebody has applied."""
    with transaction():
        require(actor, Permission.CALL_MANAGE, call.committee)
        hold(call)
        if draft.delete_on > call.delete_on and has_applications(call):
            raise Refused(_("Somebody has applied and been promised a day of deletion. It cannot be put off."))
        _write(call, draft)
        record(EventType.CALL_CHANGED, call, actor=actor)


def _write(call: Call, draft: CallDraft) -> None:
    call.body, call.body_html = draft.body, render_markdown(draft.body)
    call.hours, call.selection = draft.hours, draft.selection
    call.opens_on, call.closes_on, call.delete_on = draft.opens_on, draft.closes_on, draft.delete_on
    call.seats = [seat for seat in seats(call.committee) if seat.id in draft.seat_ids]
