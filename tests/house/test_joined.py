"""All rooms as one house: each name is claimed once, what protects people is never left out."""

import subprocess
import sys
from dataclasses import replace

import pytest

from portal.app import HOUSE
from portal.house.joined import ClaimedTwice, joined
from portal.house.room import Room
from portal.ideas.room import IDEAS
from portal.proposals.room import PROPOSALS
from portal.workshops.room import WORKSHOPS
from tools.console import ROOT

SAYS_ITS_FINGERPRINT = "from portal.app import HOUSE; print(HOUSE.fingerprint)"


def test_two_rooms_that_claim_a_name_are_both_named():
    thief = replace(WORKSHOPS, nodes=IDEAS.nodes)
    with pytest.raises(ClaimedTwice, match=r"the knot idea .* portal/ideas/room.py and by portal/workshops/room.py"):
        joined([IDEAS, thief])


def test_a_room_that_claims_a_name_twice_is_named():
    with pytest.raises(ClaimedTwice, match=r"portal/ideas/room.py and by portal/ideas/room.py"):
        joined([replace(IDEAS, documents=IDEAS.documents * 2)])


def test_the_order_of_the_rooms_is_the_order_of_what_they_declare():
    assert list(joined([PROPOSALS, IDEAS]).documents) == ["proposal", "idea"]
    assert list(joined([IDEAS, PROPOSALS]).documents) == ["idea", "proposal"]


def test_what_is_joined_is_never_changed():
    with pytest.raises(TypeError):
        HOUSE.documents["idea"] = None


def test_two_processes_have_the_same_house():
    run = [sys.executable, "-c", SAYS_ITS_FINGERPRINT]
    said = {subprocess.check_output(run, cwd=ROOT, text=True).strip() for _ in range(2)}
    assert said == {HOUSE.fingerprint}
    assert joined([IDEAS]).fingerprint != joined([PROPOSALS]).fingerprint


def test_a_room_says_which_tables_it_has():
    with pytest.raises(TypeError, match="tables"):
        Room(name="careless")
