import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.dates import day, daytime
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.personal_data import HoldsPersonalData
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.models import IdeaState
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.trace.models import TraceEdge
from portal.workshops.actions.planning import cancel_workshop, edit_workshop, plan_workshop
from portal.workshops.models import Workshop
from tests.cast import person
from tests.ideas.scene import idea_in
from tests.workshops.scene import TYPED, comes, draft, workshop_in

NEW = "/udvalg/havnen/moeder/ny"
LIST = "/udvalg/havnen/moeder/"


@pytest.fixture
def typed():
    return TYPED | {"held_on": (clock.today() + timedelta(days=14)).isoformat()}


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.FACILITATOR])
def test_a_workshop_is_planned_by_secretary_or_facilitator(harbour, role):
    workshop = plan_workshop(person("Per Dam", role, committee=harbour), harbour, draft())

    assert "<strong>hvor</strong>" in workshop.purpose_html
    event = db.session.scalars(select(Event)).one()
    assert (event.type, event.details) == ("workshop.planned", {"title": workshop.title, "path": workshop.path})


def test_the_ideas_it_works_on_lead_to_it(anna, bo, harbour):
    good = idea_in(IdeaState.CARRIED_ON, harbour, anna)
    hidden = idea_in(IdeaState.RECEIVED, harbour, anna)

    workshop = plan_workshop(bo, harbour, draft(idea_ids=(good.id, hidden.id, 999)))

    edge = db.session.scalars(select(TraceEdge)).one()
    assert (edge.relation, edge.earlier_kind, edge.earlier_id) == ("taken_up_at", "idea", good.id)
    assert (edge.later_kind, edge.later_id) == ("workshop", workshop.id)


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn"])
def test_others_do_not_plan(request, harbour, who):
    with pytest.raises(NotAllowed):
        plan_workshop(request.getfixturevalue(who), harbour, draft())
    assert count(Workshop) == count(Event) == 0


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.CLOSED])
def test_not_before_and_not_after_the_work(bo, harbour, stage):
    harbour.stage = stage
    db.session.commit()
    with pytest.raises(NotAllowed):
        plan_workshop(bo, harbour, draft())


def test_not_in_the_past(bo, harbour):
    with pytest.raises(Refused):
        plan_workshop(bo, harbour, draft(days=-1))
    assert count(Workshop) == 0


def test_two_clicks_are_one_workshop(bo, harbour):
    wanted = draft()
    assert plan_workshop(bo, harbour, wanted) is plan_workshop(bo, harbour, wanted)
    assert count(Workshop) == count(Event) == 1


@pytest.mark.parametrize(
    ("field", "other"), [("place", "Biblioteket, Torvet 2"), ("capacity", "12"), ("to_time", "21:00")]
)
def test_the_same_meeting_otherwise_is_not_said_to_be_planned(bo, client, harbour, typed, field, other):
    browser, form = client(bo), f"{harbour.path}moeder/ny"
    planned = browser.post(form, data=typed)
    assert browser.post(form, data=typed).location == planned.location, "a second click"
    answer = browser.post(form, data=typed | {field: other})
    assert answer.status_code == 422
    assert "findes allerede" in answer.text and f'href="{planned.location}"' in answer.text
    assert count(Workshop) == 1


def test_nothing_is_saved_when_a_later_step_fails(anna, bo, harbour, monkeypatch):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    monkeypatch.setattr("portal.workshops.actions.planning.record", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        plan_workshop(bo, harbour, draft(idea_ids=(idea.id,)))
    assert count(Workshop) == count(TraceEdge) == count(Event) == 0


def test_planning_through_the_page(anna, bo, client, harbour, typed):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    browser = client(bo)
    assert idea.title in browser.get(NEW).text

    answer = browser.post(NEW, data=typed | {"idea_ids": [str(idea.id)]})

    workshop = db.session.scalars(select(Workshop)).one()
    assert answer.location == workshop.path
    assert clock.in_denmark(workshop.starts_at).strftime("%H:%M") == "17:00"
    assert idea.path in client().get(workshop.path).text


@pytest.mark.parametrize(
    "odd",
    [
        {"title": " "},
        {"purpose": "x" * 2_001},
        {"to_time": "16:00"},
        {"from_time": "i aften"},
        {"held_on": "2020-01-01"},
        {"held_on": "31-31"},
        {"capacity": "0"},
        {"capacity": "mange"},
        {"influence": "all"},
        {"kind": "committee_meeting"},
        {"idea_ids": ["999"]},
        {"idea_ids": ["x"]},
        {"place": ""},
    ],
)
def test_errors_keep_what_was_typed(bo, client, harbour, typed, odd):
    page = client(bo).post(NEW, data=typed | odd)

    assert page.status_code == 422
    assert "place" in odd or "Kulturhuset" in page.text
    assert count(Workshop) == 0


def test_the_form_is_no_door_for_others(anna, client, harbour, typed):
    assert client().get(NEW).status_code == 302
    assert client(anna).get(NEW).status_code == 403
    assert client(anna).post(NEW, data=typed).status_code == 403
    assert client(anna).get("/udvalg/ukendt/moeder/ny").status_code == 404


# -- changing and calling off ---------------------------------------------------------------------------------------


def test_a_coming_workshop_is_changed(bo, harbour):
    workshop = workshop_in(harbour)

    edit_workshop(bo, workshop, draft(title="Ny titel", days=20))

    assert workshop.title == "Ny titel"


def test_there_are_never_fewer_places_than_people(anna, gerda, bo, harbour):
    workshop = workshop_in(harbour)
    comes(anna, workshop)
    comes(gerda, workshop)

    with pytest.raises(Refused):
        edit_workshop(bo, workshop, draft(capacity=1))
    db.session.refresh(workshop)
    assert workshop.capacity == 30


@pytest.mark.parametrize("facts", [{"days": -1}, {"cancelled_at": clock.now()}])
def test_what_has_begun_or_been_cancelled_is_not_changed(bo, harbour, facts):
    workshop = workshop_in(harbour, **facts)

    with pytest.raises(Refused):
        edit_workshop(bo, workshop, draft())
    with pytest.raises(Refused):
        cancel_workshop(bo, workshop, "Sygdom")


def test_changing_through_the_page(bo, client, harbour, typed):
    workshop = workshop_in(harbour)
    browser, path = client(bo), f"/moeder/{workshop.id}/ret"
    assert workshop.title in browser.get(path).text

    assert (
        browser.post(path, data=typed | {"title": "Ny titel", FIELD: mark_of(workshop)[:-1] + "x"}).status_code == 409
    )
    assert browser.post(path, data=typed | {"title": "", FIELD: mark_of(workshop)}).status_code == 422
    assert browser.post(path, data=typed | {"title": "Ny titel", FIELD: mark_of(workshop)}).location == workshop.path
    assert workshop.title == "Ny titel"


def test_calling_off_tells_why(anna, bo, client, harbour):
    workshop = workshop_in(harbour)
    browser, path = client(bo), f"/moeder/{workshop.id}/aflys"
    assert browser.get(path).status_code == 200
    assert browser.post(path, data={"reason": " "}).status_code == 422
    assert workshop.cancelled_at is None

    assert browser.post(path, data={"reason": "Salen er oversvømmet."}).status_code == 302

    assert "Salen er oversvømmet." in client().get(workshop.path).text
    assert client(anna).get(path).status_code == 403


# -- what everybody reads of it -------------------------------------------------------------------------------------


def seen_text(response):
    """What is read on a page, with plain blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", response.text)).split())


def plainly(moment_or_day, written):
    return " ".join(written(moment_or_day).split())


def test_page_and_list_say_that_a_meeting_was_moved_from_where_and_why(anna, bo, client, harbour):
    workshop = workshop_in(harbour, place="Den gamle sal")
    comes(anna, workshop)
    began, ended = workshop.starts_at, workshop.ends_at
    assert "flyttet" not in client().get(workshop.path).text.lower()

    edit_workshop(bo, workshop, draft(days=20, place="Kulturhuset"), reason="Salen er oversvømmet.")

    page, listed = (seen_text(client().get(path)) for path in (workshop.path, LIST))
    when = f"{plainly(began, daytime)}–{clock.in_denmark(ended):%H.%M}"
    assert f"Det blev flyttet {plainly(clock.today(), day)}. Indtil da skulle det holdes {when}, Den gamle sal." in page
    assert "Salen er oversvømmet." in page
    assert f"Flyttet fra {plainly(began, daytime)}, Den gamle sal: Salen er oversvømmet." in listed


def test_a_meeting_moved_twice_tells_both_times_the_last_first(bo, client, harbour):
    workshop = workshop_in(harbour, place="Skolen")
    edit_workshop(bo, workshop, draft(days=20, place="Hallen"), reason="Skolen er lukket.")
    edit_workshop(bo, workshop, draft(days=20, place="Kulturhuset"))

    page = seen_text(client().get(workshop.path))
    assert page.index(", Hallen.") < page.index(", Skolen.") < page.index("Skolen er lukket.")
    assert f"Flyttet fra {plainly(workshop.starts_at, daytime)}, Hallen." in seen_text(client().get(LIST))


def test_what_is_no_move_says_nothing(bo, client, harbour):
    workshop = workshop_in(harbour)
    same = {"starts_at": workshop.starts_at, "ends_at": workshop.ends_at, "place": workshop.place}
    edit_workshop(bo, workshop, draft(title="Ny titel", **same), reason="Ny titel.")

    assert workshop.moves == []
    assert "lyttet" not in client().get(workshop.path).text


def test_why_it_is_moved_is_looked_through_for_personal_data(bo, harbour):
    workshop = workshop_in(harbour)

    with pytest.raises(HoldsPersonalData):
        edit_workshop(bo, workshop, draft(days=20), reason="Ring til Per på 20 30 40 50.")
    db.session.refresh(workshop)
    assert workshop.moves == []


@pytest.mark.parametrize(("what", "where"), [("ret", "tomorrow"), ("ret", "in a month"), ("aflys", "tomorrow")])
def test_a_reason_with_a_cpr_number_is_refused_and_neither_written_nor_sent(
    anna, bo, client, harbour, letter_box, deliver_outbox, what, where
):
    workshop = workshop_in(harbour, days=1 if where == "tomorrow" else 30)
    comes(anna, workshop)
    day_before = clock.in_denmark(workshop.starts_at).date()
    browser, page = client(bo), f"{workshop.path}/{what}"
    reason = "Per Hansen, cpr 010150-5000, tlf 20 00 00 00, er syg."
    seen = re.search(rf'name="{FIELD}" value="([^"]*)"', browser.get(page).text)
    typed = TYPED | {"held_on": (day_before + timedelta(days=9)).isoformat(), "reason": reason}
    answer = browser.post(page, data=typed | ({FIELD: seen[1]} if seen else {}) | {"confirmed": "1"})
    deliver_outbox()

    assert answer.status_code == 422
    assert "cpr-nummer" in answer.text.lower() and reason in html.unescape(answer.text)
    db.session.refresh(workshop)
    assert (workshop.moves, workshop.cancelled_at) == ([], None)
    assert clock.in_denmark(workshop.starts_at).date() == day_before
    assert count(Event) == 0 and letter_box.letters == []


def test_the_list_says_why_a_meeting_is_cancelled(bo, client, harbour):
    workshop = workshop_in(harbour)
    cancel_workshop(bo, workshop, "Salen er oversvømmet.")

    page, listed = (seen_text(client().get(path)) for path in (workshop.path, LIST))
    assert f"Mødet blev aflyst {plainly(clock.today(), day)}" in page and "Salen er oversvømmet." in page
    assert "Hvorfor: Salen er oversvømmet." in listed
