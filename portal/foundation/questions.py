"""Questions to the database whose statement is built once: SQLAlchemy takes longer to build one than to have it run.

A question is written as any query function is. What stands before the star are values, put in each time it is asked;
what stands after it shapes the statement, which is built once for each shape:

    @question
    def _ideas_of(committee_id: int, *, only_open: bool) -> Select[tuple[Idea]]: ...

    all_of(_ideas_of(committee.id, only_open=True))
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, signature
from typing import Any, Generic, ParamSpec, TypeVar

from sqlalchemy import BindParameter, Select, bindparam

from portal.foundation import clock

P = ParamSpec("P")
C = TypeVar("C", bound=tuple[Any, ...])
D = TypeVar("D", bound=tuple[Any, ...])
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Asked(Generic[C]):
    """A statement and what is put into it; `all_of` and its like in `foundation/db` have it answered."""

    statement: Select[C]
    values: Mapping[str, Any]

    @property
    def is_of_rows(self) -> bool:
        """And of nothing else: what is joined to a row may be a list, and then it comes several times."""
        return _is_of_rows(self.statement)

    def turned(self, into: Callable[[Select[C]], Select[D]], **values: Any) -> "Asked[D]":
        """Another question made of this one, built once as well, with what it puts in besides."""
        return Asked(_turned(self.statement, into), {**self.values, **values})


def _in_a_row(value: Any) -> Any:
    """SQLAlchemy counts the values of an `in_` by their places, so a set of them becomes a list."""
    return list(value) if isinstance(value, Set | Mapping) else value


@cache
def _turned(statement: Select[C], into: Callable[[Select[C]], Select[D]]) -> Select[D]:
    return into(statement)


@cache
def _is_of_rows(statement: Select[Any]) -> bool:
    first, *others = statement.column_descriptions
    return first["expr"] is first["entity"] and not others


def question(build: Callable[P, Select[C]]) -> Callable[P, Asked[C]]:
    """What `build` says, built when it is first asked. It is given parameters in place of its values."""
    builder: Callable[..., Select[C]] = build  # it is given other things than it says
    names = [one.name for one in signature(build).parameters.values() if one.kind is not Parameter.KEYWORD_ONLY]

    @cache
    def built(**shape: Any) -> Select[C]:
        with clock.hidden():  # what is built once may not hold the hour at which that was
            return builder(*map(bindparam, names), **shape)

    def ask(*values: P.args, **shape: P.kwargs) -> Asked[C]:
        statement = built(**shape)  # type: ignore[arg-type]  # plain values
        return Asked(statement, {name: _in_a_row(value) for name, value in zip(names, values, strict=True)})

    return ask


def when_asked(value: Callable[[], V]) -> BindParameter[V]:
    """A value that a statement takes anew each time it is asked, like the day."""
    return bindparam(None, callable_=value)
