"""Reading the privacy table against the database: what is due, what is whose, and what stands in an erasure's way."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import contains_eager

from portal.accounts.models import RoleGrant, User
from portal.accounts.queries import A_DAY, first_day_without_administrator
from portal.committees.models import Committee, Membership
from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.privacy.holdings import HOLDINGS, Holding
from portal.privacy.models import RetentionRun
from portal.rules.privacy import RULES, Kind
from portal.rules.roles import Role
from portal.rules.stages import Stage

BATCH = 200
DUE_HOLDINGS = tuple(holding for holding in HOLDINGS if holding.due is not None)


def _counts(wanted: Iterable[tuple[Holding, ColumnElement[bool]]]) -> list[tuple[Holding, int]]:
    """How many rows of each holding fit, in one query."""
    asked = list(wanted)
    columns = [
        select(func.count()).select_from(holding.model).where(which).scalar_subquery().label(f"n{number}")
        for number, (holding, which) in enumerate(asked)
    ]
    row = db.session.execute(select(literal(0).label("none"), *columns)).one()
    return [(holding, count) for (holding, _which), count in zip(asked, row[1:], strict=True)]


def count_due(now: datetime) -> Counter[Kind]:
    """How many records of each kind have had their time: what the nightly job would do at that moment."""
    found: Counter[Kind] = Counter()
    for holding, count in _counts((holding, holding.due(now)) for holding in DUE_HOLDINGS if holding.due):
        found[holding.kind] += count
    return found


def due_ids(holding: Holding, now: datetime, limit: int = BATCH) -> list[int]:
    """The oldest records of a kind that have had their time."""
    if holding.due is None:
        return []
    model = holding.model
    return list(db.session.scalars(select(model.id).where(holding.due(now)).order_by(model.id).limit(limit)))


def count_own(person: User) -> list[tuple[Holding, int]]:
    """How much of each holding is about a person, in one query; only where there is something."""
    return [(holding, count) for holding, count in _counts((one, one.mine(person)) for one in HOLDINGS) if count]


def count_kinds(person: User) -> dict[Kind, int]:
    """How many records of each kind are about a person, in the order of the table. Parts are counted with the whole."""
    found: Counter[Kind] = Counter()
    for holding, count in count_own(person):
        if holding.is_counted:
            found[holding.kind] += count
    return {kind: found[kind] for kind in RULES if found[kind]}


def own_ids(holding: Holding, person: User) -> list[int]:
    """The person's rows of one holding."""
    return list(db.session.scalars(select(holding.model.id).where(holding.mine(person)).order_by(holding.model.id)))


def own_rows(holding: Holding, person: User) -> Iterator[list[dict[str, Any]]]:
    """What is handed out of a person's rows of one holding, in batches."""
    columns, last = holding.columns(), 0
    names, id_ = [column.key for column in columns], holding.model.id
    while True:
        rows = db.session.execute(
            select(id_, *columns).where(holding.mine(person), id_ > last).order_by(id_).limit(BATCH)
        ).all()
        yield [dict(zip(names, row[1:], strict=True)) for row in rows]
        if len(rows) < BATCH:
            return
        last = rows[-1][0]


def runs() -> Select[tuple[RetentionRun]]:
    """The nightly job's runs, newest first."""
    return select(RetentionRun).order_by(RetentionRun.id.desc())


@dataclass(frozen=True)
class Obstacle:
    """Something that must happen before an account can be erased, and where."""

    sentence: str
    path: str


def obstacles(person: User) -> list[Obstacle]:
    """Why an account cannot be erased yet. Somebody must be left who lets others in and who serves each committee."""
    return [*_only_administrator(person), *_running_seats(person), *_served_alone(person)]


def _only_administrator(person: User) -> Iterator[Obstacle]:
    gap = first_day_without_administrator(person.grants, clock.today() - A_DAY)
    if gap == clock.today():
        sentence = _("The account is the only administrator’s. Give somebody else the role first.")
        yield Obstacle(sentence, "/administration/personer")
    elif gap is not None:
        sentence = _("From %(day)s nobody else is administrator. Give somebody else the role first.", day=day(gap))
        yield Obstacle(sentence, "/administration/personer")


def _running_seats(person: User) -> Iterator[Obstacle]:
    seats = db.session.scalars(
        select(Membership)
        .join(Membership.committee)
        .where(
            Membership.user_id == person.id,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= clock.today()),
            Committee.stage != Stage.CLOSED,
        )
        .options(contains_eager(Membership.committee))
        .order_by(Membership.id)
    )
    for seat in seats:
        sentence = _("There is a seat in “%(name)s” that has not ended. Ask the secretary to end it first.",
                     name=quoted(seat.committee.name))  # fmt: skip
        yield Obstacle(sentence, f"{seat.committee.path}medlemmer")


def _served_alone(person: User) -> Iterator[Obstacle]:
    today = clock.today()
    rows = db.session.execute(
        select(RoleGrant.committee_id, RoleGrant.user_id)
        .join(RoleGrant.user)
        .where(
            RoleGrant.role == Role.SECRETARY,
            RoleGrant.starts_on <= today,
            or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today),
            User.deactivated_at.is_(None),
        )
    ).all()
    if not any(user_id == person.id for _committee, user_id in rows):
        return
    by_others = {committee_id for committee_id, user_id in rows if user_id != person.id}
    own = {committee_id for committee_id, user_id in rows if user_id == person.id}
    if None in by_others:
        return
    served = select(Committee).where(Committee.stage != Stage.CLOSED, Committee.id.not_in(by_others or {0}))
    for committee in db.session.scalars(served.order_by(Committee.name, Committee.id)):
        if None in own or committee.id in own:
            sentence = _("Nobody else is secretary of “%(name)s”. An administrator must give somebody the role first.",
                         name=committee.name)  # fmt: skip
            yield Obstacle(sentence, committee.path)
