"""Texts that people write: words in, clean HTML out. Rendered once, when saved, because rendering is slow."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import nh3
from markupsafe import Markup

from portal.foundation.markup import html_of, pieces_of


class BlockKind(StrEnum):
    """What a block of a text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"


KINDS = {"p": BlockKind.PARAGRAPH, "ul": BlockKind.LIST, "ol": BlockKind.LIST, "table": BlockKind.TABLE}
_TAG = re.compile(r"<(/?)(?!br\b)(\w+)[^>]*>")  # within quotes ">" is written otherwise
ALLOWED_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "h5",
                "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href"}}
ALLOWED_SCHEMES = {"https", "http", "mailto"}
HEADING_SHIFT = 2  # a page has its own h1 and h2; what people write begins at h3
LOWEST_HEADING = 5
# Signs without a shape: controls (but line break and tab), marks that turn the direction of all that follows, and
# numbers that Unicode promises never to use. No keyboard has them; a feed with one of them cannot be read.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")


def without_unseen_signs(text: str) -> str:
    """The text as a person sees it; lines end with a line feed alone, and a letter is one sign."""
    return composed(_UNSEEN.sub("", _LINE_END.sub("\n", text)))


def composed(text: str) -> str:
    """Each letter as one sign: a Mac's file names, and what is copied from its PDFs, have å as a and a ring."""
    return unicodedata.normalize("NFC", text)


def alike(text: str) -> str:
    """What two texts have in common that a reader takes for the same: for searching by name, place or title."""
    return " ".join(composed(text).casefold().split())


def render_markdown(text: str) -> str:
    """Clean HTML of a text with gentle Markdown. Whatever looks like HTML is shown as it was typed."""
    return nh3.clean(
        _shift_headings(html_of(text)),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="nofollow ugc noopener",
    ).strip()


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list or table of a text: as it was typed, and as HTML."""

    kind: BlockKind
    text: str
    html: str


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text with gentle Markdown. The HTML of all of them, a line each, is that of the text."""
    shown = _elements(render_markdown(text))
    return [
        Block(KINDS.get(tag, BlockKind.HEADING), source, html)
        for source, (tag, html) in zip(pieces_of(text), shown, strict=True)
    ]


def _elements(html: str) -> Iterator[tuple[str, str]]:
    """Name and source of each element that lies within no other, of HTML that has been cleaned."""
    depth = begins = 0
    for found in _TAG.finditer(html):
        if depth == 0:
            begins = found.start()
        depth += -1 if found[1] else 1
        if depth == 0:
            yield found[2], html[begins : found.end()]


def _shift_headings(html: str) -> str:
    """Headings begin at h3 and never leap a level, whichever number of # somebody began with."""
    written: list[int] = []
    shown: list[int] = []

    def opened(found: re.Match[str]) -> str:
        level = int(found[1])
        while written and written[-1] >= level:
            written.pop(), shown.pop()
        written.append(level)
        shown.append(min((shown[-1] if shown else HEADING_SHIFT) + 1, LOWEST_HEADING))
        return f"<h{shown[-1]}>{found[2]}</h{shown[-1]}>"

    return re.sub(r"<h([1-6])>(.*?)</h\1>", opened, html, flags=re.DOTALL)


def plain_text(html: str) -> str:
    """The words of an HTML text on one line, for search, feeds, tables and mails; lists keep their numbers."""
    return " ".join(plain_lines(html))


def plain_lines(html: str) -> list[str]:
    """A text as its readers see it: a line for each paragraph, line break, row and item of a list."""
    lines: list[str] = [""]
    lists: list[int | None] = []  # the lists that are open; of those with numbers, how far they have come
    for tag, words in _PIECE.findall(html):
        if words:
            lines[-1] += words
            continue
        if tag in {"td", "th"}:
            lines[-1] += " "
        if tag in _ENDS_LINE:
            lines.append("")
        if tag in {"ul", "ol"}:
            lists.append(0 if tag == "ol" else None)
        elif tag in {"/ul", "/ol"} and lists:
            lists.pop()
        elif tag == "li":
            lines.append(_marker(lists))
    return [shown for line in lines if (shown := " ".join(_unescaped(line).split()))]


_PIECE = re.compile(r"<(/?\w*)[^>]*>|([^<]+)")
_ENDS_LINE = {"br", "ul", "ol"} | {f"/{tag}" for tag in ("p", "li", "h3", "h4", "h5", "tr")}


def _marker(lists: list[int | None]) -> str:
    """What stands before the next item of the innermost list."""
    counted = lists[-1] if lists else None
    if counted is None:
        return "- "
    lists[-1] = counted + 1
    return f"{counted + 1}. "


def _unescaped(html: str) -> str:
    return Markup(html).unescape()  # noqa: S704 - only unescaped, never shown


def without_marks(lines: list[str]) -> list[str]:
    """The lines of a pasted list without what stands before each: numbers from 1, or one kind of dash."""
    numbers = [re.match(r"(\d{1,3})[.)]\s+(?=\S)", line) for line in lines]
    is_date = len(lines) == 1 and re.match(r"1\.\s+[a-zæøå]", lines[0])
    if not is_date and all(found and int(found[1]) == place for place, found in enumerate(numbers, 1)):
        return [line[found.end() :] for line, found in zip(lines, numbers, strict=True) if found]
    dashes = [re.match(r"[-–—*•]\s+(?=\S)", line) for line in lines]
    if len({found[0][0] if found else "" for found in dashes}) == 1:
        return [line[found.end() :] if found else line for line, found in zip(lines, dashes, strict=True)]
    return lines


def without_number(text: str, number: int) -> str:
    """A text without the number that is shown beside it anyway; "1. maj" and "1. klasse" are words."""
    return re.sub(rf"^{number}(?:\)\s+|\.\s+(?![a-zæøå\s]))(?=\S)", "", text)


def shortened(text: str, length: int = 200) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",.;:–-") + " …"


# A full stop that ends a sentence: a blank and a capital follow, and no number and none of these stands before it.
_SENTENCE_END = re.compile(
    r"[.!?](?<!\d.)(?<!\bbl\.a.)(?<!\bf\.eks.)(?<!\bca.)(?<!\bnr.)(?<!\bstk.)(?<!\bkl.)(?<!\bpkt.)(?<!\bjf.)(?<!\bdr.)"
    r"(?<!\b\w.)[»”’)]*(?=\s+[«„“»(]?[A-ZÆØÅ0-9])"
)


def whole_sentences(text: str, most: int = 160) -> str:
    """The first sentences of a text that fit in `most` characters, and the first of them even if it does not quite."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    fitting = [end for end in ends if end <= most] or [end for end in (*ends[:1], len(text)) if end <= 2 * most]
    return text[: fitting[-1]] if fitting else shortened(text, most)


def slugify(name: str) -> str:
    """A Danish name as a piece of an address: "Lys på søen" becomes "lys-paa-soeen"."""
    spelled = composed(name).lower()
    for letter, spelling in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("é", "e"), ("ü", "u"), ("ö", "oe"), ("ä", "ae")):
        spelled = spelled.replace(letter, spelling)
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")[:80].rstrip("-")


def danish_order(name: str) -> tuple[int, ...]:
    """Sort key for names as a Danish reader expects: æ, ø and å last, aa as å, capitals alike."""
    return tuple(_RANK.get(letter, ord(letter)) for letter in composed(name).lower().replace("aa", "å"))


_LAST = ord("z")
_RANK = {"æ": _LAST + 1, "ä": _LAST + 1, "ø": _LAST + 2, "ö": _LAST + 2, "å": _LAST + 3, "é": ord("e"), "ü": ord("y")}
