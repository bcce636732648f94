"""An administrator imports published meetings: whole or not at all, as often as wanted, and nothing is overwritten."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.decisions.actions import publish_own_record, take_out_text
from portal.decisions.forms.record import Meeting, RecordDraft
from portal.decisions.models import CaseStep, DecisionAttachment, DecisionCorrection, DecisionPoint, DecisionRecord
from portal.decisions.verification import verify_records
from portal.events.models import Event, OutboxMessage
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.imports.actions import importing
from portal.imports.actions.importing import import_meeting
from portal.imports.minutes.document import Outcome
from portal.imports.minutes.reader import read_document, read_file
from portal.imports.plan.facts import day_of
from portal.imports.plan.plan import Fate, plan_import
from portal.municipalities.models import Municipality
from portal.rules.results import Result
from portal.trace.models import TraceEdge

TABLES = (
    Municipality, DecisionRecord, DecisionPoint, CaseStep, DecisionAttachment, DecisionCorrection,
    TraceEdge, Event, OutboxMessage,
)  # fmt: skip
NAME = "Ærholm Kommune"


@pytest.fixture
def minutes(pages):
    return read_file(pages / "minutes.html")


@pytest.fixture
def agenda(pages):
    return read_file(pages / "agenda.html")


def rows():
    return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) for table in TABLES}


def records():
    return db.session.scalars(select(DecisionRecord).order_by(DecisionRecord.id)).all()


def changed(meeting, number, **facts):
    """The same meeting, published anew with another text in one item."""
    items = tuple(
        replace(item, text_hash=f"other {item.text_hash}"[:64], **facts) if item.number == number else item
        for item in meeting.items
    )
    return replace(meeting, items=items)


def test_what_is_published_here_already_is_not_sealed_again(eva, finn, fjordby, minutes, agenda):
    """Somebody published one item by hand before the minutes were imported; and the other way round."""
    item, day = minutes.items[1], day_of(minutes)
    meeting = Meeting(minutes.body, day, Result.ADOPTED, item=item.number)
    by_hand = publish_own_record(eva, fjordby, meeting, RecordDraft(title=item.title, summary="Vi siger ja."))
    plan = import_meeting(finn, minutes, municipality_name=fjordby.name)

    assert [planned.record for planned in plan.items if planned.fate is Fate.OURS] == [by_hand]
    assert plan.count(Fate.NEW) == 4 and not by_hand.corrections
    assert import_meeting(finn, minutes, municipality_name=fjordby.name).count(Fate.NEW) == 0
    other = minutes.items[0]
    with pytest.raises(Refused, match=other.title):
        publish_own_record(
            eva, fjordby, replace(meeting, item=other.number), RecordDraft(title=other.title, summary="Ja.")
        )
    assert import_meeting(finn, agenda, municipality_name=fjordby.name).count(Fate.OURS) == 0, (
        "an agenda decides nothing"
    )


def test_an_administrator_imports_minutes(finn, minutes):
    plan = import_meeting(finn, minutes, municipality_name=NAME)

    assert plan.count(Fate.NEW) == 5
    assert [(record.year, record.number, record.title, record.result) for record in records()] == [
        (2026, 1, "Godkendelse af dagsorden", Result.ADOPTED),
        (2026, 2, "Ny badebro ved Sønderstrand", Result.OTHER),  # one point adopted, one postponed
        (2026, 3, "Lukket punkt", Result.OTHER),
        (2026, 4, "Forslag fra Havnelisten om flere bænke", Result.DISCUSSED),
        (2026, 5, "Eventuelt", Result.OTHER),
    ]
    municipality = records()[0].municipality
    assert (municipality.name, municipality.slug, municipality.is_home) == (NAME, "aerholm", False)
    assert all(record.is_public and record.path.startswith("/beslutninger/aerholm/2026/") for record in records())


def test_the_whole_item_is_in_the_record(finn, minutes):
    import_meeting(finn, minutes, municipality_name=NAME)
    bridge = records()[1]

    assert (bridge.body_name, str(bridge.decided_on), bridge.item) == ("Ærholm Byråd", "2026-03-04", "2")
    assert bridge.case_number == "EMN-2026-000102"
    assert bridge.summary == "En arbejdsgruppe af borgere har tegnet en badebro.\n\nBroen koster 1,2 mio. kr."
    assert bridge.presentation.split("\n\n") == [
        "Badebroen skal kunne bruges af alle, også fra kørestol.",
        "Borgmesterens afdelings påtegning",
        "Ingen bemærkninger.",
    ]
    assert bridge.text == "At 1) tiltrådt.\n\nAt 2) udsat, indtil prisen er kendt."
    assert bridge.minority_statement.split("\n\n") == [
        "Otto Vang kunne ikke tiltræde indstillingen.",
        "Havnelisten tog forbehold for at 1.",
    ]
    assert [(point.label, point.text, point.result) for point in bridge.points] == [
        ("At 1)", "Byrådet godkender tegningen af badebroen\na) med rampe,\nb) med bænke.", "tiltrådt."),
        ("At 2)", "Byrådet afsætter 1,2 mio. kr. til broen.", "udsat, indtil prisen er kendt."),
    ]
    assert [(step.body_name, str(step.met_on), step.item, step.reservations) for step in bridge.case_steps] == [
        ("Økonomiudvalget", "2026-02-03", "7", "Havnelisten tog forbehold vedrørende prisen."),
        ("Ærholm Byråd", "2026-02-10", "4", ""),
    ]
    assert "Karna Lund deltog ikke i sagens behandling." in bridge.case_steps[0].text
    assert [attachment.name for attachment in bridge.attachments] == ["Indstilling", "Bilag 1: Tegning af badebroen"]
    assert bridge.source == "Referat, Ærholm Byråd 04-03-2026 (minutes.html)"


def test_importing_thrice_is_importing_once(finn, minutes, agenda):
    for meeting in (agenda, minutes):
        import_meeting(finn, meeting, municipality_name=NAME)
    once = rows()

    for meeting in (agenda, minutes, agenda, minutes):
        plan = import_meeting(finn, meeting, municipality_name=NAME)
        assert plan.count(Fate.UNCHANGED) == len(plan.items) == 5

    assert rows() == once
    assert once["decision_record"] == 10
    assert once["municipality"] == 1


def test_an_agenda_is_not_decided_yet_and_leads_to_the_minutes(finn, minutes, agenda):
    import_meeting(finn, agenda, municipality_name=NAME)
    assert {record.result for record in records()} == {Result.ON_AGENDA}

    import_meeting(finn, minutes, municipality_name=NAME)

    edges = db.session.execute(select(TraceEdge.earlier_id, TraceEdge.later_id).order_by(TraceEdge.id)).all()
    numbers = {record.id: record.number for record in records()}
    assert [(numbers[earlier], numbers[later]) for earlier, later in edges] == [(n, n + 5) for n in range(1, 6)]
    assert records()[0].result is Result.ON_AGENDA  # what was published stays


def test_a_case_is_followed_from_body_to_body_whichever_comes_first(finn, minutes):
    committee = replace(
        minutes,
        body="Økonomiudvalget",
        starts_at=minutes.starts_at.replace(month=2, day=3),
        items=(replace(minutes.items[1], number="7", source_id="committee-7", case_flow=()),),
    )
    for first, second in ((minutes, committee), (committee, minutes)):
        name = f"Kommune {first.body}"
        for meeting in (first, second):
            import_meeting(finn, meeting, municipality_name=name)

    titles = db.session.execute(
        select(DecisionRecord.body_name, TraceEdge.later_id)
        .join(TraceEdge, TraceEdge.earlier_id == DecisionRecord.id)
        .order_by(TraceEdge.id)
    ).all()
    later = {record.id: record.body_name for record in records()}
    assert [(body, later[later_id]) for body, later_id in titles] == [("Økonomiudvalget", "Ærholm Byråd")] * 2


def test_a_changed_document_becomes_a_dated_addition(finn, minutes):
    import_meeting(finn, minutes, municipality_name=NAME)
    before = [(record.text, record.result, record.content_hash) for record in records()]
    anew = changed(minutes, "5", outcome=Outcome(("Byrådet blev orienteret om broen.",)))

    for _ in range(3):
        import_meeting(finn, anew, municipality_name=NAME)

    assert [(record.text, record.result, record.content_hash) for record in records()] == before
    corrections = db.session.scalars(select(DecisionCorrection)).all()
    assert [correction.record.number for correction in corrections] == [5]
    assert "Byrådet blev orienteret om broen." in corrections[0].text
    assert "Godkendt" not in corrections[0].text
    assert verify_records().mismatches == ()


def test_a_document_that_is_changed_back_is_added_to_once_more(finn, minutes):
    anew = changed(minutes, "5", outcome=Outcome(("Byrådet blev orienteret om broen.",)))
    for meeting in (minutes, anew, minutes, minutes):
        import_meeting(finn, meeting, municipality_name=NAME)

    corrections = db.session.scalars(select(DecisionCorrection).order_by(DecisionCorrection.id)).all()
    assert [correction.number for correction in corrections] == [1, 2]
    assert "orienteret" not in corrections[1].text
    assert verify_records().mismatches == ()


def test_new_items_are_added_and_missing_ones_stay(finn, minutes):
    import_meeting(finn, replace(minutes, items=minutes.items[:4]), municipality_name=NAME)
    plan = import_meeting(finn, replace(minutes, items=minutes.items[1:]), municipality_name=NAME)

    assert (plan.count(Fate.NEW), plan.count(Fate.UNCHANGED)) == (1, 3)
    assert [record.title for record in plan.gone] == ["Godkendelse af dagsorden"]
    assert len(records()) == 5


def test_items_with_the_same_id_are_all_kept(finn, minutes):
    twins = replace(minutes, items=(minutes.items[0], replace(minutes.items[4], source_id=minutes.items[0].source_id)))
    for _ in range(2):
        import_meeting(finn, twins, municipality_name=NAME)

    assert [record.title for record in records()] == ["Godkendelse af dagsorden", "Eventuelt"]


def test_values_longer_than_a_column_are_cut_and_kept_in_full_elsewhere(finn, minutes):
    title = "Lang " * 100
    long = replace(minutes, items=(replace(minutes.items[4], title=title.strip(), number="1" * 50),), body="B" * 300)
    import_meeting(finn, long, municipality_name=NAME)
    record = records()[0]

    assert (len(record.title), len(record.body_name), len(record.item)) == (300, 120, 20)
    assert record.presentation == title.strip()


def test_two_municipalities_number_for_themselves(finn, minutes):
    for name in (NAME, "Skovby Kommune"):
        import_meeting(finn, minutes, municipality_name=name)

    assert [record.number for record in records()] == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]


def test_what_is_imported_agrees_with_its_hashes(finn, minutes, agenda):
    for meeting in (agenda, minutes):
        import_meeting(finn, meeting, municipality_name=NAME)
    outcome = verify_records()

    assert (outcome.records, outcome.mismatches) == (10, ())


@pytest.mark.parametrize("who", ["anna", "bo", "carl", "eva", "rita", "sofie"])
def test_nobody_else_may_import(request, who, minutes):
    with pytest.raises(NotAllowed):
        import_meeting(request.getfixturevalue(who), minutes, municipality_name=NAME)

    assert records() == []


def test_a_failure_in_the_middle_leaves_nothing(finn, minutes, monkeypatch):
    empty = rows()
    honest, told = importing.tell, []

    def fail_at_the_fourth(*args, **details):
        told.append(args)
        return honest(*args, **details) if len(told) < 4 else 1 / 0

    monkeypatch.setattr(importing, "tell", fail_at_the_fourth)
    with pytest.raises(ZeroDivisionError):
        import_meeting(finn, minutes, municipality_name=NAME)

    assert len(told) == 4
    assert rows() == empty


def test_a_failure_while_adding_leaves_what_was(finn, minutes, monkeypatch):
    import_meeting(finn, minutes, municipality_name=NAME)
    before = rows()
    anew = changed(changed(minutes, "5", resume=("Nyt.",)), "4", resume=("Nyt.",))
    monkeypatch.setattr(importing, "link_along_cases", lambda records: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        import_meeting(finn, anew, municipality_name=NAME)

    assert rows() == before


def test_each_record_is_told_of_so_that_search_follows(finn, minutes):
    import_meeting(finn, minutes, municipality_name=NAME)
    types = db.session.scalars(select(Event.type).order_by(Event.id)).all()
    first = db.session.scalars(select(Event).order_by(Event.id)).first()

    assert types == ["record.imported"] * 5 + ["minutes.imported"]
    assert first.details == {"title": "Godkendelse af dagsorden", "path": "/beslutninger/aerholm/2026/1"}


def test_the_plan_foretells_and_saves_nothing(finn, minutes):
    plan = plan_import(minutes, None)
    assert plan.count(Fate.NEW) == 5
    assert records() == []

    import_meeting(finn, minutes, municipality_name=NAME)
    plan = plan_import(changed(minutes, "2", resume=("Nyt.",)), records()[0].municipality)
    assert [planned.fate for planned in plan.items] == [
        Fate.UNCHANGED, Fate.ADDED, Fate.UNCHANGED, Fate.UNCHANGED, Fate.UNCHANGED,
    ]  # fmt: skip


def test_what_is_imported_is_found_in_another_inflection_and_shown(finn, minutes, client, fjordby, deliver_outbox):
    import_meeting(finn, minutes, municipality_name=NAME)
    deliver_outbox()
    found = client().get("/soeg?q=badebroer")
    shown = client().get("/beslutninger/aerholm/2026/2")

    assert found.status_code == 200
    assert "/beslutninger/aerholm/2026/2" in found.text
    assert shown.status_code == 200
    for text in ("Ny badebro ved Sønderstrand", "Otto Vang kunne ikke tiltræde", "Bilag 1: Tegning af badebroen"):
        assert text in shown.text


def test_the_same_meeting_under_new_ids_is_the_same_meeting(finn, minutes):
    import_meeting(finn, minutes, municipality_name=NAME)
    once = rows()
    items = tuple(
        replace(item, source_id=f"new-{item.number}", text_hash=f"{item.number:0>64}") for item in minutes.items
    )
    plan = import_meeting(finn, replace(minutes, items=items, source_id="new"), municipality_name=NAME)

    assert plan.count(Fate.UNCHANGED) == 5
    assert rows() == once


def test_the_same_title_on_another_day_is_another_item(finn, minutes):
    import_meeting(finn, minutes, municipality_name=NAME)
    later = replace(minutes, starts_at=minutes.starts_at.replace(month=5), items=tuple(
        replace(item, source_id=f"new-{item.number}") for item in minutes.items
    ))  # fmt: skip
    assert import_meeting(finn, later, municipality_name=NAME).count(Fate.NEW) == 5


def test_markup_that_moved_is_no_correction(finn, pages):
    """Words are compared, and not the tags around them."""
    html = (pages / "minutes.html").read_text(encoding="utf-8")
    moved = html.replace(
        "<div>En arbejdsgruppe af borgere har tegnet en badebro.</div><div>Broen",
        "<p>En arbejdsgruppe <span>af borgere har</span> tegnet en badebro.</p><p> Broen",
    ).replace("1,2 mio. kr.&nbsp;</div>", "1,2 <b>mio.</b> kr.</p>")
    assert moved != html
    import_meeting(finn, read_document(html, source="minutes.html"), municipality_name=NAME)
    plan = import_meeting(finn, read_document(moved, source="minutes.html"), municipality_name=NAME)

    assert plan.count(Fate.ADDED) == 0
    assert rows()["decision_correction"] == 0


def test_what_was_taken_out_does_not_come_back(finn, minutes):
    import_meeting(finn, minutes, municipality_name=NAME)
    bridge = records()[1]
    take_out_text(finn, bridge, "summary", "Stod der ved en fejl.")
    for meeting in (minutes, changed(minutes, "2", resume=("En arbejdsgruppe af borgere.",))):
        plan = import_meeting(finn, meeting, municipality_name=NAME)
        assert plan.count(Fate.LEFT) == 1

    assert bridge.corrections == []
    assert "arbejdsgruppe" not in bridge.summary
    assert verify_records().mismatches == ()


@pytest.mark.parametrize("found", ["010190-1234", "hanne@example.org", "Ring til 20 30 40 50"])
def test_what_looks_like_personal_data_is_asked_about_before_it_is_sealed(finn, minutes, found):
    meeting = changed(minutes, "5", outcome=Outcome((f"Byrådet talte med Hanne Birk ({found}).",)))
    with pytest.raises(Refused) as refused:
        import_meeting(finn, meeting, municipality_name=NAME)
    assert "5" in str(refused.value)
    assert "Hanne" not in str(refused.value)
    assert records() == []

    if "010190" in found:
        with pytest.raises(Refused):
            import_meeting(finn, meeting, municipality_name=NAME, override="Offentligt i forvejen.")
    else:
        import_meeting(finn, meeting, municipality_name=NAME, override="Offentligt i forvejen.")
        assert len(records()) == 5


def test_a_closed_item_is_a_stub_that_nobody_finds(finn, pages, client, fjordby, deliver_outbox):
    html = (pages / "minutes.html").read_text(encoding="utf-8")
    secret = html.replace("Lukket punkt: Salg af grund", "Lukket punkt: Støtte til Hanne Birk, 010190-1234")
    import_meeting(finn, read_document(secret, source="minutes.html"), municipality_name=NAME)
    deliver_outbox()

    stub = records()[2]
    assert (stub.item, stub.title, stub.text, stub.summary, stub.presentation) == ("3", "Lukket punkt", "", "", "")
    assert (stub.case_number, stub.attachments, stub.points) == ("", [], [])
    for question in ("Hanne", "Birk", "010190-1234", "EMN-2026-000103"):
        assert stub.path not in client().get(f"/soeg?q={question}").text
    for page in (client().get(stub.path).text, client().get(f"{stub.path}.json").text):
        assert "Hanne" not in page
        assert "010190" not in page
