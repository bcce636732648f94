"""What members have confirmed, and what they lack."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.accounts.models import User
from portal.committees.models import Committee, Membership, Seat
from portal.foundation import clock
from portal.foundation.db import all_of, db
from portal.foundation.questions import question, when_asked
from portal.recruitment.models import OnboardingKind, OnboardingStep
from portal.recruitment.queries.calls import TAKES_APPLICATIONS
from portal.recruitment.words.onboarding import ONBOARDING_TEXTS


def own_membership(committee: Committee, person: User) -> Membership | None:
    """The membership that a person has today, also as a substitute."""
    return db.session.scalar(
        _current_memberships()
        .where(Membership.committee_id == committee.id, Membership.user_id == person.id)
        .order_by(Membership.id.desc())
        .limit(1)
    )


def memberships_of(person: User) -> list[Membership]:
    """Where a person sits today, in committees that are not closed."""
    return all_of(_memberships_of(person.id))


@question
def _memberships_of(user_id: int) -> Select[tuple[Membership]]:
    return (
        _current_memberships()
        .join(Membership.committee)
        .where(Membership.user_id == user_id, Committee.stage.in_(TAKES_APPLICATIONS))
        .options(contains_eager(Membership.committee))
        .order_by(Membership.id)
    )


def members_today(committee: Committee) -> list[Membership]:
    """Everybody with a seat today, in the order of the table."""
    return all_of(
        _current_memberships()
        .join(Membership.seat)
        .where(Membership.committee_id == committee.id)
        .options(joinedload(Membership.user), contains_eager(Membership.seat))
        .order_by(Seat.position, Membership.id)
    )


def _current_memberships() -> Select[tuple[Membership]]:
    today = when_asked(clock.today)
    return select(Membership).where(
        Membership.starts_on <= today, or_(Membership.ends_on.is_(None), Membership.ends_on >= today)
    )


Confirmed = Mapping[OnboardingKind, OnboardingStep]


def confirmed_by(memberships: Sequence[Membership]) -> dict[int, dict[OnboardingKind, OnboardingStep]]:
    """For each of these memberships what was confirmed last of each kind, whatever the version; two queries."""
    steps = db.session.scalars(
        select(OnboardingStep)
        .where(OnboardingStep.membership_id.in_([one.id for one in memberships]))
        .options(selectinload(OnboardingStep.declarations))
        .order_by(OnboardingStep.id)
    )
    found: dict[int, dict[OnboardingKind, OnboardingStep]] = {one.id: {} for one in memberships}
    for step in steps:
        found[step.membership_id][step.kind] = step
    return found


def lacking(confirmed: Confirmed) -> list[OnboardingKind]:
    """What has not been confirmed in the version that holds."""
    return [
        kind
        for kind, text in ONBOARDING_TEXTS.items()
        if kind not in confirmed or confirmed[kind].text_version != text.version
    ]
