"""The background of an item comes from Word: into the form, with what was typed."""

from io import BytesIO

from docx import Document

from portal.foundation.db import db
from tests.files import samples
from tests.forms_on_pages import forms_in
from tests.sittings.scene import on_agenda, sitting_in


def word(*paragraphs):
    document, out = Document(), BytesIO()
    document.add_heading("Badning ved kajen", 1)
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(out)
    return out.getvalue()


def send(visitor, path, content, name="punkt.docx", **data):
    return visitor.post(path, data=data | {"file": (BytesIO(content), name)}, content_type="multipart/form-data")


def item_form(answer):
    return next(one for one in forms_in(answer.text, "") if one.values_of("background"))


def test_a_new_item_has_title_and_background_from_the_document(client, bo, harbour):
    sitting = sitting_in(harbour)
    page = send(client(bo), f"{sitting.path}/dagsorden/nyt/fra-word", word("Vi bader.", "Vandet er koldt."))
    form = item_form(page)
    fields = dict(form.fields)
    assert (fields["title"], fields["background"]) == ("Badning ved kajen", "Vi bader.\n\nVandet er koldt.")
    sent = fields | {"kind": "decide", "minutes": "20"}
    assert client(bo).post(form.action, data=sent).status_code == 302
    db.session.expire_all()
    assert [one.background for one in sitting.items] == ["Vi bader.\n\nVandet er koldt."]


def test_what_was_typed_travels_along_past_a_bad_file(client, bo, harbour):
    sitting = sitting_in(harbour)
    path = f"{sitting.path}/dagsorden/nyt/fra-word"
    asked = client(bo).post(path, data={"title": "Min titel", "background": "Mine ord.", "from_word": "1"})
    assert asked.status_code == 200
    carried = {"title": "Min titel", "background": "Mine ord."}
    bad = send(client(bo), path, samples.HTML, **carried)
    assert bad.status_code == 422 and "Mine ord." in bad.text
    fields = dict(item_form(send(client(bo), path, word("Filens ord."), **carried)).fields)
    assert (fields["title"], fields["background"]) == ("Min titel", "Mine ord.\n\nFilens ord.")


def test_an_item_that_stands_keeps_all_but_its_background(client, bo, harbour):
    sitting = sitting_in(harbour)
    item = on_agenda(sitting, background="Gammelt.", responsible="Vej og Park")
    page = send(client(bo), f"{sitting.path}/dagsorden/{item.id}/fra-word", word("Nyt."))
    fields = dict(item_form(page).fields)
    assert (fields["background"], fields["responsible"], fields["title"]) == ("Nyt.", "Vej og Park", item.title)
    assert "Teksten står i stedet for den baggrund, punktet havde." in page.text
