from datetime import timedelta

import pytest

from portal.events.queries import events_of
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.implementation.queries.timeline import happenings, timeline
from portal.recommendations.actions.recommendation import adopt_recommendation, hand_over_recommendation, take_position
from portal.recommendations.models import Choice, RecommendationState
from portal.recommendations.queries import recommendations as reading
from tests.recommendations.scene import adopted, drafted, handed_over

S = RecommendationState

TODAY = clock.today().isoformat()


def stand(recommendation, *choices):
    for member, choice in choices:
        take_position(member, recommendation, choice)


def test_the_chair_enters_that_it_is_adopted(bo, client, designing, table):
    carl, dorte, _gerda = table
    recommendation = drafted(designing, bo)
    stand(recommendation, (carl, Choice.FOR), (dorte, Choice.FOR))

    sent = {FIELD: mark_of(recommendation), "adopted_on": TODAY}
    assert client(carl).post(f"{recommendation.path}/vedtag", data=sent).location == recommendation.path

    assert (recommendation.state, recommendation.adopted_on) == (S.ADOPTED, clock.today())
    told = db.session.scalars(events_of(recommendation)).all()[-1]
    assert told.details["positions"] == {"for": 2, "against": 0, "neither": 0, "silent": 1}
    assert client().get(recommendation.path).status_code == 200


def test_half_of_the_members_must_have_said_something(bo, designing, table):
    recommendation = drafted(designing, bo)
    stand(recommendation, (table[0], Choice.FOR))
    with pytest.raises(Refused, match="1"):
        adopt_recommendation(bo, recommendation)
    assert recommendation.state is S.DRAFT


@pytest.mark.parametrize("others", [(Choice.AGAINST, Choice.NEITHER), (Choice.AGAINST, Choice.AGAINST)])
def test_more_must_be_for_than_against(bo, designing, others, table):
    recommendation = drafted(designing, bo)
    stand(recommendation, *zip(table, (Choice.FOR, *others), strict=True))
    with pytest.raises(Refused):
        adopt_recommendation(bo, recommendation)


def test_the_page_says_what_is_missing_as_the_lock_does(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    with pytest.raises(Refused) as refused:
        adopt_recommendation(bo, recommendation)
    page = client(bo).get(recommendation.path).text
    assert all(reason in page for reason in refused.value.reasons)


def test_a_minority_needs_somebody_who_was_against(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    stand(recommendation, *((member, Choice.FOR) for member in table))
    with pytest.raises(Refused):
        adopt_recommendation(bo, recommendation, minority_statement="Vi vil tælle biler først.")
    take_position(table[2], recommendation, Choice.AGAINST)
    adopt_recommendation(bo, recommendation, minority_statement="Vi vil tælle biler først.")
    assert "Vi vil tælle biler først." in client().get(recommendation.path).text


def test_a_minority_is_brief(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    stand(recommendation, (table[0], Choice.FOR), (table[1], Choice.FOR), (table[2], Choice.AGAINST))
    sent = {FIELD: mark_of(recommendation), "minority_statement": "ø" * 601, "adopted_on": TODAY}
    answer = client(bo).post(f"{recommendation.path}/vedtag", data=sent)
    assert answer.status_code == 422
    assert "ø" * 601 in answer.text
    assert recommendation.state is S.DRAFT


def test_what_was_changed_meanwhile_is_not_adopted_unseen(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    stand(recommendation, *((member, Choice.FOR) for member in table))
    sent = {FIELD: mark_of(recommendation), "adopted_on": TODAY}
    take_position(table[0], recommendation, Choice.AGAINST)
    assert client(bo).post(f"{recommendation.path}/vedtag", data=sent).status_code == 409


def test_members_do_not_adopt_or_hand_over(bo, dorte, designing, table):
    recommendation = drafted(designing, bo)
    with pytest.raises(NotAllowed):
        adopt_recommendation(dorte, recommendation)
    done = adopted(designing, bo, *table)
    with pytest.raises(NotAllowed):
        hand_over_recommendation(dorte, done)


def test_handed_over_an_answer_is_owed_on_a_day(bo, client, council, designing, table):
    recommendation = adopted(designing, bo, *table)

    assert (
        client(bo).post(f"{recommendation.path}/overdrag", data={"handed_over_on": TODAY}).location
        == recommendation.path
    )

    assert (recommendation.state, recommendation.receiving_body) == (S.HANDED_OVER, council)
    assert recommendation.answer_due_on == clock.today() + timedelta(days=90)
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert "dag 8 af 90" in client().get("/udvalg/havnen/anbefalinger/").text
        (wait,) = reading.recommendations_waiting(body=council)
        assert (wait.days, wait.promised, wait.is_late) == (8, 90, False)


def test_without_a_body_there_is_nobody_to_owe_an_answer(bo, client, designing, table):
    recommendation = adopted(designing, bo, *table)
    designing.receiving_body = None
    db.session.commit()
    answer = client(bo).post(f"{recommendation.path}/overdrag", data={"handed_over_on": TODAY})
    assert answer.status_code == 422
    assert recommendation.state is S.ADOPTED


def test_the_days_are_those_on_which_it_happened(bo, client, designing, table):
    """Written on the first, adopted on the third, handed over on the fifth; the days are typed in on the ninth."""
    first = clock.now() - timedelta(days=8)
    with clock.frozen(first):
        recommendation = drafted(designing, bo)
        stand(recommendation, *((member, Choice.FOR) for member in table))
    third, fifth = clock.today() - timedelta(days=6), clock.today() - timedelta(days=4)
    browser = client(bo)
    sent = {"version": str(recommendation.version), "adopted_on": third.isoformat()}
    assert f'value="{TODAY}"' in browser.get(recommendation.path).text
    assert browser.post(f"{recommendation.path}/vedtag", data=sent).status_code == 302
    assert f'value="{TODAY}"' in browser.get(recommendation.path).text
    handed = browser.post(f"{recommendation.path}/overdrag", data={"handed_over_on": fifth.isoformat()})
    assert handed.status_code == 302

    assert (recommendation.adopted_on, recommendation.handed_over_on) == (third, fifth)
    assert recommendation.answer_due_on == fifth + timedelta(days=90)
    nodes = happenings(db.session.scalars(timeline(designing.id)).all())
    told = {node.label: clock.in_denmark(node.when).date() for node in nodes[:2]}
    assert told == {"Anbefaling vedtaget": third, "Anbefaling overdraget": fifth}


def test_positions_taken_afterwards_do_not_count(bo, client, designing, table):
    """Two were for on the third; the last one is against on the ninth, and that is told before it stands for good."""
    with clock.frozen(clock.now() - timedelta(days=8)):
        recommendation = drafted(designing, bo)
        stand(recommendation, *((member, Choice.FOR) for member in table[:2]))
    take_position(table[2], recommendation, Choice.AGAINST)
    sent = {FIELD: mark_of(recommendation), "adopted_on": (clock.today() - timedelta(days=6)).isoformat()}
    browser = client(bo)
    browser.is_sure = False
    asked = browser.post(f"{recommendation.path}/vedtag", data=sent).text
    assert "2 for, 0 imod" in asked
    assert "1 medlem tog først standpunkt efter den dag" in asked
    browser.is_sure = True
    assert browser.post(f"{recommendation.path}/vedtag", data=sent).status_code == 302
    adoption = recommendation.adoption
    assert (adoption.votes_for, adoption.votes_against, adoption.silent) == (2, 0, 1)


def test_it_was_not_adopted_by_those_who_spoke_afterwards(bo, client, designing, table):
    with clock.frozen(clock.now() - timedelta(days=8)):
        recommendation = drafted(designing, bo)
    stand(recommendation, *((member, Choice.FOR) for member in table))
    on = clock.today() - timedelta(days=6)
    with pytest.raises(Refused, match="3 medlemmer tog først standpunkt"):
        adopt_recommendation(bo, recommendation, on=on)
    answer = client(bo).post(f"{recommendation.path}/vedtag", data={"adopted_on": on.isoformat()})
    assert answer.status_code == 422 and "3 medlemmer tog først standpunkt" in answer.text
    adopt_recommendation(bo, recommendation, on=clock.today())


@pytest.mark.parametrize(("days", "said"), [(1, "ikke holdt endnu"), (-9, "så den kan ikke være vedtaget før")])
def test_it_is_not_adopted_in_the_future_or_before_its_text(bo, client, days, designing, said, table):
    with clock.frozen(clock.now() - timedelta(days=8)):
        recommendation = drafted(designing, bo)
    stand(recommendation, *((member, Choice.FOR) for member in table))
    on = clock.today() + timedelta(days=days)
    with pytest.raises(Refused):
        adopt_recommendation(bo, recommendation, on=on)
    sent = {"version": str(recommendation.version), "adopted_on": on.isoformat()}
    answer = client(bo).post(f"{recommendation.path}/vedtag", data=sent)
    assert answer.status_code == 422 and said in answer.text and on.isoformat() in answer.text
    assert recommendation.state is S.DRAFT


@pytest.mark.parametrize(("days", "said"), [(1, "ikke kommet endnu"), (-1, "så den kan ikke være overdraget før")])
def test_it_is_not_handed_over_in_the_future_or_before_it_was_adopted(bo, client, days, designing, said, table):
    recommendation = adopted(designing, bo, *table)
    on = clock.today() + timedelta(days=days)
    with pytest.raises(Refused):
        hand_over_recommendation(bo, recommendation, on=on)
    answer = client(bo).post(f"{recommendation.path}/overdrag", data={"handed_over_on": on.isoformat()})
    assert answer.status_code == 422 and said in answer.text and on.isoformat() in answer.text
    assert recommendation.state is S.ADOPTED


def test_twice_is_told(bo, designing, table):
    recommendation = handed_over(designing, bo, *table)
    with pytest.raises(Conflict):
        hand_over_recommendation(bo, recommendation)


def test_nothing_half_done_when_the_last_step_fails(bo, designing, monkeypatch, table):
    recommendation = adopted(designing, bo, *table)
    monkeypatch.setattr("portal.recommendations.actions.recommendation.record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        hand_over_recommendation(bo, recommendation)
    assert recommendation.state is S.ADOPTED
    assert recommendation.handed_over_on is None


def test_what_the_gates_ask(bo, designing, table):
    drafted(designing, bo)
    first, second = adopted(designing, bo, *table), handed_over(designing, bo, *table)
    assert reading.adopted_with_positions(designing) == [first, second]
    assert reading.handed_over(designing) == [second]
    assert reading.answered(designing) == []
