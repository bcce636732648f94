"""All rooms as one house: each name is claimed once, what protects people is never left out."""

import subprocess
import sys
from dataclasses import replace

import pytest

from portal.app import HOUSE, ROOMS
from portal.house.holdings import nobodys
from portal.house.joined import ClaimedTwice, NotKept, joined, whole
from portal.house.room import Room
from portal.ideas.room import IDEAS
from portal.proposals.room import PROPOSALS
from portal.rules.privacy import RULES, Fate, Kind
from portal.workshops.models import Workshop, WorkshopNote
from portal.workshops.room import WORKSHOPS
from tools.console import ROOT

GONE = {Fate.DELETED, Fate.EMPTIED}
SAYS_ITS_FINGERPRINT = "from portal.app import HOUSE; print(HOUSE.fingerprint)"


def test_two_rooms_that_claim_a_name_are_both_named():
    thief = replace(WORKSHOPS, nodes=IDEAS.nodes)
    with pytest.raises(ClaimedTwice, match=r"the knot idea .* portal/ideas/room.py and by portal/workshops/room.py"):
        joined([IDEAS, thief])


@pytest.mark.parametrize(
    ("declared", "what"),
    [("notices", "the notice of idea"), ("letters", "the letter about idea"),
     ("own_letters", "the letter of its own about idea"), ("named", "the naming of idea")],
)  # fmt: skip
def test_two_rooms_that_claim_the_same_event_are_both_named(declared, what):
    thief = replace(WORKSHOPS, **{declared: getattr(IDEAS, declared)})
    with pytest.raises(ClaimedTwice, match=rf"{what}.* portal/ideas/room.py and by portal/workshops/room.py"):
        joined([IDEAS, thief])


def test_a_room_that_claims_a_name_twice_is_named():
    with pytest.raises(ClaimedTwice, match=r"portal/ideas/room.py and by portal/ideas/room.py"):
        joined([replace(IDEAS, documents=IDEAS.documents * 2)])


def test_the_order_of_the_rooms_is_the_order_of_what_they_declare():
    assert list(joined([PROPOSALS, IDEAS]).documents) == ["proposal", "idea", "idea_theme"]
    assert list(joined([IDEAS, PROPOSALS]).documents) == ["idea", "idea_theme", "proposal"]


def test_what_is_joined_is_never_changed():
    with pytest.raises(TypeError):
        HOUSE.documents["idea"] = None


@pytest.mark.parametrize("field", ["tasks", "left_waiting", "question_numbers", "criteria"])
def test_what_has_no_name_is_claimed_once_too(field):
    """Else a line would stand twice on every desk, and a gate would ask twice."""
    with pytest.raises(ClaimedTwice, match=r"portal/ideas/room.py and by portal/proposals/room.py"):
        joined([IDEAS, replace(PROPOSALS, **{field: getattr(IDEAS, field)})])


def test_two_processes_have_the_same_house():
    run = [sys.executable, "-c", SAYS_ITS_FINGERPRINT]
    said = {subprocess.check_output(run, cwd=ROOT, text=True).strip() for _ in range(2)}
    assert said == {HOUSE.fingerprint}
    assert joined([IDEAS]).fingerprint != joined([PROPOSALS]).fingerprint


def test_a_room_that_leaves_out_what_protects_people_is_named_with_all_that_it_leaves_out():
    with pytest.raises(TypeError, match=r"portal/careless/room.py does not say tables, holdings, public_texts"):
        Room(name="careless")
    with pytest.raises(TypeError, match=r"portal/careless/room.py does not say holdings$"):
        Room(name="careless", tables=None, public_texts={})


@pytest.mark.parametrize("left_out", IDEAS.holdings, ids=lambda one: f"{one.table} as {one.kind}")
def test_a_table_about_people_that_nobody_keeps_stops_the_start(left_out):
    careless = replace(IDEAS, holdings=[one for one in IDEAS.holdings if one is not left_out])
    said = rf"portal/ideas/room.py does not say how {left_out.table} is kept as {left_out.kind}"
    with pytest.raises(NotKept, match=said):
        joined([careless])


@pytest.mark.parametrize(("kind", "model"), [("gossip", WorkshopNote), (Kind.OFFICE, Workshop)])
def test_what_nobody_has_promised_anything_of_stops_the_start(kind, model):
    holding = replace(WORKSHOPS.holdings[0], kind=kind, model=model)
    said = rf"portal/workshops/room.py keeps {model.__tablename__} as {kind}, "
    with pytest.raises(NotKept, match=said):
        joined([replace(WORKSHOPS, holdings=(*WORKSHOPS.holdings, holding))])


@pytest.mark.parametrize("room", [room for room in ROOMS if room.holdings], ids=lambda one: one.name)
def test_a_house_without_one_of_its_rooms_does_not_start(room):
    """Else what lies in the tables of that room would be kept for ever, and nobody would say a word."""
    with pytest.raises(NotKept, match=f"no room says how .*{room.holdings[0].table} is kept as"):
        whole(joined([one for one in ROOMS if one is not room]))
    if room.tables:
        with pytest.raises(NotKept, match="no room says how"):
            whole(joined([replace(one, tables=None, holdings=()) if one is room else one for one in ROOMS]))


PROMISED = [(room, one) for room in ROOMS for one in room.holdings if not one.is_part]


@pytest.mark.parametrize(
    ("room", "holding"),
    [(room, one) for room, one in PROMISED if RULES[one.kind].days],
    ids=lambda one: getattr(one, "kind", "in"),
)
def test_what_has_its_time_and_is_never_ended_stops_the_start(room, holding):
    careless = [replace(one, due=None, at_end=None) if one is holding else one for one in room.holdings]
    with pytest.raises(
        NotKept, match=f"portal/{room.name}/room.py keeps {holding.table} as .*nothing happens to it after"
    ):
        joined([replace(room, holdings=careless)])


@pytest.mark.parametrize(
    ("room", "holding"),
    [(room, one) for room, one in PROMISED if RULES[one.kind].on_erasure in GONE and one.mine is not nobodys],
    ids=lambda one: getattr(one, "kind", "in"),
)
def test_what_goes_with_its_person_and_would_stay_stops_the_start(room, holding):
    careless = [replace(one, on_erasure=None) if one is holding else one for one in room.holdings]
    with pytest.raises(NotKept, match=f"keeps {holding.table} as .*nothing happens to it when its person is erased"):
        joined([replace(room, holdings=careless)])


def test_a_table_is_kept_and_read_by_one_room_only():
    with pytest.raises(ClaimedTwice, match=r"portal/ideas/room.py and by portal/workshops/room.py"):
        joined([IDEAS, replace(WORKSHOPS, holdings=(*WORKSHOPS.holdings, IDEAS.holdings[0]))])
    with pytest.raises(ClaimedTwice, match=r"portal/ideas/room.py and by portal/workshops/room.py"):
        joined([IDEAS, replace(WORKSHOPS, public_texts=IDEAS.public_texts)])


def test_parts_are_dealt_with_before_what_they_belong_to_whatever_order_the_rooms_have():
    backwards = joined(ROOMS[::-1])
    for house in (HOUSE, backwards):
        done = [one.model.__table__ for one in house.keeping.holdings]
        for place, table in enumerate(done):
            above = {key.column.table for key in table.foreign_keys} - {table}
            assert not above & set(done[:place]), table.name
