"""What a notice is to the one who gets it."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What each is called, and how fast it comes: `notifications.words.KINDS`."""

    TASK = "task"
    ANSWER = "answer"
    APPOINTMENT = "appointment"
    ACCOUNT = "account"
    OWN = "own"
    COMMITTEE = "committee"
    FOLLOWED = "followed"
