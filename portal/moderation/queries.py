"""Reading cases: the queue, one of them, and the public account."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import RoleGrant, User, Visitor
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.errors import NotAllowed
from portal.house.moderated import Moderated, ModeratedType, Types
from portal.moderation.models import AuthorRole, CaseState, ModerationCase, Report, ReportCode
from portal.moderation.states import DECIDED, HIDING, WAITING
from portal.rules.access import Scope, can
from portal.rules.permissions import GRANTS, Permission
from portal.rules.roles import Role


@dataclass(frozen=True)
class Matter:
    """A case with the text that it is about, and whose it is to decide."""

    case: ModerationCase
    subject: Moderated
    type: ModeratedType

    @property
    def scope(self) -> Scope | None:
        return self.type.scope(self.subject)

    @property
    def texts(self) -> list[str]:
        return [text for text in self.type.texts(self.subject) if text]


def subject_or_404(types: Types, address: str, id_: int, reader: User) -> tuple[ModeratedType, Moderated]:
    """What this person reads at this address, or wrote."""
    found = next((one for one in types.values() if one.address == address), None)
    subject = found.one(id_) if found else None
    if found is None or subject is None or not (subject.author_id == reader.id or found.is_read_by(reader, subject)):
        abort(404)
    return found, subject


def matter_or_404(types: Types, case_id: int) -> Matter:
    """A case with what it is about. 404 also when that is gone."""
    case = first_or_404(
        select(ModerationCase)
        .where(ModerationCase.id == case_id)
        .options(selectinload(ModerationCase.reports).joinedload(Report.reporter), joinedload(ModerationCase.author))
    )
    return next(iter(_matters([case], types)), None) or abort(404)


def matter_for_or_404(types: Types, case_id: int, person: User) -> Matter:
    """A case that this person has a part in: the author once it is decided, who reported it, or who decides."""
    matter = matter_or_404(types, case_id)
    case = matter.case
    is_author = case.author_id == person.id and case.decided_at is not None
    if not (is_author or handles(person, matter) or report_in(case, person)):
        abort(404)
    return matter


def is_kept_from(person: User | Visitor, subject: Any, scope: Scope | None = None) -> bool:
    """Whether a moderator has hidden the text from this person: its author still sees it, and those who moderate."""
    if subject.hidden_at is None or (person.id is not None and subject.author_id == person.id):
        return False
    return not can(person, Permission.MODERATION_DECIDE, scope)


def matter_to_decide_or_404(types: Types, case_id: int, person: User) -> Matter:
    """A case that this person has to do with as a moderator. Raises `NotAllowed` for everybody else."""
    matter = matter_for_or_404(types, case_id, person)
    if not handles(person, matter):
        raise NotAllowed(Permission.MODERATION_DECIDE)
    return matter


def matters(cases: Iterable[ModerationCase], types: Types) -> dict[int, Matter]:
    """The cases with their texts, by id, one query for each kind; what is gone is left out."""
    return {matter.case.id: matter for matter in _matters(list(cases), types)}


def _matters(cases: list[ModerationCase], types: Types) -> Iterable[Matter]:
    for kind, type_ in types.items():
        of_kind = [case for case in cases if case.subject_kind == kind]
        rows = {row.id: row for row in type_.load([case.subject_id for case in of_kind])} if of_kind else {}
        yield from (Matter(case, rows[case.subject_id], type_) for case in of_kind if case.subject_id in rows)


def may_decide(person: User, matter: Matter) -> bool:
    """Whoever moderates here, but nobody about their own text; where nobody is left, whoever decides appeals."""
    if matter.case.author_id == person.id:
        return False
    if can(person, Permission.MODERATION_DECIDE, matter.scope):
        return True
    return can(person, Permission.MODERATION_DECIDE_APPEAL, matter.scope) and not _has_moderator(matter.case)


def may_decide_appeal(person: User, matter: Matter) -> bool:
    """A second person: never the one who hid the text, its author, or somebody who reported it."""
    is_apart = person.id not in has_part_in(matter.case)
    return is_apart and can(person, Permission.MODERATION_DECIDE_APPEAL, matter.scope)


def has_part_in(case: ModerationCase) -> set[int | None]:
    """Who cannot decide the appeal (Public Administration Act, § 3)."""
    return {case.author_id, case.decided_by_id, *(report.reporter_id for report in case.reports)}


def handles(person: User, matter: Matter) -> bool:
    """Whether this person reads the case with everything in it: who decides it, and who has decided it before."""
    case = matter.case
    is_second = case.appealed_at is not None or case.decided_by_id == person.id
    if is_second and case.author_id != person.id and can(person, Permission.MODERATION_DECIDE_APPEAL, matter.scope):
        return True
    return may_decide(person, matter)


def sees_reason(person: User, case: ModerationCase) -> bool:
    """Whether this person reads the reason of the first decision. Why a text stays is said to those who reported it."""
    return case.state is not CaseState.KEPT or case.author_id != person.id


def is_appealed_so(case: ModerationCase, appeal: str | None) -> bool:
    """Whether the author has said just this already, and it waits."""
    return case.state is CaseState.APPEALED and case.appeal == appeal


def _has_moderator(case: ModerationCase) -> bool:
    """Whether somebody else than the author has the task to decide about the text."""
    return bool(db.session.scalar(select(_is_moderated()).where(ModerationCase.id == case.id)))


def _is_moderated() -> ColumnElement[bool]:
    """The condition that a case has a moderator who did not write the text, beside `ModerationCase`."""
    today, grant = clock.today(), RoleGrant
    return exists().where(
        grant.user_id == User.id,
        grant.role.in_(_holding(Permission.MODERATION_DECIDE)),
        grant.committee_id.is_(None) | (grant.committee_id == ModerationCase.committee_id),
        grant.starts_on <= today,
        grant.ends_on.is_(None) | (grant.ends_on >= today),
        User.confirmed_at.is_not(None),
        User.deactivated_at.is_(None),
        User.id.is_distinct_from(ModerationCase.author_id),
    )


def _holding(permission: Permission) -> frozenset[Role]:
    return frozenset(role for role, granted in GRANTS.items() if permission in granted)


def report_in(case: ModerationCase, person: User) -> Report | None:
    """What this person said. Needs the reports loaded."""
    return next((report for report in case.reports if report.reporter_id == person.id), None)


def report_of(person: User, subject: Moderated) -> Report | None:
    """What this person has said about a text."""
    return db.session.scalar(
        select(Report).where(
            Report.subject_kind == subject.__tablename__,
            Report.subject_id == subject.id,
            Report.reporter_id == person.id,
        )
    )


def open_key(subject: Moderated) -> str:
    """What two open cases about one text would share."""
    return f"{subject.__tablename__}:{subject.id}"


def open_case(subject: Moderated) -> ModerationCase | None:
    """The case that waits for a first decision about this text."""
    return db.session.scalar(select(ModerationCase).where(ModerationCase.open_key == open_key(subject)))


def latest_case_or_404(subject: Moderated, author: User) -> ModerationCase:
    """The last decision about one's own text."""
    return first_or_404(
        select(ModerationCase)
        .where(
            ModerationCase.subject_kind == subject.__tablename__,
            ModerationCase.subject_id == subject.id,
            ModerationCase.author_id == author.id,
            ModerationCase.decided_at.is_not(None),
        )
        .order_by(ModerationCase.id.desc())
        .limit(1)
    )


# -- the queue ----------------------------------------------------------------------------------------------------


def _within_reach(person: User, permission: Permission) -> ColumnElement[bool]:
    """The condition that a case lies where this person holds a permission."""
    if can(person, permission):
        return true()
    given = [grant for grant in person.held_grants() if grant.role in _holding(permission)]
    return ModerationCase.committee_id.in_({grant.committee_id for grant in given if grant.committee_id is not None})


def moderates_somewhere(person: User | Visitor) -> bool:
    """Whether this person decides about reports or appeals, in one committee or in all."""
    offices = _holding(Permission.MODERATION_DECIDE_APPEAL)
    return isinstance(person, User) and any(grant.role in offices for grant in person.held_grants())


def queue(person: User) -> Select[tuple[ModerationCase]]:
    """What waits where this person decides, the one that has waited longest first; never one's own texts.

    Whoever only decides appeals meets reports where no moderator is left. Raises `NotAllowed` for everybody else.
    """
    if not moderates_somewhere(person):
        raise NotAllowed(Permission.MODERATION_DECIDE)
    case = ModerationCase
    second = and_(
        _within_reach(person, Permission.MODERATION_DECIDE_APPEAL),
        or_(case.state == CaseState.APPEALED, ~_is_moderated()),
    )
    return (
        select(case)
        .where(case.state.in_(WAITING), case.author_id.is_distinct_from(person.id))
        .where(or_(_within_reach(person, Permission.MODERATION_DECIDE), second))
        .options(selectinload(case.reports))
        .order_by(func.coalesce(case.appealed_at, case.created_at), case.id)
    )


def cases_waiting_for(person: User) -> list[ModerationCase]:
    """What this person can decide today: reports, and appeals against others' decisions; for most people nothing."""
    if not moderates_somewhere(person):
        return []
    has_reported = exists().where(Report.case_id == ModerationCase.id, Report.reporter_id == person.id)
    is_mine = or_(
        ModerationCase.state == CaseState.OPEN, and_(ModerationCase.decided_by_id != person.id, ~has_reported)
    )
    return all_of(queue(person).where(is_mine))


# -- the public account -------------------------------------------------------------------------------------------

KEPT, HIDDEN, SHOWN_AGAIN = "kept", "hidden", "shown_again"
OUTCOMES = (KEPT, HIDDEN, SHOWN_AGAIN)
_OUTCOME_OF: Mapping[CaseState, str] = {
    CaseState.KEPT: KEPT,
    CaseState.HIDDEN: HIDDEN,
    CaseState.APPEALED: HIDDEN,
    CaseState.UPHELD: HIDDEN,
    CaseState.OVERTURNED: SHOWN_AGAIN,
}


@dataclass(frozen=True)
class Account:
    """How many reports led to what, by ground and by whose text it was; nothing about a single case."""

    by_code: Mapping[ReportCode, Counter[str]]
    by_role: Mapping[AuthorRole, Counter[str]]
    decided: int
    waiting: int
    median_days: float | None


def account() -> Account:
    """The account of all cases; two queries, whatever their number."""
    counted = db.session.execute(
        select(ModerationCase.code, ModerationCase.author_role, ModerationCase.state, func.count()).group_by(
            ModerationCase.code, ModerationCase.author_role, ModerationCase.state
        )
    ).tuples()
    by_code: dict[ReportCode, Counter[str]] = {code: Counter() for code in ReportCode}
    by_role: dict[AuthorRole, Counter[str]] = {role: Counter() for role in AuthorRole}
    waiting = decided = 0
    for code, role, state, number in counted:
        waiting += number if state in WAITING else 0
        if state in DECIDED:
            decided += number
            by_code[code][_OUTCOME_OF[state]] += number
            by_role[role][_OUTCOME_OF[state]] += number
    return Account(by_code, by_role, decided, waiting, _median_days())


def _median_days() -> float | None:
    """Counted by days, so that it stays one short answer however many cases there are."""
    rows = db.session.execute(
        select(ModerationCase.days, func.count())
        .where(ModerationCase.days.is_not(None))
        .group_by(ModerationCase.days)
        .order_by(ModerationCase.days)
    ).tuples()
    histogram = [(days, number) for days, number in rows if days is not None]
    total = sum(number for _, number in histogram)
    if not total:
        return None
    return (_nth(histogram, (total - 1) // 2) + _nth(histogram, total // 2)) / 2


def _nth(histogram: list[tuple[int, int]], place: int) -> int:
    """The value at a place of a sorted list that is told as (value, how often)."""
    for value, number in histogram:
        if place < number:
            return value
        place -= number
    raise IndexError(place)


def decided_cases() -> Select[tuple[ModerationCase]]:
    """Every decision, newest first, for a list that names neither text nor people."""
    return (
        select(ModerationCase)
        .where(ModerationCase.decided_at.is_not(None))
        .order_by(ModerationCase.decided_at.desc(), ModerationCase.id.desc())
    )


def is_about_hidden(kind: SQLColumnExpression[str], id_: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """The condition that a moderator has hidden the record of this table and id, for what keeps words of it."""
    case = ModerationCase
    return exists().where(case.subject_kind == kind, case.subject_id == id_, case.state.in_(HIDING))
