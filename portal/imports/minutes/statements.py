"""What was decided, told apart from what somebody had written beside it (reservations, absences, …)."""

import re

from portal.imports.minutes.document import Outcome, Stance, Statement

# Not the body itself: what "Udvalget kunne ikke tiltræde …" says is the decision
_SOMEBODY = r"^(?!(et )?(stort |enigt )?(flertal|[\w\- ]{0,60}?(udvalg(et)?|råd(et)?|bestyrelse(n)?|magistrat(en)?))\b)"
# Tried in this order on each sentence; a sentence that fits none belongs to the decision itself.
STANCES: tuple[tuple[Stance, re.Pattern[str]], ...] = tuple(
    (stance, re.compile(pattern, re.I))
    for stance, pattern in (
        (Stance.DISQUALIFIED, r"\binhabil"),
        (
            Stance.ABSENT,
            r"\bdeltog ikke i\b|\bvar forhindre(t|de) i at deltage\b|\bvar fraværende\b|^(fraværende|afbud)\b",
        ),
        (Stance.RESERVATION, r"\b(tog|tager|tage) forbehold\b"),
        (
            Stance.AGAINST,
            rf"{_SOMEBODY}.+ k(unne|an) ikke (tiltræde|godkende|anbefale)\b|\bstemte (i)?mod\b|^imod( stemte)?\b",
        ),
        (
            Stance.REMARK,
            r"\bønske[rd]?e?\b.*\b(tilføjet|tilført|ført) til (referatet|protokollen|beslutningsprotokollen)\b"
            r"|\bkom med en anbefaling\b|^sagen blev behandlet sammen med\b",
        ),
        (Stance.FOR, rf"{_SOMEBODY}.+ kunne tiltræde\b|^for( stemte)?:"),
    )
)
# A party's letter ends a sentence when it ends a list of them; an initial ("O. Hansen") does not
_NEXT_SENTENCE = re.compile(
    r"(?:(?<=[a-zæøå0-9)\"”]\.)|(?<=\bog [A-ZÆØÅ]\.)|(?<=, [A-ZÆØÅ]\.)|(?<=stemte [A-ZÆØÅ]\.))\s+(?=[A-ZÆØÅ])"
)
_SHORTENED = re.compile(
    r"\b(stk|nr|jf|mio|mia|kl|ca|pkt|evt|inkl|ekskl|vedr|ift|bl\.a|f\.eks|m\.v|mv|d|afd)\.$|^((at|ad|punkt) )?\d+\.$",
    re.I,
)


def read_outcome(lines: list[str]) -> Outcome:
    text: list[str] = []
    statements: list[Statement] = []
    for line in lines:
        for stance, words in _told_apart(line):
            if stance is None:
                text.append(words)
            else:
                statements.append(Statement(stance, words))
    return Outcome(tuple(text), tuple(statements))


def stance_of(sentence: str) -> Stance | None:
    return next((stance for stance, pattern in STANCES if pattern.search(sentence)), None)


def sentences(text: str) -> list[str]:
    """A line cut at full stops, but not after the usual abbreviations."""
    found: list[str] = []
    for part in _NEXT_SENTENCE.split(text):
        if found and _SHORTENED.search(found[-1]):
            found[-1] += " " + part
        else:
            found.append(part)
    return found


def _told_apart(line: str) -> list[tuple[Stance | None, str]]:
    """The line in pieces of one stance each; sentences of the same stance stay together."""
    told: list[tuple[Stance | None, str]] = []
    for sentence in sentences(line):
        stance = stance_of(sentence)
        if told and told[-1][0] is stance:
            told[-1] = (stance, f"{told[-1][1]} {sentence}")
        else:
            told.append((stance, sentence))
    return told
