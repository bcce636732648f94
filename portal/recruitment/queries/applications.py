"""Applications: lists for the secretary, one's own, and those whose day has come."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.accounts.models import User
from portal.committees.models import Committee, Seat
from portal.foundation.db import all_of, db, first_or_404, tuples_of
from portal.foundation.questions import question
from portal.recruitment.models import Application, ApplicationMark, ApplicationState, Call, PaperLetter
from portal.recruitment.states import LISTED, OWED_AN_ANSWER
from portal.rules.stages import Stage

LIVE = frozenset(LISTED) - {ApplicationState.WITHDRAWN, ApplicationState.DECLINED, ApplicationState.NOT_CHOSEN}


@dataclass(frozen=True)
class Sought:
    """What a secretary asked the list for."""

    state: ApplicationState | None = None
    seat_id: int | None = None
    mark: int | None = None  # somebody's mark is at least this


def applications(committee: Committee, sought: Sought) -> Select[tuple[Application]]:
    """The committee's applications that a secretary may see, in the order of their numbers."""
    states = [sought.state] if sought.state else LISTED
    rows = (
        select(Application)
        .where(Application.committee_id == committee.id, Application.state.in_(states))
        .options(
            joinedload(Application.seat),
            joinedload(Application.call),
            selectinload(Application.marks).joinedload(ApplicationMark.author),
        )
        .order_by(Application.call_id.desc(), Application.number, Application.id)
    )
    if sought.seat_id is not None:
        rows = rows.where(Application.seat_id == sought.seat_id)
    if sought.mark is not None:
        rows = rows.where(Application.marks.any(ApplicationMark.mark >= sought.mark))
    return rows


def count_applications(committee: Committee) -> Counter[ApplicationState]:
    """How many applications stand in each state that a secretary sees."""
    rows = db.session.execute(
        select(Application.state, func.count())
        .where(Application.committee_id == committee.id, Application.state.in_(LISTED))
        .group_by(Application.state)
    )
    return Counter(dict(rows.tuples().all()))


def application_or_404(committee: Committee, application_id: int) -> Application:
    """An application to this committee that a secretary may see."""
    return first_or_404(
        _whole().where(
            Application.id == application_id,
            Application.committee_id == committee.id,
            Application.state.in_(LISTED),
        )
    )


def _whole() -> Select[tuple[Application]]:
    return select(Application).options(
        joinedload(Application.committee),
        joinedload(Application.call),
        joinedload(Application.decided_by),
        joinedload(Application.seat).selectinload(Seat.memberships),
        selectinload(Application.steps),
        selectinload(Application.marks).joinedload(ApplicationMark.author),
    )


def application_by_id(application_id: int) -> Application | None:
    return db.session.scalar(_whole().where(Application.id == application_id))


def applications_by_ids(committee: Committee, ids: Collection[int]) -> list[Application]:
    """Those of these applications that belong to the committee, by number."""
    return all_of(
        select(Application)
        .where(Application.id.in_(ids), Application.committee_id == committee.id)
        .options(joinedload(Application.committee), joinedload(Application.seat))
        .order_by(Application.number, Application.id)
    )


def waiting_for_an_answer(committee: Committee, states: Collection[ApplicationState]) -> list[Application]:
    """Everybody who has not heard anything final, by number."""
    return all_of(
        select(Application)
        .where(Application.committee_id == committee.id, Application.state.in_(states))
        .options(joinedload(Application.seat))
        .order_by(Application.number, Application.id)
    )


def application_of_submission(call: Call, key: str) -> Application | None:
    """What was sent with this form, by whoever had it in the browser."""
    return db.session.scalar(
        select(Application).where(Application.submission_key == key, Application.call_id == call.id)
    )


def has_applications(call: Call) -> bool:
    """Whether anybody has applied, and been promised what the call says."""
    there = select(Application.id).where(Application.call_id == call.id, Application.state != ApplicationState.DELETED)
    return db.session.scalar(there.limit(1)) is not None


def live_application(call: Call, email: str, *, but: int | None = None) -> Application | None:
    """Somebody's application to this call that still counts."""
    rows = select(Application).where(
        Application.call_id == call.id, Application.email == email, Application.state.in_(LIVE)
    )
    return db.session.scalar(rows.where(Application.id != (but or 0)).limit(1))


def next_new(application: Application) -> Application | None:
    """The next application of the committee that nobody has decided on, by number; after the last comes the first."""
    comes_before = case((Application.id < application.id, 1), else_=0)
    return db.session.scalar(
        select(Application)
        .where(
            Application.committee_id == application.committee_id,
            Application.state == ApplicationState.RECEIVED,
            Application.id != application.id,
        )
        .order_by(comes_before, Application.id)
        .limit(1)
    )


def own_applications(person: User) -> Select[tuple[Application]]:
    """What a person has sent, also before there was an account, newest first."""
    own = Application.user_id == person.id
    if person.is_trusted:
        own = or_(own, Application.email == person.email)
    return (
        select(Application)
        .where(own, Application.state != ApplicationState.DELETED)
        .options(joinedload(Application.committee), joinedload(Application.seat))
        .order_by(Application.created_at.desc(), Application.id.desc())
    )


def next_number(call: Call) -> int:
    """The number of the next application to a call; for use while the call is held."""
    return (db.session.scalar(select(func.max(Application.number)).where(Application.call_id == call.id)) or 0) + 1


def letters_to_post(committee: Committee) -> Select[tuple[PaperLetter]]:
    """Letters to applicants without e-mail that nobody has printed and posted, the oldest first."""
    return (
        select(PaperLetter)
        .join(PaperLetter.application)
        .where(Application.committee_id == committee.id, PaperLetter.posted_at.is_(None))
        .options(contains_eager(PaperLetter.application))
        .order_by(PaperLetter.id)
    )


def letter_or_404(committee: Committee, letter_id: int) -> PaperLetter:
    """One of the committee's letters by post, also one that is posted."""
    return first_or_404(
        select(PaperLetter)
        .join(PaperLetter.application)
        .where(PaperLetter.id == letter_id, Application.committee_id == committee.id)
        .options(contains_eager(PaperLetter.application))
    )


def count_letters_to_post(committee_ids: Collection[int] | None) -> list[tuple[Committee, int]]:
    """Committees with letters that wait to be posted, and how many; of these ids (None: all), also when closed."""
    rows = db.session.execute(
        select(Committee, func.count(PaperLetter.id))
        .join(Application, Application.committee_id == Committee.id)
        .join(PaperLetter, PaperLetter.application_id == Application.id)
        .where(_among(committee_ids), PaperLetter.posted_at.is_(None))
        .group_by(Committee.id)
        .order_by(Committee.name, Committee.id)
    )
    return [(committee, count) for committee, count in rows]


def count_new(committee_ids: Collection[int]) -> list[tuple[Committee, int]]:
    """Committees with applications that nobody has decided on, and how many."""
    return tuples_of(_new(committee_ids))


@question
def _new(committee_ids: Collection[int]) -> Select[tuple[Committee, int]]:
    return (
        select(Committee, func.count(Application.id))
        .join(Application, Application.committee_id == Committee.id)
        .where(Committee.id.in_(committee_ids), Application.state == ApplicationState.RECEIVED)
        .group_by(Committee.id)
        .order_by(Committee.name, Committee.id)
    )


def count_left_waiting(committee_ids: Collection[int] | None) -> list[tuple[Committee, int]]:
    """Closed committees that still owe applicants an answer, and how many; of these ids (None: all)."""
    rows = db.session.execute(
        select(Committee, func.count(Application.id))
        .join(Application, Application.committee_id == Committee.id)
        .where(_among(committee_ids), Committee.stage == Stage.CLOSED, Application.state.in_(OWED_AN_ANSWER))
        .group_by(Committee.id)
        .order_by(Committee.name, Committee.id)
    )
    return [(committee, count) for committee, count in rows]


def _among(committee_ids: Collection[int] | None) -> ColumnElement[bool]:
    return true() if committee_ids is None else Committee.id.in_(committee_ids)
