"""The receiving body's answer to a recommendation."""

from datetime import date

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.additions import said_last
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.municipalities.models import Body
from portal.recommendations.deeds import ANSWER, CORRECT_ANSWER
from portal.recommendations.forms.response import ResponseCorrected, ResponseDraft
from portal.recommendations.models import (
    CouncilResponse,
    Recommendation,
    RecommendationState,
    ResponseCorrection,
    Verdict,
)
from portal.recommendations.queries.responses import bodies_that_may_answer
from portal.trace.edges import link
from portal.trace.models import TraceRelation

CORRECTABLE = ("verdict", "met_on", "item", "case_number")


def give_response(actor: User, recommendation: Recommendation, draft: ResponseDraft) -> CouncilResponse:
    """A councillor or secretary enters what the body answered. Sent on, the other body owes the next answer."""
    with transaction():
        ANSWER.require(actor, recommendation)
        body, sent_on_to = _bodies(recommendation, draft)
        _refuse_impossible_days(recommendation, draft.met_on)
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


def correct_response(actor: User, response: CouncilResponse, correction: ResponseCorrected) -> ResponseCorrection:
    """A secretary corrects an answer that was entered wrongly: a dated addition, which keeps what stood there before.

    The reason stays as it was given. A decision published from the answer is corrected by itself. A second click adds
    nothing.
    """
    with transaction():
        CORRECT_ANSWER.require_leave(actor, response)
        hold(response.recommendation)
        db.session.expire(response, ["corrections"])
        is_so = all(getattr(response, name) == getattr(correction, name) for name in CORRECTABLE)
        if is_so and (last := said_last(response.corrections, actor.id, correction.text)) is not None:
            return last
        if (correction.verdict is Verdict.SENT_ON) != (response.verdict is Verdict.SENT_ON):
            raise Refused(_("Whom it was sent on to cannot be corrected here. Say it in the text."))
        _refuse_impossible_days(response.recommendation, correction.met_on, response)
        added = ResponseCorrection(
            response=response,
            number=len(response.corrections) + 1,
            text=correction.text,
            author_id=actor.id,
            **{f"earlier_{name}": getattr(response, name) for name in CORRECTABLE},
        )
        db.session.add(added)
        for name in CORRECTABLE:
            setattr(response, name, getattr(correction, name))
        record(
            EventType.RESPONSE_CORRECTED,
            response,
            actor=actor,
            committee=response.recommendation.committee,
            title=response.recommendation.title,
            path=response.path,
            number=response.recommendation.number,
            reason=correction.text,
        )
    return added


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


def _refuse_impossible_days(
    recommendation: Recommendation, met_on: date, corrected: CouncilResponse | None = None
) -> None:
    if met_on > clock.today():
        raise Refused(_("The meeting has not been held yet."))
    if recommendation.handed_over_on and met_on < recommendation.handed_over_on:
        raise Refused(_("The meeting was before the recommendation was handed over."))
    others = [one for one in recommendation.responses if one is not corrected]
    after = [one for one in others if corrected is not None and one.id > corrected.id]
    if any(met_on < earlier.met_on for earlier in others if earlier not in after):
        raise Refused(_("The meeting was before the recommendation was sent on."))
    if any(met_on > later.met_on for later in after):
        raise Refused(_("The next answer had already been given on that day."))
