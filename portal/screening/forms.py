"""The fields of whoever reads what is sent; a room says what it calls the thing, and who reads the words."""

from collections.abc import Mapping
from typing import Any

from portal.foundation.forms import PARAGRAPH, SOMETIMES, radio, text
from portal.foundation.i18n import lazy_gettext as _l


def why_it_may_stand(hint: Any) -> Any:
    """Asked only about a text that may hold personal data."""
    return text(_l("Why it may be published all the same"), needed=SOMETIMES, hint=hint, most=PARAGRAPH, rows=2)


def what_to_change(hint: Any) -> Any:
    """What goes back to the author."""
    return text(
        _l("What should the author change?"),
        needed=_l("Write what the author should change"),
        hint=hint,
        most=PARAGRAPH,
        rows=4,
    )


def ground(question: Any, labels: Mapping[Any, str], needed: Any) -> Any:
    """One of the fixed grounds on which something is not published."""
    return radio(question, [(code.value, _l(label)) for code, label in labels.items()], needed=needed)


def reason_to_author(hint: Any, rows: int = 4) -> Any:
    """Why, in words to the author."""
    return text(
        _l("Reason to the author"), needed=_l("Write a reason to the author"), hint=hint, most=PARAGRAPH, rows=rows
    )
