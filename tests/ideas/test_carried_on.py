"""Carrying an idea on says where it goes on, or in public that it is not decided yet."""

import re

import pytest
from sqlalchemy import select

from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.ideas.actions import answer_idea, sort_ideas
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.models import IdeaState, IdeaTheme
from portal.trace.models import TraceEdge
from tests.cast import committee_in
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.workshops.scene import workshop_in

SENT = {
    "answer-verdict": "carried_on",
    "answer-body": "Vi arbejder videre.",
    "answer-signed_as": "Bo Lund",
    "confirmed": "1",
}


@pytest.fixture
def idea(anna, harbour):
    return idea_in(IdeaState.PUBLISHED, harbour, anna)


def carried(into):
    return AnswerDraft(IdeaState.CARRIED_ON, "Vi arbejder videre.", "Bo Lund", carried_into=into)


def edges():
    rows = select(TraceEdge.earlier_kind, TraceEdge.relation, TraceEdge.later_kind, TraceEdge.later_id)
    return [tuple(row) for row in db.session.execute(rows.order_by(TraceEdge.id))]


def test_it_goes_on_at_a_workshop_and_both_pages_say_so(bo, client, harbour, idea):
    workshop = workshop_in(harbour)
    browser = client(bo)
    assert f'value="workshop:{workshop.id}"' in browser.get(f"/ideer/{idea.id}/behandl").text
    into = {"answer-carried_into": f"workshop:{workshop.id}"}
    assert browser.post(f"/ideer/{idea.id}/behandl/svar", data=SENT | into).status_code == 302

    assert edges() == [
        ("idea", "answers", "idea_answer", idea.answers[0].id),
        ("idea", "carried_into", "workshop", workshop.id),
    ]
    page = client().get(idea.path).text
    assert "Her går idéen videre:" in page and workshop.path in page
    assert f"Svarer på idé {idea.id}." in page
    assert f"Her går idé {idea.id} videre." in client().get(workshop.path).text


def test_that_it_is_not_decided_yet_is_public(bo, client, idea):
    told = SENT | {"answer-carried_into": "nowhere-yet"}
    assert client(bo).post(f"/ideer/{idea.id}/behandl/svar", data=told).status_code == 302
    assert idea.answers[0].carried_into == ""
    assert "Det er ikke besluttet endnu, hvor idéen går videre." in client().get(idea.path).text


@pytest.mark.parametrize("odd", [{}, {"answer-carried_into": ""}, {"answer-carried_into": "workshop:x"},
                                 {"answer-carried_into": "user:1"}])  # fmt: skip
def test_without_a_place_nothing_is_sent_and_nothing_lost(bo, client, idea, odd):
    page = client(bo).post(f"/ideer/{idea.id}/behandl/svar", data=SENT | odd)
    assert page.status_code == 422 and "Vi arbejder videre." in page.text
    assert idea.state is IdeaState.PUBLISHED and edges() == []


def test_an_answer_that_carries_nothing_on_needs_no_place(bo, client, idea):
    told = SENT | {"answer-verdict": "answered"}
    assert client(bo).post(f"/ideer/{idea.id}/behandl/svar", data=told).status_code == 302
    assert "går videre" not in client().get(idea.path).text


@pytest.mark.parametrize("into", [None, "workshop:999", "workshop:", "nonsense"])
def test_the_deed_refuses_what_is_no_place(bo, idea, into):
    with pytest.raises(Refused):
        answer_idea(bo, idea, carried(into))
    assert idea.state is IdeaState.PUBLISHED


def test_another_committees_meeting_and_one_that_was_held_are_no_places(bo, harbour, idea):
    elsewhere = workshop_in(committee_in(harbour.municipality, "Byen", "byen"))
    held = workshop_in(harbour, days=-2)
    for workshop in (elsewhere, held):
        with pytest.raises(Refused):
            answer_idea(bo, idea, carried(f"workshop:{workshop.id}"))


def test_a_theme_is_a_knot_and_an_idea_taken_out_of_it_is_no_longer_on_it(bo, client, harbour, idea):
    light, other = (saved(IdeaTheme(committee_id=harbour.id, name=name)) for name in ("Lys", "Broer"))
    sort_ideas(bo, harbour, [idea], light)
    assert edges() == [("idea", "gathered_in", "idea_theme", light.id)]
    assert re.search(r"Tema:\s*(<[^>]+>)?Lys", client().get(idea.path).text)
    sort_ideas(bo, harbour, [idea], other)
    assert edges() == [("idea", "gathered_in", "idea_theme", one.id) for one in (light, other)]
    sort_ideas(bo, harbour, [idea], None)
    assert edges() == []
