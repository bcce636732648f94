"""Tables for a spreadsheet, as Danish programs read them: semicolons, and a mark that says UTF-8."""

import csv
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """One row a line, below the header."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(header)
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def _harmless(cell: str) -> str:
    """A spreadsheet would calculate a cell that begins like a formula."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
