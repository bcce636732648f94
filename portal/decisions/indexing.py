"""How decisions are described to the search."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from portal.decisions.models import DecisionRecord
from portal.decisions.words import is_stub
from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import all_of, select_rows
from portal.foundation.i18n import N_
from portal.foundation.parts import Parts, load_parts
from portal.foundation.questions import question
from portal.rules.results import RESULTS
from portal.search.documents import Description, DocumentType, Facet

_PARTS = tuple(
    map(Parts, (DecisionRecord.points, DecisionRecord.case_steps, DecisionRecord.votes, DecisionRecord.corrections))
)


def _records(ids: Sequence[int]) -> Iterable[DecisionRecord]:
    records = all_of(_with_whose_they_are(ids))
    load_parts(records, *_PARTS)
    return records


@question
def _with_whose_they_are(ids: Sequence[int]) -> Select[tuple[DecisionRecord]]:
    whose = joinedload(DecisionRecord.municipality), joinedload(DecisionRecord.committee)
    return select_rows(DecisionRecord, ids).options(*whose)


def _describe_record(record: DecisionRecord) -> Description | None:
    if record.published_at is None:
        return None
    points = (f"{point.text} {point.result}" for point in record.points)
    steps = (f"{step.text} {step.reservations}" for step in record.case_steps)
    corrections = (correction.text for correction in record.corrections)
    written = (record.summary, record.text, *points, record.presentation, record.legal_basis,
               record.minority_statement, *steps, *corrections, record.case_number)  # fmt: skip
    return Description(
        title=record.title,
        text="\n".join(text for text in written if text.strip()),
        path=record.path,
        when=clock.noon(record.decided_on),
        municipality=record.municipality.slug,
        committee=record.committee.slug if record.committee else None,
        body=record.body_name,
        result=None if is_stub(record) else record.current_result,
        parties=tuple(vote.letter for vote in record.votes if vote.votes_for),
        year=record.decided_on.year,
        called=_numbers_of(record),
        meta=Markup("{}/{} · {}, {}").format(
            record.year, record.number, quoted(record.body_name), day(record.decided_on)
        ),
    )


def _numbers_of(record: DecisionRecord) -> str:
    """How people write the number of a decision, and of its case, when they look for it."""
    case = f"Sag sagsnr. sagsnummer {record.case_number}" if record.case_number else ""
    return f"Beslutning {record.year}/{record.number}. Beslutning nr. {record.number}/{record.year}. {case}"


RECORD_DOCUMENT = DocumentType(
    kind="decision",
    one=N_("Decision"),
    many=N_("Decisions"),
    values={Facet.RESULT: {result.value: label for result, label in RESULTS.items()}},
    model=DecisionRecord,
    describe=_describe_record,
    load=_records,
)
