"""Reading the privacy table against the database: what is due, what is whose, and what stands in an erasure's way."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select

from portal.accounts.models import User
from portal.accounts.queries import A_DAY, first_day_without_administrator
from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.db import all_of, db
from portal.foundation.i18n import gettext as _
from portal.house.holdings import Holding
from portal.house.keeping import Obstacle, keeping
from portal.privacy.models import RetentionRun
from portal.rules.privacy import RULES, Kind

BATCH = 200


def due_holdings() -> list[Holding]:
    """What the nightly job looks after, in the order of doing: parts before what they belong to."""
    return [one for one in keeping().holdings if one.due is not None]


def in_order_of_reading(holdings: Iterable[Holding]) -> list[Holding]:
    """As the privacy table names them: for whoever reads, where the order of doing means nothing."""
    kinds = list(Kind)
    return sorted(holdings, key=lambda one: (kinds.index(one.kind), RULES[one.kind].tables.index(one.table)))


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
    for holding, count in _counts((holding, holding.due(now)) for holding in in_order_of_reading(due_holdings())
                                  if holding.due):  # fmt: skip
        found[holding.kind] += count
    return found


def due_ids(holding: Holding, now: datetime, limit: int = BATCH) -> list[int]:
    """The oldest records of a kind that have had their time."""
    if holding.due is None:
        return []
    model = holding.model
    return all_of(select(model.id).where(holding.due(now)).order_by(model.id).limit(limit))


def count_own(person: User) -> list[tuple[Holding, int]]:
    """How much of each holding is about a person, in one query; only where there is something."""
    mine = ((one, one.mine(person)) for one in in_order_of_reading(keeping().holdings))
    return [(holding, count) for holding, count in _counts(mine) if count]


def count_kinds(person: User) -> dict[Kind, int]:
    """How many records of each kind are about a person, in the order of the table. Parts are counted with the whole."""
    found: Counter[Kind] = Counter()
    for holding, count in count_own(person):
        if not holding.is_part:
            found[holding.kind] += count
    return {kind: found[kind] for kind in RULES if found[kind]}


def own_ids(holding: Holding, person: User) -> list[int]:
    """The person's rows of one holding."""
    return all_of(select(holding.model.id).where(holding.mine(person)).order_by(holding.model.id))


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


def obstacles(person: User) -> list[Obstacle]:
    """Why an account cannot be erased yet. Somebody must be left who lets others in and who serves each committee."""
    return [*_only_administrator(person), *(one for found in keeping().obstacles for one in found(person))]


def _only_administrator(person: User) -> Iterator[Obstacle]:
    gap = first_day_without_administrator(person.grants, clock.today() - A_DAY)
    if gap == clock.today():
        sentence = _("The account is the only administrator’s. Give somebody else the role first.")
        yield Obstacle(sentence, "/administration/personer")
    elif gap is not None:
        sentence = _("From %(day)s nobody else is administrator. Give somebody else the role first.", day=day(gap))
        yield Obstacle(sentence, "/administration/personer")
