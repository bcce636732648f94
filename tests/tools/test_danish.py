"""What a Danish editor has struck out stays out of the catalogue."""

import re

import pytest

from tools.catalogue import Findings, read_parts

STRUCK_OUT = {
    "the same word twice": r"\b(\w+) \1\b(?! (?:er|har|kan|skal|vil|bliver|blev)\b)",
    "two blanks, or one before a sign": r"(?<=\S)  |\s[,.;:?](?:\s|$)|^ | $",
    "an exclamation mark": r"!",
    "straight or English quotation marks": r"[\"“”]",
    "værksted, which is møde": r"værksted",
    "indfriet, which is holdt": r"indfri",
    "hash, which is fingeraftryk": r"\b[Hh]ash",
    "holdning, which is standpunkt": r"(?<!politiske )holdning",
    "suppleant, which is stedfortræder": r"suppleant",
    "flueben or hak, which is kryds": r"flueben|\bhak\b",
    "e-mail, which is mail": r"e-mail",
    "du får et brev, which is a mail": r"[Dd]ette brev|får (?:et )?brev\b|med mail\b",
    "kræver dig, which is venter på dig": r"kræver dig",
    "inden, which is inden for": r"\binden (?:%\(days\)s|\d+|en|to|tre) (?:dage?|timer?|time|måneder?)\b",
    "legal or official Danish": r"(?i)\b(?:såfremt|ovenstående|nedenstående|endvidere|vedrørende|bedes|ugyldig)",
    "English": r"(?i)\b(?:the|and|your|with|please|feedback|deadline|dashboard|input)\b(?![)_])",
    "a colon before a sentence that begins small": r": (?:vi|du|ret|vælg|skriv|frigiv) ",
    "§ that may stand at the end of a line": r"§ (?=\d)",
}


def danish():
    """Every text of the catalogue, with the part it stands in."""
    for part in read_parts(Findings()):
        for message in part:
            for text in (message.string,) if isinstance(message.string, str) else message.string:
                if message.id:
                    yield part.path.name, text


@pytest.mark.parametrize("what", STRUCK_OUT)
def test_it_stays_out(what):
    pattern = re.compile(STRUCK_OUT[what])
    found = [f"{name}: {text}" for name, text in danish() if pattern.search(re.sub(r"<[^>]+>", "", text))]
    assert not found, "\n".join(found)
