"""Entering the answer to a recommendation."""

from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.errors import Conflict
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import ensure_as_seen
from portal.recommendations.actions.response import CORRECTABLE, correct_response, give_response
from portal.recommendations.asking import answering
from portal.recommendations.forms.response import ResponseCorrectionForm, ResponseForm
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState
from portal.recommendations.queries.recommendations import recommendation_or_404
from portal.recommendations.queries.responses import bodies_that_may_answer, bodies_to_send_on_to, response_or_404
from portal.recommendations.views.blueprint import recommendations
from portal.rules.access import require
from portal.rules.permissions import Permission


@recommendations.get("/anbefalinger/<int:recommendation_id>/svar")
def answer(recommendation_id: int) -> ResponseReturnValue:
    recommendation = _answerable(recommendation_id)
    form = _form(recommendation, data={"met_on": clock.today()})
    return _answer_page(recommendation, form)


@recommendations.post("/anbefalinger/<int:recommendation_id>/svar")
def give_answer(recommendation_id: int) -> ResponseReturnValue:
    recommendation = _answerable(recommendation_id)
    form = _form(recommendation)
    return taken_in(
        form,
        lambda: give_response(signed_in(), recommendation, form.draft()),
        partial(_answer_page, recommendation, form),
        question=lambda: answering(recommendation),
        told=_("The answer is saved and public."),
        then=lambda _given: f"/svar/{recommendation.responses[-1].id}/beslutning",
    )


@recommendations.get("/svar/<int:response_id>/ret")
def correction(response_id: int) -> ResponseReturnValue:
    """The form for a dated addition to an answer that was entered wrongly."""
    response = _correctable(response_id)
    form = ResponseCorrectionForm(data={name: getattr(response, name) for name in CORRECTABLE})
    return _correction_page(response, form)


@recommendations.post("/svar/<int:response_id>/ret")
def correct_answer(response_id: int) -> ResponseReturnValue:
    response, form = _correctable(response_id), ResponseCorrectionForm()
    form.offer(response.verdict)
    return taken_in(
        form,
        lambda: correct_response(signed_in(), response, form.draft()),
        partial(_correction_page, response, form),
        told=_("The correction is added, and stands beside the answer."),
        then=response.path,
    )


def _correctable(response_id: int) -> CouncilResponse:
    response = response_or_404(response_id)
    require(current_person(), Permission.RECORD_CORRECT, response.recommendation.committee)
    return response


def _correction_page(response: CouncilResponse, form: ResponseCorrectionForm, reasons: tuple[str, ...] = ()) -> str:
    form.offer(response.verdict)
    return render_template(
        "recommendations/answer_correction.html",
        committee=response.recommendation.committee,
        recommendation=response.recommendation,
        response=response,
        form=form,
        reasons=reasons,
    )


def _answerable(recommendation_id: int) -> Recommendation:
    recommendation = recommendation_or_404(recommendation_id, current_person())
    require(current_person(), Permission.RESPONSE_GIVE, recommendation.committee)
    ensure_as_seen(recommendation)
    if recommendation.state is not RecommendationState.HANDED_OVER:
        raise Conflict("only a recommendation that waits is answered")
    return recommendation


def _form(recommendation: Recommendation, **options: object) -> ResponseForm:
    form = ResponseForm(**options)
    form.offer(bodies_that_may_answer(recommendation), bodies_to_send_on_to(recommendation))
    return form


def _answer_page(recommendation: Recommendation, form: ResponseForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "recommendations/answer.html",
        committee=recommendation.committee,
        recommendation=recommendation,
        form=form,
        reasons=reasons,
    )
