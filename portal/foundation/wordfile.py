"""Texts as Word documents that can be filed and worked on: real headings and lists, the language, and the title."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor

from portal.foundation.shaped import NUMBER_STYLE

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LISTS = {"ul": "List Bullet", "ol": "List Number"}
DEEPEST = 3  # lists that the template has styles for
HEAD_STYLE = "Tabelhoved"
GREY, SMALL = RGBColor(0x59, 0x59, 0x59), Pt(8)
LOWEST = 9


class WordFile:
    """A document that grows from above to below. `base` is what addresses within the portal begin with."""

    def __init__(self, title: str, *, subject: str, author: str, made: datetime, base: str = "") -> None:
        self.document: Any = Document()
        self.base = base
        self._lists: dict[int, Any] = {}
        properties = self.document.core_properties
        properties.title, properties.subject, properties.author = title, subject, author
        properties.comments, properties.language = "", "da-DK"
        properties.created = properties.modified = made.astimezone(UTC)
        _speak_danish(self.document)
        _add_styles(self.document)

    def saved(self) -> bytes:
        content = BytesIO()
        self.document.save(content)
        return content.getvalue()

    def head(self, text: str, level: int) -> None:
        self.document.add_heading(text, min(level, LOWEST))

    def say(self, text: str, *, bold: bool = False) -> None:
        """A paragraph."""
        self.document.add_paragraph().add_run(text).bold = bold or None

    def list(self, texts: Iterable[str]) -> None:
        for one in texts:
            self.document.add_paragraph(one, style=LISTS["ul"])

    def above(self, text: str) -> None:
        """What stands at the top of each page."""
        self.document.sections[0].header.paragraphs[0].text = text

    def table(self, rows: Iterable[Iterable[object]]) -> None:
        """Plain words in rows; the first is the head."""
        cells = [[str(cell) for cell in row] for row in rows]
        made = self._table(len(cells), max(map(len, cells)))
        for row, texts in zip(made.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.paragraphs[0].add_run(text)

    def write(self, html: str, *, above: int = 2, number: int | None = None) -> None:
        """What was written in Markdown, under a heading of the level `above`; with the number of its passage."""
        self._lists.clear()
        for block in BeautifulSoup(html, "html.parser").find_all(["p", "li", "table", "h3", "h4", "h5", "h6"]):
            if block.find_parent("table") is not None and block.name != "table":
                continue
            if block.name == "p" and block.parent is not None and block.parent.name == "li":
                if block.parent.find("p") is block:
                    continue  # written with its item
                _depth, style = _place_of(block.parent, "List Continue")
                self._runs(self.document.add_paragraph(style=style), block)
                continue
            self._block(block, above, number)
            number = None  # it stands before the first

    def _block(self, block: Tag, above: int, number: int | None) -> None:
        if block.name == "table":
            if number is not None:
                self._number(self.document.add_paragraph(), number)
            self._written_table(block)
            return
        if block.name == "li":
            paragraph = self._item(block)
        else:
            level = min(above + int(block.name[1]) - 2, LOWEST) if block.name.startswith("h") else 0
            paragraph = self.document.add_paragraph(style=f"Heading {level}" if level else None)
        if number is not None:
            self._number(paragraph, number)
        self._runs(paragraph, block)

    @staticmethod
    def _number(paragraph: Any, number: int) -> None:
        paragraph.add_run(f"[{number}] ", style=NUMBER_STYLE)

    def _item(self, block: Tag) -> Any:
        kind = LISTS[block.parent.name if block.parent is not None else "ul"]
        depth, style = _place_of(block, kind)
        paragraph = self.document.add_paragraph(style=style)
        if kind == LISTS["ol"]:
            self._count(paragraph, id(block.parent), depth, style)
        return paragraph

    def _count(self, paragraph: Any, of_list: int, depth: int, style: str) -> None:
        """Each list begins at 1: Word goes on counting where another of the same style ended."""
        if of_list not in self._lists:
            numbered = self.document.styles[style].element.pPr.numPr.numId.val
            known = self.document.part.numbering_part.numbering_definitions._numbering
            made = known.add_num(known.num_having_numId(numbered).abstractNumId.val)
            made.add_lvlOverride(0).add_startOverride(1)
            self._lists[of_list] = made.numId
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = self._lists[of_list]

    def _table(self, rows: int, columns: int) -> Any:
        made = self.document.add_table(rows, columns, style="Table Grid")
        head = made.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        for cell in made.rows[0].cells:
            cell.paragraphs[0].style = self.document.styles[HEAD_STYLE]
        return made

    def _written_table(self, block: Tag) -> None:
        rows = [row.find_all(["th", "td"]) for row in block.find_all("tr")]
        made = self._table(len(rows), max(len(cells) for cells in rows))
        for row, cells in zip(made.rows, rows, strict=True):
            for cell, written in zip(row.cells, cells, strict=False):
                self._runs(cell.paragraphs[0], written)

    def _runs(self, paragraph: Any, block: Tag, *, bold: bool = False, italic: bool = False) -> None:
        for part in block.children:
            if isinstance(part, NavigableString):
                _add_run(paragraph, " ".join(str(part).split("\n")), bold=bold, italic=italic)
            elif isinstance(part, Tag) and part.name == "br":
                paragraph.add_run().add_break()
            elif isinstance(part, Tag) and part.name not in LISTS and not _is_later(part):
                is_bold, is_italic = part.name in {"strong", "b"}, part.name in {"em", "i"}
                into = self._link(paragraph, part) if part.name == "a" else paragraph
                self._runs(into, part, bold=bold or is_bold, italic=italic or is_italic)

    def _link(self, paragraph: Any, link: Tag) -> "_Linked":
        address = urljoin(self.base, str(link.get("href") or ""))
        made = OxmlElement("w:hyperlink")
        made.set(qn("r:id"), self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(made)
        return _Linked(paragraph, made)


class _Linked:
    """Where the words of a link are written."""

    def __init__(self, paragraph: Any, link: Any) -> None:
        self.paragraph, self.link = paragraph, link

    def add_run(self, text: str = "") -> Any:
        run = self.paragraph.add_run(text)
        self.link.append(run._r)
        return run


def _is_later(part: Tag) -> bool:
    """A further paragraph of an item stands on its own."""
    return part.name == "p" and part.parent is not None and part.parent.find("p") is not part


def _place_of(item: Tag, kind: str) -> tuple[int, str]:
    """How deep an item lies, from 0, and the style of its kind there."""
    depth = min(len(item.find_parents(list(LISTS))), DEEPEST) - 1
    return depth, f"{kind} {depth + 1}" if depth else kind


def _speak_danish(document: Any) -> None:
    """The language of the text itself, by which Word checks spelling and screen readers choose a voice."""
    properties = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "da-DK")


def _add_styles(document: Any) -> None:
    """For the head of a table, and for the number of a passage: small and grey, and known again when it is read in."""
    document.styles.add_style(HEAD_STYLE, WD_STYLE_TYPE.PARAGRAPH).font.bold = True
    number = document.styles.add_style(NUMBER_STYLE, WD_STYLE_TYPE.CHARACTER).font
    number.size, number.color.rgb = SMALL, GREY


def _add_run(paragraph: Any, text: str, *, bold: bool, italic: bool) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
