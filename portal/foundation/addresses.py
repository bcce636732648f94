"""What stands in addresses: numbers and names that no row can have are not found, before a database chokes on them."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError

LAST_ID = 2**31 - 1  # what an INTEGER of PostgreSQL holds


def row_number(sent: str | None) -> int:
    """The number of a row, as a question mark or a field names it; 0, which no row has, for whatever cannot be one."""
    is_number = sent is not None and sent.isascii() and sent.isdigit() and len(sent) <= len(str(LAST_ID))
    number = int(sent) if sent and is_number else 0
    return number if number <= LAST_ID else 0


class RowNumber(IntegerConverter):
    """As the ordinary `int`, but not larger than an id can be."""

    def __init__(self, routes: Map, *positional: Any, **options: Any) -> None:
        super().__init__(routes, *positional, **({"max": LAST_ID} | options))


class PlainName(UnicodeConverter):
    """As the ordinary text, but without signs that cannot be seen: PostgreSQL refuses a null byte."""

    def to_python(self, value: str) -> str:
        if not value.isprintable():
            raise ValidationError
        return value


def init_addresses(app: Flask) -> None:
    """Let `<int:…>` mean a number that a row can have, and `<…>` a name; before any route is made."""
    app.url_map.converters |= {"int": RowNumber, "string": PlainName, "default": PlainName}
