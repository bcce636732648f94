"""The privacy table knows every table of the database, and everything that is said to people comes from it."""

from pathlib import Path

import pytest

from portal.app import HOUSE
from portal.foundation.db import Base
from portal.rules.privacy import RULES, WITHOUT_PERSONAL_DATA, Fate, Kind, kept_for
from portal.rules.privacy.promises import how_long, in_words, promise, time_kept
from tests.privacy.one_of_each import columns_of_people

IN_RULES = {table for rule in RULES.values() for table in rule.tables}


def test_every_table_has_a_rule_or_holds_nothing_about_anybody():
    assert set(Base.metadata.tables) == IN_RULES | set(WITHOUT_PERSONAL_DATA), (
        "say in portal/rules/privacy what it holds"
    )
    assert not IN_RULES & set(WITHOUT_PERSONAL_DATA)
    assert all(WITHOUT_PERSONAL_DATA.values()), "say why"


def test_a_table_that_names_people_is_never_without_a_rule():
    assert not {table for table, _column in columns_of_people()} & set(WITHOUT_PERSONAL_DATA)


def test_every_rule_finds_its_rows():
    lie = {(holding.kind, holding.table) for holding in HOUSE.keeping.holdings}
    assert lie == {(kind, table) for kind, rule in RULES.items() for table in rule.tables}
    assert set(RULES) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_what_is_promised_is_what_is_done(kind):
    """A rule with a time has a nightly deed and the time in its sentence; one that is kept has neither."""
    rule, holdings = RULES[kind], [one for one in HOUSE.keeping.holdings if one.kind is kind]
    due = [one for one in holdings if one.due]
    assert ("%(time)s" in rule.how_long) == (rule.days is not None)
    assert not rule.in_short or ("%(time)s" in rule.in_short) == (rule.days is not None)
    assert bool(due) == (rule.days is not None or kind is Kind.APPLICATION)  # which has the day of its call
    assert all(one.at_end for one in due)
    assert (rule.at_end is Fate.KEPT) <= (not due)
    if rule.on_erasure in {Fate.DELETED, Fate.EMPTIED} and kind not in DONE_BY_THE_ERASURE_ITSELF:
        assert any(one.on_erasure for one in holdings)
    if rule.on_erasure is Fate.KEPT:
        assert not any(one.on_erasure for one in holdings)


DONE_BY_THE_ERASURE_ITSELF = {Kind.ACCOUNT, Kind.ACCOUNT_INVITED, Kind.ACCOUNT_UNCONFIRMED, Kind.ERASURE_RECEIPT}


def test_a_kind_without_a_time_has_none():
    with pytest.raises(ValueError, match="without a fixed time"):
        kept_for(Kind.IDEA_PUBLIC)


def test_times_are_said_as_people_say_them(app):
    assert [in_words(days) for days in (1, 7, 30, 90, 180, 365, 730)] == [
        "1 dag", "7 dage", "30 dage", "90 dage", "6 måneder", "1 år", "2 år",
    ]  # fmt: skip
    assert time_kept(Kind.IDEA_BY_GUEST) == "7 dage"
    assert how_long(Kind.INTERESTS) == "Vi sletter det 1 år efter, at du forlader pladsen."


def test_the_page_says_it_of_every_kind(client, app, queries, fjordby):
    with queries() as said:
        page = client().get("/privatliv").text
    for kind in Kind:
        assert how_long(kind) in page.replace("&#39;", "'"), kind
    assert len(said) <= 4


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/opret-konto", Kind.ACCOUNT), ("/udvalg/havnen/ideer/ny", Kind.IDEA_DRAFT)],
)
def test_forms_say_what_the_table_says(client, harbour, anna, path, kind):
    page = client(None if kind is Kind.ACCOUNT else anna).get(path).text
    assert promise(kind) in page


def test_nothing_else_says_a_time_of_its_own():
    """Where a text tells how long something is kept, it takes the time from the table."""
    root = Path(__file__).parents[2]
    files = [*(root / "portal").rglob("*.py"), *(root / "templates").rglob("*.html")]
    found = [
        f"{file.relative_to(root)}: {line.strip()}"
        for file in files
        for line in file.read_text().splitlines()
        if ("delete" in line or "kept" in line) and (" 7 days" in line or "a year after you" in line)
    ]
    assert found == []
