"""What states, choices and verdicts are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_
from portal.recommendations.models import Choice, RecommendationState, Verdict
from portal.rules.results import Result

STATES: Mapping[RecommendationState, str] = {
    RecommendationState.DRAFT: N_("Draft"),
    RecommendationState.ADOPTED: N_("Adopted, not handed over yet"),
    RecommendationState.HANDED_OVER: N_("Handed over, waits for an answer"),
    RecommendationState.ANSWERED: N_("Answered"),
}
CHOICES: Mapping[Choice, str] = {
    Choice.FOR: N_("For"),
    Choice.AGAINST: N_("Against"),
    Choice.NEITHER: N_("Neither for nor against"),
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.UNCHANGED: N_("Adopted unchanged"),
    Verdict.CHANGED: N_("Adopted with changes"),
    Verdict.SENT_ON: N_("Sent on"),
    Verdict.SENT_BACK: N_("Sent back to %(the_committee)s"),
    Verdict.NOT_ADOPTED: N_("Not adopted"),
}
RESULT_OF_VERDICT: Mapping[Verdict, Result] = {
    Verdict.UNCHANGED: Result.ADOPTED,
    Verdict.CHANGED: Result.ADOPTED_WITH_CHANGES,
    Verdict.SENT_ON: Result.SENT_ON,
    Verdict.SENT_BACK: Result.SENT_BACK,
    Verdict.NOT_ADOPTED: Result.NOT_ADOPTED,
}
