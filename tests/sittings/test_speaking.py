"""For how many minutes each kind of seat spoke on each item: typed, or pasted as a table."""

import pytest
from sqlalchemy import select

from portal.committees.models import SeatType
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.sittings.actions.counting import count_contribution, write_spoken_minutes
from portal.sittings.queries import told_of
from portal.sittings.speaking import SpokenMinutes
from portal.sittings.spoken import minutes_by_item, spoken_at, spoken_mark
from tests.sittings.scene import approved_in, minuted, minutes_sent_in, sent_in

POLITICIAN, CITIZEN = SeatType.POLITICIAN, SeatType.CITIZEN


@pytest.fixture
def held(table, harbour):
    return minuted(sent_in(harbour, days=-1))


def pasted(client, bo, sitting, text):
    return client(bo).post(f"{sitting.path}/taletid/indsaet", data={"pasted": text})


def test_what_is_typed_for_each_item_is_saved_and_shown_again(bo, client, held):
    first, second = held.items
    typed = {f"minutes_{first.id}_politician": "12", f"minutes_{second.id}_citizen": "4"}
    for _click in range(2):
        assert client(bo).post(f"{held.path}/taletid", data=typed).status_code == 302
    assert minutes_by_item(held) == {(first.id, POLITICIAN): 12, (second.id, CITIZEN): 4}
    page = client(bo).get(f"{held.path}/taletid").text
    assert 'value="12"' in page and 'value="4"' in page
    client(bo).post(f"{held.path}/taletid", data={f"minutes_{first.id}_politician": "7"})
    assert minutes_by_item(held) == {(first.id, POLITICIAN): 7}, "what is emptied is gone"


@pytest.mark.parametrize("number", ["-1", "481", "mange"])
def test_a_number_that_cannot_be_is_refused_and_kept_on_the_page(bo, client, held, number):
    answer = client(bo).post(f"{held.path}/taletid", data={f"minutes_{held.items[0].id}_politician": number})
    assert answer.status_code == 422 and f'value="{number}"' in answer.text and minutes_by_item(held) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Punkt;Slags;Minutter\n1;Politikere;12\n2;Borgere;4",
        "1\tpolitiker\t12\n\n2\tBORGER\t4\n",
        "1,Politikere,12\r\n2.,borgere,4",
        '"1";"Politikere";"12"\n"2";"Borgere";"4"',
    ],
)
def test_a_pasted_table_is_taken_in(bo, client, held, text):
    assert pasted(client, bo, held, text).status_code == 302
    first, second = held.items
    assert minutes_by_item(held) == {(first.id, POLITICIAN): 12, (second.id, CITIZEN): 4}


def test_each_line_that_cannot_be_read_is_told_and_nothing_is_saved_or_lost(bo, client, held):
    text = "1;Politikere;12\n9;Borgere;4\n2;Konger;4\n2;Borgere;halvanden\n2;Borgere\n1;Politiker;3"
    answer = pasted(client, bo, held, text)
    assert answer.status_code == 422 and minutes_by_item(held) == {}
    for words in (
        "Linje 2: Der er ikke noget punkt 9.",
        "Linje 3: »Konger« er ikke en slags plads.",
        "Linje 4: »halvanden« er ikke et helt antal minutter",
        "Linje 5: Der skal være tre felter",
        "Linje 6: Den slags plads står der allerede ved punktet.",
    ):
        assert words in answer.text, words
    assert "2;Borgere;halvanden" in answer.text


def test_the_share_is_of_minutes_where_there_are_such_and_the_committee_sees_it(bo, carl, client, table, harbour):
    sitting = minutes_sent_in(harbour)
    first, second = sitting.items
    write_spoken_minutes(bo, sitting, {(first.id, POLITICIAN): 30, (second.id, CITIZEN): 10})
    told = {one.kind: (one.minutes, one.share) for one in spoken_at(sitting, told_of(sitting))}
    assert (told[POLITICIAN], told[CITIZEN]) == ((30, 75), (10, 25))
    page = client(carl).get(f"{sitting.path}/referat").text
    assert "30 (75 %)" in page and "Minutter for hver slags plads" in page
    assert "75 %" not in client().get(sitting.path).text


def test_counted_presses_stand_where_no_minutes_are_written(bo, harbour, table):
    tonight = sent_in(harbour, days=0)
    count_contribution(bo, tonight, CITIZEN, "et tryk")
    told = {one.kind: (one.count, one.minutes, one.share) for one in spoken_at(tonight, told_of(tonight))}
    assert told[CITIZEN] == (1, 0, 100)
    assert list(db.session.scalars(select(SpokenMinutes))) == []


@pytest.mark.parametrize("who", ["anna", "carl", "eva"])
def test_only_the_secretary_writes_them(request, held, who):
    with pytest.raises(NotAllowed):
        write_spoken_minutes(request.getfixturevalue(who), held, {(held.items[0].id, CITIZEN): 1})


def test_not_before_the_meeting_and_not_after_the_minutes_are_approved(bo, harbour, table):
    for sitting in (sent_in(harbour, days=3), approved_in(harbour, bo)):
        with pytest.raises(Refused):
            write_spoken_minutes(bo, sitting, {(sitting.items[0].id, CITIZEN): 1})


def test_a_mark_before_the_first_line_is_no_part_of_it(bo, client, held):
    assert pasted(client, bo, held, "\ufeff1; Borgere; 4").status_code == 302


def test_a_page_that_has_stood_open_writes_over_nothing(bo, client, held):
    """Two at once: the second is told what stands there, and can save it after all."""
    first, second = held.items
    browser = client(bo)
    mark = spoken_mark(minutes_by_item(held))
    assert f'value="{mark}"' in browser.get(f"{held.path}/taletid").text
    write_spoken_minutes(bo, held, {(first.id, POLITICIAN): 12})
    typed = {f"minutes_{second.id}_citizen": "4", "seen": mark}
    answer = browser.post(f"{held.path}/taletid", data=typed)
    assert (
        answer.status_code == 422 and "punkt 1, Politikere: 12 minutter" in answer.text and 'value="4"' in answer.text
    )
    assert minutes_by_item(held) == {(first.id, POLITICIAN): 12}
    answer = browser.post(f"{held.path}/taletid/indsaet", data={"pasted": "1;Politikere;3", "seen": mark})
    assert answer.status_code == 422 and "1;Politikere;3" in answer.text
    now = spoken_mark(minutes_by_item(held))
    assert f'value="{now}"' in answer.text
    for _click in range(2):
        sent = {"pasted": "1;Politikere;3", "seen": now}
        assert browser.post(f"{held.path}/taletid/indsaet", data=sent).status_code == 302
    assert minutes_by_item(held) == {(first.id, POLITICIAN): 3}


@pytest.mark.parametrize("text", ["Punkt;Slags;Minutter", "Punkt;Slags;Minutter\n\n"])
def test_a_head_alone_is_no_table(bo, client, held, text):
    answer = pasted(client, bo, held, text)
    assert answer.status_code == 422 and "Indsæt mindst én linje" in answer.text and minutes_by_item(held) == {}
