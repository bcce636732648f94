"""What was sent before: the same words are the same thing, and others are never said to be saved when they are not."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.orm.exc import ObjectDeletedError

from portal.foundation.db import db
from portal.foundation.errors import Conflict, Refused, SavedBefore
from portal.foundation.i18n import gettext as _

P = ParamSpec("P")
T = TypeVar("T")


def once(deed: Callable[P, T]) -> Callable[P, T]:
    """Of two clicks at the same moment the second finds what the first one made.

    It read everything before the first was saved, and was refused for what the first has done. So it is done anew, and
    then knows itself again as any later click does; what was refused for another reason is refused once more.
    """

    @wraps(deed)
    def found(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return deed(*args, **kwargs)
        except (Conflict, Refused) as refusal:
            db.session.expire_all()
            try:
                return deed(*args, **kwargs)
            except ObjectDeletedError:  # what it is about is gone
                raise refusal from None

    return found


def ensure_same(said: object, sent: object, *, title: str, path: str) -> None:
    """Raise `SavedBefore` when what is sent now is not what stands there: somebody wrote it otherwise since."""
    if said != sent:
        raise SavedBefore(
            _("“%(title)s” is here already. What you have written now is not saved: change it there.", title=title),
            path,
        )
