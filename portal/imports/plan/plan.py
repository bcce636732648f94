"""What importing a meeting would do: each item is new, unchanged, or says something else than when it was last read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.decisions.models import DecisionRecord
from portal.decisions.queries import decided_on, is_same_item
from portal.foundation.db import all_of, db
from portal.foundation.text import alike
from portal.imports.minutes.document import Item, Kind, PublishedMeeting
from portal.imports.plan.changes import differences
from portal.imports.plan.facts import BODY, NUMBER, TITLE, day_of, fitting, keys_of, new_record
from portal.municipalities.models import Municipality

PARTS = ("corrections", "points", "case_steps", "attachments", "sealed_texts")
KIND_LETTERS = 6  # so many letters of a source key tell agendas from minutes


class Fate(StrEnum):
    """What becomes of an item."""

    NEW = "new"
    UNCHANGED = "unchanged"
    ADDED = "added"  # to a published record, with a date
    OURS = "ours"  # published here by somebody, and sealed: a person compares, so that it is not sealed twice
    LEFT = "left"  # text was taken out of the record: a person compares, so that it does not come back


@dataclass(frozen=True)
class Planned:
    item: Item
    key: str
    fate: Fate
    record: DecisionRecord | None  # the one there is already


@dataclass(frozen=True)
class Plan:
    """`gone` are records of that body's day that this document does not have (any more); they stay as they are."""

    items: tuple[Planned, ...]
    gone: tuple[DecisionRecord, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(1 for planned in self.items if planned.fate is fate)

    @property
    def changes_something(self) -> bool:
        return self.count(Fate.NEW) + self.count(Fate.ADDED) > 0


def municipality_named(name: str) -> Municipality | None:
    """The municipality of this name, if anything of it is known here; capitals and blanks do not tell two apart."""
    asked = alike(name)
    rows = db.session.execute(select(Municipality.id, Municipality.name, Municipality.short_name)).tuples()
    found = {spelled: id_ for id_, *names in rows for spelled in map(alike, names)}
    id_ = found.get(asked) or found.get(asked.removesuffix(" kommune"))
    return db.session.get(Municipality, id_) if id_ else None


def plan_import(meeting: PublishedMeeting, municipality: Municipality | None) -> Plan:
    """Compare a document with what is known of it. Reads only."""
    keys = keys_of(meeting)
    known = {record.source_key: record for record in _records_of(meeting, keys, municipality)}
    by_facts = _by_facts(known)
    ours = _published_here(meeting, municipality)
    planned = []
    for item, key in zip(meeting.items, keys, strict=True):
        # the same body, day, number and title is the same item, also under a new id
        key_known = key if key in known else by_facts.get(_facts(item), key)
        planned.append(_plan(meeting, item, key, known.pop(key_known, None), ours))
    return Plan(tuple(planned), tuple(known.values()))


def _facts(item: Item) -> tuple[str, str]:
    return fitting(item.number, NUMBER), alike(fitting(item.title, TITLE))


def _by_facts(known: dict[str | None, DecisionRecord]) -> dict[tuple[str, str], str | None]:
    """The keys of records by number and title, where these are only one's: twins keep to their ids."""
    found: dict[tuple[str, str], list[str | None]] = {}
    for key, record in known.items():
        found.setdefault((record.item, alike(record.title)), []).append(key)
    return {facts: keys[0] for facts, keys in found.items() if len(keys) == 1}


def _published_here(meeting: PublishedMeeting, municipality: Municipality | None) -> list[DecisionRecord]:
    """What people have published of that day themselves, beside all that was imported."""
    if municipality is None or meeting.kind is not Kind.MINUTES:
        return []
    return [record for record in decided_on(municipality, day_of(meeting)) if record.source_key is None]


def _plan(
    meeting: PublishedMeeting, item: Item, key: str, record: DecisionRecord | None, ours: Sequence[DecisionRecord]
) -> Planned:
    if record is None:
        fresh = new_record(meeting, item, key)
        known = next((one for one in ours if is_same_item(one, fresh)), None)
        return Planned(item, key, Fate.OURS if known else Fate.NEW, known)
    if record.taken_out:
        return Planned(item, key, Fate.LEFT, record)
    seen = [correction.source_hash for correction in record.corrections if correction.source_hash]
    last_seen = seen[-1] if seen else record.source_hash
    is_known = last_seen == item.text_hash or (not seen and not differences(record, meeting, item))
    return Planned(item, key, Fate.UNCHANGED if is_known else Fate.ADDED, record)


def _records_of(
    meeting: PublishedMeeting, keys: list[str], municipality: Municipality | None
) -> Sequence[DecisionRecord]:
    """What was imported of this document before: by its items' names, and by body, day and kind of document."""
    if municipality is None:
        return ()
    of_this_meeting = (DecisionRecord.body_name == fitting(meeting.body, BODY)) & (
        DecisionRecord.decided_on == day_of(meeting)
    )
    of_this_kind = DecisionRecord.source_key.startswith(f"{meeting.kind}:", autoescape=True)
    return all_of(
        select(DecisionRecord)
        .where(
            DecisionRecord.municipality_id == municipality.id,
            DecisionRecord.source_key.in_(keys) | (of_this_meeting & of_this_kind),
        )
        .options(*(selectinload(getattr(DecisionRecord, part)) for part in PARTS))
        .order_by(DecisionRecord.id)
    )


def days_known(municipality: Municipality | None) -> set[tuple[str, date, Kind]]:
    """Of which meetings something was imported: body, day and kind of document."""
    if municipality is None:
        return set()
    kinds = {kind.value[:KIND_LETTERS]: kind for kind in Kind}
    rows = db.session.execute(
        select(
            DecisionRecord.body_name,
            DecisionRecord.decided_on,
            func.substr(DecisionRecord.source_key, 1, KIND_LETTERS),
        )
        .where(DecisionRecord.municipality_id == municipality.id, DecisionRecord.source_key.is_not(None))
        .distinct()
    )
    return {(body, day, kinds[letters]) for body, day, letters in rows if letters in kinds}
