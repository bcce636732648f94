"""What the states of applications are called, what applicants are told, and how names are hidden."""

import re
from collections.abc import Mapping

from portal.events.types import EventType
from portal.foundation.i18n import N_, gettext, words_of
from portal.foundation.personal_data import found_in
from portal.recruitment.models import Application, ApplicationState, InterestGround, OnboardingKind

CONSENT_VERSION = "2026-1"  # of the sentence in `forms/applying.py`; a new sentence is a new version

STATE_LABELS: Mapping[ApplicationState, str] = {
    ApplicationState.UNCONFIRMED: N_("Waits for a confirmed address"),
    ApplicationState.RECEIVED: N_("Received"),
    ApplicationState.SHORTLISTED: N_("On the shortlist"),
    ApplicationState.INVITED: N_("Invited"),
    ApplicationState.ACCEPTED: N_("Said yes, waits for a place"),
    ApplicationState.DECLINED: N_("Said no"),
    ApplicationState.APPOINTED: N_("Appointed"),
    ApplicationState.RESERVE: N_("On the reserve list"),
    ApplicationState.NOT_CHOSEN: N_("Not chosen"),
    ApplicationState.WITHDRAWN: N_("Withdrawn"),
    ApplicationState.DELETED: N_("Deleted"),
}

# What the applicant reads about the application
OUTCOMES: Mapping[ApplicationState, str] = {
    ApplicationState.UNCONFIRMED: N_("Nobody reads your application before you have confirmed your address."),
    ApplicationState.RECEIVED: N_("We have received your application. You hear from us when the call has closed."),
    ApplicationState.SHORTLISTED: N_("We are reading the applications. You hear from us when members are chosen."),
    ApplicationState.INVITED: N_("You are invited to a seat in %(the_committee)s. Answer here."),
    ApplicationState.ACCEPTED: N_("You have said yes. We write to you as soon as there is a place."),
    ApplicationState.DECLINED: N_("You have said no to the seat. Thank you for answering."),
    ApplicationState.APPOINTED: N_("You have a seat in %(the_committee)s. Welcome."),
    ApplicationState.RESERVE: N_("You are on the reserve list. We write to you if a place becomes free."),
    ApplicationState.NOT_CHOSEN: N_("Others were chosen this time. You have a letter with more about it."),
    ApplicationState.WITHDRAWN: N_("You have withdrawn your application, and what you wrote is deleted."),
    ApplicationState.DELETED: N_("The application is deleted."),
}

# What is said instead once the committee is closed
ANSWER_COMES = N_("%(The_committee)s is closed, so nobody gets a seat in it any more. You still get an answer from us.")
AFTER_CLOSING: Mapping[ApplicationState, str] = {
    ApplicationState.RECEIVED: ANSWER_COMES,
    ApplicationState.SHORTLISTED: ANSWER_COMES,
    ApplicationState.ACCEPTED: ANSWER_COMES,
    ApplicationState.RESERVE: ANSWER_COMES,
    ApplicationState.INVITED: N_("%(The_committee)s is closed, so the seat cannot be taken any more."),
    ApplicationState.NOT_CHOSEN: N_("You did not get a seat. You have a letter with more about it."),
}

LETTER_LABELS: Mapping[str, str] = {
    EventType.APPLICATION_ACCEPTED: N_("thanks for saying yes"),
    EventType.APPLICATION_ANSWERED: N_("answer that others were chosen"),
    EventType.APPLICATION_INVITED: N_("invitation to the seat"),
    EventType.APPLICATION_RECEIVED: N_("receipt"),
    EventType.APPLICATION_RESERVED: N_("place on the reserve list"),
    EventType.APPLICATION_WITHDRAWN: N_("receipt for withdrawing"),
}

MARK_LABELS: Mapping[int, str] = {
    0: N_("0: little of what the seat needs"),
    1: N_("1: some of what the seat needs"),
    2: N_("2: much of what the seat needs"),
}

KIND_LABELS: Mapping[OnboardingKind, str] = {
    OnboardingKind.ROLE: N_("Your role"),
    OnboardingKind.CONFIDENTIALITY: N_("What you keep to yourself"),
    OnboardingKind.INTERESTS: N_("When you step aside"),
    OnboardingKind.DECISIONS: N_("How a decision travels"),
}

# The five grounds in plain words (forvaltningsloven § 3, stk. 1): what applies, and an example
GROUNDS: Mapping[InterestGround, tuple[str, str]] = {
    InterestGround.OWN: (
        N_("I, or somebody I act for, can gain or lose by it"),
        N_("For example: you own a house or a firm that becomes worth more or less by what is decided."),
    ),
    InterestGround.FAMILY: (
        N_("My family or somebody close to me can gain or lose by it"),
        N_("For example: your spouse, parents, children, siblings, in-laws, cousins or other near relatives."),
    ),
    InterestGround.ORGANISATION: (
        N_("I lead a company or an association, or am closely tied to one, that has a special interest in it"),
        N_("For example: you sit on the board of a club that asks for a grant."),
    ),
    InterestGround.COMPLAINT: (
        N_("I have decided in the same case before, at an authority that is complained about or overseen"),
        N_("For example: you work at an authority whose decision is complained about or overseen."),
    ),
    InterestGround.OTHER: (
        N_("Something else could make others doubt that I am impartial"),
        N_("For example: close friendship or open hostility with somebody whom it is about."),
    ),
}

HIDDEN = "[…]"
SHORTEST_NAME = 2

state_name = words_of(STATE_LABELS)
mark_name = words_of(MARK_LABELS)
kind_name = words_of(KIND_LABELS)


def outcome_sentence(application: Application) -> str:
    """What the applicant reads first; once the committee is closed nothing is promised that needs it."""
    said = AFTER_CLOSING if application.committee.is_closed else {}
    return gettext(said.get(application.state) or OUTCOMES[application.state])


def letter_name(kind: str) -> str:
    """What a letter by post is about."""
    return gettext(LETTER_LABELS[kind])


def ground_name(ground: InterestGround) -> str:
    return gettext(GROUNDS[ground][0])


def blinded(text: str, application: Application) -> str:
    """A text as it is read while names are hidden: without the applicant's names, and mail, phone and CPR numbers."""
    for finding in reversed(found_in(text)):
        text = text[: finding.start] + HIDDEN + text[finding.start + len(finding.text) :]
    names = [re.escape(part) for part in application.name.split() if len(part) >= SHORTEST_NAME]
    return re.sub(rf"\b(?:{'|'.join(names)})(s?)\b", HIDDEN, text, flags=re.IGNORECASE) if names else text
