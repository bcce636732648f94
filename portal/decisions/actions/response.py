"""The receiving body's answer to a recommendation."""

from portal.accounts.models import User
from portal.decisions.forms.response import ResponseDraft
from portal.decisions.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.decisions.queries.bodies import bodies_that_may_answer
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.municipalities.models import Body
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link
from portal.trace.models import TraceRelation


def give_response(
    actor: User, recommendation: Recommendation, draft: ResponseDraft, *, version: int | None = None
) -> CouncilResponse:
    """A councillor or secretary enters what the body answered. Sent on, the other body owes the next answer."""
    with transaction():
        require(actor, Permission.RESPONSE_GIVE, recommendation.committee)
        hold(recommendation)
        if recommendation.state is not RecommendationState.HANDED_OVER or version not in {None, recommendation.version}:
            raise Conflict(f"recommendation {recommendation.id} is {recommendation.state}")
        body, sent_on_to = _bodies(recommendation, draft)
        _refuse_impossible_days(recommendation, draft)
        response = CouncilResponse(
            recommendation=recommendation,
            body=body,
            verdict=draft.verdict,
            reason=draft.reason,
            sent_on_to=sent_on_to,
            met_on=draft.met_on,
            item=draft.item,
            case_number=draft.case_number,
            author=actor,
        )
        db.session.add(response)
        recommendation.answering_body = sent_on_to
        if sent_on_to is None:
            recommendation.state = RecommendationState.ANSWERED
        link(TraceRelation.ANSWERS, recommendation, response)
        record(
            EventType.RESPONSE_GIVEN,
            response,
            actor=actor,
            committee=recommendation.committee,
            title=recommendation.title,
            path=response.path,
            number=recommendation.number,
            verdict=draft.verdict,
            body=body.name,
        )
    return response


def _bodies(recommendation: Recommendation, draft: ResponseDraft) -> tuple[Body, Body | None]:
    """Who answered, and whom it was sent on to; refuses what does not fit."""
    body = next((b for b in bodies_that_may_answer(recommendation) if b.id == draft.body_id), None)
    if body is None:
        raise Refused(_("Only the body that owes the answer, or %(the_council)s, can answer."))
    if draft.verdict is not Verdict.SENT_ON:
        return body, None
    home = recommendation.committee.municipality_id
    to = db.session.get(Body, draft.sent_on_to_id) if draft.sent_on_to_id else None
    if to is None or to.municipality_id != home or to.id == body.id:
        raise Refused(_("Choose to whom it was sent on"))
    return body, to


def _refuse_impossible_days(recommendation: Recommendation, draft: ResponseDraft) -> None:
    if draft.met_on > clock.today():
        raise Refused(_("The meeting has not been held yet."))
    if recommendation.handed_over_on and draft.met_on < recommendation.handed_over_on:
        raise Refused(_("The meeting was before the recommendation was handed over."))
