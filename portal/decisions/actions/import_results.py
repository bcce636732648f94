"""Which result the words of a decision mean. A council with other words gets a new row."""

import re

from portal.decisions.minutes.document import Item, Kind
from portal.decisions.models import Result

# The first row that fits counts: what is put off or passed on is not decided, whatever else the text mentions.
WORDS: tuple[tuple[Result, re.Pattern[str]], ...] = tuple(
    (result, re.compile(pattern, re.IGNORECASE))
    for result, pattern in (
        (Result.DROPPED, r"\budg(år|ik|ået)\b|\btaget af dagsordenen\b|\bbortfald(er|t)\b|\btrukket tilbage\b"),
        (Result.POSTPONED, r"\budsat\b|\budsæt(te|tes|ter)\b|\budskudt\b|\budskyde(s|r)?\b"),
        (Result.SENT_BACK, r"\btilbagesend(t|es|er)\b|\bsend(t|es) tilbage\b|\bhjemvis(t|es)\b"),
        (
            Result.NOT_ADOPTED,
            r"\bforkast(et|es|ede)\b|\bafvis(t|es|te)\b|\bikke (godkendt|vedtaget|tiltrådt)\b|\bnedstemt\b"
            r"|\bk(unne|an) ikke (tiltræde|godkende|vedtage)\b",
        ),
        (
            Result.ADOPTED_WITH_CHANGES,
            r"\b(godken|vedta|tiltr)\w+\b[^.]* (med|som) (\w+ ){0,3}(ændring(er|en)?|ændret|tilføjelse(r|n)?)\b"
            r"|\b(godken|vedta|tiltr)\w+\b[^.]* i ændret form\b",
        ),
        (
            Result.RECOMMENDED,
            r"\b(anbefales|indstilles)( til)? (godkend|vedtag|tiltr)\w+"
            r"|\banbefaler\b[^.]*\b(tiltræder|godkender|vedtager)\b",
        ),
        (Result.ADOPTED, r"\bgodkend(t|tes|te)\b|\bvedt(aget|oges|og|ages)\b|\btiltr(ådt|ådte|ådtes|åd|æde)\b"),
        (
            Result.SENT_ON,
            r"\b(frem|over|videre)send(t|es|er)\b|\bhenvis(t|es)\b|\bsendt? (videre|til)\b|\bsendes til\b",
        ),
        (Result.NOTED, r"\btil efterretning\b|\borienter(et|ing)\w*\b"),
        (Result.DISCUSSED, r"\bdrøft(ede|et|edes|elsen)\b|\bdebatter(et|ede)\b"),
    )
)


def result_in(text: str) -> Result:
    """The result a text speaks of; `OTHER` for words that are not in the table (the text itself is always kept)."""
    return next((result for result, pattern in WORDS if pattern.search(text)), Result.OTHER)


def result_of(item: Item, kind: Kind) -> Result:
    """An item's result. On an agenda nothing is decided yet; points that ended differently have no result in common."""
    if kind is Kind.AGENDA and not item.outcome:
        return Result.ON_AGENDA
    single = {result_in(point.result) for point in item.proposal.points if point.result}
    if len(single) > 1:
        return Result.OTHER
    return result_in(" ".join(item.outcome.text))
