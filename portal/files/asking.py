"""What is asked once more: a document that still has comments or tracked changes in it, and a file to be removed."""

from collections.abc import Iterator
from typing import Any

from portal.accounts.models import Visitor
from portal.files.forms import FileDraft
from portal.files.queries import Hung
from portal.foundation.confirming import Question
from portal.foundation.i18n import gettext as _, ngettext
from portal.house.carriers import FileCarrier
from portal.trace.words import listed


def is_asked_about(draft: FileDraft) -> bool:
    """Whether a document holds more than its readers are meant to see, perhaps."""
    return bool(draft.received.comments or draft.received.changes)


def adding(carrier: FileCarrier, record: Any, draft: FileDraft) -> Question:
    """Before a document is added that still has its comments and changes in it."""
    return Question(
        title=_("Add the document as it is?"),
        button=_("Add it as it is"),
        crumbs=[(carrier.called(record), record.path)],
        follows=lambda: list(_seen_in_it(carrier, record, draft)),
        lead=_("You can remove it again, but somebody may have read it by then."),
    )


def _seen_in_it(carrier: FileCarrier, record: Any, draft: FileDraft) -> Iterator[str]:
    comments, changes = draft.received.comments, draft.received.changes
    those = [
        *([ngettext("%(count)s comment", "%(count)s comments", comments)] if comments else []),
        *([ngettext("%(count)s tracked change", "%(count)s tracked changes", changes)] if changes else []),
    ]
    yield _("The document has %(those)s.", those=listed(those))
    if carrier.is_seen(Visitor(), record):
        yield _("Everybody can see them when the document is on the portal.")
    else:
        yield _("Whoever can read “%(title)s” can see them.", title=carrier.called(record))


def removing(hung: Hung) -> Question:
    """Before a file is taken off its record."""
    title, is_picture = hung.file.title, hung.carrier.only_pictures
    return Question(
        title=_("Remove the picture “%(title)s”?", title=title)
        if is_picture
        else _("Remove the file “%(title)s”?", title=title),
        button=_("Remove the picture") if is_picture else _("Remove the file"),
        crumbs=[(hung.carrier.called(hung.record), hung.record.path)],
        follows=lambda: [
            _("Nobody can open the file any more, and what it says is no longer found by searching."),
            _("Its title still stands in the audit trail."),
        ],
    )
