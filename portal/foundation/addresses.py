"""Numbers in addresses: those that no row can have are not found, before a database chokes on them."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LAST_ID = 2**31 - 1  # what an INTEGER of PostgreSQL holds


class RowNumber(IntegerConverter):
    """As the ordinary `int`, but not larger than an id can be."""

    def __init__(self, routes: Map, *positional: Any, **options: Any) -> None:
        super().__init__(routes, *positional, **({"max": LAST_ID} | options))


def init_addresses(app: Flask) -> None:
    """Let `<int:…>` mean a number that a row can have; before any route is made."""
    app.url_map.converters["int"] = RowNumber
