"""Taking somebody's name and address out of a text that stays."""

import re
from functools import lru_cache
from typing import Any

from portal.accounts.models import User
from portal.foundation.i18n import N_, in_danish

TAKEN_OUT = N_("[name taken out]")


def masked(text: str, person: User) -> str:
    """The text without the person's full name and address. A name of one word is taken out only as it is spelled."""
    return _pattern(person.name, person.email).sub(in_danish(TAKEN_OUT), text)


def masked_values(value: Any, person: User) -> Any:
    """The same within lists and mappings, as events and notices hold them."""
    if isinstance(value, str):
        return masked(value, person)
    if isinstance(value, dict):
        return {key: masked_values(one, person) for key, one in value.items()}
    return [masked_values(one, person) for one in value] if isinstance(value, list) else value


def mask(row: Any, person: User, *columns: str) -> bool:
    """Take the name out of these columns of a row; whether anything was changed."""
    changed = False
    for column in columns:
        before = getattr(row, column)
        after = masked_values(before, person) if before else before
        if after != before:
            setattr(row, column, after)
            changed = True
    return changed


@lru_cache(maxsize=32)
def _pattern(name: str, email: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in name.split()]
    whole = r"\s+".join(words)
    loosely = f"(?i:{whole})" if len(words) > 1 else whole
    return re.compile(rf"(?<!\w)(?:{loosely}|(?i:{re.escape(email)}))(?!\w)")
