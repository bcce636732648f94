"""What came on paper, by telephone or at a meeting, written down by the secretariat."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import (
    appeal_refusal,
    overturn_refusal,
    publish_idea,
    refuse_idea,
    resubmit_idea,
    return_idea,
    submit_idea,
    type_in_idea,
    uphold_refusal,
    withdraw_idea,
)
from portal.ideas.forms.secretarial import Source
from portal.ideas.forms.writing import IdeaDraft
from portal.ideas.models import Channel, Idea, IdeaState, RefusalCode, ShownAs
from portal.ideas.queries.appeals import appeals_waiting_for
from portal.ideas.telling import second_persons
from portal.rules.roles import Role
from portal.rules.stages import Stage
from tests.cast import committee_in, person
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


def test_what_came_after_the_last_day_is_not_received(bo, client, harbour):
    harbour.ideas_until = clock.today() - timedelta(days=3)
    db.session.commit()
    with pytest.raises(Refused):
        type_in_idea(bo, harbour, DRAFT, source(came_on=harbour.ideas_until + timedelta(days=1)))

    browser, last = client(bo), harbour.ideas_until.isoformat()
    assert f'value="{last}"' in browser.post(PAGE, data={k: v for k, v in typed().items() if k != "came_on"}
                                            | {"at": "tekst", "go": "next"}).text  # fmt: skip
    page = browser.post(PAGE, data=typed(came_on=(harbour.ideas_until + timedelta(days=1)).isoformat()))
    assert page.status_code == 422
    assert "Sidste dag for idéer var" in page.text and DRAFT.body in page.text
    assert browser.post(PAGE, data=typed(came_on=last)).status_code == 302


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


PRIVATE = "Sagde ja, da hun ringede."


@pytest.fixture
def spoken(bo, harbour):
    """Typed in by Bo for somebody whose name others do not see."""
    draft = IdeaDraft(DRAFT.title, DRAFT.body, ShownAs.A_CITIZEN)
    return type_in_idea(bo, harbour, draft, source(came_by=Channel.PHONE, consent=PRIVATE))


def test_the_secretariat_reads_for_whom_it_was_typed_in_how_it_came_and_the_consent(bo, sofie, client, spoken):
    for who in (bo, sofie):
        browser = client(who)
        queue = browser.get("/udvalg/havnen/ideer/sortering").text
        assert "Sendt af Ejnar Toft" in queue and "Skrevet ind af Bo Lund" in queue
        for page in (browser.get(f"{spoken.path}/behandl").text, browser.get(spoken.path).text):
            assert "Ejnar Toft" in page and PRIVATE in page and "fortalt i telefonen" in page
        assert "Sendt af Ejnar Toft" in browser.get(f"{spoken.path}/behandl").text


def test_who_decides_its_appeal_sees_it_too_and_the_consent_is_the_secretariats(bo, sofie, finn, client, spoken):
    refuse_idea(sofie, spoken, RefusalCode.UNLAWFUL, "Loven.")
    appeal_refusal(bo, spoken, "Hun er ikke enig.")
    page = client(finn).get(f"{spoken.path}/klagesag").text
    assert "Sendt af Ejnar Toft" in page and "Bo Lund" in page
    assert PRIVATE not in page
    assert PRIVATE in client(sofie).get(f"{spoken.path}/klagesag").text


def test_nobody_else_reads_a_name_that_is_not_to_be_shown(anna, bo, carl, client, spoken):
    publish_idea(bo, spoken)
    for page in (client().get(spoken.path), client(anna).get(spoken.path), client(carl).get(f"{spoken.path}/behandl")):
        assert page.status_code == 200
        assert "Toft" not in page.text and PRIVATE not in page.text


def test_another_secretary_corrects_it_and_sends_it_again(bo, sofie, client, spoken):
    return_idea(bo, spoken, "Hvor ved havnen?")
    browser, page = client(sofie), f"{spoken.path}/ret"
    assert page in browser.get(f"{spoken.path}/behandl").text
    assert browser.get(page).status_code == 200
    sent = SENT | {"problem": "Ved kajen.", "shown_as": "a_citizen", FIELD: mark_of(spoken)}
    looks = browser.post(page, data=sent | {"at": "ret", "go": "next"})
    assert "en borger" in looks.text and "Bo Lund" not in looks.text

    assert browser.post(page, data=sent).location == f"{spoken.path}/behandl"
    assert (spoken.state, spoken.body, spoken.author) == (IdeaState.RESUBMITTED, "Ved kajen.", bo)


def test_another_secretary_withdraws_it(sofie, client, spoken):
    browser = client(sofie)
    assert browser.get(f"{spoken.path}/traek-tilbage").status_code == 200
    browser.post(f"{spoken.path}/traek-tilbage", data={"reason": "Hun ringede igen."})
    assert spoken.state is IdeaState.WITHDRAWN


def test_another_secretary_appeals_and_a_third_person_decides(bo, sofie, finn, client, spoken):
    refuse_idea(bo, spoken, RefusalCode.UNLAWFUL, "Loven.")
    browser = client(sofie)
    assert f"{spoken.path}/klage" in browser.get(f"{spoken.path}/behandl").text
    assert browser.post(f"{spoken.path}/klage", data={"text": "Hun er ikke enig."}).status_code == 302
    for party in (bo, sofie):
        assert appeals_waiting_for(party) == []
        with pytest.raises(Refused):
            uphold_refusal(party, spoken, "Nej.")
    event = db.session.scalars(select(Event).where(Event.type == EventType.IDEA_APPEALED)).one()
    assert list(second_persons(event)) == [finn]

    overturn_refusal(finn, spoken, "Jo.")
    assert spoken.state is IdeaState.OVERTURNED


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_nobody_else_acts_for_the_citizen(request, bo, client, spoken, who):
    somebody = request.getfixturevalue(who)
    return_idea(bo, spoken, "Hvor?")
    for deed in (lambda: resubmit_idea(somebody, spoken, DRAFT), lambda: withdraw_idea(somebody, spoken)):
        with pytest.raises(NotAllowed):
            deed()
    for page in ("ret", "traek-tilbage", "kvittering"):
        assert client(somebody).get(f"{spoken.path}/{page}").status_code == 404


def test_a_secretary_of_another_committee_does_not_and_of_ordinary_ideas_only_the_author_does(
    anna, bo, client, fjordby, harbour, spoken
):
    school = committee_in(fjordby, "Skolen", "skolen")
    stranger = person("Vera Skov", Role.SECRETARY, committee=school)
    assert client(stranger).get(f"{spoken.path}/traek-tilbage").status_code == 404
    own = submit_idea(anna, harbour, DRAFT)
    with pytest.raises(NotAllowed):
        withdraw_idea(bo, own)
    assert client(bo).get(f"{own.path}/traek-tilbage").status_code == 404
