"""Whoosh stays behind one file, so that another engine is one file's work."""

from pathlib import Path

PORTAL = Path(__file__).resolve().parents[2] / "portal"


def test_whoosh_lies_behind_one_file():
    knowing = {file.name for file in PORTAL.rglob("*.py") if "whoosh" in _imports(file)}
    assert knowing == {"whoosh_index.py"}


def test_none_of_the_faulty_features_is_used():
    source = (PORTAL / "search" / "whoosh_index.py").read_text().split('"""', 2)[2]
    for feature in ("TimeLimitCollector", "groupedby", ".highlights(", "AsyncWriter", "NumericRange", "fields.NUMERIC"):
        assert feature not in source


def _imports(file):
    lines = [line for line in file.read_text().splitlines() if line.startswith(("import ", "from "))]
    return {line.split()[1].split(".")[0] for line in lines}
