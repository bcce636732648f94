"""Taking over a published agenda or minutes as decision records."""

from portal.accounts.models import User
from portal.decisions.hashing import chain_correction, seal, texts_of
from portal.decisions.models import DecisionRecord
from portal.decisions.numbering import next_record_number
from portal.events.record import record as tell
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.personal_data import Finding, PersonalData, ensure_no_personal_data, found_in, names_of_kinds
from portal.foundation.text import slugify
from portal.imports.actions.thread import link_along_cases
from portal.imports.minutes.document import Item, PublishedMeeting
from portal.imports.plan.changes import addition
from portal.imports.plan.facts import new_record
from portal.imports.plan.plan import Fate, Plan, Planned, municipality_named, plan_import
from portal.municipalities.code_list import listed_as
from portal.municipalities.models import Municipality
from portal.rules.access import require
from portal.rules.permissions import Permission


def import_meeting(actor: User, meeting: PublishedMeeting, *, municipality_name: str, override: str = "") -> Plan:
    """An administrator takes over a published meeting: all of it or nothing, and safe to repeat.

    A new item becomes a published, numbered and sealed record. One that reads as it did when it was last read is left
    alone; one that reads otherwise gets a dated addition, and its record stays as it was published. Returns what was
    done, as `plan_import` foretells it. What looks like personal data is refused, with its place; all but CPR numbers
    may stand where `override` says why.
    """
    with transaction():
        require(actor, Permission.MINUTES_IMPORT)
        municipality = municipality_named(municipality_name) or _new_municipality(municipality_name)
        hold(municipality)  # two imports at once: the second sees what the first one saved
        plan = plan_import(meeting, municipality)
        _refuse_personal_data(meeting, plan, override)
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
                override=override,
            )
    return plan


def _refuse_personal_data(meeting: PublishedMeeting, plan: Plan, override: str) -> None:
    """Whoever imports is asked before it is sealed; nobody can say why a CPR number may stand."""
    ensure_no_personal_data(override)
    found = [
        (planned.item.number, finding)
        for planned in plan.items
        if planned.fate in {Fate.NEW, Fate.ADDED}
        for finding in personal_data_in(meeting, planned.item)
        if finding.kind is PersonalData.CPR or not override
    ]
    if found:
        raise Refused(
            *(
                _("Item %(number)s seems to hold %(found)s.", number=number, found=names_of_kinds([finding]))
                for number, finding in found
            )
        )


def personal_data_in(meeting: PublishedMeeting, item: Item) -> list[Finding]:
    """What in an item looks like personal data, once for each."""
    fresh = new_record(meeting, item, "")
    texts = (getattr(row, column) for _name, row, column in texts_of(fresh) if getattr(row, column))
    return list({(found.kind, found.text): found for text in texts for found in found_in(text)}.values())


def _new_municipality(name: str) -> Municipality:
    """A municipality of which only published decisions are known; one of the 98 under its own name."""
    listed = listed_as(name)
    name = listed.name if listed else " ".join(name.split())
    short_name = listed.short_name if listed else name.removesuffix(" Kommune")
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
    text = addition(record, meeting, planned.item)
    correction = chain_correction(record, text, author_id=actor.id)
    correction.source_hash = planned.item.text_hash
    tell(EventType.RECORD_CORRECTED, record, actor=actor, title=record.title, path=record.path)
