"""Finding what may be personal data in a text before it is published.

CPR numbers, e-mail addresses, Danish telephone numbers and street addresses. It rather stops once too often: whoever
publishes can say why the text may stand. What is measured, and how well, stands in tests/foundation.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.foundation.errors import PortalError, Refused
from portal.foundation.i18n import N_, gettext as _


class PersonalData(StrEnum):
    """What was found."""

    CPR = "cpr"
    EMAIL = "email"
    PHONE = "phone"
    STREET = "street"


KIND_NAMES: Mapping[PersonalData, str] = {
    PersonalData.CPR: N_("a CPR number"),
    PersonalData.EMAIL: N_("an e-mail address"),
    PersonalData.PHONE: N_("a telephone number"),
    PersonalData.STREET: N_("a street with a house number"),
}


@dataclass(frozen=True)
class Finding:
    """A piece of a text that looks like personal data, and where it begins."""

    kind: PersonalData
    text: str
    start: int


# What makes letters bold or cannot be seen, and may stand in the midst of a number; and signs that look like a hyphen.


class HoldsPersonalData(PortalError):
    """A text that everybody would read seems to hold personal data; `may_stand` when a reason would let it through."""

    status = 422

    def __init__(self, found: Sequence[Finding], *, may_stand: bool, reasons: Sequence[str] = ()) -> None:
        super().__init__(f"personal data: {', '.join(one.kind for one in found)}")
        self.found, self.may_stand, self.reasons = tuple(found), may_stand, tuple(reasons)


_MARKS = re.compile(r"[*`~\\\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|(?<![^\W_])_|_(?![^\W_])")
_HYPHENS = str.maketrans("\u2010\u2011\u2212", "---")
# Six figures, perhaps in pairs, and four, which may stand apart. Whether they can be somebody's is asked below.
_CPR = re.compile(
    r"(?<!\d)(?<!(?<!\d{3})\d[.,/-])(?P<day>\d\d)(?P<between>[./_\s-]?)(?P<month>\d\d)(?P=between)(?P<year>\d\d)"
    r"(?P<gap>\s{0,2}[-\u2012–—\u2015_/.:]?\s{0,2})(?P<serial>\d{4})(?!\d|[.,/-]\d(?!\d{5}))"
)
_JOINS = frozenset("-\u2012–—\u2015_")
_CASE_OF_A_YEAR = re.compile(r"\d{6}/20\d\d")
_AT = r"(?:@|\s?[(\[{]\s?(?:at|snabel-?a)\s?[)\]}]\s?)"
_EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+", re.IGNORECASE)
# Eight figures, together or in pairs, fours, or three, two and three, perhaps with +45; the first is never 0 or 1.
_COUNTRY = r"(?:(?:\+|00)\s?45[\s.-]?|\(\+?45\)\s?)?"
_PHONE = re.compile(
    rf"(?<![\d/+-])(?<!\d[.,]){_COUNTRY}[2-9]\d"
    r"(?:\d{6}|([\s._-])\d\d(?:\1\d\d){2}|\d\d[\s-]\d{4}|\d[\s]\d\d[\s]\d{3})"
    r"(?![\d/-]|[.,]\d|\s?(?:kr\b|kroner|mio|ton|km|m2|kvm|kWh|liter))"
)
# Figures that are named as something else.
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:CVR|EAN|(?-i:SE)|P-nr|P-nummer|sag|sagen|sagsnr|sagsnummer|journalnr|j\.nr|dok|doknr|dokument|løbenr|bilag|id|"
    r"nummerplade|varenr|kontonr|konto|ISBN|ISSN|postnr)\b[\s.:-]*(?:nr|nummer)?[\s.:]*)$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d[\s-](?:19|20)\d\d")
_FURTHER_FIGURES = re.compile(r"[\s-]\d{2,}\b")

_ENDS = (
    "vej|vejen|gade|gaden|gyde|gyden|stræde|strædet|allé|alle|alléen|alleen|plads|pladsen|torv|torvet|vænge|vænget|"
    "parken|haven|haverne|bakken|bakke|toften|toft|ageren|engen|marken|mark|højen|høj|stien|sti|løkken|krogen|kæret|"
    "dalen|lunden|lund|skoven|boulevard|boulevarden|promenade|promenaden|kajen|kaj|bryggen|brygge|passagen|diget|"
    "ringen|kvarteret|hegnet|skellet|svinget|bugten|stranden|gårde|åsen"
)
_SURE_ENDS = "vej|vejen|gade|gaden|gyde|stræde|strædet|allé|vænge|vænget|boulevard|toften|løkken"
_LETTERS = "wæøåÆØÅéü'’-"
_NAME = rf"[A-ZÆØÅ][\{_LETTERS}]{{0,30}}"
_TITLES = (
    r"Sankt|Skt\.|Sct\.|Gl\.|Gammel|Gamle|Ny|Nye|Store|Lille|Nr\.|Nørre|Sønder|Sdr\.|Øster|Vester|Østre|Vestre|Nordre|"
    r"Søndre|Dr\.|Kong|Dronning|Prins|Prinsesse"
)
_BEFORE = rf"(?:(?:{_TITLES}|(?:[A-ZÆØÅ]\.\s?){{1,3}}{_NAME}|{_NAME}s)\s){{0,2}}"
_OWN_WORD = r"Vej|Gade|Allé|Plads|Torv|Boulevard|Boulevarden|Bakke|Vænge|Stræde|Park"
_HOUSE = r"(\d{1,3})(?:\s?[A-ZÆØÅa-h](?![\wæøå]))?(?:\s?[-–]\s?\d{1,3}(?![\d.:]))?"
_FLOOR = r"(?:\d{1,2}\.|st\.?|stuen|kl\.)\s?(?:sal)?,?\s?(?:t\.?v|t\.?h|mf|dør\s?\d{1,3}|sal)\b\.?"
_STREET = re.compile(
    rf"(?<![\w-]){_BEFORE}"
    rf"(?:[A-ZÆØÅ][\{_LETTERS}]{{0,30}}?(?:{_ENDS})|{_OWN_WORD}|[a-zæøå]{{4,30}}?(?:{_SURE_ENDS}))"
    rf"\s(?:nr\.?\s|nummer\s)?{_HOUSE}(?![\d:]|[.,]\d|\s?%)(?:,?\s{_FLOOR})?"
)
# A name, a number, a floor and a side are an address, whatever the name.
_FLAT = re.compile(rf"(?<![\w-]){_BEFORE}{_NAME}\s{_HOUSE},?\s{_FLOOR}")
# After a street's name a number may also count something, or be a day, a time or a part.
_COUNTS = re.compile(
    r"^\s?(?:\.\s?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jan|feb|mar|apr|"
    r"jun|jul|aug|sep|okt|nov|dec|juledag|påskedag|pinsedag|klasse|gang|etape|halvår|kvartal|trin|plads|runde|weekend)\b"
    r"|(?:gange|meter|m\b|km|kilometer|kr\b|kroner|biler|bil\b|træer|huse|boliger|børn|familier|mennesker|personer|"
    r"pladser|parkeringspladser|bænke|lamper|cykler|cyklister|timer|minutter|dage|uger|måneder|år|procent|mio|ture|busser|"
    r"bump|steder|ulykker|lejligheder|elever|butikker|stk\b|millioner|etager|døgnet|ud\saf|hold|nye|af\s|til\s\d|"
    r"beboere|naboer|borgere|haver|spor|veje|skraldespande|stoppesteder|fartbump|lastbiler|kvadratmeter|m²))",
    re.IGNORECASE,
)
_ORDINARY_WAYS = (
    "motorvej motorvejen landevej landevejen hovedvej hovedvejen cykelvej cykelvejen grusvej markvej skolevej "
    "skolevejen omvej sidevej stikvej adgangsvej ringvej tilkørselsvej midtvejen halvvejen undervejs flugtvej brandvej"
)
_NOT_STREETS = frozenset(_ORDINARY_WAYS.split())


def found_in(text: str) -> list[Finding]:
    """What in `text` looks like personal data, in order of place; nothing is counted twice."""
    hidden = {place for mark in _MARKS.finditer(text) for place in range(*mark.span())}
    places = [place for place in range(len(text)) if place not in hidden]
    bare = "".join(text[place] for place in places).translate(_HYPHENS)
    found: list[tuple[int, int, PersonalData]] = []
    for kind, pattern, may_be in _LOOKED_FOR:
        for match in pattern.finditer(bare):
            begin, end = match.start(), match.start() + len(match[0].rstrip())
            if may_be(match) and all(end <= other_begin or other_end <= begin for other_begin, other_end, _ in found):
                found.append((begin, end, kind))
    return [
        Finding(kind, text[places[begin] : places[end - 1] + 1], places[begin]) for begin, end, kind in sorted(found)
    ]


def names_of_kinds(found: list[Finding]) -> str:
    """What was found, in words that give nothing away: "et telefonnummer, en mailadresse"."""
    return ", ".join(_(KIND_NAMES[kind]) for kind in dict.fromkeys(finding.kind for finding in found))


def ensure_no_personal_data(*texts: str | None) -> None:
    """Raise `Refused` when words that everybody can read seem to hold personal data; it says of what kind, and where.

    For reasons, notes and signatures: what may stand all the same is said in a reason, and that reason may not.
    """
    found = [finding for text in texts if text for finding in found_in(text)]
    if found:
        shown = ", ".join(f"{_(KIND_NAMES[finding.kind])} ({finding.text})" for finding in found)
        raise Refused(_("Everybody can read the text, and it seems to hold %(found)s. Take it out.", found=shown))


def _is_birth_number(match: re.Match[str]) -> bool:
    """Whether the first six figures are a day that was, or can come, in the century that the seventh figure tells.

    Since 2007 no check digit can be asked for (https://cpr.dk). Replacement numbers have 60 added to the day. A number
    in two parts is nothing else, whatever word stands before it; but a case may be the 010190th of a year.
    """
    day, month, year, serial = (int(match[part]) for part in ("day", "month", "year", "serial"))
    if day > 60 and match["gap"].strip() in _JOINS:  # noqa: PLR2004
        day -= 60
    try:
        date(_century(year, serial // 1000) + year, month, day)
    except ValueError:
        return False
    may_be_other = match[0].isdecimal() or _CASE_OF_A_YEAR.fullmatch(match[0])
    return not (may_be_other and _is_named_otherwise(match))


def _century(year: int, seventh: int) -> int:
    """As the CPR office has it: 0–3 the 1900s; 4 and 9 until 36 the 2000s; 5–8 until 57 the 2000s, else the 1800s."""
    if seventh <= 3:  # noqa: PLR2004
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900  # noqa: PLR2004
    return 2000 if year <= 57 else 1800  # noqa: PLR2004


def _is_phone(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()][-30:], match.string[match.end() : match.end() + 10]
    is_counted = _FURTHER_FIGURES.match(after) or re.search(r"\d[\s-]$", before)
    return not (is_counted or _YEARS.fullmatch(match[0]) or _is_named_otherwise(match))


def _is_named_otherwise(match: re.Match[str]) -> bool:
    return bool(_OTHER_NUMBER.search(match.string[max(0, match.start() - 30) : match.start()]))


def _is_street(match: re.Match[str]) -> bool:
    """A house has a number above 0, and what follows is not what the number counts."""
    name = match[0].split(" ", maxsplit=1)[0].lower()
    return int(match[1]) > 0 and name not in _NOT_STREETS and not _COUNTS.match(match.string[match.end(1) :])


def _anything(_match: re.Match[str]) -> bool:
    return True


_LOOKED_FOR: tuple[tuple[PersonalData, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (PersonalData.CPR, _CPR, _is_birth_number),
    (PersonalData.EMAIL, _EMAIL, _anything),
    (PersonalData.PHONE, _PHONE, _is_phone),
    (PersonalData.STREET, _FLAT, _anything),
    (PersonalData.STREET, _STREET, _is_street),
)
