"""The database: the base of every table, and the only way to save."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from flask import abort, current_app, has_app_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Result,
    Select,
    TypeDecorator,
    event,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from sqlalchemy.sql.base import ExecutableOption
from sqlalchemy.sql.selectable import TypedReturnsRows

from portal.foundation import clock
from portal.foundation.errors import Conflict
from portal.foundation.questions import Asked
from portal.foundation.settings import PRODUCTION


class UtcDateTime(TypeDecorator[datetime]):
    """SQLite forgets time zones; this gives every moment back as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


Moment = Annotated[datetime, mapped_column(UtcDateTime)]  # a type map on Base breaks Flask-SQLAlchemy (#1361)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """SQLite checks foreign keys, and lets readers work beside the writer, only when asked.

    In production what was saved is on the disk before anybody is told so; elsewhere a power cut may cost a moment.
    """
    if isinstance(connection, sqlite3.Connection):
        is_earnest = has_app_context() and current_app.config.get("ENVIRONMENT") == PRODUCTION
        safe = f"synchronous = {'full' if is_earnest else 'normal'}"
        for pragma in ("foreign_keys = on", "journal_mode = wal", "busy_timeout = 10000", safe):
            connection.execute(f"pragma {pragma}")


if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model  # what Flask-SQLAlchemy makes of Base; type checkers cannot follow it there


class Record(Model):
    """A row with an identity and a birthday; every table of the portal is one."""

    __abstract__ = True

    not_seen: ClassVar[frozenset[str]] = frozenset({"version"})  # columns that no writer reads, see `foundation/seen`

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    created_at: Mapped[Moment] = mapped_column(default=clock.now, sort_order=-1)

    def seen_with(self) -> Sequence["Record"]:
        """Rows that a writer reads together with this one: when one of them changes, the writer is told."""
        return ()


T = TypeVar("T")
C = TypeVar("C", bound=tuple[Any, ...])
R = TypeVar("R", bound=Record)


def all_of(rows: Asked[tuple[T]] | TypedReturnsRows[tuple[T]]) -> list[T]:
    """Everything that a question finds, in its order."""
    return list(_answered(rows).scalars())


def tuples_of(rows: Asked[C]) -> list[C]:
    """Everything that a question of several columns finds, in its order."""
    return list(_answered(rows).tuples())


def each_of(rows: Asked[C]) -> list[C]:
    """As `tuples_of`, where what is joined to a row may be a list: each only once."""
    return list(_answered(rows).unique().tuples())


def first_of_all(rows: Asked[tuple[T]] | Select[tuple[T]]) -> T | None:
    """The first that a question finds, if it finds anything."""
    return _answered(rows).scalars().first()


def first_or_404(rows: Asked[tuple[T]] | Select[tuple[T]]) -> T:
    """What a question finds; 404 when that is nothing."""
    found = first_of_all(rows)
    if found is None:
        abort(404)
    return found


def _answered(rows: Asked[C] | TypedReturnsRows[C]) -> Result[C]:
    if not isinstance(rows, Asked):
        return db.session.execute(rows)
    result = db.session.execute(rows.statement, rows.values)
    return result.unique() if rows.is_of_rows else result


def rows_of(
    model: type[R], ids: Collection[int], *options: ExecutableOption, where: Sequence[ColumnElement[bool]] = ()
) -> list[R]:
    """Those of the rows with these ids for which `where` holds, in order; one query."""
    return all_of(select_rows(model, ids).where(*where).options(*options))


def select_rows(model: type[R], ids: Collection[int]) -> Select[tuple[R]]:
    """The rows with these ids, in order: what a question about them begins with."""
    return select(model).where(model.id.in_(ids)).order_by(model.id)


def by_value(kind: type[StrEnum]) -> Enum:
    """Store an enumeration by its readable value, with a check constraint."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


_looks: ContextVar[Callable[[], None] | None] = ContextVar("looks", default=None)


@contextmanager
def rehearsal(look: Callable[[], None]) -> Iterator[None]:
    """What an action does within is done up to the commit, looked at, and taken back."""
    token = _looks.set(look)
    try:
        yield
    finally:
        _looks.reset(token)


@contextmanager
def transaction() -> Iterator[None]:
    """All of it is saved, or none of it. Each action owns exactly one, so nesting is an error."""
    session = db.session()
    if session.info.get("saving"):
        raise RuntimeError("an action may not call another action; share a plain function instead")
    session.info.clear()  # what a transaction before this one has left there
    session.info["saving"] = True
    try:
        yield
        _end(session)
    except (StaleDataError, ObjectDeletedError, IntegrityError) as error:
        session.rollback()
        raise Conflict("changed by someone else in the meantime") from error
    except BaseException:
        session.rollback()
        session.info.pop("afterwards", None)
        raise
    finally:
        session.info["saving"] = False
        session.info.pop("held", None)
    _do_what_was_left_for_afterwards(session)


def _end(session: Session) -> None:
    look = _looks.get()
    if look is None:
        session.commit()
        return
    session.flush()
    look()
    session.rollback()
    session.info.pop("afterwards", None)


def after_commit(deed: Callable[[], None]) -> None:
    """Leave a small deed for just after the present transaction is saved; the same deed is done once."""
    db.session().info.setdefault("afterwards", {})[deed] = None


def _do_what_was_left_for_afterwards(session: Session) -> None:
    for deed in session.info.pop("afterwards", {}):
        deed()
