"""What the table's values, and the columns of what is handed out, are called."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask import current_app

from portal.accounts.words import ROLE_LABELS
from portal.committees.models import LeaderRole, SeatFunction
from portal.committees.words import FUNCTIONS, LEADER_ROLES, STAGES
from portal.decisions.words import RESULTS
from portal.foundation.dates import day, daytime
from portal.foundation.i18n import N_, gettext
from portal.ideas import words as ideas
from portal.ideas.models import AppealVerdict, IdeaKind, IdeaState, RefusalCode, ShownAs
from portal.implementation.models import CommitmentStatus
from portal.implementation.words import status_name
from portal.initiatives import words as initiatives
from portal.initiatives.models import InitiativeRefusal, InitiativeState, InitiativeVerdict
from portal.moderation import words as moderation
from portal.moderation.models import CaseState, ReportCode
from portal.notifications.models import NoticeKind, Pace
from portal.notifications.words import KINDS, PACE_LABELS
from portal.recommendations.models import Choice, Verdict
from portal.recommendations.words import CHOICES, VERDICTS
from portal.recruitment import words as recruitment
from portal.recruitment.models import ApplicationState, InterestGround, OnboardingKind
from portal.rules.privacy import Chapter, Fate, Ground, Visibility
from portal.rules.results import Result
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.workshops.models import ParticipantKind
from portal.workshops.words import PARTICIPANT_LABELS

Words = Callable[[Any], str]

VISIBILITY_LABELS: Mapping[str, str] = {
    Visibility.PUBLIC: N_("Everybody"),
    Visibility.COMMITTEE: N_("%(The_committee)s"),
    Visibility.SECRETARIAT: N_("The secretariat and you"),
    Visibility.OWN: N_("You"),
    Visibility.SYSTEM: N_("Nobody in daily use"),
}
GROUND_LABELS: Mapping[str, str] = {
    Ground.CONSENT: N_("You have chosen it yourself"),
    Ground.DUTY: N_("The law says that it must be kept"),
    Ground.TASK: N_("It is needed for the municipality’s task"),
    Ground.SECURITY: N_("It protects the accounts"),
}
FATE_LABELS: Mapping[str, str] = {
    Fate.DELETED: N_("Is deleted"),
    Fate.EMPTIED: N_("The text is deleted"),
    Fate.NAMELESS: N_("Stays without your name"),
    Fate.KEPT: N_("Stays"),
}
CHAPTER_LABELS: Mapping[str, str] = {
    Chapter.ACCOUNT: N_("Your account"),
    Chapter.WRITING: N_("What you write and support"),
    Chapter.MEETING: N_("Meetings"),
    Chapter.APPLYING: N_("Applications for seats"),
    Chapter.SEAT: N_("When you sit in %(the_committee)s"),
    Chapter.OFFICE: N_("What is done in office"),
    Chapter.MACHINERY: N_("What the portal writes down by itself"),
}
# No two values are spelled alike, so one mapping holds them all.
LABELS: Mapping[str, str] = {**VISIBILITY_LABELS, **GROUND_LABELS, **FATE_LABELS, **CHAPTER_LABELS}
# Columns that the readable file shows; keys and numbers of other records stand in the file for machines only.
COLUMN_LABELS: Mapping[str, str] = {
    "affected": N_("Who it concerns"),
    "answer": N_("Answer"),
    "appeal": N_("Appeal"),
    "appeal_reason": N_("Reason of the second decision"),
    "applies": N_("Applies to me"),
    "availability": N_("When I can"),
    "body": N_("Text"),
    "browser": N_("Browser"),
    "choice": N_("Position"),
    "code": N_("Ground"),
    "confirmed_at": N_("Confirmed"),
    "consent": N_("How the consent was given"),
    "consented_at": N_("Consent given"),
    "created_at": N_("Begun"),
    "decided_at": N_("Decided"),
    "delete_on": N_("Is deleted"),
    "detail": N_("What it is about"),
    "earlier_title": N_("Earlier title"),
    "earlier_place": N_("Earlier place"),
    "email": N_("E-mail address"),
    "end_reason": N_("Reason for leaving"),
    "ended_at": N_("Ended"),
    "ends_on": N_("Last day"),
    "expires_at": N_("Ends at the latest"),
    "experience": N_("Experience"),
    "function": N_("Part"),
    "ground": N_("Ground"),
    "hidden_reason": N_("Why it is hidden"),
    "interests": N_("Interests"),
    "kind": N_("Kind"),
    "mark": N_("Mark"),
    "message": N_("Message"),
    "mobilisation": N_("Mobilisation"),
    "motivation": N_("Motivation"),
    "name": N_("Name"),
    "note": N_("Note"),
    "pace": N_("How fast"),
    "path": N_("Page"),
    "place": N_("Place"),
    "presentation": N_("Presentation"),
    "problem": N_("Problem"),
    "published_at": N_("Published"),
    "questions": N_("Questions"),
    "read_at": N_("Read"),
    "reason": N_("Reason"),
    "received_at": N_("Received"),
    "refusal_code": N_("Reason for refusing"),
    "result": N_("Result"),
    "role": N_("Role"),
    "sent_at": N_("Sent"),
    "shown_as": N_("Shown name"),
    "signed_as": N_("Signed"),
    "solution": N_("Solution"),
    "spoken_for": N_("On behalf of"),
    "stage": N_("Stage"),
    "starts_on": N_("First day"),
    "state": N_("Status"),
    "statement": N_("Statement"),
    "status": N_("Status"),
    "table_number": N_("Table"),
    "taken_out_at": N_("Taken out"),
    "text": N_("Text"),
    "title": N_("Title"),
    "type": N_("What happened"),
    "used_at": N_("Used"),
    "values": N_("About"),
    "verdict": N_("Decision"),
    "what_changed": N_("What changed"),
    "why": N_("Why you are told"),
    "why_together": N_("Why together"),
}


def _in(labels: Mapping[Any, str]) -> Words:
    return lambda value: gettext(labels[value])


def _what_happened(event_type: str) -> str:
    """The names of events belong to the administration, which stands above this room."""
    return str(current_app.jinja_env.filters["event_name"](event_type))


# How a value of each kind is read in the file for people, in the words that the pages use.
VALUE_WORDS: Mapping[type[Any], Words] = {
    AppealVerdict: ideas.appeal_verdict_name,
    ApplicationState: recruitment.state_name,
    CaseState: moderation.state_name,
    Choice: _in(CHOICES),
    CommitmentStatus: status_name,
    IdeaKind: ideas.kind_name,
    IdeaState: ideas.state_name,
    InitiativeRefusal: initiatives.refusal_name,
    InitiativeState: initiatives.state_name,
    InitiativeVerdict: initiatives.verdict_name,
    InterestGround: recruitment.ground_name,
    LeaderRole: lambda role: gettext(LEADER_ROLES[role][0]),
    NoticeKind: lambda kind: gettext(KINDS[kind].label),
    OnboardingKind: recruitment.kind_name,
    Pace: _in(PACE_LABELS),
    ParticipantKind: _in(PARTICIPANT_LABELS),
    RefusalCode: ideas.refusal_name,
    ReportCode: moderation.code_name,
    Result: _in(RESULTS),
    Role: _in(ROLE_LABELS),
    SeatFunction: _in(FUNCTIONS),
    ShownAs: _in(ideas.SHOWN_AS_LABELS),
    Stage: _in(STAGES),
    Verdict: _in(VERDICTS),
    bool: lambda value: gettext("Yes") if value else gettext("No"),
    date: day,
    datetime: daytime,
}
# … and where the kind of the value does not tell what it means, by table and column.
VALUE_WORDS_OF: Mapping[tuple[str, str], Words] = {
    ("application_mark", "mark"): recruitment.mark_name,
    ("event", "type"): _what_happened,
    ("paper_letter", "kind"): recruitment.letter_name,
}
