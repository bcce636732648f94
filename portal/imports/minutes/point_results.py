"""What the minutes decide on single points: "Ad 1) godkendt", "At 2-3: udsat"."""

import re
from dataclasses import replace

from portal.imports.minutes.document import Proposal

_RESULT = re.compile(
    r"(?:at|ad|punkt|pkt\.?)?\s*(?P<first>\d{1,3})\)?(?:\s*(?P<joint>-|\u2013|og|,|til)\s*(?:at\s*)?(?P<last>\d{1,3}))?"
    r"\s*[).:\u2013-]+\s*(?P<text>\D.*)",
    re.IGNORECASE,
)


def with_results(proposal: Proposal, decided: tuple[str, ...]) -> Proposal:
    """The proposal with each point's own result, where there is one."""
    results: dict[str, list[str]] = {}
    for line in decided:
        if found := _RESULT.fullmatch(line):
            first, last = int(found["first"]), int(found["last"] or found["first"])
            for number in (first, last) if found["joint"] in {"og", ","} else range(first, last + 1):
                results.setdefault(str(number), []).append(found["text"])
    if not results:
        return proposal
    return replace(
        proposal,
        points=tuple(
            replace(point, result=" ".join(dict.fromkeys(results.get(point.label, ())))) for point in proposal.points
        ),
    )
