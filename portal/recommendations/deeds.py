"""What can be done with a recommendation and with an answer to it."""

from collections.abc import Callable

from portal.foundation.errors import Conflict
from portal.foundation.i18n import N_
from portal.house.deeds import Deed, beneath
from portal.house.discussed import discussing
from portal.proposals.models import Proposal
from portal.recommendations.models import Recommendation, RecommendationState
from portal.rules.permissions import Permission


def _while_it_is(state: RecommendationState) -> Callable[[Recommendation], None]:
    def ensure(recommendation: Recommendation) -> None:
        if recommendation.state is not state:
            raise Conflict(f"recommendation {recommendation.id} is {recommendation.state}")

    return ensure


WAITING = frozenset({RecommendationState.ADOPTED, RecommendationState.HANDED_OVER})
IS_DRAFT = _while_it_is(RecommendationState.DRAFT)
EDIT = Deed(
    permission=Permission.RECOMMENDATION_DRAFT,
    label=N_("Edit the recommendation"),
    url=beneath("/ret"),
    ensure=IS_DRAFT,
)
TAKE_POSITION = Deed(
    permission=Permission.POSITION_TAKE, label=N_("Take my position"), url=beneath("/standpunkt"), ensure=IS_DRAFT
)
ADOPT = Deed(
    permission=Permission.RECOMMENDATION_ADOPT,
    label=N_("Enter that it is adopted"),
    url=beneath("/vedtag"),
    ensure=IS_DRAFT,
    is_asked_twice=True,
)
DISCUSS = discussing("anbefaling", lambda recommendation: recommendation.state in WAITING, Permission.RESPONSE_GIVE)
HAND_OVER = Deed(
    permission=Permission.RECOMMENDATION_HAND_OVER,
    label=N_("Hand over the recommendation"),
    url=beneath("/overdrag"),
    ensure=_while_it_is(RecommendationState.ADOPTED),
    is_asked_twice=True,
)
ANSWER = Deed(
    permission=Permission.RESPONSE_GIVE,
    label=N_("Enter the answer"),
    url=beneath("/svar"),
    ensure=_while_it_is(RecommendationState.HANDED_OVER),
    is_asked_twice=True,
)


def _is_shown(proposal: Proposal) -> None:
    if not proposal.is_public or proposal.is_hidden:
        raise Conflict(f"proposal {proposal.id} is not public")


BEGIN = Deed(
    permission=Permission.RECOMMENDATION_DRAFT,
    label=N_("Make a recommendation of it"),
    url=lambda proposal: f"{proposal.committee.path}anbefalinger/ny?forslag={proposal.id}",
    ensure=_is_shown,
)
CORRECT_ANSWER = Deed(
    permission=Permission.RECORD_CORRECT,
    label=N_("Correct the answer"),
    url=lambda response: f"/svar/{response.id}/ret",
    scope=lambda response: response.recommendation.committee,
)
DEEDS = {
    "recommendation": {
        "edit": EDIT,
        "take_position": TAKE_POSITION,
        "adopt": ADOPT,
        "hand_over": HAND_OVER,
        "answer": ANSWER,
        "discuss": DISCUSS,
    },
    "proposal": {"begin_recommendation": BEGIN},
    "council_response": {"correct": CORRECT_ANSWER},
}
