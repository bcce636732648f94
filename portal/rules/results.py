"""What can come out of an item on an agenda, whichever body decided it."""

from enum import StrEnum

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
