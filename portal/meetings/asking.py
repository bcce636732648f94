"""What is asked once more before a meeting is cancelled, whichever form it has."""

from portal.foundation.confirming import Question
from portal.foundation.dates import daytime_span, paragraphs
from portal.foundation.i18n import gettext as _
from portal.meetings.models import Meeting


def crumbs_of(meeting: Meeting) -> list[tuple[str, str]]:
    """The way to a meeting's page."""
    committee = meeting.committee
    return [
        (committee.name, committee.path),
        (_("Meetings"), f"{committee.path}moeder/"),
        (meeting.title, meeting.path),
    ]


def cancelling(meeting: Meeting, reason: str, *more: str) -> Question:
    """With the reason as everybody will read it, and what `more` follows; who gets a letter is said beside it."""
    return Question(
        title=_("Cancel the meeting %(when)s?", when=daytime_span(meeting.starts_at, meeting.ends_at)),
        button=_("Cancel the meeting"),
        crumbs=crumbs_of(meeting),
        follows=lambda: [_("The page of the meeting says that it is cancelled, and why."), *more],
        shown=paragraphs(reason),
    )
