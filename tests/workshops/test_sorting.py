import re

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.trace.models import TraceEdge
from portal.workshops.actions.outcome import write_outcome
from portal.workshops.actions.sorting import add_heading, move_heading, move_notes, remove_heading, write_paragraph
from portal.workshops.actions.writing import correct_note
from portal.workshops.forms import NoteDraft
from portal.workshops.forms.outcome import ParagraphDraft
from portal.workshops.models import OutcomeParagraph
from portal.workshops.queries.outcome import by_paragraph, paragraphs_of
from tests.sittings.scene import unsure
from tests.workshops.scene import heading_in, noted, workshop_in

LIGHT = ParagraphDraft("Mere lys", "Stien ved skolen er **mørk** om vinteren.")


@pytest.fixture
def held(harbour):
    return workshop_in(harbour, days=-1)


@pytest.fixture
def notes(bo, held):
    return noted(held, bo, "Der er mørkt på stien.", "Vi vil sidde ned.", "Lygterne virker ikke.")


@pytest.fixture
def heading(bo, held):
    return add_heading(bo, held, "Lys")


def titles(workshop):
    return [(one.position, one.title) for one in paragraphs_of(workshop)]


def edges():
    return [(edge.earlier_kind, edge.earlier_id, edge.later_kind, edge.later_id)
            for edge in db.session.scalars(select(TraceEdge).order_by(TraceEdge.id))]  # fmt: skip


def marks(page):
    return re.findall(r'name="as_seen" value="([^"]*)"', page.split('id="flyt"')[1].split("</form>")[0])


def test_a_heading_is_there_once(bo, held):
    assert add_heading(bo, held, "Mere lys") is add_heading(bo, held, "mere  LYS")
    add_heading(bo, held, "Bænke")
    assert titles(held) == [(1, "Mere lys"), (2, "Bænke")]


def test_notes_lie_under_a_heading_and_tie_it_to_the_thread(bo, held, heading, notes):
    first, _second, third = notes
    assert move_notes(bo, held, [first.id, third.id], heading.id) == 2
    assert move_notes(bo, held, [first.id], heading.id) == 0
    under = by_paragraph(notes)
    assert [note.id for note in under[heading.id]] == [first.id, third.id]
    assert edges() == [("workshop_note", note.id, "outcome_paragraph", heading.id) for note in (first, third)]

    assert move_notes(bo, held, [third.id], None) == 1
    assert edges() == [("workshop_note", first.id, "outcome_paragraph", heading.id)]


def test_a_note_that_goes_to_another_heading_leaves_the_first(bo, held, heading, notes):
    other = add_heading(bo, held, "Bænke")
    move_notes(bo, held, [notes[0].id], heading.id)
    move_notes(bo, held, [notes[0].id], other.id)
    assert edges() == [("workshop_note", notes[0].id, "outcome_paragraph", other.id)]


def test_a_heading_that_is_removed_leaves_its_notes(bo, held, heading, notes):
    last = add_heading(bo, held, "Bænke")
    write_paragraph(bo, heading, LIGHT)
    move_notes(bo, held, [note.id for note in notes], heading.id)
    remove_heading(bo, heading)
    assert titles(held) == [(1, "Bænke")]
    assert [note.paragraph_id for note in notes] == [None, None, None]
    assert edges() == []
    with pytest.raises(Refused):
        move_notes(bo, held, [notes[0].id], last.id + 1)


def test_headings_are_put_in_order(bo, held):
    first, _second, third = (add_heading(bo, held, title) for title in ("A", "B", "C"))
    move_heading(bo, third, 3, to=1)
    assert titles(held) == [(1, "C"), (2, "A"), (3, "B")]
    move_heading(bo, third, 3, to=2)  # a second click
    assert titles(held) == [(1, "C"), (2, "A"), (3, "B")]
    move_heading(bo, first, 2, to=3)
    assert titles(held) == [(1, "C"), (2, "B"), (3, "A")]


def test_a_paragraph_is_written_and_its_heading_called_otherwise(bo, heading):
    write_paragraph(bo, heading, LIGHT)
    write_paragraph(bo, heading, LIGHT)
    assert (heading.title, heading.text) == (LIGHT.title, LIGHT.text)
    assert heading.text_html == "<p>Stien ved skolen er <strong>mørk</strong> om vinteren.</p>"
    told = db.session.scalars(select(Event.type).where(Event.type == "workshop.paragraph-written")).all()
    assert len(told) == 1


def test_personal_data_is_found_in_headings_and_paragraphs(bo, client, heading):
    path = heading.path
    for column, found in (("title", "20 30 40 50"), ("text", "pia@example.dk")):
        page = client(bo).post(path, data={"title": "Lys", "text": ""} | {column: f"Spørg {found}"})
        assert page.status_code == 422
        assert "may_stand" in page.text
        assert found in page.text
    db.session.refresh(heading)
    assert (heading.title, heading.text) == ("Lys", "")


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva"])
def test_others_do_not_sort(request, held, heading, notes, who):
    actor = request.getfixturevalue(who)
    for deed in (
        lambda: add_heading(actor, held, "Mit"),
        lambda: move_notes(actor, held, [notes[0].id], heading.id),
        lambda: move_heading(actor, heading, 1, to=1),
        lambda: remove_heading(actor, heading),
        lambda: write_paragraph(actor, heading, LIGHT),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert titles(held) == [(1, "Lys")]


def test_nothing_is_sorted_before_the_meeting_or_where_the_outcome_is_one_text(bo, harbour, held):
    with pytest.raises(Refused):
        add_heading(bo, workshop_in(harbour), "Lys")
    write_outcome(bo, held, "Vi er enige.")
    with pytest.raises(Refused):
        add_heading(bo, held, "Lys")


def test_where_there_are_headings_the_outcome_is_not_written_as_one_text(bo, held, heading):
    with pytest.raises(Refused):
        write_outcome(bo, held, f"Vi er enige om {heading.title}.")


def test_only_this_meetings_notes_are_moved(bo, harbour, held, heading):
    other = workshop_in(harbour, days=-2, title="Et andet")
    (elsewhere,) = noted(other, bo, "Det hører til et andet møde.")
    assert move_notes(bo, held, [elsewhere.id], heading.id) == 0
    with pytest.raises(Refused):
        move_notes(bo, held, [], heading_in(other).id)


def test_who_corrects_a_note_is_not_disturbed_by_who_sorts_it(bo, client, held, heading, notes):
    note = notes[0]
    page = client(bo).get(f"{held.path}/noter/{note.id}").text
    seen = re.search(r'name="as_seen" value="([^"]*)"', page)[1]
    move_notes(bo, held, [note.id], heading.id)
    typed = {"table_number": "1", "body": "Der er meget mørkt på stien.", "as_seen": seen}
    assert client(bo).post(f"{held.path}/noter/{note.id}", data=typed).status_code == 302
    correct_note(bo, held, note, NoteDraft(1, "Der er mørkt."))
    assert note.paragraph_id == heading.id


# -- through the pages ------------------------------------------------------------------------------------------------


def test_from_notes_to_paragraphs_through_the_pages(bo, client, held, notes):
    browser, path = client(bo), f"{held.path}/sortering"
    assert "Sortér noterne" in browser.get(held.path).text
    assert browser.post(f"{held.path}/sortering/overskrift", data={"title": ""}).status_code == 422
    assert browser.post(f"{held.path}/sortering/overskrift", data={"title": "Lys på stien"}).status_code == 302
    heading = paragraphs_of(held)[0]

    assert browser.post(path, data={"to": str(heading.id)}).status_code == 422
    refused = browser.post(path, data={"notes": [str(notes[0].id)], "to": ""})
    assert refused.status_code == 422
    assert f'value="{notes[0].id}" checked' in refused.text
    sent = {"notes": [str(notes[0].id), str(notes[2].id)], "to": str(heading.id)}
    assert browser.post(path, data=sent).status_code == 302
    page = browser.get(path).text
    assert page.index(notes[1].body) < page.index("Lys på stien</span>") < page.index(notes[0].body)
    assert "1 note</span>" in page
    assert "2 noter</span>" in page

    beside = browser.get(heading.path).text
    assert notes[0].body in beside
    assert notes[1].body not in beside
    assert browser.post(heading.path, data={"title": "", "text": "x"}).status_code == 422
    assert browser.post(heading.path, data={"title": "Lys", "text": LIGHT.text}).status_code == 302
    assert "<strong>mørk</strong>" in browser.get(path).text


def test_two_sort_other_notes_at_once_and_neither_loses_anything(bo, client, held, heading, notes):
    browser, path = client(bo), f"{held.path}/sortering"
    as_both_saw = marks(browser.get(path).text)
    for note in notes[:2]:
        sent = {"notes": str(note.id), "to": str(heading.id), "as_seen": as_both_saw}
        assert browser.post(path, data=sent).status_code == 302
    assert [note.paragraph_id for note in notes] == [heading.id, heading.id, None]


def test_of_two_who_move_the_same_note_the_second_is_told(bo, client, held, heading, notes):
    other = add_heading(bo, held, "Bænke")
    browser, path = client(bo), f"{held.path}/sortering"
    as_both_saw = marks(browser.get(path).text)
    sent = {"notes": str(notes[0].id), "as_seen": as_both_saw}
    assert browser.post(path, data=sent | {"to": str(heading.id)}).status_code == 302
    assert browser.post(path, data=sent | {"to": str(other.id)}).status_code == 409
    db.session.refresh(notes[0])
    assert notes[0].paragraph_id == heading.id
    assert browser.post(path, data=sent | {"to": str(heading.id)}).status_code == 302  # the same: a second click


def test_a_paragraph_that_a_colleague_wrote_meanwhile_is_not_overwritten(bo, client, heading):
    browser = client(bo)
    seen = re.search(r'name="as_seen" value="([^"]*)"', browser.get(heading.path).text)[1]
    first = {"title": "Lys", "text": "Det ene, som blev skrevet først.", "as_seen": seen}
    assert browser.post(heading.path, data=first).status_code == 302
    second = browser.post(heading.path, data=first | {"text": "Det andet, som kom for sent."})
    assert second.status_code == 409
    assert "Det andet, som kom for sent." in second.text
    assert db.session.get(OutcomeParagraph, heading.id).text == "Det ene, som blev skrevet først."


def test_removing_is_asked_once_more_with_what_becomes_of_the_notes(bo, client, held, heading, notes):
    move_notes(bo, held, [note.id for note in notes], heading.id)
    write_paragraph(bo, heading, LIGHT)
    browser, path = client(bo), f"{heading.path}/fjern"
    asked = unsure(client(bo)).post(path).text
    assert "3 noter står ikke længere under en overskrift." in asked
    assert "bliver slettet" in asked
    assert titles(held) == [(1, "Mere lys")]
    assert browser.post(path).status_code == 302
    assert titles(held) == []
    assert all(note.body in browser.get(f"{held.path}/sortering").text for note in notes)


def test_a_paragraph_of_another_meeting_is_not_found(bo, client, harbour, heading):
    other = workshop_in(harbour, days=-2, title="Et andet")
    assert client(bo).get(f"{other.path}/afsnit/{heading.id}").status_code == 404


def test_nobody_outside_reads_paragraphs_that_are_being_written(anna, bo, client, held, heading):
    write_paragraph(bo, heading, LIGHT)
    assert LIGHT.title not in client().get(held.path).text
    assert client(anna).get(heading.path).status_code == 403
    assert client().get(f"{held.path}/sortering").status_code == 302
