"""The red thread through imported records: agenda to minutes, and from body to body along the way of a case."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select, tuple_

from portal.decisions.models import CaseStep, DecisionRecord
from portal.foundation.db import all_of
from portal.rules.results import Result
from portal.trace.edges import link
from portal.trace.models import TraceRelation

Treatment = tuple[str, date, str]  # which body, on which day, as which item


def link_along_cases(records: Sequence[DecisionRecord]) -> None:
    """Tie new records of one municipality to what is known of the same cases. For use within a transaction."""
    if not records:
        return
    for earlier, later in [*_from_agendas(records), *_from_steps(records), *_to_steps(records)]:
        link(TraceRelation.FOLLOWS, earlier, later)


def _from_agendas(records: Sequence[DecisionRecord]) -> list[tuple[DecisionRecord, DecisionRecord]]:
    """What stood on the agenda became what stands in the minutes; both carry the site's id, or the same title."""
    first = records[0]
    on_agenda = all_of(
        select(DecisionRecord)
        .where(
            DecisionRecord.municipality_id == first.municipality_id,
            DecisionRecord.body_name == first.body_name,
            DecisionRecord.decided_on == first.decided_on,
            DecisionRecord.result == Result.ON_AGENDA,
        )
        .order_by(DecisionRecord.id)
    )
    by_name = {name: agenda for agenda in on_agenda for name in _names(agenda)}
    decided = [record for record in records if record.result is not Result.ON_AGENDA]
    return [
        (agenda, record)
        for record in decided
        if (agenda := next((by_name[name] for name in _names(record) if name in by_name), None)) is not None
    ]


def _names(record: DecisionRecord) -> tuple[str, str]:
    return (record.source_key or "").partition(":")[2], f"{record.case_number}|{record.title}"


def _from_steps(records: Sequence[DecisionRecord]) -> list[tuple[DecisionRecord, DecisionRecord]]:
    """Records of the earlier treatments that these records name."""
    wanted = {(step.body_name, step.met_on, step.item) for record in records for step in record.case_steps}
    known = {_treatment(record): record for record in _records_at(records[0].municipality_id, wanted)}
    return [
        (known[treatment], record)
        for record in records
        for step in record.case_steps
        if (treatment := (step.body_name, step.met_on, step.item)) in known
    ]


def _to_steps(records: Sequence[DecisionRecord]) -> list[tuple[DecisionRecord, DecisionRecord]]:
    """Records of later treatments that name these."""
    decided = {_treatment(record): record for record in records if record.result is not Result.ON_AGENDA}
    steps = all_of(
        select(CaseStep)
        .join(CaseStep.record)
        .where(
            DecisionRecord.municipality_id == records[0].municipality_id,
            tuple_(CaseStep.body_name, CaseStep.met_on, CaseStep.item).in_(list(decided)),
        )
        .order_by(CaseStep.id)
    )
    return [(decided[(step.body_name, step.met_on, step.item)], step.record) for step in steps if step.met_on]


def _records_at(municipality_id: int, treatments: Iterable[tuple[str, date | None, str]]) -> Sequence[DecisionRecord]:
    return all_of(
        select(DecisionRecord)
        .where(
            DecisionRecord.municipality_id == municipality_id,
            DecisionRecord.result != Result.ON_AGENDA,
            tuple_(DecisionRecord.body_name, DecisionRecord.decided_on, DecisionRecord.item).in_(
                [treatment for treatment in treatments if treatment[1] is not None]
            ),
        )
        .order_by(DecisionRecord.id)
    )


def _treatment(record: DecisionRecord) -> tuple[str, date | None, str]:
    return record.body_name, record.decided_on, record.item
