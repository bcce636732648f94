"""The text of a mandate from Word: each part by its heading, without stars, and nothing saved before a press."""

from io import BytesIO

from docx import Document

from portal.committees.actions.mandate import write_mandate
from portal.committees.forms.mandate import MandateDraft
from portal.committees.queries import draft_mandate
from tests.files import samples
from tests.forms_on_pages import forms_in

PATH = "/udvalg/havnen/kommissorium/fra-word"


def task():
    """A document with a list, bold and a link, under headings as municipalities write them."""
    document, out = Document(), BytesIO()
    document.add_heading("Kommissorium for havnen", 1)
    document.add_heading("1. Formål", 2)
    document.add_paragraph("Havnen skal være ").add_run("for alle").bold = True
    for one in ("børn", "ældre"):
        document.add_paragraph(one, style="List Bullet")
    document.add_heading("Spørgsmål", 2)
    for one in ("Hvem bader?", "Hvem sejler?"):
        document.add_paragraph(one, style="List Number")
    document.add_heading("Økonomi:", 2)
    document.add_paragraph("100.000 kr.")
    document.save(out)
    return out.getvalue()


def send(visitor, content, name="tekst.docx", **data):
    return visitor.post(PATH, data=data | {"file": (BytesIO(content), name)}, content_type="multipart/form-data")


def test_each_part_is_put_in_its_place_and_saved_by_a_press(client, bo, harbour):
    browser = client(bo)
    assert "Hent tekst fra Word" in browser.get("/udvalg/havnen/kommissorium/ret").text
    page = send(browser, task())
    assert page.status_code == 200 and draft_mandate(harbour) is None
    assert "Der stod i forvejen en tekst under: Formål, Spørgsmålene." in page.text
    form = next(one for one in forms_in(page.text, "") if one.values_of("purpose"))
    fields = dict(form.fields)
    assert fields["purpose"] == "Havnen skal være for alle\n\n- børn\n- ældre"
    assert (fields["background"], fields["money"]) == ("Baggrunden.", "100.000 kr.")
    assert browser.post(form.action, data=fields).location == "/udvalg/havnen/kommissorium/ret"
    draft = draft_mandate(harbour)
    assert (draft.purpose, draft.money) == (fields["purpose"], "100.000 kr.")
    assert {"Hvem bader?", "Hvem sejler?"} <= {one.text for one in draft.questions}


def test_what_somebody_else_saved_is_not_written_over(client, bo, harbour):
    form = next(one for one in forms_in(send(client(bo), task()).text, "") if one.values_of("purpose"))
    write_mandate(bo, harbour, MandateDraft({"money": "200.000 kr."}))
    answer = client(bo).post(form.action, data=dict(form.fields))
    assert answer.status_code == 409 and "200.000 kr." in answer.text and "100.000 kr." in answer.text
    assert draft_mandate(harbour).money == "200.000 kr."


def test_a_text_without_headings_is_the_background(client, bo, harbour):
    document, out = Document(), BytesIO()
    document.add_paragraph("Havnen er slidt.")
    document.save(out)
    page = send(client(bo), out.getvalue())
    fields = dict(next(one for one in forms_in(page.text, "") if one.values_of("purpose")).fields)
    assert (fields["background"], fields["purpose"]) == ("Havnen er slidt.", "Formålet.")
    assert "hele teksten står under »Baggrund«" in page.text


def test_a_bad_file_and_a_long_text_are_told(client, bo, harbour):
    assert send(client(bo), samples.HTML).status_code == 422
    answer = client(bo).post(f"{PATH}/gem", data={"background": "a" * 20_000})
    assert answer.status_code == 422 and "højst" in answer.text
