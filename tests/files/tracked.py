"""Documents with tracked changes, made here: in Word's words and in those of ODT.

A document is a list of paragraphs. Each has pieces of words that stand, came or went, and an end that stands, came or
went. Every word is another one, so that each can be accounted for.
"""

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

STANDS, CAME, WENT = "stands", "came", "went"
BY = 'w:id="{number}" w:author="Vera Ny" w:date="2026-11-02T10:00:00Z"'
ODF = " ".join(
    f'xmlns:{name}="{space}"'
    for name, space in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)


@dataclass(frozen=True)
class Said:
    """A paragraph: where it stands, its pieces, and what became of its end."""

    where: str  # "text", "item" or "cell"
    pieces: tuple[tuple[str, str], ...]
    end: str = STANDS
    moved: str = ""  # "from" or "to": all of it

    def words(self, gone):
        """Its words where the changes of one kind are not seen."""
        if self.moved:
            is_gone = self.moved == {WENT: "from", CAME: "to"}[gone]
            return [] if is_gone else " ".join(text for _state, text in self.pieces).split()
        return " ".join(text for state, text in self.pieces if state != gone).split()


def words_of(paragraphs, gone):
    """All words in order, without what went, or without what came."""
    return [word for one in paragraphs for word in one.words(gone)]


# Word


def docx(paragraphs):
    """The paragraphs in Word; those in cells that follow one another make one table of a column."""
    document = Document()
    body, numbers = document.element.body, iter(range(100, 100_000))
    cells = None
    for one in paragraphs:
        element = _paragraph(one, numbers)
        if one.where != "cell":
            cells = None
            body.insert(len(body) - 1, element)
            continue
        if cells is None:
            cells = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid></w:tbl>")
            body.insert(len(body) - 1, cells)
        cell = parse_xml(f"<w:tr {nsdecls('w')}><w:tc><w:tcPr/></w:tc></w:tr>")
        cell[0].append(element)
        cells.append(cell)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(one, numbers):
    style = '<w:pStyle w:val="ListBullet"/>' if one.where == "item" else ""
    end = {STANDS: "", CAME: "ins", WENT: "del"}[one.end]
    if one.moved:
        end = "moveFrom" if one.moved == "from" else "moveTo"
    mark = f"<w:rPr><w:{end} {BY.format(number=next(numbers))}/></w:rPr>" if end else ""
    runs = "".join(_run(state, text, one.moved, numbers) for state, text in one.pieces)
    return parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{style}{mark}</w:pPr>{runs}</w:p>")


def _run(state, text, moved, numbers):
    tag = {STANDS: "", CAME: "ins", WENT: "del"}[state] if not moved else {"from": "moveFrom", "to": "moveTo"}[moved]
    word = "delText" if tag == "del" else "t"
    run = f'<w:r><w:{word} xml:space="preserve">{text}</w:{word}></w:r>'
    return f"<w:{tag} {BY.format(number=next(numbers))}>{run}</w:{tag}>" if tag else run


# ODT


def odt(paragraphs):
    """The same as an ODT; what went stands apart, and a mark in the text says where."""
    regions, body, numbers = [], [], iter(range(1, 100_000))
    group, kind = [], None
    for one in [*paragraphs, None]:
        where = one.where if one else None
        if where != kind and group:
            body.append(_group(kind, group))
            group = []
        kind = where
        if one:
            group.append(_odt_paragraph(one, regions, numbers))
    tracked = f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>" if regions else ""
    return odt_file(f"{tracked}{''.join(body)}")


def odt_file(body, styles=""):
    """An ODT with this in its text."""
    content = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODF} office:version="1.3">
<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>
</office:document-content>"""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", compress_type=0)
        package.writestr("content.xml", content)
    return out.getvalue()


def _group(kind, group):
    if kind == "item":
        return f"<text:list>{''.join(f'<text:list-item>{one}</text:list-item>' for one in group)}</text:list>"
    if kind == "cell":
        rows = (f"<table:table-row><table:table-cell>{one}</table:table-cell></table:table-row>" for one in group)
        return f"<table:table>{''.join(rows)}</table:table>"
    return "".join(group)


def _odt_paragraph(one, regions, numbers):
    moved = {"": "", "from": WENT, "to": CAME}[one.moved]
    pieces = (_odt_piece(moved or state, text, regions, numbers) for state, text in one.pieces)
    return f"<text:p>{''.join(pieces)}</text:p>"


def _odt_piece(state, text, regions, numbers):
    text = text.rstrip() + " " if text.endswith(" ") else text
    if state == STANDS:
        return text
    number = f"ct{next(numbers)}"
    who = "<dc:creator>Vera Ny</dc:creator><dc:date>2026-11-02T10:00:00</dc:date>"
    by = f"<office:change-info>{who}</office:change-info>"
    what = f"<text:insertion>{by}</text:insertion>" if state == CAME else (
        f"<text:deletion>{by}<text:p>{text}</text:p></text:deletion>"
    )  # fmt: skip
    regions.append(f'<text:changed-region text:id="{number}">{what}</text:changed-region>')
    if state == WENT:
        return f'<text:change text:change-id="{number}"/>'
    return f'<text:change-start text:change-id="{number}"/>{text}<text:change-end text:change-id="{number}"/>'
