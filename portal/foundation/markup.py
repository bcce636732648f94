"""A gentle Markdown: a sign is markup only where it plainly is meant so; everywhere else it stays as it was typed.

Lists are lines that each begin with a dash (or a star) and a blank, or with numbers that follow one another from 1.
A heading is `# ` and words. Bold and italics begin and end where words do. Links lead to an address that is written
out. A table has a line of dashes under its head. Nothing else means anything: no HTML, no code, no quotes, no
underscores, no escapes.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.heading import heading
from markdown_it.rules_block.list import list_block
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize

MOST_LEVELS = 12  # lists within lists; nobody means more
_HEADING = re.compile(r"#{1,6}[ \t]+[^#\s]")
_DASH = re.compile(r"-[ \t]+(?![\d.,]+$)\S")  # a line of a sum is none
_STAR = re.compile(r"\*[ \t]+(?![*-](?:[ \t]|$))\S")  # "* * *" is an ornament
_NUMBER = re.compile(r"(\d{1,9})\.[ \t]+\S")
_LEADS_SOMEWHERE = re.compile(r"(?:https?://|mailto:|/(?!/))[^\s\\]", re.IGNORECASE)


def html_of(text: str) -> str:
    """The HTML of a text. It is safe as far as this library is; `render_markdown` cleans it all the same."""
    return str(_PARSER.render(text))


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return bool(_HEADING.match(_line(state, start))) and heading(state, start, end, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list, if it plainly is one. What the library made of lines that are none is taken back."""
    if state.level >= 2 * MOST_LEVELS or not _begins_list(state, start, end):
        return False
    if silent:
        return True
    tokens, line, within = len(state.tokens), state.line, state.parentType
    if list_block(state, start, end, silent) and _counts_from_one(state, tokens):
        return True
    del state.tokens[tokens:]
    state.line, state.parentType = line, within
    return False


def _begins_list(state: StateBlock, start: int, end: int) -> bool:
    """A dash is one by itself. A single number is a date or a year, a single star a note under a table."""
    line = _line(state, start)
    if _NUMBER.match(line):
        return _numbers_follow(state, start, end)
    return bool(_DASH.match(line)) or sum(1 for _ in _beginning(_STAR, state, start, end)) > 1


def _numbers_follow(state: StateBlock, start: int, end: int) -> bool:
    """At least two, from 1, none left out."""
    expected = 1
    for found in _beginning(_NUMBER, state, start, end):
        if int(found[1]) != expected:
            return False
        expected += 1
    return expected > 2  # noqa: PLR2004


def _beginning(marker: re.Pattern[str], state: StateBlock, start: int, end: int) -> Iterator[re.Match[str]]:
    """The lines from `start` on that begin with a marker; indented ones belong to the line above them."""
    for number in range(start, end):
        if state.isEmpty(number) or state.sCount[number] > state.sCount[start]:
            continue
        found = marker.match(_line(state, number))
        if found is None:
            return
        yield found


def _counts_from_one(state: StateBlock, since: int) -> bool:
    opened = state.tokens[since]
    if opened.type != "ordered_list_open":
        return True
    items = [one for one in state.tokens[since:] if one.type == "list_item_open" and one.level == opened.level + 1]
    return [one.info for one in items] == [str(number) for number in range(1, len(items) + 1)]


def _outside(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that is not indented ends the paragraph of the item before it."""
    return silent and state.sCount[start] < state.blkIndent


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars at the edge of words; "a*b*c" is a sum, and underscores are a part of names."""
    return state.src[state.pos] == "*" and _at_edge(state) and tokenize(state, silent)


def _at_edge(state: StateInline) -> bool:
    scanned = state.scanDelims(state.pos, False)
    return scanned.can_open or scanned.can_close


def _leads_somewhere(url: str) -> bool:
    return bool(_LEADS_SOMEWHERE.match(url))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "html": False})
    parser.enable(["heading", "list", "table", "newline", "link", "emphasis", "balance_pairs", "fragments_join"])
    parser.block.ruler.at("heading", _heading, {"alt": ["paragraph"]})
    parser.block.ruler.at("list", _list, {"alt": ["paragraph"]})
    parser.block.ruler.before("heading", "outside", _outside, {"alt": ["paragraph"]})
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.validateLink = _leads_somewhere  # type: ignore[method-assign]  # the library says to put one's own here
    return parser


_PARSER = _parser()
