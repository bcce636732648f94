"""The desk shows what is one's own, and lets rest what can wait."""

from datetime import timedelta

from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import IdeaState
from portal.pages.desk import desk_of
from portal.rules.roles import Role
from tests.cast import person
from tests.ideas.scene import idea_in
from tests.recruitment.scene import applied, call_in, seat_in
from tests.workshops.scene import comes, workshop_in


def test_a_citizen_sees_their_meetings_ideas_and_applications(client, harbour, anna, bo):
    comes(anna, workshop_in(harbour, title="Badeliv"))
    workshop_in(harbour, title="En, hun ikke kommer til")
    idea_in(IdeaState.PUBLISHED, harbour, anna, title="Flydende sauna")
    applied(call_in(harbour, bo, seat_in(harbour)), email=anna.email)
    page = client(anna).get("/skrivebord").text
    assert "Badeliv" in page and "Flydende sauna" in page and "Dine ansøgninger" in page
    assert "En, hun ikke kommer til" not in page


def test_whoever_holds_meetings_sees_those_that_come(client, harbour):
    gry = person("Gry Vang", Role.FACILITATOR, committee=harbour)
    workshop_in(harbour, title="Badeliv")
    workshop_in(harbour, days=-3, title="Holdt")
    page = client(gry).get("/skrivebord").text
    assert "Badeliv" in page and "Holdt" not in page.partition("Dine møder")[2]


def test_a_desk_without_anything_says_where_to_begin(client, anna, harbour):
    page = client(anna).get("/skrivebord").text
    assert "Du er ikke tilmeldt noget kommende møde." in page and 'href="/deltag"' in page


def test_long_lists_of_ones_own_have_pages(client, harbour, anna):
    for number in range(11):
        idea_in(IdeaState.PUBLISHED, harbour, anna, title=f"Idé nr. {number:02}")
    first, second = client(anna).get("/skrivebord").text, client(anna).get("/skrivebord?ideer=2").text
    assert first.count("Idé nr.") == 10 and second.count("Idé nr.") == 1


def test_what_has_waited_for_eight_months_does_not_nag(bo, harbour):
    workshop_in(harbour, days=-400, title="Glemt")
    workshop_in(harbour, days=-20, title="Nylig")
    desk = desk_of(bo)
    both = ["Notér, hvem der kom", "Skriv udbyttet"]
    assert [(task.title, task.button) for task in desk.later if task.title in {"Glemt", "Nylig"}] == [
        ("Nylig", button) for button in both
    ]
    assert [(task.title, task.button) for task in desk.resting] == [("Glemt", button) for button in both]


def test_a_deadline_far_ahead_is_no_task_yet(client, bo, harbour, anna):
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    idea.answer_due_on = clock.today() + timedelta(days=90)
    db.session.commit()
    desk = desk_of(bo)
    assert [task.path for task in desk.resting] == [f"{idea.path}/behandl"]
    assert f"{desk.count} opgave" in client(bo).get("/skrivebord").text
    idea.answer_due_on = clock.today() + timedelta(days=30)
    db.session.commit()
    assert [task.path for task in desk_of(bo).later if "behandl" in task.path] == [f"{idea.path}/behandl"]
