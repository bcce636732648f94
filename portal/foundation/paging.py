"""Long lists, page by page. Every list of the portal is one of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select

from portal.foundation.db import db

T = TypeVar("T")
U = TypeVar("U")

PER_PAGE = 20
LAST_NUMBER = 100_000


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


def paginate(rows: Select[tuple[T]], *, per_page: int = PER_PAGE, parameter: str = "side") -> Page[T]:
    """Run an ordered select for the page that the request asks for: two queries, whatever the number of rows."""
    total = db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0
    number = min(page_number(parameter), max(1, -(-total // per_page)))
    items = db.session.scalars(rows.limit(per_page).offset((number - 1) * per_page)).unique().all()
    return Page(items, number, total, per_page, parameter)


def replaced(page: Page[T], items: Sequence[U]) -> Page[U]:
    """The same page with its items as others."""
    return Page(list(items), page.number, page.total, page.per_page, page.parameter)


def sliced(rows: Sequence[T], *, per_page: int = PER_PAGE, parameter: str = "side") -> Page[T]:
    """The same for rows that are all at hand."""
    number = min(page_number(parameter), max(1, -(-len(rows) // per_page)))
    return Page(rows[(number - 1) * per_page : number * per_page], number, len(rows), per_page, parameter)
