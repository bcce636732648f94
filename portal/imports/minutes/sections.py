"""Which part of an item stands under which heading. Councils name them differently: a new name is a new row."""

import re
from enum import StrEnum

from portal.imports.minutes.lines import Heading, Line, Piece


class Part(StrEnum):
    PRESENTATION = "presentation"
    RESUME = "resume"
    PROPOSAL = "proposal"
    CASE_FLOW = "case_flow"
    OUTCOME = "outcome"
    ATTACHMENTS = "attachments"
    OTHER = "other"  # known, but without a field of its own
    UNKNOWN = "unknown"


# The whole heading, in small letters and without a closing colon; the first row that fits counts.
HEADINGS: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(pattern))
    for part, pattern in (
        (Part.PRESENTATION, r"|sagsfremstilling|beskrivelse af sagen|sagens kerne|baggrund|fremstilling|redegørelse"),
        (Part.RESUME, r"resum[eé]|sagsresum[eé]|sammenfatning|kort om sagen"),
        (Part.PROPOSAL, r"beslutningspunkt(er)?|indstilling(er)?|beslutningstema|.{1,80} (indstiller|anbefaler)"),
        (Part.CASE_FLOW, r"sagsforløb|sagens gang|sagsgang|tidligere behandling(er)?|sagens behandling"),
        (Part.OUTCOME, r"beslutning(er)?|beslutning (i|for|fra) .+|udvalgets beslutning|.{1,40}s beslutning|afgørelse"),
        (Part.ATTACHMENTS, r"bilag|vedlagte bilag|bilagsliste"),
        (
            Part.OTHER,
            r".*påtegning|lovgrundlag|økonomi(ske konsekvenser)?|personale|høring|borgerinddragelse|alternativer"
            r"|alternativ indstilling|konsekvenser|klima|miljø|sundhed|kommunikation|tidsplan|sagsbehandling"
            r"|retsgrundlag|løsning|problemstilling|personalemæssige konsekvenser|videre proces|effekt",
        ),
    )
)


def part_of(heading: str) -> Part:
    name = heading.rstrip(" :.").lower()
    return next((part for part, pattern in HEADINGS if pattern.fullmatch(name)), Part.UNKNOWN)


def by_heading(pieces: list[Piece]) -> list[tuple[str, list[Line]]]:
    """Lines grouped under the heading they follow, in order; attachments are left to those who ask for them."""
    groups: list[tuple[str, list[Line]]] = [("", [])]
    for piece in pieces:
        if isinstance(piece, Heading):
            groups.append((piece.text, []))
        elif isinstance(piece, Line):
            groups[-1][1].append(piece)
    return [(heading, lines) for heading, lines in groups if heading or lines]
