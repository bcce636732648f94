"""`docs/performance.md`: a section for each measurement, put there by the command that made it."""

from collections.abc import Sequence

from bench.revision import HERE

DOCUMENT = HERE / "docs" / "performance.md"
HEAD = """# What was measured

Each section is written by the command it names (with `--write`), on whatever machine that ran on: the ratios tell more
than the numbers. What the budgets of statements are, and that no page reads a large table whole, is held by tests
(`tests/test_budgets.py`, `tests/test_flat.py`).
"""


def put(heading: str, lines: Sequence[str]) -> None:
    """Put the section of this heading in place of the one that stands there, or last."""
    whole = DOCUMENT.read_text() if DOCUMENT.exists() else HEAD
    first, *sections = whole.split("\n## ")
    kept = {section.partition("\n")[0]: section.partition("\n")[2].strip() for section in sections}
    kept[heading] = "\n".join(lines).strip()
    DOCUMENT.write_text("\n".join([first.strip(), *(f"\n## {name}\n\n{text}" for name, text in kept.items())]) + "\n")
