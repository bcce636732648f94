"""The public timeline of a committee."""

import re
from datetime import timedelta

from portal.committees.words import STAGES
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.house.coming import steps_ahead
from portal.implementation.actions import make_commitment, report_commitment, write_lessons
from portal.implementation.models import CommitmentStatus
from portal.implementation.queries.timeline import happenings, milestones, timeline
from portal.implementation.words import MILESTONES, TIMELINE
from portal.recommendations.models import RecommendationState
from portal.recruitment.models import Call
from portal.rules.stages import Stage
from tests.cast import committee_in
from tests.factories import saved
from tests.implementation.scene import DRAFT, answered, in_implementation, promised, recommendation_in
from tests.sittings.scene import sitting_in
from tests.workshops.scene import workshop_in


def days_on(number):
    return clock.today() + timedelta(days=number)


def happen(event_type, committee, **details):
    with transaction():
        record(event_type, committee, actor=None, **details)


def test_newest_first_with_links(client, bo, harbour):
    in_implementation(harbour)
    commitment = make_commitment(bo, answered(harbour, bo), DRAFT)
    report_commitment(bo, commitment, CommitmentStatus.KEPT, "Lyset er tændt.")
    write_lessons(bo, harbour, "Begynd med aftalen.")
    page = client().get(f"{harbour.path}spor").text
    assert page.index("Læringen blev skrevet ned") < page.index("Melding om et løfte") < page.index("Løfte givet")
    assert "Holdt: Lyset er tændt." in page
    assert f'href="{commitment.path}"' in page


def test_only_what_is_public_is_told(client, harbour, fjordby):
    happen(EventType.IDEA_SUBMITTED, harbour, title="Ikke offentlig")
    happen(EventType.GATE_OPENED, harbour, entered=Stage.CO_DESIGN.value, reason="Alt er klar", title="Havnen")
    happen(EventType.LESSONS_WRITTEN, committee_in(fjordby, "Søen", "soeen"), title="Søen")
    page = client().get(f"{harbour.path}spor").text
    assert "Ikke offentlig" not in page
    assert "Læringen" not in page
    assert "Form løsningen" in page
    assert "Alt er klar" in page


def test_odd_details_do_not_break_it(client, harbour):
    happen(EventType.GATE_OPENED, harbour, entered="nonsense")
    happen(EventType.LESSONS_WRITTEN, harbour)
    assert client().get(f"{harbour.path}spor").status_code == 200


def test_an_empty_one_says_what_it_will_hold(client, harbour):
    assert "Her kan du følge alt" in client().get(f"{harbour.path}spor").text


def test_short_and_long_lines(harbour):
    happen(EventType.MANDATE_ADOPTED, harbour)
    happen(EventType.IDEA_PUBLISHED, harbour, title="En idé", path="/ideer/1")
    latest = happenings(db.session.scalars(timeline(harbour.id).limit(1)).all())
    assert [node.label for node in latest] == ["Idé offentliggjort"]
    assert [node.label for node in milestones(harbour).items] == ["Opgaven blev vedtaget"]
    assert set(TIMELINE) > MILESTONES
    assert set(STAGES) == set(Stage)


def test_the_list_asks_the_same_number_of_questions_for_many(client, queries, harbour):
    happen(EventType.LESSONS_WRITTEN, harbour)
    with queries() as few:
        client().get(f"{harbour.path}spor")
    for number in range(50):
        happen(EventType.IDEA_PUBLISHED, harbour, title=f"Idé {number}", path=f"/ideer/{number}")
    with queries() as many:
        assert "Side 2 af 3" in client().get(f"{harbour.path}spor?side=2").text
    assert len(many) == len(few) <= 12


def test_what_is_to_come_stands_first_the_soonest_before_the_rest(client, bo, harbour):
    harbour.ideas_until, harbour.expected_end = days_on(9), days_on(200)
    saved(harbour)
    meeting, closed = workshop_in(harbour, days=3), sitting_in(harbour, days=5)
    gone, cancelled = workshop_in(harbour, days=-3), workshop_in(harbour, days=4, cancelled_at=clock.now())
    page = client().get(f"{harbour.path}spor").text
    ahead = page[page.index('id="kommer"') : page.index('id="sket"')]
    steps = [meeting.path, closed.path, f"{harbour.path}ideer/", f"{harbour.path}kommissorium"]
    assert re.findall(r'thread__kind">\s*<a href="([^"]+)"', ahead) == steps
    assert "Møde for alle" in ahead and "Udvalgsmøde, lukket" in ahead and "Sidste dag for idéer" in ahead
    assert gone.path not in ahead and cancelled.path not in ahead


def test_answers_promises_and_seats_to_come(client, bo, harbour):
    asked = recommendation_in(harbour, RecommendationState.HANDED_OVER, number=2, answer_due_on=days_on(40))
    late = recommendation_in(harbour, RecommendationState.HANDED_OVER, number=3, answer_due_on=days_on(-1))
    promise = promised(answered(harbour, bo), due=30)
    kept = promised(answered(harbour, bo, 4), CommitmentStatus.KEPT, due=31)
    said = {"body": "Søg", "body_html": "<p>Søg</p>", "hours": "Fire timer", "selection": "Rådet vælger."}
    days = {"opens_on": days_on(-1), "closes_on": days_on(6), "delete_on": days_on(90)}
    saved(Call(committee=harbour, **said, **days))
    steps = [(step.label, step.path) for step in steps_ahead([harbour]) if step.kind != "expected_end"]
    assert steps == [
        ("Sidste dag for at søge en plads", f"{harbour.path}bliv-medlem"),
        ("Et løfte skal holdes", promise.path),
        ("Frist for svar på anbefaling 2", asked.path),
    ]
    assert late.path not in [path for _label, path in steps] and kept.path not in [path for _label, path in steps]


def test_nothing_to_come_is_said(client, harbour):
    harbour.ideas_until = harbour.expected_end = None
    saved(harbour)
    assert "Der er endnu ikke noget med en dato." in client().get(f"{harbour.path}spor").text
