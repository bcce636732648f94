"""Recommendations and answers for the stories, made by the same deeds that people do."""

from dataclasses import replace
from datetime import timedelta

from portal.committees.models import Membership
from portal.foundation import clock
from portal.recommendations.actions.recommendation import (
    adopt_recommendation,
    draft_recommendation,
    hand_over_recommendation,
    take_position,
)
from portal.recommendations.actions.response import give_response
from portal.recommendations.forms.recommendation import RecommendationDraft
from portal.recommendations.forms.response import ResponseDraft
from portal.recommendations.models import Choice, Verdict

DRAFT = RecommendationDraft(
    title="Cykelgade foran Nørreskolen",
    problem="Om morgenen holder 40 biler i Skolegade.",
    solution="Skolegade er cykelgade på skoledage.",
    actor="Vej og Park",
    economy="140.000 kr.",
    effect="Flere går og cykler.",
    indicator="60 % i juni",
    timetable="Fra oktober.",
)
TYPED = {name: getattr(DRAFT, name) for name in RecommendationDraft.__annotations__} | {"submission_key": "key-1"}


def drafted(committee, author, proposal=None):
    return draft_recommendation(author, committee, DRAFT, proposal=proposal)


def adopted(committee, secretary, *members, against=()):
    """A recommendation that these members are for, and those against."""
    recommendation = drafted(committee, secretary)
    for member in members:
        take_position(member, recommendation, Choice.AGAINST if member in against else Choice.FOR)
    adopt_recommendation(secretary, recommendation)
    return recommendation


def handed_over(committee, secretary, *members):
    recommendation = adopted(committee, secretary, *members)
    hand_over_recommendation(secretary, recommendation)
    return recommendation


def answer_from(body, verdict=Verdict.CHANGED, **facts):
    """What a body answers today."""
    draft = ResponseDraft(
        verdict=verdict,
        reason="Et forsøg på ét år.",
        body_id=body.id,
        met_on=clock.today(),
        item="9",
        case_number="26/4471",
    )
    return replace(draft, **facts)


def answered(committee, secretary, *members, **facts):
    recommendation = handed_over(committee, secretary, *members)
    return give_response(secretary, recommendation, answer_from(committee.receiving_body, **facts))


def leave(membership: Membership):
    """The member's last day was yesterday."""
    membership.ends_on = clock.today() - timedelta(days=1)
