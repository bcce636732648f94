"""What was promised, and telling how it stands."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.addresses import row_number
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.implementation.actions import make_commitment, report_commitment
from portal.implementation.forms import CommitmentForm, ReportForm
from portal.implementation.models import Commitment
from portal.implementation.queries.commitments import (
    answered_recommendation_or_404,
    answered_recommendations,
    commitment_account,
    commitment_or_404,
    commitments_of,
)
from portal.implementation.views.blueprint import implementation
from portal.rules.permissions import Permission


@implementation.get("/udvalg/<slug>/opfoelgning")
def index(slug: str) -> ResponseReturnValue:
    """Everything that was promised, by recommendation, with what became of it."""
    committee = committee_by_slug(slug, current_person())
    return render_template(
        "implementation/index.html",
        committee=committee,
        page=paginate(commitments_of(committee)),
        account=commitment_account(committee),
    )


@implementation.get("/udvalg/<slug>/opfoelgning/nyt")
def new(slug: str) -> ResponseReturnValue:
    committee = _committee_for(slug, Permission.COMMITMENT_MAKE)
    chosen = row_number(request.args.get("anbefaling")) or None
    if chosen is not None:
        answered_recommendation_or_404(committee, chosen)
    return _new_page(committee, _form_for(committee, chosen))


@implementation.post("/udvalg/<slug>/opfoelgning/nyt")
def create(slug: str) -> ResponseReturnValue:
    committee = _committee_for(slug, Permission.COMMITMENT_MAKE)
    form = _form_for(committee)
    if not form.validate():
        return _new_page(committee, form), 422
    recommendation = answered_recommendation_or_404(committee, form.chosen)
    commitment = make_commitment(signed_in(), recommendation, form.draft(), submission_key=form.submission_key.data)
    flash(_("The promise is written down. Everybody can follow it here."), "success")
    return redirect(commitment.path)


@implementation.get("/udvalg/<slug>/opfoelgning/<int:commitment_id>/status")
def status(slug: str, commitment_id: int) -> ResponseReturnValue:
    committee = _committee_for(slug, Permission.COMMITMENT_REPORT)
    commitment = commitment_or_404(committee, commitment_id)
    form = ReportForm()
    form.offer(commitment)
    return _report_page(commitment, form)


@implementation.post("/udvalg/<slug>/opfoelgning/<int:commitment_id>/status")
def report(slug: str, commitment_id: int) -> ResponseReturnValue:
    committee = _committee_for(slug, Permission.COMMITMENT_REPORT)
    commitment = commitment_or_404(committee, commitment_id)
    form = ReportForm()
    form.offer(commitment)
    if not form.validate():
        return _report_page(commitment, form), 422
    draft = form.draft()
    report_commitment(signed_in(), commitment, draft.status, draft.text)
    flash(_("The report is published."), "success")
    return redirect(commitment.path)


def _committee_for(slug: str, permission: Permission) -> Committee:
    return committee_by_slug(slug, current_person(), permission)


def _form_for(committee: Committee, chosen: int | None = None) -> CommitmentForm:
    form = CommitmentForm()
    form.offer(answered_recommendations(committee), chosen)
    return form


def _new_page(committee: Committee, form: CommitmentForm) -> str:
    is_possible = len(form.recommendation_id.choices) > 1
    back = url_for("implementation.index", slug=committee.slug)
    return render_template(
        "implementation/new.html", committee=committee, form=form, back=back, is_possible=is_possible
    )


def _report_page(commitment: Commitment, form: ReportForm) -> str:
    return render_template(
        "implementation/status.html", committee=commitment.committee, commitment=commitment, form=form
    )
