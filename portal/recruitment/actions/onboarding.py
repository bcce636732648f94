"""What a new member confirms, with the version of the text and the day."""

from portal.accounts.models import User
from portal.committees.models import Membership
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.recruitment.forms.onboarding import InterestDraft
from portal.recruitment.models import InterestDeclaration, OnboardingKind, OnboardingStep
from portal.recruitment.queries.onboarding import confirmed_by, lacking
from portal.recruitment.words.onboarding import ONBOARDING_TEXTS
from portal.rules.access import require_own
from portal.rules.permissions import Permission


def confirm_text(actor: User, membership: Membership, kind: OnboardingKind) -> None:
    """A member confirms a text in the version that holds. Doing it twice is doing it once."""
    with transaction():
        is_own = membership.user_id == actor.id
        require_own(actor, Permission.ONBOARDING_CONFIRM, membership.committee, is_own=is_own)
        if kind is OnboardingKind.INTERESTS:
            raise Refused(_("Answer each of the five grounds."))
        if kind in lacking(confirmed_by([membership])[membership.id]):
            step = _step(membership, kind)
            record(EventType.ONBOARDING_CONFIRMED, membership, actor=actor, kind=kind, version=step.text_version)


def declare_interests(actor: User, membership: Membership, draft: InterestDraft) -> None:
    """A member answers each of the five grounds; a later answer stands beside the earlier ones."""
    with transaction():
        is_own = membership.user_id == actor.id
        require_own(actor, Permission.ONBOARDING_CONFIRM, membership.committee, is_own=is_own)
        step = _step(membership, OnboardingKind.INTERESTS)
        step.declarations = [
            InterestDeclaration(ground=ground, applies=answer.applies, detail=answer.detail)
            for ground, answer in draft.items()
        ]
        record(
            EventType.ONBOARDING_CONFIRMED,
            membership,
            actor=actor,
            kind=OnboardingKind.INTERESTS,
            version=step.text_version,
        )


def _step(membership: Membership, kind: OnboardingKind) -> OnboardingStep:
    step = OnboardingStep(membership_id=membership.id, kind=kind, text_version=ONBOARDING_TEXTS[kind].version)
    db.session.add(step)
    return step
