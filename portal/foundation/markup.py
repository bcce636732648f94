"""A gentle Markdown: a sign is markup only where it plainly is meant so; everywhere else it stays as it was typed.

Lists are lines that each begin with a dash (or a star) and a blank, or with numbers that follow one another from 1;
what is indented under an item belongs to it. A heading is `# ` and words. Bold and italics begin and end where words
do. Links lead to an address that is written out. A table has a line of dashes under its head. Nothing else means
anything: no HTML, no code, no quotes, no underscores, no escapes.
"""

import re
from html import escape, unescape
from itertools import takewhile
from textwrap import dedent
from typing import Self
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, EmptyBlockProcessor
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import (
    DoubleTagInlineProcessor,
    InlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor as InlinePatterns, PrettifyTreeprocessor
from markdown.util import Registry

MOST_LEVELS = 12  # lists within lists; nobody means more
FEWEST = 2  # a single number is a date or a year, a single star a note under a table
_HEADING = re.compile(r" {0,3}(#{1,6}) +(?=[^#\s])(.*)")
_DASH = re.compile(r" {0,3}- +(?![\d.,]+$)(?=\S)")  # a line of a sum is none
_NEXT_DASH = re.compile(r" {0,3}-(?: +|$)")
_STAR = re.compile(r" {0,3}\* +(?![*-](?: |$))(?=\S)")  # "* * *" is an ornament
_NUMBER = re.compile(r" {0,3}(\d{1,9})\. +(?=\S)")
_MAY_BEGIN_LIST = re.compile(r" {0,3}(?:[-*]|0*1\.) ")
_UNDER_HEAD = re.compile(r" *:?-+:? *")
_LINK = (
    r"\[((?:[^\[\]]|\[[^\[\]]*\](?!\())+)\]"  # words, perhaps with brackets of their own
    r"\( *((?i:https?://|mailto:|/(?!/))(?!\\)(?:[^\s()]|\([^\s()]*\))+)(?:\s+\"[^\"]*\")? *\)"
)


def html_of(text: str) -> str:
    """The HTML of a text. It is safe as far as this library is; `render_markdown` cleans it all the same."""
    return _Gentle().convert("\n" + escape(text, quote=False))  # blanks on the first line are empty only after a line


class _Gentle(Markdown):
    """The library with nothing in it but what we name. Made anew for each text: it keeps what it is in the midst of,
    so it serves one thread at a time, and what a text left behind could turn up in the next; making it is cheap."""

    def build_parser(self) -> Self:
        self.preprocessors, self.postprocessors = Registry(), Registry()
        self.preprocessors.register(NormalizeWhitespace(self), "normalize_whitespace", 0)
        self.parser = BlockParser(self)
        for rank, kind in enumerate((_Paragraph, _List, _Heading, _Table, EmptyBlockProcessor)):
            self.parser.blockprocessors.register(kind(self.parser), kind.__name__, rank)
        self.inlinePatterns = Registry()
        self.inlinePatterns.register(_Link(_LINK, self), "link", 5)
        self.inlinePatterns.register(DoubleTagInlineProcessor(_between_stars(3), "em,strong"), "both", 4)
        self.inlinePatterns.register(SimpleTagInlineProcessor(_between_stars(2), "strong"), "strong", 3)
        self.inlinePatterns.register(SimpleTagInlineProcessor(_between_stars(1), "em"), "em", 2)
        self.inlinePatterns.register(SubstituteTagInlineProcessor(r"\n", "br"), "line", 1)
        self.treeprocessors = Registry()
        self.treeprocessors.register(InlinePatterns(self), "inline", 2)
        self.treeprocessors.register(PrettifyTreeprocessor(self), "prettify", 1)
        return self


def _between_stars(number: int) -> str:
    """Words between stars at their edges; "a*b*c" is a sum. Whoever begins anew has not meant the star before."""
    opens = rf"(?<![^\W_])(?<!\*)\*{{{number}}}(?![\s*])"
    return rf"({opens})((?:(?!{opens}).)+?)(?<![\s*])\*{{{number}}}(?![^\W_])(?!\*)"


class _Link(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # as the library documents it
        link = Element("a", href=m[2])
        link.text = m[1]
        return link, m.start(), m.end()


class _Heading(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return bool(_HEADING.match(block.split("\n", 1)[0]))

    def run(self, parent: Element, blocks: list[str]) -> None:
        line, *rest = blocks.pop(0).split("\n", 1)
        found = _HEADING.match(line)
        if found:
            words = found[2].rstrip()
            bare = words.rstrip("#")  # "# Title #"
            SubElement(parent, f"h{len(found[1])}").text = bare.rstrip() if bare.endswith(" ") else words
        blocks[:0] = rest


class _Table(TableProcessor):
    """Rows with a bar between their cells, none wider than the head: what is left over would be lost."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser, {"use_align_attribute": False})

    def test(self, parent: Element, block: str) -> bool:
        return super().test(parent, block) and all(_UNDER_HEAD.fullmatch(cell) for cell in self.separator)

    def run(self, parent: Element, blocks: list[str]) -> None:
        head, dashes, *below = blocks[0].split("\n")
        rows = list(takewhile(self._is_row, below))
        blocks[:1] = ["\n".join((head, dashes, *rows)), "\n".join(below[len(rows) :])]
        super().run(parent, blocks)
        if not rows:  # the library adds an empty one
            del parent[-1][1]

    def _is_row(self, line: str) -> bool:
        cells = line.strip(" ")
        if self.border:
            cells = cells.removeprefix("|").removesuffix("|")
        return "|" in line and cells.count("|") < len(self.separator)


class _List(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return bool(_MAY_BEGIN_LIST.match(block)) and len(self.parser.state) < MOST_LEVELS

    def run(self, parent: Element, blocks: list[str]) -> bool:
        lines = _lines(blocks)
        items = _items(lines)
        if not items:
            return False
        held = sum(len(item) for item in items)
        is_loose = "" in "\n".join(lines[:held]).rstrip().split("\n")
        shown = SubElement(parent, "ol" if _NUMBER.match(lines[0]) else "ul")
        self.parser.state.set("loose" if is_loose else "list")
        for first, *rest in items:
            inner = "\n".join((first, dedent("\n".join(rest)))).strip("\n")
            self.parser.parseChunk(SubElement(shown, "li"), inner)
        self.parser.state.reset()
        blocks[:] = "\n".join(lines[held:]).split("\n\n")
        return True


def _lines(blocks: list[str]) -> list[str]:
    """The library cuts a text at its empty lines; a list goes on behind them."""
    return "\n\n".join(blocks).split("\n")


def _items(lines: list[str]) -> list[list[str]]:
    """The lines of each item of the list that begins with the first line; none if that plainly is no list."""
    marker = next((one for one in (_DASH, _STAR, _NUMBER) if one.match(lines[0])), None)
    if marker is None:
        return []
    items: list[list[str]] = []
    within = _indent(lines[0]) + 1
    begins = _NEXT_DASH if marker is _DASH else marker
    for line in lines:
        found = begins.match(line) if _indent(line) <= within else None
        if found:
            items.append([line[found.end() :]])
            within = _indent(line) + 1
            if marker is _NUMBER and int(found[1]) != len(items):
                return []
        elif line.strip() and _indent(line) < within:
            break
        else:
            items[-1].append(line)
    return items if marker is _DASH or len(items) >= FEWEST else []


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Paragraph(BlockProcessor):
    """All that is nothing else, up to the line where something begins."""

    def test(self, parent: Element, block: str) -> bool:
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = blocks.pop(0).split("\n")
        places = range(1, len(lines))
        end = next((place for place in places if self._begins(parent, lines, place, blocks)), len(lines))
        self._add(parent, "\n".join(line.strip() for line in lines[:end]).strip())
        if end < len(lines):
            blocks.insert(0, "\n".join(lines[end:]))

    def _begins(self, parent: Element, lines: list[str], place: int, blocks: list[str]) -> bool:
        """Does a heading, a list or a table begin at this line?"""
        line = lines[place]
        if _MAY_BEGIN_LIST.match(line) and len(self.parser.state) < MOST_LEVELS:
            return bool(_items(_lines(["\n".join(lines[place:]), *blocks])))
        if "|" in line:
            return bool(self.parser.blockprocessors["_Table"].test(parent, "\n".join(lines[place : place + 2])))
        return bool(_HEADING.match(line))

    def _add(self, parent: Element, words: str) -> None:
        """In a list without empty lines an item is its words."""
        if not words:
            return
        if not self.parser.state.isstate("list"):
            SubElement(parent, "p").text = words
        elif len(parent):
            parent[-1].tail = _joined(parent[-1].tail, words)
        else:
            parent.text = _joined(parent.text, words)


def _joined(before: str | None, words: str) -> str:
    return f"{before}\n{words}" if before else words


def pieces_of(text: str) -> list[str]:
    """The source of each paragraph, heading, list and table of a text, in order: as many as its HTML has elements that
    lie within no other."""
    gentle, root, pieces = _Gentle(), Element("div"), list[str]()
    lines = gentle.preprocessors["normalize_whitespace"].run(f"\n{escape(text, quote=False)}".split("\n"))
    left = "\n".join(lines).split("\n\n")
    while left:
        before, known = "\n\n".join(left), len(root)
        for kind in gentle.parser.blockprocessors:
            if kind.test(root, left[0]) and kind.run(root, left) is not False:
                break
        if len(root) > known:
            taken = before[: len(before) - len("\n\n".join(left))]
            pieces.append(unescape(taken.strip("\n")))
    return pieces
