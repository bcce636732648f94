"""Privacy in one table: each kind of record, who sees it, why and how long it is kept, and what becomes of it.

Pages, forms, the nightly job, the download and the erasure all read it; none says a time of its own. Tables are named
as in the database: the rules know no models, so each room says in its `keeping.py` which rows are meant.
"""

from collections.abc import Mapping
from datetime import timedelta

from portal.rules.privacy.accounts import ACCOUNT_RULES
from portal.rules.privacy.machinery import MACHINERY_RULES, WITHOUT_PERSONAL_DATA
from portal.rules.privacy.seats import SEAT_RULES
from portal.rules.privacy.terms import Chapter, Fate, Ground, Kind, Rule, Visibility
from portal.rules.privacy.writing import WRITING_RULES

__all__ = [
    "RULES", "WITHOUT_PERSONAL_DATA", "Chapter", "Fate", "Ground", "Kind", "Rule", "Visibility", "kept_for",
]  # fmt: skip

RULES: Mapping[Kind, Rule] = {**ACCOUNT_RULES, **WRITING_RULES, **SEAT_RULES, **MACHINERY_RULES}


def kept_for(kind: Kind) -> timedelta:
    """How long records of this kind are kept after the moment that its sentence names. Only for kinds with a time."""
    days = RULES[kind].days
    if days is None:
        raise ValueError(f"{kind} is kept without a fixed time")
    return timedelta(days=days)
