"""A proposal goes to Word and comes back; what was typed, and what others wrote meanwhile, is never lost."""

from io import BytesIO

import pytest
from docx import Document

from portal.foundation.db import db
from portal.foundation.text import render_markdown
from portal.proposals.actions import revise_proposal
from portal.proposals.models import Proposal
from tests.files import samples, tracked
from tests.files.tracked import CAME, STANDS, WENT, Said
from tests.forms_on_pages import forms_in
from tests.proposals.scene import DRAFT, TYPED, revised

RICH = """Vejen er **meget farlig** om *morgenen*. Se [tællingen](https://example.dk/taelling) og [mødet](/moeder/3).

# To lag

- Nørregade
- Søndergade
  1. den nordlige del
  2. den sydlige del
- Vestergade

| Vej | Biler |
| --- | --- |
| Nørregade | **1.200** |
| Søndergade | 800 |

## Det næste

1. Vi tæller.
2. Vi spørger.

Det er
to linjer."""
NEW, NEXT = "/udvalg/havnen/forslag/nyt/fra-word", "{path}/ret/fra-word"


def send(visitor, path, content=None, name="tekst.docx", **data):
    if content is not None:
        data["file"] = (BytesIO(content), name)
    return visitor.post(path, data=data, content_type="multipart/form-data")


def form_in(answer, field="problem"):
    """Where the form with that field is sent, and what stands in its fields."""
    return next(one for one in forms_in(answer.text, "") if one.values_of(field))


def said_in(answer, field="problem"):
    return {name: value for name, value in form_in(answer, field).fields if name != "file"}


def word(*paragraphs):
    """A Word document of headings, which begin with #, and paragraphs."""
    document, out = Document(), BytesIO()
    for one in paragraphs:
        words = one.lstrip("#")
        if words != one:
            document.add_heading(words.strip(), len(one) - len(words))
        else:
            document.add_paragraph(one)
    document.save(out)
    return out.getvalue()


def test_a_proposal_goes_out_and_comes_back_as_it_was(client, dorte, proposal):
    """Headings, lists in lists, a table, emphasis and links: the same Markdown, in each part."""
    rich = revised(problem=RICH, solution=DRAFT.solution, mobilisation=DRAFT.mobilisation, what_changed="Mere.")
    version = revise_proposal(dorte, proposal, rich)
    file = client().get(f"{proposal.path}/forslag.docx")
    assert file.headers["Content-Disposition"].endswith("forslag-1-version-2.docx")
    document = Document(BytesIO(file.data))
    assert 'w:lang w:val="da-DK"' in document.styles.element.xml
    heads = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    numbers = {one.text: one.number for one in version.blocks}
    assert heads[:3] == [
        ("Heading 1", DRAFT.title), ("Heading 2", "Problemet"), ("Heading 3", f"[{numbers['# To lag']}] To lag")
    ]  # fmt: skip
    page = send(client(dorte), NEXT.format(path=proposal.path), file.data)
    assert page.status_code == 200
    fields = said_in(page)
    assert [fields[name] for name in ("title", "problem", "solution", "mobilisation")] == [
        DRAFT.title, RICH, DRAFT.solution, DRAFT.mobilisation
    ]  # fmt: skip
    assert db.session.get_one(Proposal, proposal.id).versions[0].number == 2  # nothing is saved


def test_the_form_with_the_text_is_saved_as_any_other(client, dorte, proposal):
    content = word("# Skoleveje i fire lag", "## Løsning:", "Skolegade bliver cykelgade. Bilerne sætter af ved hallen.")
    page = send(client(dorte), NEXT.format(path=proposal.path), content)
    form = form_in(page)
    assert form.action == f"{proposal.path}/ret"
    assert "Dokumentet har ingen overskrift til: Problemet, Hvem gør det sammen med os." in page.text
    answer = client(dorte).post(form.action, data=said_in(page) | {"what_changed": "Fra Word."})
    assert answer.status_code == 302
    version = db.session.get_one(Proposal, proposal.id).versions[0]
    assert version.title == "Skoleveje i fire lag" and version.problem == DRAFT.problem
    assert version.solution == "Skolegade bliver cykelgade. Bilerne sætter af ved hallen."


def test_without_headings_all_of_it_is_the_solution(client, dorte, designing):
    page = send(client(dorte), NEW, word("# Bade ved kajen", "Vi bader her.", "## Hvornår", "Om aftenen."))
    fields = said_in(page)
    assert (fields["title"], fields["problem"]) == ("Bade ved kajen", "")
    assert fields["solution"] == "Vi bader her.\n\n# Hvornår\n\nOm aftenen."
    assert "hele teksten står under »Løsningen«" in page.text


def test_what_was_typed_travels_along(client, dorte, designing):
    """From the form to the page that asks for the file, past a bad file, and into the form again."""
    typed = TYPED | {"solution": "Mine egne ord.", "problem": ""}
    asked = client(dorte).post(NEW, data=typed | {"from_word": "1"})
    assert asked.status_code == 200
    carried = said_in(asked, "kept_key")
    assert carried["solution"] == "Mine egne ord."
    bad = send(client(dorte), NEW, samples.HTML, "tekst.docx", **carried)
    assert bad.status_code == 422 and said_in(bad, "kept_key")["solution"] == "Mine egne ord."
    good = send(client(dorte), NEW, word("Filens ord."), **carried)
    assert said_in(good)["solution"] == "Mine egne ord.\n\nFilens ord."
    assert said_in(good)["mobilisation"] == DRAFT.mobilisation


CHANGED = [
    Said("text", ((STANDS, "Løsningen"),)),
    Said("text", ((STANDS, "Skolegade bliver cykelgade "), (WENT, "på skoledage"), (CAME, "hver dag"), (STANDS, ". "),
                  (STANDS, "Bilerne sætter af ved hallen."))),
]  # fmt: skip


def heading(content):
    """The first paragraph of the document as a heading."""
    document, out = Document(BytesIO(content)), BytesIO()
    document.paragraphs[0].style = document.styles["Heading 2"]
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("how", "said"), [("accept", "hver dag"), ("refuse", "på skoledage")])
def test_whoever_uploads_says_what_becomes_of_the_changes(client, dorte, proposal, how, said):
    path = NEXT.format(path=proposal.path)
    asked = send(client(dorte), path, heading(tracked.docx(CHANGED)))
    assert asked.status_code == 200 and "Der er 2 sporede ændringer i det. Af: Vera Ny." in asked.text
    fields = said_in(asked, "kept_key")
    silent = send(client(dorte), path, **fields)
    assert silent.status_code == 422 and "Vælg, hvad der skal ske med de sporede ændringer" in silent.text
    page = send(client(dorte), path, **fields | {"changes": how})
    assert said_in(page)["solution"] == f"Skolegade bliver cykelgade {said}. Bilerne sætter af ved hallen."


def test_what_others_changed_since_the_document_was_fetched_stays(client, dorte, proposal):
    """The document says, with its changes refused, which version it builds on."""
    later = DRAFT.solution.replace("ved hallen", "ved svømmehallen")
    revise_proposal(dorte, proposal, revised(solution=later, what_changed="Svømmehallen."))
    path = NEXT.format(path=proposal.path)
    asked = send(client(dorte), path, heading(tracked.docx(CHANGED)))
    fields = said_in(asked, "kept_key")
    page = send(client(dorte), path, **fields | {"changes": "accept"})
    assert said_in(page)["solution"] == ("Skolegade bliver cykelgade hver dag. Bilerne sætter af ved svømmehallen.")
    assert "Dokumentet bygger på version 1." in page.text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (samples.pdf(), "tekst.pdf", "Vælg et Word-dokument (.docx) eller en ODT."),
        (samples.OLD_WORD, "tekst.doc", "gammelt eller låst Word-dokument"),
        (b"", "tekst.docx", "Filen er tom"),
        (word(), "tom.docx", "Der er ingen tekst i dokumentet."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(client, dorte, designing, content, name, said):
    answer = send(client(dorte), NEW, content, name)
    assert answer.status_code == 422 and said in answer.text


def test_what_does_not_come_along_is_listed(client, dorte, designing):
    document, out = Document(), BytesIO()
    document.add_paragraph("Se billedet.").add_run().add_picture(BytesIO(samples.picture("PNG")))
    document.sections[0].header.paragraphs[0].text = "Fjordby Kommune"
    document.save(out)
    page = send(client(dorte), NEW, out.getvalue())
    assert "1 billede" in page.text and "1 sidehoved eller sidefod" in page.text and "Fjordby Kommune" in page.text


def test_on_paper_each_passage_has_its_number(client, dorte, proposal):
    revise_proposal(dorte, proposal, revised(problem=RICH, what_changed="Mere."))
    page = client().get(f"{proposal.path}/udskriv")
    assert page.status_code == 200 and render_markdown("# To lag") in page.text
    assert client().get(f"{proposal.path}/udskriv?version=1").status_code == 200
    assert client().get(f"{proposal.path}/udskriv?version=9").status_code == 404


def test_a_draft_goes_to_nobody_else(client, anna, dorte, draft):
    for name in ("forslag.docx", "udskriv"):
        assert client(anna).get(f"{draft.path}/{name}").status_code == 404
        assert client(dorte).get(f"{draft.path}/{name}").status_code == 200
