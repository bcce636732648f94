"""Every word of a document with tracked changes is accounted for, whichever way they are taken."""

import itertools
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings, strategies as st

from portal.files.reading import odt_shapes, shapes, word_shapes
from tests.files import tracked
from tests.files.tracked import BY, CAME, STANDS, WENT, Said

STATES = st.sampled_from([STANDS, STANDS, CAME, WENT])


@st.composite
def documents(draw, ends=True):
    """Paragraphs, items and cells with changes; some are moved as a whole."""
    numbers = itertools.count()

    def words():
        return "".join(f"ord{next(numbers)} " for _one in range(draw(st.integers(1, 3))))

    paragraphs = []
    for _one in range(draw(st.integers(1, 8))):
        where = draw(st.sampled_from(["text", "text", "item", "cell"]))
        pieces = tuple((draw(STATES), words()) for _piece in range(draw(st.integers(0, 4))))
        end = draw(STATES) if ends and where != "cell" else STANDS
        paragraphs.append(Said(where, pieces, end))
    for _move in range(draw(st.integers(0, 2))):
        pieces = ((STANDS, words()),)
        for moved in ("from", "to"):
            paragraphs.insert(draw(st.integers(0, len(paragraphs))), Said("text", pieces, moved=moved))
    return paragraphs


def read(reader, content, folder):
    path = folder / "sent"
    path.write_bytes(content)
    return reader.shapes(path)


def words_in(said, view):
    blocks = said["views"].get(view, said["views"]["accepted"])
    return [word for block in blocks for word in block["text"].split() if word.startswith("ord")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tracked")


@settings(deadline=None, max_examples=60)
@given(paragraphs=documents())
def test_no_word_of_a_word_file_is_lost_or_slips_in(folder: Path, paragraphs):
    """Accepted: what stood and what came, in order. Refused: what stood and what went. Nothing else."""
    said = read(word_shapes, tracked.docx(paragraphs), folder)
    assert words_in(said, "accepted") == tracked.words_of(paragraphs, WENT)
    assert words_in(said, "refused") == tracked.words_of(paragraphs, CAME)


@settings(deadline=None, max_examples=60)
@given(paragraphs=documents(ends=False))
def test_no_word_of_an_odt_is_lost_or_slips_in(folder: Path, paragraphs):
    said = read(odt_shapes, tracked.odt(paragraphs), folder)
    assert words_in(said, "accepted") == tracked.words_of(paragraphs, WENT)
    assert words_in(said, "refused") == tracked.words_of(paragraphs, CAME)


MADE = Path(__file__).parent / "made_by_libreoffice"
BOTH = """## Løsningen

Skolegade bliver cykelgade {clock} fra oktober.

{para}

Her deles et afsnit,{split}og her begynder det andet.

Her samles to{joined}til ét.

{items}

{order}

| Vej {road} |
| --- |
| Toldbodgade |
| {row} række |

Til sidst."""
MOVED, BETWEEN = "Dette afsnit flytter sig.", "Midt imellem."
ACCEPTED = BOTH.format(
    clock="hver dag", para="Dette afsnit er nyt.", split="\n\n", joined=" ",
    items="- Nørregade og Østergade\n- Vestergade",
    order=f"{BETWEEN}\n\n{MOVED}", road="ny", row="Indsat",
)  # fmt: skip
REFUSED = BOTH.format(
    clock="på skoledage", para="Dette afsnit går ud helt.", split=" ", joined="\n\n",
    items="- Nørregade\n- Søndergade\n- Vestergade", order=f"{MOVED}\n\n{BETWEEN}", road="gammel", row="Slettet",
)  # fmt: skip


@pytest.mark.parametrize("name", ["aendringer.docx", "aendringer.odt"])
def test_what_libreoffice_wrote_is_read_both_ways(name):
    """Words, whole paragraphs, ends of paragraphs, items, rows, a cell, and a paragraph that moved.

    LibreOffice 7.4 opened a Word file with these changes, and saved it as both.
    """
    said = (word_shapes if name.endswith("docx") else odt_shapes).shapes(MADE / name)
    texts = {view: "\n\n".join(block["text"] for block in blocks) for view, blocks in said["views"].items()}
    assert texts == {"accepted": ACCEPTED, "refused": REFUSED}
    assert said["authors"] == ["Vera Ny"] and said["left"]["comment"]["words"] == ["Vera Ny: Så kan alle huske det."]
    about = next(block for block in said["views"]["accepted"] if block["comments"])
    assert about["text"].startswith("Skolegade") and about["authors"] == ["Vera Ny"]


def word_file(body):
    """A Word file with this XML in its body."""
    document = Document()
    for place, element in enumerate(parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")):
        document.element.body.insert(place, element)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def texts(folder, content, view="accepted"):
    said = read(word_shapes, content, folder)
    return [block["text"] for block in said["views"][view]], {kind: one["number"] for kind, one in said["left"].items()}


def paragraph(words, properties=""):
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def test_fields_boxes_and_odd_signs_keep_their_words(folder):
    body = (
        '<w:p><w:r><w:t>Se bilag</w:t></w:r><w:fldSimple w:instr="REF x"><w:r><w:t xml:space="preserve"> 7</w:t></w:r>'
        "</w:fldSimple><w:r><w:t>, by</w:t><w:noBreakHyphen/><w:t>råd</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>I boksen</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    assert texts(folder, word_file(body)) == (["Se bilag 7, by-råd", "I boksen"], {"field": 1, "box": 1})


def test_a_change_of_style_alone_is_taken_or_left(folder):
    """A heading that was a paragraph before, and bold that came."""
    was = f"<w:pPrChange {BY.format(number=1)}><w:pPr/></w:pPrChange>"
    body = paragraph("Ny overskrift", f'<w:pStyle w:val="Heading1"/>{was}') + (
        f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {BY.format(number=2)}><w:rPr/></w:rPrChange></w:rPr>"
        "<w:t>Fedt</w:t></w:r></w:p>"
    )
    assert texts(folder, word_file(body)) == (["# Ny overskrift", "**Fedt**"], {"shape_change": 2})
    assert texts(folder, word_file(body), "refused")[0] == ["Ny overskrift", "Fedt"]


def test_what_one_put_in_and_another_took_out_is_in_neither(folder):
    body = (
        f"<w:p><w:r><w:t>Står. </w:t></w:r><w:ins {BY.format(number=1)}><w:del {BY.format(number=2)}><w:r>"
        "<w:delText>Kom og gik.</w:delText></w:r></w:del></w:ins></w:p>"
    )
    assert texts(folder, word_file(body))[0] == texts(folder, word_file(body), "refused")[0] == ["Står."]


NUMBERING = """<w:abstractNum {space} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="17"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>
<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>"""


def test_numbers_that_word_makes_are_typed(folder):
    """»§ 17.« stands nowhere in the file but as a rule for counting."""
    document = Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(NUMBERING.format(space=nsdecls("w"))))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for place, (words, level) in enumerate((("Udvalget", 0), ("mødes", 1), ("drøfter", 1), ("Rådet", 0))):
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        element = paragraph(words, number).replace("<w:p>", f"<w:p {nsdecls('w')}>")
        document.element.body.insert(place, parse_xml(element))
    out = BytesIO()
    document.save(out)
    blocks, left = texts(folder, out.getvalue())
    assert " ".join(blocks).split() == ["§", "17.", "Udvalget", "a)", "mødes", "b)", "drøfter", "§", "18.", "Rådet"]
    assert left == {"number": 4}


def test_the_end_of_a_document_that_is_too_long_is_told(folder, monkeypatch):
    monkeypatch.setattr(shapes, "MOST_BLOCKS", 2)
    assert texts(folder, word_file(paragraph("a") * 3)) == (["a", "a"], {"cut": 1})
    monkeypatch.setattr(shapes, "MOST_SIGNS", 3)
    assert texts(folder, word_file(paragraph("ord ") * 2 + paragraph("bag"))) == (["ord"], {"cut": 1})
