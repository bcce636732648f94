"""Moving a committee to its next stage."""

from portal.accounts.models import User
from portal.committees.forms.gates import Opening
from portal.committees.models import Committee, StageEntry
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.gates.criteria import checklist
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.stages import next_stage


def open_gate(actor: User, committee: Committee, opening: Opening) -> StageEntry:
    """A secretary moves a committee to its next stage: when every criterion is met, or openly in spite of one."""
    with transaction():
        require(actor, Permission.GATE_OPEN, committee)
        stood = committee.stage
        hold(committee)
        if committee.stage is not stood:
            raise Conflict("somebody else has opened this gate")
        entered = next_stage(committee.stage)
        if entered is None:
            raise Refused(_("The work of %(the_committee)s is concluded."))
        missing = [checked.text for checked in checklist(committee) if not checked.finding.is_met]
        if missing and not opening.anyway:
            raise Refused(*(_("Missing: %(criterion)s", criterion=text) for text in missing))
        left, committee.stage, committee.stage_since = committee.stage, entered, clock.today()
        committee.published_at = committee.published_at or clock.now()  # a reason that nobody can read is none
        entry = StageEntry(
            committee_id=committee.id,
            stage=entered,
            entered_on=clock.today(),
            reason=opening.reason,
            missing="\n".join(missing),
            opened_by=actor,
        )
        db.session.add(entry)
        record(
            EventType.GATE_OPENED,
            committee,
            actor=actor,
            left=left,
            entered=entered,
            reason=opening.reason,
            missing=missing,
            title=committee.name,
            path=committee.path,
        )
    return entry
