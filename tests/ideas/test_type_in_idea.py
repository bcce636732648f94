"""What came on paper, by telephone or at a meeting, written down by the secretariat."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed
from portal.ideas.actions import publish_idea, type_in_idea
from portal.ideas.forms import IdeaDraft, Source
from portal.ideas.models import Channel, Idea, IdeaState, ShownAs
from portal.rules.stages import Stage
from tests.ideas.scene import DRAFT, SENT

PAGE = "/udvalg/havnen/ideer/skriv-ind"


def source(**facts):
    known = {"came_by": Channel.PAPER, "came_on": clock.today(), "spoken_for": "Ejnar Toft", "consent": "Underskrevet"}
    return Source(**known | facts)


def typed(**facts):
    day = (clock.today() - timedelta(days=3)).isoformat()
    known = {"came_by": "phone", "came_on": day, "spoken_for": "Ejnar Toft", "consent": "Sagde ja i telefonen."}
    return SENT | known | facts


def test_it_is_received_and_the_clock_runs_from_the_day_it_came(bo, harbour):
    came = clock.today() - timedelta(days=5)

    idea = type_in_idea(bo, harbour, DRAFT, source(came_on=came))

    assert idea.state is IdeaState.RECEIVED
    assert clock.in_denmark(idea.received_at).date() == came
    assert idea.answer_due_on == came + timedelta(days=28)


def test_everybody_sees_that_it_was_typed_in_and_nobody_sees_the_consent(bo, client, harbour):
    idea = type_in_idea(bo, harbour, DRAFT, source())
    publish_idea(bo, idea)

    page = client().get(idea.path).text
    assert "Skrevet ind af sekretariatet for en borger" in page
    assert "Ejnar Toft" in page
    assert "Underskrevet" not in page
    assert "Bo Lund" not in page


@pytest.mark.parametrize(("shown_as", "name", "seen"), [(ShownAs.FIRST_NAME, "Ejnar Toft", "Ejnar"),
                                                        (ShownAs.A_CITIZEN, "Ejnar Toft", "en borger"),
                                                        (ShownAs.FULL_NAME, "", "en borger")])  # fmt: skip
def test_the_name_is_shown_as_the_citizen_wished(bo, client, harbour, shown_as, name, seen):
    idea = type_in_idea(bo, harbour, IdeaDraft("T", "B", shown_as), source(spoken_for=name))
    publish_idea(bo, idea)

    page = client().get(idea.path).text
    assert f"Sendt af {seen}" in page
    assert "Toft" not in page


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_only_the_secretary_types_in(request, client, harbour, who):
    somebody = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        type_in_idea(somebody, harbour, DRAFT, source())
    assert client(somebody).get(PAGE).status_code == 403


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CO_INITIATION])
def test_only_while_the_problem_is_being_found(bo, harbour, stage):
    harbour.stage = stage
    db.session.commit()
    with pytest.raises(NotAllowed):
        type_in_idea(bo, harbour, DRAFT, source())


def test_paper_that_came_late_may_still_be_typed_in(bo, harbour):
    harbour.ideas_until = clock.today() - timedelta(days=1)
    db.session.commit()

    assert type_in_idea(bo, harbour, DRAFT, source(came_on=harbour.ideas_until)).id


def test_from_the_page_through_the_steps(bo, client, harbour, queries):
    browser = client(bo)
    assert browser.get(PAGE).status_code == 200
    assert 'name="consent"' in browser.post(PAGE, data=typed(at="tekst", go="next")).text
    with queries() as said:
        check = browser.post(PAGE, data=typed(at="hvem", go="next"))
    assert "Sagde ja i telefonen." in check.text
    assert len(said) <= 14

    answer = browser.post(PAGE, data=typed())

    idea = db.session.scalars(select(Idea)).one()
    assert answer.location == f"/ideer/{idea.id}/behandl"
    assert (idea.came_by, idea.spoken_for, idea.author) == (Channel.PHONE, "Ejnar Toft", bo)
    assert browser.post(PAGE, data=typed()).location == answer.location


def test_what_was_changed_after_going_back_counts(bo, client, harbour):
    browser = client(bo)
    browser.post(PAGE, data=typed())
    came = clock.today() - timedelta(days=9)
    browser.post(PAGE, data=typed(problem="Nyt.", spoken_for="Ejnar Krog", came_on=came.isoformat()))

    idea = db.session.scalars(select(Idea)).one()
    assert (idea.body, idea.spoken_for, idea.consent) == ("Nyt.", "Ejnar Krog", "Sagde ja i telefonen.")
    assert (clock.in_denmark(idea.received_at).date(), idea.answer_due_on) == (came, came + timedelta(days=28))

    publish_idea(bo, idea)
    page = browser.post(PAGE, data=typed(problem="Nyere."))
    assert page.status_code == 422
    assert "Nyere." in page.text and idea.body == "Nyt."


@pytest.mark.parametrize("odd", [{"came_by": "web"}, {"came_on": "2030-01-01"}, {"came_on": "i går"}, {"came_on": ""},
                                 {"consent": " "}, {"consent": "x" * 601}, {"spoken_for": "x" * 121},
                                 {"came_on": "2001-01-01"}])  # fmt: skip
def test_what_is_wrong_is_told_and_the_text_is_kept(bo, client, harbour, odd):
    page = client(bo).post(PAGE, data=typed(**odd))

    assert page.status_code == 422
    assert f'id="{next(iter(odd))}-error"' in page.text
    assert DRAFT.body in page.text
    assert db.session.scalar(select(func.count()).select_from(Idea)) == 0


def test_a_name_is_needed_to_show_it(bo, client, harbour):
    assert 'id="shown_as-error"' in client(bo).post(PAGE, data=typed(spoken_for="")).text
    assert client(bo).post(PAGE, data=typed(spoken_for="", shown_as="a_citizen")).status_code == 302
