"""Recommendations, the answers to them, and the records of what was decided."""

from portal.decisions.models.recommendation import (
    Choice,
    CouncilResponse,
    Position,
    Recommendation,
    RecommendationState,
    Verdict,
)
from portal.decisions.models.record import (
    CaseStep,
    DecisionAttachment,
    DecisionCorrection,
    DecisionPoint,
    DecisionRecord,
    Result,
    VoteCount,
)

__all__ = [
    "CaseStep",
    "Choice",
    "CouncilResponse",
    "DecisionAttachment",
    "DecisionCorrection",
    "DecisionPoint",
    "DecisionRecord",
    "Position",
    "Recommendation",
    "RecommendationState",
    "Result",
    "Verdict",
    "VoteCount",
]
