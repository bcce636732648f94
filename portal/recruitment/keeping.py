"""What of applications, and of what new members confirm, is kept how long, and what becomes of it."""

from datetime import datetime

from sqlalchemy import and_, or_

from portal.accounts.models import User
from portal.committees.keeping import left_long_ago, of_mine
from portal.foundation import clock
from portal.foundation.i18n import N_
from portal.foundation.public_texts import INSIDE, KEY, MADE, PublicTable, PublicTexts
from portal.house.holdings import THAT_AND_WHEN, Condition, Holding, deletes, part_of
from portal.house.keeping import ValueWords
from portal.recruitment import words
from portal.recruitment.actions.deleting import delete_applications, delete_declarations
from portal.recruitment.models import (
    Application,
    ApplicationMark,
    ApplicationState,
    ApplicationStep,
    Call,
    InterestDeclaration,
    InterestGround,
    OnboardingKind,
    OnboardingStep,
    PaperLetter,
)
from portal.rules.privacy import Kind, kept_for

K = Kind
WAITS = Application.state == ApplicationState.UNCONFIRMED
STEP = InterestDeclaration.step_id
IS_GONE = Application.state == ApplicationState.DELETED


def _my_applications(me: User) -> Condition:
    """With the account, or, when the address has been shown to be theirs, with the address alone."""
    mine = Application.user_id == me.id
    return or_(mine, Application.email == me.email) if me.confirmed_at else mine


def _promised_day_has_come(now: datetime) -> Condition:
    return and_(~WAITS, ~IS_GONE, Application.delete_on <= clock.in_denmark(now).date())


def _never_confirmed(now: datetime) -> Condition:
    return and_(WAITS, Application.created_at < now - kept_for(K.APPLICATION_UNCONFIRMED))


def _step_in_office(me: User) -> Condition:
    own = part_of(ApplicationStep.application_id, Application.user_id == me.id)
    return and_(ApplicationStep.actor_id == me.id, ~own)


HOLDINGS = (
    Holding(
        K.APPLICATION, Application, lambda me: and_(_my_applications(me), ~WAITS, ~IS_GONE),
        due=_promised_day_has_come, at_end=delete_applications, on_erasure=delete_applications,
    ),
    Holding(
        K.APPLICATION, ApplicationStep,
        lambda me: part_of(ApplicationStep.application_id, _my_applications(me), ~WAITS),
        shows=(*THAT_AND_WHEN, "state"), is_part=True,
    ),
    Holding(
        K.APPLICATION, PaperLetter, lambda me: part_of(PaperLetter.application_id, _my_applications(me), ~WAITS),
        shows=(*THAT_AND_WHEN, "kind", "posted_at"), is_part=True,
    ),
    Holding(
        K.APPLICATION, ApplicationMark, lambda me: part_of(ApplicationMark.application_id, _my_applications(me)),
        shows=(*THAT_AND_WHEN, "mark", "note"), is_part=True,
    ),
    Holding(
        K.APPLICATION_UNCONFIRMED, Application, lambda me: and_(_my_applications(me), WAITS),
        due=_never_confirmed, at_end=delete_applications, on_erasure=delete_applications,
    ),
    Holding(
        K.INTERESTS, InterestDeclaration,
        lambda me: part_of(STEP, of_mine(OnboardingStep.membership_id, me)),
        due=lambda now: part_of(STEP, left_long_ago(OnboardingStep.membership_id, K.INTERESTS, now)),
        at_end=delete_declarations, on_erasure=delete_declarations,
    ),
    Holding(
        K.ONBOARDING, OnboardingStep, lambda me: of_mine(OnboardingStep.membership_id, me),
        due=lambda now: left_long_ago(OnboardingStep.membership_id, K.ONBOARDING, now),
        at_end=deletes(OnboardingStep, STEP),
    ),
    Holding(K.OFFICE, Application, lambda me: Application.typed_in_by_id == me.id, shows=THAT_AND_WHEN),
    Holding(K.OFFICE, ApplicationMark, lambda me: ApplicationMark.author_id == me.id, shows=THAT_AND_WHEN),
    Holding(K.OFFICE, ApplicationStep, _step_in_office, shows=THAT_AND_WHEN),
    Holding(K.OFFICE, PaperLetter, lambda me: PaperLetter.posted_by_id == me.id, shows=(*THAT_AND_WHEN, "posted_at")),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    Application: PublicTexts(
        passed_over=dict.fromkeys(
            ("name", "email", "postal_address", "motivation", "experience", "availability", "interests", "decided_item",
             "answer"),
            INSIDE,
        ) | {"submission_key": KEY, "consent_version": MADE},
    ),
    ApplicationMark: PublicTexts(passed_over={"note": INSIDE}),
    Call: PublicTexts(("body", "hours", "selection")),
    InterestDeclaration: PublicTexts(passed_over={"detail": INSIDE}),
    OnboardingStep: PublicTexts(passed_over={"text_version": MADE}),
    PaperLetter: PublicTexts(passed_over={"kind": MADE}),
}  # fmt: skip
VALUE_WORDS: ValueWords = {
    ApplicationState: words.state_name,
    InterestGround: words.ground_name,
    OnboardingKind: words.kind_name,
    ("application_mark", "mark"): words.mark_name,
    ("paper_letter", "kind"): words.letter_name,
}
COLUMN_LABELS = {
    "answer": N_("Answer"),
    "applies": N_("Applies to me"),
    "availability": N_("When I can"),
    "consented_at": N_("Consent given"),
    "delete_on": N_("Is deleted"),
    "detail": N_("What it is about"),
    "experience": N_("Experience"),
    "ground": N_("Ground"),
    "interests": N_("Interests"),
    "mark": N_("Mark"),
    "motivation": N_("Motivation"),
}
