"""Which result the words of a decision mean, where that is certain; what is not stays `OTHER`, with its sentence."""

import re
from collections.abc import Iterable

from portal.imports.minutes.document import Item, Kind
from portal.imports.minutes.statements import sentences
from portal.imports.plan.wording import Said, Saying, clauses, saying_of
from portal.municipalities.body_names import same_body
from portal.rules.results import Result

# A discussion, and a passing on of what is recommended, come before what counts
_YIELDS: tuple[tuple[Result, frozenset[Result]], ...] = (
    (
        Result.DISCUSSED,
        frozenset(
            {Result.ADOPTED, Result.ADOPTED_WITH_CHANGES, Result.NOT_ADOPTED, Result.RECOMMENDED, Result.POSTPONED,
             Result.SENT_ON, Result.SENT_BACK}
        ),
    ),
    (Result.SENT_ON, frozenset({Result.RECOMMENDED})),
)  # fmt: skip
_POINT = re.compile(
    r"(?:indstillingens? |vedr\.? |vedrørende )?(?:at|ad|punkt(?:et|erne)?|pkt\.?|afsnit|del) ?"
    r"(?P<first>\d{1,3}(?:\.?[a-z]\b)?)[).]?(?:\s*(?P<joint>-|–|og|,|til|samt)\s*(?:at |ad "
    r")?(?P<last>\d{1,3})[).]?)?[\s:.–-]*(?P<rest>.*)",
    re.IGNORECASE,
)
_AUX = re.compile(r"^(?:blev|er|bliver)\s+(?:herefter |dermed )?", re.IGNORECASE)
_AMENDMENT = re.compile(r"ændringsforslag|modforslag|ændringer til", re.IGNORECASE)


def result_in(text: str, body: str = "") -> Result:
    """The result that this body's decision `text` tells, and nothing else: `OTHER` whenever one could be wrong."""
    whole, of_points, numbers = _read(text, body)
    if of_points and (whole or len(set(of_points)) > 1 or numbers < 2):  # noqa: PLR2004  (one point is not the matter)
        return Result.OTHER
    return _together([*whole, *of_points], amended=bool(_AMENDMENT.search(text)))


def result_of(item: Item, kind: Kind, body: str = "") -> Result:
    """An item's result. An agenda decides nothing; points that ended differently have no result in common."""
    if kind is Kind.AGENDA:
        return Result.ON_AGENDA
    if item.is_closed:
        return Result.OTHER  # what is decided behind closed doors is not told
    decided = [point.result for point in item.proposal.points if point.result]
    if decided and len(decided) < len(item.proposal.points):
        return Result.OTHER
    if len({result_in(result, body) for result in decided}) > 1:
        return Result.OTHER
    outcome = item.outcome
    return result_in("\n".join((*outcome.text, *(statement.text for statement in outcome.statements))), body)


def _read(text: str, body: str) -> tuple[list[Saying], list[Saying], int]:
    """What is said of the matter, what of single points, and of how many points."""
    whole: list[Saying] = []
    of_points: list[Saying] = []
    numbers = 0
    for clause in _clauses(text):
        point = _POINT.fullmatch(clause)
        saying, named = saying_of(_AUX.sub("", point["rest"]) if point else clause)
        if named and body and not same_body(named, body):
            saying = Said.UNSURE
        if saying is Said.NOTHING:
            continue
        (of_points if point else whole).append(saying)
        numbers += 0 if point is None else _count(point)
    return whole, of_points, numbers


def _clauses(text: str) -> Iterable[str]:
    for line in text.splitlines():
        for sentence in sentences(line):
            yield from clauses(sentence)


def _count(point: re.Match[str]) -> int:
    if not point["last"] or not point["first"].isdecimal():
        return 1
    return 2 if point["joint"] in {"og", ",", "samt"} else max(1, int(point["last"]) - int(point["first"]) + 1)


def _together(said: list[Saying], *, amended: bool) -> Result:
    """What several sentences come to. Two results of equal weight are none; a fallen amendment is not the matter's."""
    results = {saying for saying in said if isinstance(saying, Result)}
    if Said.FALLEN_PROPOSAL in said:
        if amended or results:  # which of the proposals fell is not certain
            return Result.OTHER
        results = {Result.NOT_ADOPTED}
    for yielding, to in _YIELDS:
        if results & to:
            results.discard(yielding)
    if Said.UNSURE in said or len(results) != 1:
        return Result.OTHER
    result = results.pop()
    if Said.AMENDED in said:
        return Result.ADOPTED_WITH_CHANGES if result in _CARRIED else Result.OTHER
    if amended and Said.AMENDMENT_FELL not in said and result in {*_CARRIED, Result.NOT_ADOPTED}:
        return Result.OTHER  # an amendment whose fate is not told
    return result


_CARRIED = frozenset({Result.ADOPTED, Result.ADOPTED_WITH_CHANGES})
