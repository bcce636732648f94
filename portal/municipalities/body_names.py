"""Whether two names are one body's: minutes write "Byrådet", "Aarhus Byråd" and "Udvalget" for what the top "
"of the page names."""

import re

from portal.foundation.text import alike

_COUNCIL = re.compile(r"\b\w*(?:byråd|kommunalbestyrelse|regionsråd)\w*\b", re.IGNORECASE)
_ENDING = re.compile(r"(?:et|en)$")
_GENERIC = {"udvalg": "udvalg", "råd": "råd", "bestyrelse": "bestyrelse", "magistrat": "magistrat"}
_FILLED = re.compile(
    r"^(?:et (?:stort |snævert )?flertal (?:i|af) )?(?:(?:et )?(?:enigt |enstemmigt |samlet ))?", re.IGNORECASE
)
IS_A_BODY = re.compile(
    r"\b\w*(?:udvalg(?:et)?|råd(?:et)?|bestyrelsen?|magistrat(?:en)?|direktion(?:en)?|nævn(?:et)?|forum|"
    r"kommission(?:en)?)\b",
    re.IGNORECASE,
)


def same_body(one: str, other: str) -> bool:
    """Whether both names can be the same body's. "Udvalget" is whichever committee is spoken of."""
    first, second = _plain(one), _plain(other)
    if not first or not second:
        return True
    if first == second or _is_generic_of(first, second) or _is_generic_of(second, first):
        return True
    return bool(_COUNCIL.search(first) and _COUNCIL.search(second)) and _without_place(first) == _without_place(second)


def _plain(name: str) -> str:
    """Small letters, without what stands in brackets and without the definite ending."""
    return _ENDING.sub("", alike(re.sub(r"\([^()]*\)", " ", _FILLED.sub("", name.strip()))))


def _is_generic_of(short: str, long: str) -> bool:
    return short in _GENERIC and _GENERIC[short] in long


def _without_place(name: str) -> str:
    """ "aarhus byråd" and "byråd" are one: the council of the municipality that is spoken of."""
    found = _COUNCIL.search(name)
    return _ENDING.sub("", found[0]) if found else name
