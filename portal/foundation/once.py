"""What was sent before: the same words are the same thing, and others are never said to be saved when they are not."""

from portal.foundation.errors import SavedBefore
from portal.foundation.i18n import gettext as _


def ensure_same(said: object, sent: object, *, title: str, path: str) -> None:
    """Raise `SavedBefore` when what is sent now is not what stands there: somebody wrote it otherwise since."""
    if said != sent:
        raise SavedBefore(
            _("“%(title)s” is here already. What you have written now is not saved: change it there.", title=title),
            path,
        )
