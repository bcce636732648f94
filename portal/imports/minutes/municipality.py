"""Whose page it is. The site names itself only in the addresses of its logo and style sheet, in plain letters."""

import re

from bs4 import BeautifulSoup

from portal.imports.minutes.lines import plain

_SITE = re.compile(r"/css/([a-z-]+)\.css|/([a-z-]+)_logo\.", re.IGNORECASE)
_NAMED = re.compile(r"\b([A-ZÆØÅ][\wæøåé-]*(?: [A-ZÆØÅ][\wæøåé-]*)?)s? (?:Kommunes?|Byråds?|Kommunalbestyrelses?)\b")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", " ": "-"})


def municipality_of(page: BeautifulSoup) -> str:
    """The municipality's name as the page spells it ("Aarhus Kommune"), or nothing where it cannot be told."""
    site = _site(page)
    if not site:
        return ""
    text = plain(page.get_text(" "))
    names = dict.fromkeys(name for found in _NAMED.findall(text) for name in (found, found.split(" ")[-1]))
    return next((f"{name} Kommune" for name in names if name.lower().translate(_LETTERS) == site), "")


def _site(page: BeautifulSoup) -> str:
    addresses = [str(tag.get("href") or tag.get("src") or "") for tag in page.select("link[rel=stylesheet], nav img")]
    found = (_SITE.search(address) for address in addresses)
    return next((match[1] or match[2] for match in found if match), "").lower()
