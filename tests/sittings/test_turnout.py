"""How often a member came, as the minutes say it; each sees their own, and the secretary sees all."""

import pytest

from portal.committees.models import SeatFunction, SeatType
from portal.committees.queries import membership_of
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.sittings.models import Attending, SubstituteCall
from portal.sittings.turnout import LATEST, trends_for
from portal.sittings.words import Turnout
from tests.cast import person, seated
from tests.factories import saved
from tests.sittings.scene import minuted, minutes_sent_in, sent_in


@pytest.fixture
def meetings(table, harbour):
    """Four with minutes that were sent; the first lies furthest back."""
    return [minutes_sent_in(harbour, days=days, title=f"Møde {days}") for days in (-90, -60, -40, -20)]


def away(sitting, who, harbour):
    own = membership_of(harbour, who.id).id
    for item in sitting.items:
        for one in item.presences:
            if one.membership_id == own:
                one.state = Attending.ABSENT
    saved(sitting)


def course(actor, harbour):
    return {
        trend.member.user.name: [turnout for _sitting, turnout in trend.course] for trend in trends_for(actor, harbour)
    }


def test_the_minutes_say_who_came(bo, carl, client, harbour, meetings):
    away(meetings[0], carl, harbour)
    there = [Turnout.CAME] * 4
    assert course(bo, harbour) == {
        "Carl Mose": [Turnout.AWAY, *there[1:]], "Dorte Eng": there, "Gerda Holm": there,
    }  # fmt: skip
    page = client(bo).get(f"{harbour.path}fremmoede").text
    assert "Kom til 3 af de seneste 4 møder." in page and "Kom til 4 af de seneste 4 møder." in page
    assert "Der kom ingen" not in page


def test_one_item_is_enough_and_a_substitute_is_not_an_absence(bo, dorte, harbour, table):
    ida = person("Ida Krog")
    stand_in = seated(
        ida, harbour, SeatType.POLITICIAN, party=membership_of(harbour, dorte.id).party,
        function=SeatFunction.SUBSTITUTE,
    )  # fmt: skip
    partly, replaced = (sent_in(harbour, days=days, title=f"Møde {days}") for days in (-30, -20))
    member = membership_of(harbour, dorte.id)
    saved(
        SubstituteCall(sitting_id=replaced.id, member_id=member.id, substitute_id=stand_in.id, is_coming=True,
                       asked_at=clock.now(), passed_over=False)
    )  # fmt: skip
    for sitting in (partly, replaced):
        db.session.expire_all()
        minuted(sitting).minutes_sent_at = clock.now()
        saved(sitting)
    next(one for one in partly.items[0].presences if one.membership_id == member.id).state = Attending.ABSENT
    saved(partly, replaced)
    assert course(bo, harbour)["Dorte Eng"] == [Turnout.CAME, Turnout.REPLACED]


def test_a_member_sees_their_own_and_others_nothing(anna, carl, client, dorte, eva, harbour, meetings):
    for sitting in meetings[-2:]:
        away(sitting, dorte, harbour)
    assert set(course(dorte, harbour)) == {"Dorte Eng"}
    page = client(dorte).get(f"{harbour.path}fremmoede").text
    assert "Kom til 2 af de seneste 4 møder." in page and "Sig det til sekretæren" in page
    assert "Carl Mose" not in page and "Gerda Holm" not in page
    assert "Dorte Eng" not in client(carl).get(f"{harbour.path}fremmoede").text
    assert [client(who).get(f"{harbour.path}fremmoede").status_code for who in (anna, eva)] == [403, 403]


def test_a_member_reads_how_to_step_down(bo, carl, client, harbour, meetings, fjordby):
    with transaction():
        fjordby.contact_email = "post@fjordby.example"
    page = client(carl).get(f"{harbour.path}fremmoede").text
    assert "Vil du træde ud?" in page and "/traed-ud" in page
    assert "Vil du træde ud?" not in client(bo).get(f"{harbour.path}fremmoede").text


def test_minutes_that_nobody_has_read_say_nothing(bo, harbour, table):
    minuted(sent_in(harbour, days=-2))
    assert set(map(tuple, course(bo, harbour).values())) == {()}


def test_only_the_latest_meetings_are_counted(carl, client, harbour, table):
    for number in range(LATEST + 1):
        minutes_sent_in(harbour, days=-100 + number, title=f"Møde {number}")
    page = client(carl).get(f"{harbour.path}fremmoede").text
    assert f"Kom til {LATEST} af de seneste {LATEST} møder." in page and "Møde 0" not in page and "Møde 1" in page
