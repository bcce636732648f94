"""Which kind of document a heading announces."""

import re

from portal.imports.minutes.document import Kind

# The first word of the heading ("Referat 1. oktober 2025 …")
KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.MINUTES, re.compile(r"(beslutnings)?(referat|protokol)(udskrift)?\b", re.IGNORECASE)),
    (Kind.AGENDA, re.compile(r"(åben |tillægs)?dagsorden\b|tillæg til dagsorden\b", re.IGNORECASE)),
)


def kind_of(heading: str) -> Kind | None:
    return next((kind for kind, pattern in KINDS if pattern.match(heading)), None)
