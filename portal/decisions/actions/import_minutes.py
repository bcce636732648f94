"""Taking over a published agenda or minutes as decision records."""

from portal.accounts.models import User
from portal.decisions.actions.import_changes import addition
from portal.decisions.actions.import_facts import new_record
from portal.decisions.actions.import_plan import Fate, Plan, Planned, municipality_named, plan_import
from portal.decisions.actions.import_thread import link_along_cases
from portal.decisions.hashing import chain_correction, seal
from portal.decisions.minutes.document import PublishedMeeting
from portal.decisions.models import DecisionRecord
from portal.decisions.numbering import next_record_number
from portal.events.record import record as tell
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.foundation.text import slugify
from portal.municipalities.models import Municipality
from portal.rules.access import require
from portal.rules.permissions import Permission


def import_meeting(actor: User, meeting: PublishedMeeting, *, municipality_name: str) -> Plan:
    """An administrator takes over a published meeting: all of it or nothing, and safe to repeat.

    A new item becomes a published, numbered and sealed record. One that reads as it did when it was last read is left
    alone; one that reads otherwise gets a dated addition, and its record stays as it was published. Returns what was
    done, as `plan_import` foretells it.
    """
    with transaction():
        require(actor, Permission.MINUTES_IMPORT)
        municipality = municipality_named(municipality_name) or _new_municipality(municipality_name)
        hold(municipality)  # two imports at once: the second sees what the first one saved
        plan = plan_import(meeting, municipality)
        _carry_out(actor, meeting, plan, municipality)
        if plan.changes_something:
            tell(
                EventType.MINUTES_IMPORTED,
                municipality,
                actor=actor,
                source=meeting.source,
                body=meeting.body,
                new=plan.count(Fate.NEW),
                added=plan.count(Fate.ADDED),
            )
    return plan


def _new_municipality(name: str) -> Municipality:
    """A municipality of which only published decisions are known."""
    short_name = name.removesuffix(" Kommune")
    municipality = Municipality(name=name, short_name=short_name[:80], slug=slugify(short_name), is_home=False)
    db.session.add(municipality)
    db.session.flush()
    return municipality


def _carry_out(actor: User, meeting: PublishedMeeting, plan: Plan, municipality: Municipality) -> None:
    new: list[DecisionRecord] = []
    for planned in plan.items:
        if planned.fate is Fate.NEW:
            new.append(_publish(actor, meeting, planned, municipality))
        elif planned.fate is Fate.ADDED:
            _add(actor, meeting, planned)
    link_along_cases(new)


def _publish(actor: User, meeting: PublishedMeeting, planned: Planned, municipality: Municipality) -> DecisionRecord:
    record = new_record(meeting, planned.item, planned.key)
    record.municipality = municipality
    record.year = record.decided_on.year
    record.number = next_record_number(municipality, record.year)
    seal(record)
    tell(EventType.RECORD_IMPORTED, record, actor=actor, title=record.title, path=record.path)
    return record


def _add(actor: User, meeting: PublishedMeeting, planned: Planned) -> None:
    record = planned.record
    if record is None:
        raise ValueError("nothing to add to")
    text = addition(record, new_record(meeting, planned.item, planned.key))
    correction = chain_correction(record, text, author_id=actor.id)
    correction.source_hash = planned.item.text_hash
    tell(EventType.RECORD_CORRECTED, record, actor=actor, title=record.title, path=record.path)
