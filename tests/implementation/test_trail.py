"""The public timeline of a committee."""

from portal.committees.words import STAGES
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.implementation.actions import make_commitment, report_commitment, write_lessons
from portal.implementation.models import CommitmentStatus
from portal.implementation.queries.timeline import happenings, milestones, timeline
from portal.implementation.words import MILESTONES, TIMELINE
from portal.rules.stages import Stage
from tests.cast import committee_in
from tests.implementation.scene import DRAFT, answered, in_implementation


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
