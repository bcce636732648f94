"""What can come out of an item on an agenda, whichever body decided it."""

from collections.abc import Mapping
from enum import StrEnum

from portal.foundation.i18n import N_

CLOSED_TITLE = "Lukket punkt"  # what stands for an item behind closed doors


class Result(StrEnum):
    """What came out, in the words that Danish minutes use."""

    ADOPTED = "adopted"
    ADOPTED_WITH_CHANGES = "adopted_with_changes"
    NOT_ADOPTED = "not_adopted"
    SENT_ON = "sent_on"
    SENT_BACK = "sent_back"
    RECOMMENDED = "recommended"
    NOTED = "noted"
    DISCUSSED = "discussed"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    ON_AGENDA = "on_agenda"  # published before the meeting; not decided yet
    OTHER = "other"


RESULTS: Mapping[Result, str] = {
    Result.ADOPTED: N_("Adopted unchanged"),
    Result.ADOPTED_WITH_CHANGES: N_("Adopted with changes"),
    Result.NOT_ADOPTED: N_("Not adopted"),
    Result.SENT_ON: N_("Sent on"),
    Result.SENT_BACK: N_("Sent back"),
    Result.RECOMMENDED: N_("Recommended for adoption"),
    Result.NOTED: N_("Noted"),
    Result.DISCUSSED: N_("Discussed"),
    Result.POSTPONED: N_("Postponed"),
    Result.DROPPED: N_("Dropped from the agenda"),
    Result.ON_AGENDA: N_("On the agenda, not decided yet"),
    Result.OTHER: N_("See the text of the decision"),
}
