"""Which bodies can answer a recommendation, and to which it can be sent on."""

from portal.municipalities.models import Body, BodyKind
from portal.municipalities.queries import bodies
from portal.recommendations.models import Recommendation


def bodies_that_may_answer(recommendation: Recommendation) -> list[Body]:
    """The body that owes the answer first, then the council, which can always answer in its place."""
    owing = recommendation.answering_body
    councils = [body for body in _all(recommendation) if body.kind is BodyKind.COUNCIL and body != owing]
    return [*((owing,) if owing else ()), *councils]


def bodies_to_send_on_to(recommendation: Recommendation) -> list[Body]:
    return _all(recommendation)


def _all(recommendation: Recommendation) -> list[Body]:
    return bodies(recommendation.committee.municipality)
