"""Tables for a spreadsheet, as Danish programs read them: semicolons, and a mark that says UTF-8."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """One row a line, below the header."""
    return "".join(table_lines(header, rows))


def table_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The same line by line, for a table that nobody should have to hold as a whole."""
    yield BYTE_ORDER_MARK + _line(header)
    for row in rows:
        yield _line([_harmless(cell) for cell in row])


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def _harmless(cell: str) -> str:
    """A spreadsheet would calculate a cell that begins like a formula."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
