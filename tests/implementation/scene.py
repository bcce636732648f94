"""A committee that has its answer, and promises in every state."""

from datetime import date, timedelta

from portal.decisions.hashing import seal
from portal.decisions.models import DecisionRecord
from portal.foundation import clock
from portal.implementation.forms import CommitmentDraft
from portal.implementation.models import Commitment, CommitmentStatus
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.rules.results import Result
from portal.rules.stages import Stage
from tests.factories import saved

DRAFT = CommitmentDraft("Der er lys på stien", "Teknik og Miljø", date(2031, 6, 1))
TYPED = {"title": DRAFT.title, "owner": DRAFT.owner, "due_on": "2031-06-01", "submission_key": "key-1"}


def recommendation_in(committee, state=RecommendationState.ANSWERED, number=1, **facts):
    """A recommendation that has come some way."""
    facts = {"title": f"Anbefaling om lys {number}", "problem": "Der er mørkt.", "solution": "Sæt lys op."} | facts
    return saved(Recommendation(committee=committee, number=number, actor="Kommunen", state=state, **facts))


def answered(committee, author, number=1, *, with_record=True):
    """A recommendation with an answer and, if wanted, the published record of it."""
    recommendation = recommendation_in(committee, number=number)
    response = CouncilResponse(
        recommendation=recommendation, body=committee.receiving_body, verdict=Verdict.UNCHANGED, reason="Det gør vi.",
        met_on=clock.today(), item="9", author=author,
    )  # fmt: skip
    saved(response)
    if with_record:
        record = DecisionRecord(
            municipality=committee.municipality, year=2026, number=number, committee=committee, response=response,
            body_name="Byrådet", decided_on=clock.today(), title="Lys på stien", result=Result.ADOPTED,
        )  # fmt: skip
        seal(record)
        saved(record)
    return recommendation


def promised(recommendation, status=CommitmentStatus.PROMISED, *, due=30, title="Der er lys på stien"):
    """A promise that is due in a number of days."""
    return saved(
        Commitment(
            committee=recommendation.committee, recommendation=recommendation, title=title, owner="Teknik og Miljø",
            due_on=clock.today() + timedelta(days=due), status=status,
        )
    )  # fmt: skip


def moved_to(stage, committee):
    """Put the committee in a stage, without a gate."""
    committee.stage = stage
    return saved(committee)


def in_implementation(committee):
    return moved_to(Stage.CO_IMPLEMENTATION, committee)
