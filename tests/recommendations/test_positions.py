from dataclasses import replace
from datetime import timedelta

import pytest

from portal.committees.models import SeatType
from portal.events.queries import events_of
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Conflict, NotAllowed, Refused
from portal.reactions.notify import told_of
from portal.recommendations.actions.recommendation import adopt_recommendation, edit_recommendation, take_position
from portal.recommendations.models import AdoptedSeat, Choice
from portal.recommendations.queries.positions import grouped, standing
from tests.cast import person, seated
from tests.recommendations.scene import DRAFT, adopted, drafted, leave


def test_members_take_positions_and_change_them(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    for member in table:
        answer = client(member).post(f"{recommendation.path}/standpunkt", data={"choice": "for", "text_version": "1"})
        assert answer.location == recommendation.path
    client(table[1]).post(f"{recommendation.path}/standpunkt", data={"choice": "against", "text_version": "1"})

    stood = standing(recommendation)
    assert (stood.votes_for, stood.votes_against, stood.votes_neither, stood.silent) == (2, 1, 0, 0)


def test_positions_are_shown_by_party_and_kind_of_seat_and_never_by_name(bo, client, designing, table):
    recommendation = adopted(designing, bo, *table, against=table[1:2])
    page = client().get(recommendation.path).text
    groups = [(group.letter, group.seat_type, group.votes_for, group.votes_against) for group in
              standing(recommendation).groups]  # fmt: skip
    assert groups == [("A", "politician", 1, 0), ("V", "politician", 0, 1), ("", None, 1, 0)]
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


def test_the_table_stands_as_it_was_on_the_day(bo, client, designing, table):
    """Whoever left between position and adoption stays out, the silent are counted, and names are those of the day."""
    recommendation = drafted(designing, bo)
    for member, choice in zip(table, (Choice.AGAINST, Choice.FOR, Choice.FOR), strict=True):
        take_position(member, recommendation, choice)
    leave(recommendation.positions[0].membership)
    silent = [seated(person(f"{name} Krog"), designing) for name in ("Ib", "Ea")]
    db.session.commit()
    adopt_recommendation(bo, recommendation)
    before = standing(recommendation)
    page = client().get(recommendation.path).text

    for member in silent:
        leave(member)
    newcomer = seated(person("Ny Mand"), designing)
    dorte = recommendation.positions[1].membership
    dorte.party.name, dorte.seat_id = "Et helt andet navn", newcomer.seat_id
    db.session.commit()

    after = standing(recommendation)
    assert after == before
    assert (after.votes_for, after.votes_against, after.silent, after.sitting) == (2, 0, 2, 4)
    assert client().get(recommendation.path).text == page
    assert "2 medlemmer tog ikke stilling" in page


def test_those_count_who_sat_on_the_day_of_adoption(bo, client, designing, table):
    """Adopted four days ago and typed in today: who left since is among them, who came since is not."""
    day = clock.today() - timedelta(days=4)
    with clock.frozen(clock.now() - timedelta(days=8)):
        recommendation = drafted(designing, bo)
        for member, choice in zip(table, (Choice.FOR, Choice.FOR, Choice.AGAINST), strict=True):
            take_position(member, recommendation, choice)
    left = recommendation.positions[0].membership
    left.ends_on = day + timedelta(days=1)
    newcomers = [person(f"{name} Ny") for name in ("Ib", "Ea", "Ole", "Ina")]
    for one in newcomers:
        seated(one, designing).starts_on = day + timedelta(days=1)
    db.session.commit()
    take_position(newcomers[0], recommendation, Choice.AGAINST)
    with pytest.raises(Refused):  # of those who sit today two are against and one for
        adopt_recommendation(bo, recommendation)
    sent = {"version": str(recommendation.version), "adopted_on": day.isoformat()}
    assert client(bo).post(f"{recommendation.path}/vedtag", data=sent).status_code == 302

    stood = standing(recommendation)
    assert (stood.votes_for, stood.votes_against, stood.silent, stood.sitting) == (2, 1, 0, 3)
    assert {seat.membership_id for seat in recommendation.adoption.seats} >= {left.id}


def test_who_had_left_before_the_day_of_adoption_does_not_carry_it(bo, designing, table):
    """One for, one against when it was adopted; that there was one more for earlier, and one more since, is no help."""
    day = clock.today() - timedelta(days=4)
    with clock.frozen(clock.now() - timedelta(days=8)):
        recommendation = drafted(designing, bo)
        for member, choice in zip(table, (Choice.FOR, Choice.FOR, Choice.AGAINST), strict=True):
            take_position(member, recommendation, choice)
    recommendation.positions[0].membership.ends_on = day - timedelta(days=1)
    newcomer = person("Ib Ny")
    seated(newcomer, designing).starts_on = day + timedelta(days=1)
    db.session.commit()
    take_position(newcomer, recommendation, Choice.FOR)
    with pytest.raises(Refused):
        adopt_recommendation(bo, recommendation, on=day)
    adopt_recommendation(bo, recommendation)
    assert standing(recommendation).votes_for == 2


CHANGED = replace(DRAFT, title="En anden titel", problem="Noget helt andet.", solution="Alt er nyt.")


def test_a_position_does_not_survive_another_text(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    for member in table:
        take_position(member, recommendation, Choice.FOR)
    edit_recommendation(bo, recommendation, DRAFT)
    assert standing(recommendation).taken == 3, "nothing was changed"

    edit_recommendation(bo, recommendation, CHANGED)
    stood = standing(recommendation)
    assert (stood.taken, stood.silent, stood.on_other_text) == (0, 3, 3)
    with pytest.raises(Refused):
        adopt_recommendation(bo, recommendation)

    take_position(table[0], recommendation, Choice.AGAINST)
    stood = standing(recommendation)
    assert (stood.votes_against, stood.taken, stood.on_other_text) == (1, 1, 2)


def test_a_position_follows_a_correction_of_the_spelling_and_nothing_more(bo, designing, table):
    recommendation = drafted(designing, bo)
    for member in table:
        take_position(member, recommendation, Choice.FOR)
    edit_recommendation(bo, recommendation, replace(DRAFT, title=f"{DRAFT.title.upper()}!"))
    stood = standing(recommendation)
    assert (recommendation.text_version, stood.votes_for, stood.on_other_text) == (2, 3, 0)
    edit_recommendation(bo, recommendation, replace(DRAFT, title=f"{DRAFT.title} ikke"))
    stood = standing(recommendation)
    assert (stood.votes_for, stood.on_other_text) == (0, 3)


def test_whoever_stood_on_another_text_is_told_and_asked_again(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    take_position(table[0], recommendation, Choice.FOR)
    take_position(table[1], recommendation, Choice.FOR)
    leave(recommendation.positions[1].membership)
    db.session.commit()
    edit_recommendation(bo, recommendation, CHANGED)

    event = db.session.scalars(events_of(recommendation)).all()[-1]
    assert [user for user, _notice in told_of(event)] == [table[0]], "one of them has left the table"
    assert CHANGED.title in client(table[0]).get("/skrivebord").text
    page = client(table[0]).get(recommendation.path).text
    assert "tidligere tekst" in page
    assert "checked" not in page
    client(table[0]).post(f"{recommendation.path}/standpunkt", data={"choice": "for", "text_version": "2"})
    assert standing(recommendation).votes_for == 1
    assert CHANGED.title not in client(table[0]).get("/skrivebord").text


def test_a_position_on_a_text_that_changed_meanwhile_is_not_taken(bo, client, designing, table):
    recommendation = drafted(designing, bo)
    edit_recommendation(bo, recommendation, CHANGED)
    sent = {"choice": "for", "text_version": "1"}
    answer = client(table[0]).post(f"{recommendation.path}/standpunkt", data=sent)
    assert answer.status_code == 409
    assert CHANGED.solution in answer.text
    assert 'name="text_version" type="hidden" value="2"' in answer.text
    assert standing(recommendation).taken == 0


@pytest.mark.parametrize("sent", [{}, {"choice": "maybe"}])
def test_a_choice_must_be_made(bo, client, designing, dorte, sent):
    recommendation = drafted(designing, bo)
    assert client(dorte).post(f"{recommendation.path}/standpunkt", data=sent).status_code == 422
    assert recommendation.positions == []


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"citizen": 4, "expert": 3}, [("citizen", 4), ("expert", 3)]),
        ({"citizen": 4, "expert": 2, "company": 1}, [("citizen", 4), (None, 3)]),
        ({"citizen": 4, "expert": 1}, [(None, 5)]),
        ({"citizen": 5, "association": 4, "expert": 1}, [("citizen", 5), (None, 5)]),
        ({"citizen": 1}, [(None, 1)]),
    ],
)
def test_no_kind_of_seat_is_shown_that_says_who_it_was(sizes, shown):
    """Whoever sits alone on a kind of seat stands together with others, as long as there are others."""
    table = [AdoptedSeat(seat_type=SeatType(kind), party_letter="", party_name="", choice=Choice.FOR)
             for kind, number in sizes.items() for _ in range(number)]  # fmt: skip
    assert [(group.seat_type, group.votes_for) for group in grouped(table)] == shown
