"""Reading the tags of our own pages, several thousand in each run: by hand, which takes a third of what a parser takes.

Our pages have whole tags and quoted attributes; `inspecting_client` fails on a page that has not.
"""

import html
import re

TAG = re.compile(
    r"""<!--.*?-->|<!doctype[^>]*>|<(/?)([a-z][^\s/>]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>""", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>]+)))?""")


def attributes(written: str) -> dict[str, str | None]:
    """What stands within a tag: `None` where an attribute has no value."""
    return {
        name.lower(): html.unescape(double or single or bare) if is_given else None
        for name, is_given, double, single, bare in _ATTRIBUTE.findall(written)
    }


class TagReader:
    """As `html.parser.HTMLParser`: override `handle_starttag`, `handle_endtag` and `handle_data`."""

    def feed(self, page: str) -> None:
        """Read a whole page."""
        ends = 0
        for found in TAG.finditer(page):
            if found.start() > ends:
                self.handle_data(html.unescape(page[ends : found.start()]))
            ends = found.end()
            closes, tag, written = found.groups()
            if tag and not closes:
                self.handle_starttag(tag.lower(), attributes(written).items())
            if tag and (closes or written.endswith("/")):
                self.handle_endtag(tag.lower())
        if ends < len(page):
            self.handle_data(html.unescape(page[ends:]))

    def handle_starttag(self, tag, attrs):
        """A tag that opens; `attrs` are pairs."""

    def handle_endtag(self, tag):
        """A tag that closes."""

    def handle_data(self, data):
        """Words between tags."""
