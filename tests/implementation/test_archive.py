"""Concluded committees: found by period, told on one page."""

from datetime import date, timedelta

import pytest

from portal.foundation import clock
from portal.ideas.models import IdeaState
from portal.implementation.actions import write_lessons
from portal.implementation.models import CommitmentStatus
from portal.implementation.queries.archive import period_by_key, period_of
from portal.rules.stages import Stage
from tests.cast import committee_in
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.implementation.scene import answered, in_implementation, moved_to, promised


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2021, 12, 31), "2018–2021"),
        (date(2022, 1, 1), "2022–2025"),
        (date(2025, 12, 31), "2022–2025"),
        (date(2026, 1, 1), "2026–2029"),
    ],
)
def test_periods_come_from_dates(day, label):
    assert period_of(day).label == label


@pytest.mark.parametrize("odd", ["", "2022", "2023-2026", "-", "²022-2025", "2022-2025x", "0000-0003"])
def test_odd_periods_are_no_period(odd):
    assert period_by_key(odd) is None


def test_the_archive_by_period(client, fjordby):
    for name, ended in (("Skoven", date(2024, 5, 1)), ("Søen", date(2026, 3, 1)), ("Åen", date(2026, 4, 1))):
        committee = committee_in(fjordby, name, name.lower(), stage=Stage.CLOSED)
        committee.stage_since = ended
        saved(committee)
    committee_in(fjordby, "Havnen", "havnen")
    page = client().get("/arkiv/").text
    assert page.index("2026–2029") < page.index("Åen") < page.index("Søen") < page.index("Skoven")
    assert "Havnen" not in page
    only = client().get("/arkiv/?periode=2022-2025").text
    assert "Skoven" in only
    assert "Søen" not in only
    assert "Søen" in client().get("/arkiv/?periode=vrøvl&side=99").text


def test_an_empty_archive_says_what_it_will_hold(client, fjordby):
    assert "Når det sker, står hele historien her" in client().get("/arkiv/").text


def test_only_concluded_committees_are_in_it(client, harbour):
    assert client().get("/arkiv/havnen").status_code == 404
    moved_to(Stage.CLOSED, harbour)
    assert client().get("/arkiv/havnen").status_code == 200
    assert client().get("/arkiv/findes-ikke").status_code == 404
    harbour.published_at = None
    saved(harbour)
    assert client().get("/arkiv/havnen").status_code == 404


@pytest.fixture
def concluded(harbour, bo, carl, gerda, anna):
    """The harbour, with everything that a committee leaves."""
    idea_in(IdeaState.CARRIED_ON, harbour, anna, title="Flydende sauna")
    idea_in(IdeaState.RECEIVED, harbour, anna, title="Ikke offentlig")
    in_implementation(harbour)
    recommendation = answered(harbour, bo)
    promised(recommendation, CommitmentStatus.KEPT, title="Lyset er sat op")
    promised(recommendation, CommitmentStatus.DROPPED, title="En bro")
    write_lessons(bo, harbour, "Begynd med aftalen.")
    return moved_to(Stage.CLOSED, harbour)


def test_the_story_on_one_page(client, concluded):
    page = client().get("/arkiv/havnen").text
    for told in (
        "Spørgsmål 1?", "Rådet svarer på alt.", "Carl Mose", "Gerda Holm", "Flydende sauna", "Anbefaling om lys 1",
        "Det gør vi.", "/beslutninger/2026/1", "Lyset er sat op", "1 af 2 løfter er holdt.", "Opgivet",
        "Begynd med aftalen.",
    ):  # fmt: skip
        assert told in page, told
    assert "Ikke offentlig" not in page


def test_the_page_asks_the_same_number_of_questions_however_much_there_is(client, queries, concluded, bo, anna):
    with queries() as few:
        client().get("/arkiv/havnen")
    for number in range(2, 40):
        recommendation = answered(concluded, bo, number)
        promised(recommendation, title=f"Løfte {number}")
        idea_in(IdeaState.ANSWERED, concluded, anna, title=f"Idé {number}")
    with queries() as many:
        client().get("/arkiv/havnen")
    assert len(many) == len(few) <= 20


def test_the_list_asks_the_same_number_of_questions_for_many(client, queries, fjordby):
    committee_in(fjordby, "Skoven", "skoven", stage=Stage.CLOSED)
    with queries() as few:
        client().get("/arkiv/")
    for number in range(60):
        committee_in(fjordby, f"Nr {number}", f"nr-{number}", stage=Stage.CLOSED, created_at=clock.now())
    with queries() as many:
        assert "Side 3 af 4" in client().get("/arkiv/?side=3").text
    assert len(many) == len(few) <= 12


def test_leap_of_periods(client, fjordby):
    committee = committee_in(fjordby, "Skoven", "skoven", stage=Stage.CLOSED)
    committee.stage_since = date(2026, 1, 1) - timedelta(days=1)
    saved(committee)
    assert "2022–2025" in client().get("/arkiv/").text
