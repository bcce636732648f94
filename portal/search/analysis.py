"""What counts as the same word in Danish: for the index, for what people type, and for the marks in excerpts.

One analysis for all three, so that they cannot disagree. It is made by hand because Whoosh's own Danish analyser drops
one- and two-letter words ("by", and the 17 of "§ 17") and mixes in English stop words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import Stemmer

VERSION = 2  # raise it when anything here changes: an index made with another version is built anew

LONGEST_WORD = 60

# Words that only hold sentences together. Few, because "ikke", "imod" and "alle" mean something in a decision.
_STOP_WORDS_TEXT = (
    "af at da de dem den denne der deres det dette din disse du efter eller en end er et for fra ham han hans har "
    "have hende hendes hos hun hvis hvor i jeg jer jo med men mig min og også om os på sig sin sine skal som så "
    "til ud var ved vi vil vor være været"
)
STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())

_SECTION = re.compile(r"(?:§+|\bparagraf)\s*(?P<section>\d+)", re.IGNORECASE)
_WORD = re.compile(rf"{_SECTION.pattern}|\w+", re.IGNORECASE)
_FOLDED = str.maketrans({"é": "e", "ä": "æ", "ö": "ø", "ü": "y", "ß": "ss", "ð": "d", "þ": "th", "œ": "ø"})
_OWN_LETTERS = str.maketrans({"æ": "\0", "ø": "\1", "å": "\2"})
_OWN_LETTERS_BACK = str.maketrans({"\0": "æ", "\1": "ø", "\2": "å"})


def fold(text: str) -> str:
    """Small letters, "aa" as "å", and no accents: "Aarhus" and "ÅRHUS" are one word, and so are "idé" and "ide"."""
    text = unicodedata.normalize("NFC", text.lower()).translate(_FOLDED).replace("aa", "å")
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFKD", text.translate(_OWN_LETTERS))
    kept = (letter for letter in bare if not unicodedata.combining(letter) and not letter.isspace())
    return "".join(kept).translate(_OWN_LETTERS_BACK)


def pieces(text: str) -> Iterator[re.Match[str]]:
    """Every word of a text where it stands. "§ 17" is one piece."""
    return _WORD.finditer(text)


@lru_cache(maxsize=200_000)
def forms(piece: str) -> tuple[str, ...]:
    """What a piece of text is looked up as: a folded word, and for "§ 17" both "§17" and "17"."""
    if section := _SECTION.fullmatch(piece):
        number = section["section"][:LONGEST_WORD]
        return f"§{number}", number
    return (fold(piece)[:LONGEST_WORD],)


def words(text: str) -> Iterator[str]:
    """Every word of a text, folded, in order."""
    return (form for piece in pieces(text) for form in forms(piece[0]))


def stems(found: Iterable[str]) -> list[str]:
    """The stems of those of these folded words that carry meaning."""
    return [stem(word) for word in found if word not in STOP_WORDS]


_snowball = Stemmer.Stemmer("danish", 0)  # lru_cache below is the faster cache

# What Snowball's rules leave apart, found with gold pairs of inflections. Endings first to last, the first that fits.
_SHORT_ROOT = re.compile(r"^(\w{0,3}[aiouyæøå]|ide)(?:en|et|er|erne|ens|ets|ernes|ene)$")  # byen, stier, søerne, ideer
_SHORT_ROOT_IN_E = re.compile(r"^(uge|øre|øje|ære)(?:n|t|r|ns|ts|rs|rne|rnes)$")
_PAST = re.compile(r"^(?!embede)(\w{3,})ede$")  # besluttede, støttede
_SHORT_VERB = re.compile(r"^(\w*(?:få|gå|stå|slå|nå))(?:r|s|et|ede|ende)$")  # foreslår, forstået
_PARTICIPLE = re.compile(r"^(\w*[^aeiouyæøå]?[aeiouyæøå][gb])t$")  # brugt, købt, søgt
_SWALLOWED_E = re.compile(r"^(\w*[aeiouyæøå]\w*[bdfgklmprst])el$")  # regel – regler, cykel – cyklen
_KEEPS_ITS_T_TEXT = "fragt frugt frygt jagt magt pligt slagt vagt vægt"
_KEEPS_ITS_T = frozenset(_KEEPS_ITS_T_TEXT.split())

_ANY = r"(\w*?)"  # skolebørn, gerningsmænd
_VERB = r"((?:af|an|bi|del|for|fore|fra|frem|gen|i|ind|med|mod|ned|om|op|over|på|til|ud|und|under|ved)*?)"  # foreslog
_IRREGULAR = [
    (re.compile(f"^{before}(?:{forms})$"), root)
    for before, forms, root in (
        (_ANY, "børn(?:e|s|ene|enes)?", "barn"),
        (_ANY, "mænd(?:s|ene|enes)?", "mand"),
        (_ANY, "bøger(?:s|ne|nes)?", "bog"),
        (_ANY, "kræfter(?:s|ne|nes)?", "kraft"),
        (_ANY, "stæder(?:s|ne|nes)?", "sted"),
        (_ANY, "nætter(?:s|ne|nes)?", "nat"),
        (_ANY, "træer(?:s|ne|nes)?|træets?", "træ"),
        ("()", "hænder(?:s|ne|nes)?", "hånd"),
        (_VERB, "slog", "slå"),
        (_VERB, "gik", "gå"),
        (_VERB, "stod", "stå"),
        (_VERB, "fik", "få"),
        (_VERB, "gav", "giv"),
        (_VERB, "skrev", "skriv"),
        (_VERB, "blev(?:et)?", "bliv"),
        (_VERB, "fandt|fundet", "find"),
        (_VERB, "lagt|lagde", "læg"),
        (_VERB, "sagt|sagde", "sig"),
        (_VERB, "valgte?", "vælg"),
        (_VERB, "solgte?", "sælg"),
        (_VERB, "brudte?", "bryd"),
        (_VERB, "fulgte?", "følg"),
        (_VERB, "bragte?", "bring"),
        (_VERB.replace("*?", "+?"), "tog(?:es)?", "tag"),  # vedtog, deltog, but a tog is a train
        ("()", "år(?:et|ets|ene|enes|s)", "år"),
        ("()", "ny(?:e|t|ere|este)", "ny"),
        ("()", "store?|stort|større|største", "stor"),
        ("()", "gode?|godt|bedre|bedste?", "god"),
        ("()", "gammelt?|gamle", "gaml"),
        ("()", "små|lille", "lille"),
    )
]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The common stem of a word's inflections. Takes and gives folded words."""
    if not word.isalpha() or len(word) < 3:  # noqa: PLR2004 - "by", "17" and "26b" stand as they are
        return word
    return _irregular(word) or _short(word) or _regular(word)


def _irregular(word: str) -> str | None:
    for pattern, root in _IRREGULAR:
        if found := pattern.match(word):
            return found[1] + root
    return None


def _short(word: str) -> str | None:
    found = _SHORT_ROOT.match(word) or _SHORT_VERB.match(word)
    if found:
        return found[1]
    found = _SHORT_ROOT_IN_E.match(word)
    return found[1] if found else None


def _regular(word: str) -> str:
    if found := _PAST.match(word):
        word = found[1] + "e"
    stemmed: str = _snowball.stemWord(_snowball.stemWord(word))
    if (found := _PARTICIPLE.match(stemmed)) and stemmed not in _KEEPS_ITS_T:
        return found[1]
    if found := _SWALLOWED_E.match(stemmed):
        return found[1] + "l"
    return stemmed
