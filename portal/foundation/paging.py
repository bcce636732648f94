"""Long lists, page by page. Every list of the portal is one of these."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from markupsafe import Markup, escape
from sqlalchemy import Select, bindparam, func, select

from portal.foundation.db import all_of, each_of, first_of_all
from portal.foundation.i18n import ngettext
from portal.foundation.questions import Asked

T = TypeVar("T")
U = TypeVar("U")
C = TypeVar("C", bound=tuple[Any, ...])
D = TypeVar("D", bound=tuple[Any, ...])

PER_PAGE = 20
LAST_NUMBER = 100_000
NAMED = 10  # in one sentence


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: `items` and where it stands in the whole."""

    items: Sequence[T]
    number: int
    total: int
    per_page: int = PER_PAGE
    parameter: str = "side"

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def more(self) -> int:
        """How many are on no page up to this one."""
        return self.total - self.last

    @property
    def has_prev(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def first(self) -> int:
        return (self.number - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.per_page, self.total)

    def url_for(self, number: int) -> str:
        """Address of another page of the same list, with the same filters."""
        values: dict[str, Any] = {key: sent for key, sent in request.args.lists() if not key.startswith("_")}
        values |= request.view_args or {}
        values[self.parameter] = None if number == 1 else number
        return url_for(request.endpoint or "", **values)


def page_number(parameter: str = "side") -> int:
    """The page that was asked for; anything odd is the first."""
    sent = request.args.get(parameter, "1")
    return min(max(int(sent), 1), LAST_NUMBER) if sent.isascii() and sent.isdigit() and len(sent) < 7 else 1  # noqa: PLR2004


def paginate(rows: Asked[tuple[T]] | Select[tuple[T]], *, per_page: int = PER_PAGE, parameter: str = "side") -> Page[T]:
    """Ask an ordered question for the page that the request asks for: two queries, whatever the number of rows."""
    total = first_of_all(_made_of(rows, _count)) or 0
    number = min(page_number(parameter), max(1, -(-total // per_page)))
    items = all_of(_made_of(rows, _part, most=per_page, skipped=(number - 1) * per_page))
    return Page(items, number, total, per_page, parameter)


def first_of(rows: Asked[tuple[T]] | Select[tuple[T]], *, most: int) -> Page[T]:
    """The beginning of a list that stands whole elsewhere, and how long the whole is: one query."""
    found = each_of(_made_of(rows, _beginning, most=most))
    return Page([row for row, _whole in found], 1, found[0][1] if found else 0, most)


def _made_of(rows: Asked[C] | Select[C], into: Callable[[Select[C]], Select[D]], **values: int) -> Asked[D]:
    return rows.turned(into, **values) if isinstance(rows, Asked) else Asked(into(rows), values)


def _count(rows: Select[Any]) -> Select[tuple[int]]:
    return select(func.count()).select_from(rows.order_by(None).subquery())


def _part(rows: Select[C]) -> Select[C]:
    return rows.limit(bindparam("most")).offset(bindparam("skipped"))


def _beginning(rows: Select[tuple[T]]) -> Select[tuple[T, int]]:
    return rows.add_columns(_count(rows).scalar_subquery()).limit(bindparam("most"))


def named(names: Sequence[str], *, most: int = NAMED, between: str = ", ") -> str:
    """Some of these in one sentence, and how many more there are."""
    rest = len(names) - most
    more = [ngettext("%(count)s more", "%(count)s more", rest)] if rest > 0 else []
    sign = escape(between) if any(isinstance(name, Markup) for name in names) else between
    return sign.join([*names[:most], *more])


def replaced(page: Page[T], items: Sequence[U]) -> Page[U]:
    """The same page with its items as others."""
    return Page(list(items), page.number, page.total, page.per_page, page.parameter)


def sliced(rows: Sequence[T], *, per_page: int = PER_PAGE, parameter: str = "side") -> Page[T]:
    """The same for rows that are all at hand."""
    number = min(page_number(parameter), max(1, -(-len(rows) // per_page)))
    return Page(rows[(number - 1) * per_page : number * per_page], number, len(rows), per_page, parameter)
