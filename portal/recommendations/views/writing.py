"""Drafting a recommendation, taking positions on it, adopting it and handing it over."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.addresses import row_number
from portal.foundation.confirming import page_unless_sure
from portal.foundation.errors import Conflict
from portal.foundation.forms import version_in
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import ensure_as_seen
from portal.proposals.models import Proposal
from portal.proposals.queries import newest, proposal_or_404, public_proposals_of
from portal.proposals.sources import linked_sources, offered
from portal.recommendations.actions.recommendation import (
    adopt_recommendation,
    draft_recommendation,
    edit_recommendation,
    hand_over_recommendation,
    take_position,
)
from portal.recommendations.asking import adopting, handing_over
from portal.recommendations.criteria import wrong_day_of_adoption, wrong_day_of_hand_over
from portal.recommendations.forms.recommendation import (
    AdoptionForm,
    HandOverForm,
    PositionForm,
    RecommendationForm,
    filled,
    prefilled,
)
from portal.recommendations.models import Recommendation
from portal.recommendations.queries.recommendations import recommendation_or_404
from portal.recommendations.views.blueprint import recommendations
from portal.recommendations.views.reading import recommendation_page
from portal.rules.access import require
from portal.rules.permissions import Permission


@recommendations.get("/udvalg/<slug>/anbefalinger/ny")
def new(slug: str) -> ResponseReturnValue:
    """A blank form, or with `?forslag=<id>` one that begins with the proposal's words."""
    committee = _writable(slug)
    proposal = _asked_proposal(committee)
    form = RecommendationForm(data=prefilled(proposal, newest(proposal)) if proposal else None)
    form.offer(*offered(committee))
    return render_template("recommendations/new.html", committee=committee, proposal=proposal, form=form)


@recommendations.post("/udvalg/<slug>/anbefalinger/ny")
def create(slug: str) -> ResponseReturnValue:
    committee, form = _writable(slug), RecommendationForm()
    proposal = _asked_proposal(committee)
    form.offer(*offered(committee))
    if not form.validate():
        return render_template("recommendations/new.html", committee=committee, proposal=proposal, form=form), 422
    made = draft_recommendation(
        signed_in(),
        committee,
        form.draft(),
        proposal=proposal,
        sources=form.sources(),
        submission_key=form.submission_key.data or None,
    )
    flash(_("Recommendation %(number)s is saved as a draft. Now the members take their positions.", number=made.number),
          "success")  # fmt: skip
    return redirect(url_for("recommendations.show", recommendation_id=made.id))


@recommendations.get("/anbefalinger/<int:recommendation_id>/ret")
def edit(recommendation_id: int) -> ResponseReturnValue:
    recommendation = _editable(recommendation_id)
    form = RecommendationForm(data=filled(recommendation))
    form.offer(*offered(recommendation.committee), linked_sources(recommendation))
    return _editing_page(recommendation, form)


@recommendations.post("/anbefalinger/<int:recommendation_id>/ret")
def save(recommendation_id: int) -> ResponseReturnValue:
    recommendation, form = _editable(recommendation_id), RecommendationForm()
    form.offer(*offered(recommendation.committee))
    if not form.validate():
        return _editing_page(recommendation, form), 422
    edit_recommendation(signed_in(), recommendation, form.draft(), sources=form.sources())
    flash(_("The recommendation is saved."), "success")
    return redirect(url_for("recommendations.show", recommendation_id=recommendation_id))


@recommendations.post("/anbefalinger/<int:recommendation_id>/standpunkt")
def position(recommendation_id: int) -> ResponseReturnValue:
    recommendation, form = recommendation_or_404(recommendation_id, current_person()), PositionForm()
    require(current_person(), Permission.POSITION_TAKE, recommendation.committee)
    if not form.validate():
        return recommendation_page(recommendation, position_form=form), 422
    try:
        seen = version_in(form.text_version.data)
        take_position(signed_in(), recommendation, form.chosen(), text_version=seen)
    except Conflict:
        return _reread_page(recommendation_id), 409
    flash(_("Your position is saved. You can change it until the recommendation is adopted."), "success")
    return redirect(url_for("recommendations.show", recommendation_id=recommendation_id))


@recommendations.post("/anbefalinger/<int:recommendation_id>/vedtag")
def adopt(recommendation_id: int) -> ResponseReturnValue:
    recommendation, form = recommendation_or_404(recommendation_id, current_person()), AdoptionForm()
    require(current_person(), Permission.RECOMMENDATION_ADOPT, recommendation.committee)
    ensure_as_seen(recommendation)
    if recommendation.is_public:
        raise Conflict("adopted already")
    if not form.validate():
        return recommendation_page(recommendation, adoption_form=form), 422
    reasons = wrong_day_of_adoption(recommendation, form.adopted_on.data)
    if reasons:
        form.adopted_on.errors = reasons
        return recommendation_page(recommendation, adoption_form=form), 422
    actor, on, statement = signed_in(), form.adopted_on.data, form.minority_statement.data or ""
    page = page_unless_sure(
        adopting(recommendation, on),
        lambda: adopt_recommendation(actor, recommendation, on=on, minority_statement=statement),
        lambda: recommendation_page(recommendation, adoption_form=form),
    )
    if page is not None:
        return page
    flash(_("The recommendation is adopted. Everybody can read it now."), "success")
    return redirect(url_for("recommendations.show", recommendation_id=recommendation_id))


@recommendations.post("/anbefalinger/<int:recommendation_id>/overdrag")
def hand_over(recommendation_id: int) -> ResponseReturnValue:
    recommendation, form = recommendation_or_404(recommendation_id, current_person()), HandOverForm()
    require(current_person(), Permission.RECOMMENDATION_HAND_OVER, recommendation.committee)
    if not form.validate():
        return recommendation_page(recommendation, hand_over_form=form), 422
    reasons = wrong_day_of_hand_over(recommendation, form.handed_over_on.data)
    if reasons:
        form.handed_over_on.errors = reasons
        return recommendation_page(recommendation, hand_over_form=form), 422
    actor, on = signed_in(), form.handed_over_on.data
    page = page_unless_sure(
        handing_over(recommendation),
        lambda: hand_over_recommendation(actor, recommendation, on=on),
        lambda: recommendation_page(recommendation, hand_over_form=form),
    )
    if page is not None:
        return page
    flash(_("The recommendation is handed over. The days until the answer are counted from that day."), "success")
    return redirect(url_for("recommendations.show", recommendation_id=recommendation_id))


def _reread_page(recommendation_id: int) -> str:
    """The text has another version than the one a member took a position on, or there is nothing to take any more."""
    recommendation = recommendation_or_404(recommendation_id, current_person())
    if recommendation.is_public:
        raise Conflict("adopted meanwhile")
    return recommendation_page(recommendation, was_changed=True)


def _writable(slug: str) -> Committee:
    return committee_by_slug(slug, current_person(), Permission.RECOMMENDATION_DRAFT)


def _asked_proposal(committee: Committee) -> Proposal | None:
    """The proposal of this committee that the address names, if any."""
    proposal_id = row_number(request.args.get("forslag"))
    known = {proposal.id for proposal in public_proposals_of(committee)}
    return proposal_or_404(proposal_id, current_person()) if proposal_id in known else None


def _editable(recommendation_id: int) -> Recommendation:
    recommendation = recommendation_or_404(recommendation_id, current_person())
    require(current_person(), Permission.RECOMMENDATION_DRAFT, recommendation.committee)
    if recommendation.is_public:
        raise Conflict("an adopted recommendation is not edited")
    return recommendation


def _editing_page(recommendation: Recommendation, form: RecommendationForm) -> str:
    return render_template(
        "recommendations/edit.html",
        committee=recommendation.committee,
        recommendation=recommendation,
        form=form,
    )
