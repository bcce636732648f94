"""Reading decision records. What is published is public for ever."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee
from portal.committees.queries import committees_of
from portal.decisions.models import DecisionCorrection, DecisionRecord
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.parts import Parts, load_parts
from portal.foundation.questions import question
from portal.foundation.text import alike
from portal.municipalities.body_names import same_body
from portal.municipalities.models import Municipality
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.rules.results import Result
from portal.sittings.models import AgendaItem

_PARTS = (
    *map(Parts, (DecisionRecord.points, DecisionRecord.case_steps, DecisionRecord.votes, DecisionRecord.attachments)),
    Parts(DecisionRecord.corrections, (DecisionCorrection.author,)),
    Parts(DecisionRecord.sealed_texts),
)


def public_records() -> Select[tuple[DecisionRecord]]:
    """Every published record, the latest decisions first, with what a list shows of them."""
    return (
        select(DecisionRecord)
        .where(DecisionRecord.published_at.is_not(None))
        .options(joinedload(DecisionRecord.municipality), joinedload(DecisionRecord.committee))
        .order_by(DecisionRecord.decided_on.desc(), DecisionRecord.id.desc())
    )


def own_records() -> Select[tuple[DecisionRecord]]:
    """Everything that our own municipality has decided, the latest first."""
    own = DecisionRecord.municipality.has(Municipality.is_home)
    return public_records().where(own, DecisionRecord.result != Result.ON_AGENDA)


def record_or_404(year: int, number: int, slug: str | None = None) -> DecisionRecord:
    """The record at an address: our own, or that of the municipality with this slug; with everything its page shows."""
    found = first_or_404(_record(year, number, slug, of_ours=not slug))
    load_parts([found], *_PARTS)
    return found


@question
def _record(year: int, number: int, slug: str | None, *, of_ours: bool) -> Select[tuple[DecisionRecord]]:
    whose = Municipality.is_home if of_ours else Municipality.slug == slug
    is_there = DecisionRecord.year == year, DecisionRecord.number == number
    return public_records().where(*is_there, DecisionRecord.municipality.has(whose))


def members_last_said(body_name: str) -> int | None:
    """How many members one of our bodies had when a decision of it was last published."""
    return db.session.scalar(
        select(DecisionRecord.members)
        .where(
            DecisionRecord.body_name == body_name,
            DecisionRecord.members.is_not(None),
            DecisionRecord.municipality.has(Municipality.is_home),
        )
        .order_by(DecisionRecord.decided_on.desc(), DecisionRecord.id.desc())
        .limit(1)
    )


def decided_on(municipality: Municipality, day: date) -> Sequence[DecisionRecord]:
    """What this municipality's bodies decided on a day, as far as it is published; an agenda decides nothing."""
    return all_of(
        select(DecisionRecord)
        .where(
            DecisionRecord.municipality_id == municipality.id,
            DecisionRecord.decided_on == day,
            DecisionRecord.result != Result.ON_AGENDA,
        )
        .order_by(DecisionRecord.id)
    )


def record_of_item(fresh: DecisionRecord) -> DecisionRecord | None:
    """The record that there is of the item that this one is about too. Whoever asks holds the municipality."""
    return next((one for one in decided_on(fresh.municipality, fresh.decided_on) if is_same_item(one, fresh)), None)


def is_same_item(one: DecisionRecord, other: DecisionRecord) -> bool:
    """Of one day: whether both are one body's, of one title and number. A number that nobody wrote may be any."""
    numbers = {alike(one.item), alike(other.item)} - {""}
    return alike(one.title) == alike(other.title) and len(numbers) <= 1 and same_body(one.body_name, other.body_name)


def responses_without_record(committee_ids: Sequence[int]) -> list[CouncilResponse]:
    """Answers that nobody has published as a decision record yet, oldest first; for the desk."""
    known = select(DecisionRecord.id).where(DecisionRecord.response_id == CouncilResponse.id)
    rows = select(CouncilResponse).join(CouncilResponse.recommendation).where(~known.exists())
    rows = rows.where(Recommendation.committee_id.in_(committee_ids))
    asked = joinedload(CouncilResponse.recommendation).joinedload(Recommendation.committee)
    rows = rows.options(joinedload(CouncilResponse.body), asked)
    return all_of(rows.order_by(CouncilResponse.met_on, CouncilResponse.id))


def committees_that_may_decide() -> list[Committee]:
    """The committees that everybody can see and that are at work, by name."""
    return [committee for committee in committees_of(None) if committee.is_public]


def recorded(item: AgendaItem) -> DecisionRecord | None:
    """The record that a decision of a committee meeting was published as."""
    record: DecisionRecord | None = item.record  # type: ignore[attr-defined]  # the other end of `agenda_item`
    return record


def record_of(response: CouncilResponse) -> DecisionRecord | None:
    """The record that an answer was published as."""
    return db.session.scalar(select(DecisionRecord).where(DecisionRecord.response_id == response.id))
