from datetime import timedelta

import pytest

from portal.decisions.actions.recommendation import edit_recommendation, take_position
from portal.decisions.models import Choice
from portal.decisions.queries.positions import standing
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from tests.decisions.scene import DRAFT, adopted, drafted, leave


def test_members_take_positions_and_change_them(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    for member in table:
        answer = client(member).post(f"{recommendation.path}/standpunkt", data={"choice": "for"})
        assert answer.location == recommendation.path
    client(table[1]).post(f"{recommendation.path}/standpunkt", data={"choice": "against"})

    stood = standing(recommendation)
    assert (stood.votes_for, stood.votes_against, stood.votes_neither, stood.silent) == (2, 1, 0, 0)


def test_positions_are_shown_by_party_and_kind_of_seat_and_never_by_name(bo, client, designing, table):
    recommendation = adopted(designing, bo, *table, against=table[1:2])
    page = client().get(recommendation.path).text
    groups = [(group.letter, group.seat_type, group.votes_for, group.votes_against) for group in
              standing(recommendation).groups]  # fmt: skip
    assert groups == [("A", "politician", 1, 0), ("V", "politician", 0, 1), ("", "citizen", 1, 0)]
    assert "Socialdemokratiet (A)" in page
    assert not [member for member in table if member.name in page]


def test_only_those_who_sit_there_today(anna, bo, client, designing, dorte, eva):
    recommendation = drafted(designing, bo)
    with pytest.raises(NotAllowed):
        take_position(anna, recommendation, Choice.FOR)
    with pytest.raises(NotAllowed):
        take_position(eva, recommendation, Choice.FOR)
    leave(designing.seats[0].memberships[0])
    db.session.commit()
    with pytest.raises(Refused):
        take_position(dorte, recommendation, Choice.FOR)
    assert recommendation.positions == []


def test_who_leaves_before_adoption_does_not_count(bo, designing, table):
    recommendation = drafted(designing, bo)
    for member in table:
        take_position(member, recommendation, Choice.FOR)
    leave(recommendation.positions[0].membership)
    db.session.commit()
    stood = standing(recommendation)
    assert (stood.taken, stood.sitting) == (2, 2)


def test_after_adoption_positions_stand(bo, designing, table):
    recommendation = adopted(designing, bo, *table)
    with pytest.raises(Conflict):
        take_position(table[0], recommendation, Choice.AGAINST)
    leave(recommendation.positions[0].membership)
    db.session.commit()
    assert standing(recommendation).votes_for == 3


def test_a_text_that_was_changed_after_a_position_says_so(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    with clock.frozen(clock.now() - timedelta(hours=1)):
        take_position(table[0], recommendation, Choice.FOR)
    edit_recommendation(bo, recommendation, DRAFT, version=recommendation.version)
    assert standing(recommendation).before_edit == 0, "nothing was changed"
    changed = DRAFT.__class__(**(DRAFT.columns() | {"title": "En anden titel"}))
    edit_recommendation(bo, recommendation, changed, version=recommendation.version)
    assert standing(recommendation).before_edit == 1
    assert client(bo).get(recommendation.path).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"choice": "maybe"}])
def test_a_choice_must_be_made(bo, client, designing, dorte, sent):
    recommendation = drafted(designing, bo)
    assert client(dorte).post(f"{recommendation.path}/standpunkt", data=sent).status_code == 422
    assert recommendation.positions == []
