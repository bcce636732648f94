from datetime import date

import pytest

from portal.decisions.actions import publish_own_record
from portal.decisions.forms.record import Meeting, RecordDraft
from portal.decisions.models import DecisionRecord
from portal.decisions.queries import own_records, public_records
from portal.foundation import clock
from portal.foundation.db import all_of, db
from portal.pages.gathering import latest_decisions
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.rules.results import Result
from portal.search.index import search_index
from tests.recommendations.scene import DRAFT, answered, drafted, handed_over

LIST = "/udvalg/havnen/anbefalinger/"


def many(count, committee, author):
    """Answered recommendations, each with its decision."""
    start, today = db.session.query(Recommendation).count(), clock.today()
    for n in range(start + 1, start + count + 1):
        asked = Recommendation(committee_id=committee.id, number=n, **DRAFT.columns())
        asked.state, asked.adopted_on, asked.handed_over_on, asked.answer_due_on = (
            RecommendationState.ANSWERED, today, today, today,
        )  # fmt: skip
        asked.receiving_body_id = committee.receiving_body_id
        response = CouncilResponse(recommendation=asked, body_id=committee.receiving_body_id, reason="Ja.", item="1")
        response.verdict, response.met_on, response.author_id = Verdict.UNCHANGED, today, author.id
        record = DecisionRecord(municipality_id=committee.municipality_id, year=2026, number=n, title=f"Nr. {n}")
        record.response, record.decided_on, record.result, record.body_name = response, today, Result.ADOPTED, "Byrådet"
        record.published_at = clock.now()
        db.session.add_all((asked, response, record))
    db.session.commit()


def test_the_list_asks_the_same_at_any_length(bo, client, designing, queries):
    browser, said = client(bo), []
    for more in (10, 990):
        many(more, designing, bo)
        with queries() as these:
            assert browser.get(LIST).status_code == 200
        said.append(len(these))
    assert said[0] == said[1] <= 12


def test_pages_of_one_thing_ask_little(client, decision, queries):
    for path in (decision.path, decision.response.recommendation.path):
        with queries() as said:
            assert client().get(path).status_code == 200
        assert len(said) <= 25, path


def test_ask_and_answer_stand_side_by_side(bo, client, designing, table):
    answered(designing, bo, *table)
    handed_over(designing, bo, *table)
    drafted(designing, bo)
    page = client().get(LIST).text
    assert page.count('class="reco"') == 2
    assert "Vedtaget med ændringer" in page
    assert "dag 0 af 90" in page
    assert client(bo).get(LIST).text.count('class="reco"') == 3


def test_an_empty_list_says_what_it_would_hold(client, designing):
    assert client().get(LIST).status_code == 200


def test_the_latest_decisions_are_our_own(eva, fjordby):
    made = [
        publish_own_record(
            eva, fjordby, Meeting("Byrådet", day, result), RecordDraft(title=day.isoformat(), summary="x")
        )
        for day, result in (
            (date(2026, 5, 1), Result.ADOPTED),
            (date(2026, 7, 1), Result.ADOPTED),
            (date(2026, 8, 1), Result.ON_AGENDA),
        )
    ]
    assert all_of(own_records()) == [made[1], made[0]]
    assert latest_decisions(1) == ([made[1]], None)
    assert list(db.session.scalars(public_records())) == made[::-1]


def test_the_thread_runs_from_proposal_to_decision_both_ways(app, client, decision):
    page = client().get(decision.path).text
    recommendation = decision.response.recommendation
    assert recommendation.path in page
    assert decision.path in client().get(recommendation.path).text


def test_search_knows_decisions_and_adopted_recommendations(app, bo, decision, designing):
    kinds = search_index.of(app).document_types
    found = kinds["decision"].describe(kinds["decision"].rows([decision.id])[decision.id])
    assert (found.path, found.committee, found.result) == (decision.path, "havnen", "adopted_with_changes")
    assert found.parties == ("A", "V")
    asked, secret = decision.response.recommendation, drafted(designing, bo)
    kind = kinds["recommendation"]
    assert kind.describe(kind.rows([asked.id])[asked.id]).result == "adopted_with_changes"
    assert kind.describe(kind.rows([secret.id])[secret.id]) is None
    assert list(kind.affected_by["council_response"](decision.response.id)) == [asked.id]


@pytest.mark.parametrize(
    "path",
    [
        "/anbefalinger/9",
        "/beslutninger/2026/9",
        "/svar/9/beslutning",
        "/anbefalinger/9/svar",
        "/anbefalinger/99999999999999999999",
        "/beslutninger/99999999999999999999/1",
    ],
)
def test_what_is_not_there_is_not_found(bo, client, path):
    assert client(bo).get(path).status_code == 404
