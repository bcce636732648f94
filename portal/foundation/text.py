"""Texts that people write: Markdown in, clean HTML out. Rendered once, when saved, because rendering is slow."""

import re
from hashlib import sha256

import nh3
from markdown import Markdown
from markupsafe import Markup

ALLOWED_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr",
                "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td", "del"}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}
ALLOWED_SCHEMES = {"https", "http", "mailto"}
HEADING_SHIFT = 2  # a page has its own h1 and h2; what people write begins at h3
LOWEST_HEADING = 5
MOST_OPEN = 30  # brackets within brackets; nobody means more
# Signs without a shape: controls (but line break and tab), marks that turn the direction of all that follows, and
# numbers that Unicode promises never to use. No keyboard has them; a feed with one of them cannot be read.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")


def without_unseen_signs(text: str) -> str:
    """The text as a person sees it; lines end with a line feed alone."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def render_markdown(text: str) -> str:
    """Clean HTML of a Markdown text. Raw HTML, scripts, images and odd links are taken away."""
    return nh3.clean(
        _shift_headings(_converted(text)),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="nofollow ugc noopener",
    )


def _converted(text: str) -> str:
    """HTML of a Markdown text, also of one that is made to keep the converter busy or to lead it too deep."""
    if _deepest(text) > MOST_OPEN:
        text = text.replace("[", r"\[")  # no links then: looking for them takes minutes where brackets never close
    try:
        return Markdown(extensions=["sane_lists", "tables", "nl2br"]).convert(text)
    except RecursionError:  # lists in lists in lists
        return Markup("<p>{}</p>").format(text)


def _deepest(text: str) -> int:
    """How many brackets are open at once where most are; round ones that follow square ones belong to links too."""
    deepest = 0
    for opens, closes in ("[]", "()"):
        depth = 0
        for sign in text:
            depth = depth + 1 if sign == opens else max(0, depth - 1) if sign == closes else depth
            deepest = max(deepest, depth)
    return deepest


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


def print_of(*texts: object) -> str:
    """A short print of what stood somewhere, to see later whether it still does."""
    return sha256(repr(texts).encode()).hexdigest()[:16]


def plain_text(html: str) -> str:
    """The words of an HTML text, for search and mails."""
    return " ".join(Markup(re.sub(r"<[^>]+>", " ", html)).unescape().split())  # noqa: S704 - only unescaped, never shown


def shortened(text: str, length: int = 200) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",.;:–-") + " …"


def slugify(name: str) -> str:
    """A Danish name as a piece of an address: "Lys på søen" becomes "lys-paa-soeen"."""
    spelled = name.lower()
    for letter, spelling in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("é", "e"), ("ü", "u"), ("ö", "oe"), ("ä", "ae")):
        spelled = spelled.replace(letter, spelling)
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")[:80].rstrip("-")


def danish_order(name: str) -> tuple[int, ...]:
    """Sort key for names as a Danish reader expects: æ, ø and å last, aa as å, capitals alike."""
    return tuple(_RANK.get(letter, ord(letter)) for letter in name.lower().replace("aa", "å"))


_LAST = ord("z")
_RANK = {"æ": _LAST + 1, "ä": _LAST + 1, "ø": _LAST + 2, "ö": _LAST + 2, "å": _LAST + 3, "é": ord("e"), "ü": ord("y")}
