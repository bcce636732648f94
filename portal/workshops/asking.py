"""What is asked once more before a meeting is cancelled."""

from portal.foundation.confirming import Question
from portal.foundation.dates import daytime_span, paragraphs
from portal.foundation.i18n import gettext as _
from portal.workshops.models import Workshop


def cancelling(workshop: Workshop, reason: str) -> Question:
    """With the reason as everybody will read it; who gets a letter is said beside it."""
    when = daytime_span(workshop.starts_at, workshop.ends_at)
    return Question(
        title=_("Cancel the meeting %(when)s?", when=when),
        button=_("Cancel the meeting"),
        crumbs=[
            (workshop.committee.name, workshop.committee.path),
            (_("Meetings"), f"{workshop.committee.path}moeder/"),
            (workshop.title, workshop.path),
        ],
        follows=lambda: [
            _("The page of the meeting says that it is cancelled, and why."),
            _("Nobody can sign up any more, and the places are not given to another meeting."),
        ],
        shown=paragraphs(reason),
    )
