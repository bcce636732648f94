"""What is asked once more: before a heading is removed."""

from portal.foundation.confirming import Question
from portal.foundation.dates import quoted
from portal.foundation.i18n import gettext as _, ngettext
from portal.meetings.asking import crumbs_of
from portal.workshops.models import OutcomeParagraph


def removing_heading(paragraph: OutcomeParagraph, notes: int) -> Question:
    """What becomes of the notes, and of what was written."""
    loose = ngettext("%(count)s note is not under any heading any more.",
                     "%(count)s notes are not under any heading any more.", notes)  # fmt: skip
    what = [
        *([loose] if notes else []),
        *([_("The paragraph that is written under it is deleted.")] if paragraph.text else []),
    ]
    return Question(
        title=_("Remove the heading “%(title)s”?", title=quoted(paragraph.title)),
        button=_("Remove the heading"),
        crumbs=[*crumbs_of(paragraph.workshop), (_("Sort the notes"), f"{paragraph.workshop.path}/sortering")],
        follows=lambda: what or [_("No note is under it, and no paragraph is written.")],
    )
