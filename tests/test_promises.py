"""Sentences that promise who sees, how long, when a letter comes and what is counted: each is kept by a test."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LISTED = tomllib.loads((ROOT / "tests" / "promises.toml").read_text(encoding="utf-8"))
PARTS = ROOT / "portal" / "translations" / "da" / "LC_MESSAGES"
PROMISES = re.compile(
    r"you are told because|nobody (else )?(sees|can see|reads)|nobody but|^only [^.]{0,60}\b(sees?|reads?|read it)\b"
    r"|only (you|we|the \w+) (can )?(see|read)"
    r"|(is|are) deleted|we delete|(is|are) kept (until|for)"
    r"|we keep (it|your)|(is|are) counted|never shown"
    r"|signed out everywhere|within %\((days|time|count|months)\)s|at most one letter|we write to you|you hear from us",
    re.IGNORECASE,
)
HEADINGS = {"What is deleted tonight", "What only we see"}  # of tables, which promise nothing


def sentences():
    """All texts of the catalogue, in English, with their plurals."""
    for part in sorted(PARTS.glob("*.po")):
        with part.open("rb") as file:
            yield from ([one.id] if isinstance(one.id, str) else list(one.id) for one in read_po(file) if one.id)


def test_every_sentence_that_promises_is_listed_once():
    listed = [sentence for group in LISTED.values() for sentence in group["sentences"]]
    assert len(listed) == len(set(listed))
    promising = {forms[0] for forms in sentences() if any(PROMISES.search(form) for form in forms)}
    assert promising - set(listed) - HEADINGS == set(), (
        "promised, and no test is named that keeps it: see tests/promises.toml"
    )


def test_every_listed_sentence_is_said_somewhere():
    said = {forms[0] for forms in sentences()}
    assert {sentence for group in LISTED.values() for sentence in group["sentences"]} - said == set()


@pytest.mark.parametrize("name", LISTED)
def test_the_test_that_keeps_it_is_there(name):
    file, _, function = name.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
