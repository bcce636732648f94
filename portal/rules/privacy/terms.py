"""The words of the privacy table: who sees a record, why it is kept, how long, and what becomes of it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Each kind of record that holds something about a person, in the order in which they are handed out."""

    IDEA_DRAFT = "idea_draft"
    IDEA_BY_GUEST = "idea_by_guest"
    IDEA_UNPUBLISHED = "idea_unpublished"
    IDEA_PUBLIC = "idea_public"
    IDEA_SPOKEN_FOR = "idea_spoken_for"
    IDEA_SUPPORT = "idea_support"
    INITIATIVE_UNPUBLISHED = "initiative_unpublished"
    INITIATIVE_PUBLIC = "initiative_public"
    INITIATIVE_SUPPORT = "initiative_support"
    CONTRIBUTION = "contribution"
    CONTRIBUTION_BEFORE = "contribution_before"
    ACKNOWLEDGEMENT = "acknowledgement"
    REPORT = "report"
    MODERATION = "moderation"
    SIGN_UP = "sign_up"
    SIGN_UP_BY_GUEST = "sign_up_by_guest"
    NEEDS = "needs"
    READ_BACK = "read_back"
    APPLICATION = "application"
    APPLICATION_UNCONFIRMED = "application_unconfirmed"
    SEAT = "seat"
    SEAT_OF_OFFICE = "seat_of_office"
    LEADER_ROLE = "leader_role"
    INTERESTS = "interests"
    ONBOARDING = "onboarding"
    POSITION = "position"
    PROPOSAL = "proposal"
    PROPOSAL_READING = "proposal_reading"
    AMENDMENT = "amendment"
    AMENDMENT_STANCE = "amendment_stance"
    PLEDGE = "pledge"
    INITIATIVE_SPONSOR = "initiative_sponsor"
    MINUTES = "minutes"
    OFFICE = "office"
    DECISION = "decision"
    ACCOUNT = "account"
    ACCOUNT_UNCONFIRMED = "account_unconfirmed"
    ACCOUNT_INVITED = "account_invited"
    SESSION = "session"
    ATTEMPT = "attempt"
    CODE = "code"
    ROLE = "role"
    NOTICE = "notice"
    NOTICE_SETTING = "notice_setting"
    OWN_CALENDAR = "own_calendar"
    LETTER = "letter"
    ERASURE_RECEIPT = "erasure_receipt"
    TRAIL = "trail"
    ACCESS_LOG = "access_log"
    DELIVERY = "delivery"


class Visibility(StrEnum):
    """The ladder, from everybody to nobody."""

    PUBLIC = "public"
    COMMITTEE = "committee"  # those who sit in it or serve it
    SECRETARIAT = "secretariat"  # those whose work it is, and the person
    OWN = "own"  # the person alone
    SYSTEM = "system"  # no page shows it to anybody but administrators and auditors


class Ground(StrEnum):
    """Why it may be kept (databeskyttelsesforordningen, art. 6, and the laws on openness and archives)."""

    CONSENT = "consent"  # art. 6, 1, a
    DUTY = "duty"  # art. 6, 1, c: offentlighedsloven §§ 13 and 15, arkivloven
    TASK = "task"  # art. 6, 1, e: a task in the public interest
    SECURITY = "security"  # art. 6, 1, e with art. 32: that nobody gets in who should not


class Fate(StrEnum):
    """What becomes of a record, when its time is over or when the person asks to be erased."""

    DELETED = "deleted"
    EMPTIED = "emptied"  # what was written is gone; that there was something, and dates and numbers, stays
    NAMELESS = "nameless"  # stays as it is, and no longer leads to a person
    KEPT = "kept"  # a public record, or too short-lived to matter


class Chapter(StrEnum):
    """Where a kind stands in the table that people read."""

    ACCOUNT = "account"
    WRITING = "writing"
    MEETING = "meeting"
    APPLYING = "applying"
    SEAT = "seat"
    OFFICE = "office"
    MACHINERY = "machinery"


@dataclass(frozen=True)
class Rule:
    """One kind of record. The sentences are messages; `%(time)s` in `how_long` and `in_short` is `days` in words.
    The tables stand in the order in which their rows are handed out.

    Without `days` there is no fixed time: the sentence says what decides, and no nightly job touches the record.
    """

    chapter: Chapter
    label: str
    tables: tuple[str, ...]
    visibility: Visibility
    who_sees: str
    ground: Ground
    how_long: str
    at_end: Fate
    on_erasure: Fate
    on_erasure_why: str
    days: int | None = None
    in_short: str = ""  # who sees it and how long, in one sentence, for pages where many fields say the same
