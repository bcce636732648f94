"""The desk: what needs a person today, and nothing that somebody else must do."""

import re
from datetime import timedelta

from portal.accounts.models import RoleGrant
from portal.committees.models import Seat
from portal.foundation import clock
from portal.ideas.models import Idea, IdeaState
from portal.pages.desk import desk_of
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.cast import LONG_AGO
from tests.factories import saved


def an_idea(harbour, anna, *, due, state=IdeaState.PUBLISHED):
    facts = {"body": "x", "body_html": "<p>x</p>", "received_at": clock.now(), "published_at": clock.now()}
    return saved(
        Idea(committee_id=harbour.id, author_id=anna.id, title="Flere bænke", state=state, answer_due_on=due, **facts)
    )


def a_recommendation(harbour, state, **facts):
    return saved(
        Recommendation(
            committee_id=harbour.id,
            number=1,
            title="Lys på kajen",
            problem="x",
            solution="y",
            actor="Vej",
            state=state,
            **facts,
        )
    )


def test_what_is_late_comes_first(bo, harbour, anna):
    an_idea(harbour, anna, due=clock.today() + timedelta(days=3))
    late = an_idea(harbour, anna, due=clock.today() - timedelta(days=2))
    desk = desk_of(bo)
    assert [task.path for task in desk.late] == [f"{late.path}/behandl"]
    assert desk.late[0].due_in_words == "2 dage over fristen"
    assert len(desk.soon) == 1


def test_an_answer_without_a_record_is_a_task(client, bo, harbour, council):
    asked = a_recommendation(harbour, RecommendationState.ANSWERED, handed_over_on=clock.today())
    saved(
        CouncilResponse(
            recommendation=asked, body_id=council.id, verdict=Verdict.CHANGED, reason="x", met_on=clock.today(),
            item="3", author_id=bo.id,
        )
    )  # fmt: skip
    page = client(bo).get("/skrivebord").text
    path = re.search(r'href="([^"]+/beslutning)"', page)[1]
    assert client(bo).get(path).status_code == 200


def test_a_member_is_asked_for_a_position_once(dorte, harbour):
    a_recommendation(harbour, RecommendationState.DRAFT)
    assert [task.title for task in desk_of(dorte).later].count("Lys på kajen") == 1


def test_nobody_gets_the_tasks_of_others(anna, eva, harbour):
    an_idea(harbour, anna, due=clock.today(), state=IdeaState.RECEIVED)
    assert desk_of(anna).count == 0
    assert desk_of(eva).count == 0


def test_the_chair_is_told_of_ideas_that_wait_for_an_answer(carl, client, anna, harbour):
    idea = an_idea(harbour, anna, due=clock.today() + timedelta(days=3))
    an_idea(harbour, anna, due=clock.today(), state=IdeaState.RECEIVED)
    assert [task.path for task in desk_of(carl).soon] == [f"{idea.path}/behandl"]
    assert "Flere bænke" in client(carl).get("/skrivebord").text
    assert client(carl).get(f"{idea.path}/behandl").status_code == 200


def test_a_chair_who_serves_the_committee_too_is_told_once(carl, anna, harbour):
    carl.grants.append(RoleGrant(role=Role.SECRETARY, committee_id=harbour.id, starts_on=LONG_AGO))
    an_idea(harbour, anna, due=clock.today())
    assert len(desk_of(carl).soon) == 1


def test_the_chair_is_not_told_while_nothing_can_be_answered(carl, anna, harbour):
    an_idea(harbour, anna, due=clock.today())
    harbour.stage = Stage.PREPARATION
    assert desk_of(carl).soon == []


def test_the_page_in_all_its_states(client, bo, anna, harbour):
    assert "Intet venter på dig lige nu" in client(anna).get("/skrivebord").text
    an_idea(harbour, anna, due=clock.today() - timedelta(days=1), state=IdeaState.RECEIVED)
    page = client(bo).get("/skrivebord").text
    assert "Én dag over fristen" in page
    assert "Flere bænke" in page
    assert client().get("/skrivebord").status_code == 302


def test_seats_alone_are_no_task(bo, harbour):
    saved(Seat(committee_id=harbour.id, type="citizen", quota=3))
    assert desk_of(bo).late == []
