"""Recommendations, the answers to them, and the records of what was decided."""

from portal.decisions.models.recommendation import (
    AdoptedSeat,
    Adoption,
    Choice,
    CouncilResponse,
    Position,
    Recommendation,
    RecommendationState,
    ResponseCorrection,
    Verdict,
)
from portal.decisions.models.record import (
    CaseStep,
    DecisionAttachment,
    DecisionCorrection,
    DecisionPoint,
    DecisionRecord,
    Result,
    SealedText,
    VoteCount,
)

__all__ = [
    "AdoptedSeat",
    "Adoption",
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
    "ResponseCorrection",
    "Result",
    "SealedText",
    "Verdict",
    "VoteCount",
]
