"""The council's item: in the outline that agenda systems split by their headings, and to whoever may read it."""

from io import BytesIO

from docx import Document

from portal.foundation.db import db
from portal.recommendations.actions.recommendation import draft_recommendation
from tests.proposals.scene import proposal_in
from tests.recommendations.scene import DRAFT, adopted, drafted


def opened(answer):
    assert answer.status_code == 200 and answer.mimetype.endswith("wordprocessingml.document")
    return Document(BytesIO(answer.data))


def outline(document):
    return [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]


def item(visitor, recommendation, language=""):
    return opened(visitor.get(f"{recommendation.path}/sag.docx{language}"))


def test_the_item_has_the_sections_of_an_agenda(client, bo, designing, table):
    """With the positions by party and seat, the minority, and what is enclosed."""
    carl, dorte, gerda = table
    recommendation = adopted(designing, bo, carl, dorte, gerda, against=(dorte,))
    recommendation.minority_statement = "Vi ville have prøvet det først."
    db.session.commit()
    document = item(client(), recommendation)
    assert 'w:lang w:val="da-DK"' in document.styles.element.xml
    assert outline(document) == [
        ("Heading 1", DRAFT.title),
        ("Heading 2", "Resumé"),
        ("Heading 2", "Sagsfremstilling"),
        ("Heading 3", "Forventet virkning"),
        ("Heading 3", "Sådan bliver det målt"),
        ("Heading 3", "Tidsplan"),
        ("Heading 2", "Indstilling"),
        ("Heading 3", "Hvem skal gøre det"),
        ("Heading 2", "Høring og standpunkter"),
        ("Heading 3", "Mindretallet siger"),
        ("Heading 2", "Økonomi"),
        ("Heading 2", "Bilag"),
    ]
    texts = [one.text for one in document.paragraphs]
    assert f"{designing.name} indstiller til byrådet:" in texts and DRAFT.problem in texts
    assert "Vi ville have prøvet det først." in texts and DRAFT.economy in texts
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0][1:] == ["For", "Imod", "Hverken for eller imod"] and rows[-1] == ["I alt", "2", "1", "0"]


def test_it_is_in_danish_also_on_an_english_page(client, bo, designing, table):
    recommendation = adopted(designing, bo, *table)
    assert ("Heading 2", "Sagsfremstilling") in outline(item(client(), recommendation, "?sprog=en"))


def test_the_proposal_it_came_from_is_enclosed(client, carl, bo, designing):
    proposal = proposal_in(designing, carl)
    recommendation = draft_recommendation(bo, designing, DRAFT, proposal=proposal)
    texts = [one.text for one in item(client(bo), recommendation).paragraphs]
    assert any(one.startswith("Forslag 1: Skoleveje i tre lag (http") for one in texts)
    assert "Kladde: ikke vedtaget endnu." in texts and "Ingen har taget stilling endnu." in texts


def test_a_draft_goes_to_nobody_else(client, anna, bo, designing):
    recommendation = drafted(designing, bo)
    assert client(anna).get(f"{recommendation.path}/sag.docx").status_code == 404
    assert client(bo).get(f"{recommendation.path}/sag.docx").status_code == 200
    assert "Hent som dagsordenspunkt (Word)" in client(bo).get(recommendation.path).text
