"""A recommendation on its way from a proposal to the body that receives it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.committees.queries import membership_of
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.foundation.spelling import corrects_spelling
from portal.proposals.models import Proposal
from portal.proposals.queries import newest
from portal.proposals.sources import NO_SOURCES, Sources, link_sources, linked_sources
from portal.recommendations.criteria import (
    missing_for_adoption,
    missing_for_hand_over,
    wrong_day_of_adoption,
    wrong_day_of_hand_over,
)
from portal.recommendations.deeds import ADOPT, EDIT, HAND_OVER, TAKE_POSITION
from portal.recommendations.forms.recommendation import RecommendationDraft
from portal.recommendations.hashing import seal_adoption
from portal.recommendations.models import Adoption, Choice, Position, Recommendation, RecommendationState
from portal.recommendations.queries.positions import Standing, position_of, standing, table_of
from portal.recommendations.queries.recommendations import sent_before
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link
from portal.trace.models import TraceRelation


def draft_recommendation(
    actor: User,
    committee: Committee,
    draft: RecommendationDraft,
    *,
    proposal: Proposal | None = None,
    sources: Sources = NO_SOURCES,
    submission_key: str | None = None,
) -> Recommendation:
    """A member or secretary writes a numbered recommendation from a proposal; members then take their positions."""
    with transaction():
        require(actor, Permission.RECOMMENDATION_DRAFT, committee)
        number = _next_number(committee)
        known = sent_before(submission_key) if submission_key else None
        if known is not None and known.committee_id == committee.id:
            _ensure_says(known, draft, sources)
            return known
        if proposal is not None and proposal.committee_id != committee.id:
            raise Refused(_("The proposal does not belong to %(the_committee)s."))
        recommendation = Recommendation(
            committee=committee,
            number=number,
            proposal=proposal,
            submission_key=submission_key,
            **draft.columns(),
        )
        db.session.add(recommendation)
        if proposal is not None:
            link(TraceRelation.DERIVED_FROM, newest(proposal), recommendation)
        link_sources(committee, sources, recommendation)
        record(EventType.RECOMMENDATION_DRAFTED, recommendation, actor=actor, number=number)
    return recommendation


def _next_number(committee: Committee) -> int:
    """The number after the committee's last recommendation; the committee is held until the transaction ends."""
    hold(committee)
    last = select(func.max(Recommendation.number)).where(Recommendation.committee_id == committee.id)
    return (db.session.scalar(last) or 0) + 1


def _ensure_says(known: Recommendation, draft: RecommendationDraft, sources: Sources) -> None:
    stands, columns = linked_sources(known), draft.columns()
    said = {name: getattr(known, name) for name in columns}, {*stands.ideas}, {*stands.workshops}
    sent = columns, {*sources.ideas}, {*sources.workshops}
    ensure_same(said, sent, title=known.title, path=known.path)


def edit_recommendation(
    actor: User,
    recommendation: Recommendation,
    draft: RecommendationDraft,
    *,
    sources: Sources = NO_SOURCES,
) -> None:
    """A member or secretary changes a recommendation that is not adopted."""
    with transaction():
        EDIT.require(actor, recommendation)
        changed = {name: text for name, text in draft.columns().items() if getattr(recommendation, name) != text}
        is_same = all(corrects_spelling(getattr(recommendation, name), text) for name, text in changed.items())
        for name, text in changed.items():
            setattr(recommendation, name, text)
        if changed:
            recommendation.text_version += 1
            _carry_positions(recommendation, is_same=is_same)
        link_sources(recommendation.committee, sources, recommendation)
        record(
            EventType.RECOMMENDATION_EDITED,
            recommendation,
            actor=actor,
            changed=sorted(changed),
            title=recommendation.title,
            path=recommendation.path,
        )


def _carry_positions(recommendation: Recommendation, *, is_same: bool) -> None:
    """A position follows a correction of the spelling; after any other change it is asked for anew."""
    for position in recommendation.positions if is_same else ():
        if position.text_version == recommendation.text_version - 1:
            position.text_version += 1


def take_position(
    actor: User, recommendation: Recommendation, choice: Choice, *, text_version: int | None = None
) -> Position:
    """A sitting member is for, against or neither; he or she may change it until the recommendation is adopted.

    It holds for the text as it is. `Conflict` when that is not `text_version`, which the member has read.
    """
    with transaction():
        TAKE_POSITION.require(actor, recommendation)
        if text_version not in {None, recommendation.text_version}:
            raise Conflict(f"recommendation {recommendation.id} reads otherwise since")
        membership = membership_of(recommendation.committee, actor.id)
        if membership is None:
            raise Refused(_("Only those who sit in %(the_committee)s take a position."))
        position = position_of(recommendation, membership)
        if position is None:
            position = Position(recommendation=recommendation, membership=membership)
            db.session.add(position)
        position.choice, position.taken_at = choice, clock.now()
        position.text_version = recommendation.text_version
        record(EventType.POSITION_TAKEN, recommendation, actor=actor, choice=choice)
    return position


def adopt_recommendation(
    actor: User,
    recommendation: Recommendation,
    *,
    on: date | None = None,
    minority_statement: str = "",
) -> None:
    """The chair or secretary enters that the committee has adopted a recommendation, `on` which day, and how its
    members stood."""
    with transaction():
        ADOPT.require(actor, recommendation)
        day = on or clock.today()
        stood = standing(recommendation, day)
        missing = missing_for_adoption(stood)
        if minority_statement and not stood.votes_against:
            missing.append(_("Nobody was against, so there is no minority to make a statement."))
        missing += wrong_day_of_adoption(recommendation, day)
        if missing:
            raise Refused(*missing)
        recommendation.state = RecommendationState.ADOPTED
        recommendation.adopted_on = day
        recommendation.minority_statement = minority_statement
        adoption = _frozen(recommendation, stood, day)
        db.session.add(adoption)
        seal_adoption(adoption)
        counts = {"for": stood.votes_for, "against": stood.votes_against, "neither": stood.votes_neither}
        counts["silent"] = stood.silent or 0
        record(
            EventType.RECOMMENDATION_ADOPTED, recommendation, actor=actor, positions=counts, **_public(recommendation)
        )


def _frozen(recommendation: Recommendation, stood: Standing, on: date) -> Adoption:
    """The table as it was on the day of adoption, with every seat and what was said from it, for good."""
    return Adoption(
        recommendation=recommendation,
        votes_for=stood.votes_for,
        votes_against=stood.votes_against,
        votes_neither=stood.votes_neither,
        silent=stood.silent,
        seats=table_of(recommendation, on),
    )


def hand_over_recommendation(actor: User, recommendation: Recommendation, *, on: date | None = None) -> None:
    """The chair or secretary enters that a recommendation is handed over, `on` which day: from then on the body that
    receives it owes an answer."""
    with transaction():
        HAND_OVER.require(actor, recommendation)
        committee, day = recommendation.committee, on or clock.today()
        missing = [*missing_for_hand_over(recommendation), *wrong_day_of_hand_over(recommendation, day)]
        if missing:
            raise Refused(*missing)
        recommendation.state = RecommendationState.HANDED_OVER
        recommendation.handed_over_on = day
        recommendation.answer_due_on = day + timedelta(days=committee.recommendation_answer_days)
        recommendation.receiving_body = recommendation.answering_body = body = committee.receiving_body
        record(
            EventType.RECOMMENDATION_HANDED_OVER,
            recommendation,
            actor=actor,
            body=body.name if body else "",
            **_public(recommendation),
        )


def _public(recommendation: Recommendation) -> dict[str, Any]:
    return {"title": recommendation.title, "path": recommendation.path, "number": recommendation.number}
