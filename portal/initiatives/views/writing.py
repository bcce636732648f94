"""What authors meet: the form, the preview, the receipt, correcting and withdrawing."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.foundation.i18n import gettext as _
from portal.foundation.text import render_markdown
from portal.initiatives.actions.proposing import resubmit_initiative, submit_initiative, withdraw_initiative
from portal.initiatives.deeds import CORRECT
from portal.initiatives.forms import InitiativeForm, WithdrawInitiativeForm
from portal.initiatives.models import Initiative, InitiativeState
from portal.initiatives.queries import own_initiative_or_404
from portal.initiatives.states import WAY
from portal.initiatives.views.blueprint import initiatives
from portal.municipalities.queries import our_municipality
from portal.screening.views import handled


@initiatives.get("/nyt")
def new() -> ResponseReturnValue:
    signed_in()  # asked before anything is typed
    return render_template("initiatives/new.html", form=InitiativeForm(), rules=our_municipality(), is_signed_out=False)


@initiatives.post("/nyt")
@limit_submission
def submit() -> ResponseReturnValue:
    form, rules = InitiativeForm(), our_municipality()
    is_signed_out = not current_person().is_authenticated
    if not form.validate() or is_signed_out or _wants("edit"):
        page = render_template("initiatives/new.html", form=form, rules=rules, is_signed_out=is_signed_out)
        return page, 401 if is_signed_out else 422 if form.errors else 200
    if _wants("preview"):
        return _preview(form, url_for("initiatives.submit"))
    initiative = submit_initiative(signed_in(), rules, form.draft())
    return redirect(url_for("initiatives.receipt", initiative_id=initiative.id))


def _wants(step: str) -> bool:
    """Which button was pressed; without any (the return key) it is the first, which shows a preview."""
    return request.form.get("step", "preview") == step


def _preview(form: InitiativeForm, action: str, initiative: Initiative | None = None) -> str:
    """The proposal as it will look, with everything that was typed carried along unseen."""
    draft = form.draft()
    looks = {"problem": render_markdown(draft.problem), "why_together": render_markdown(draft.why_together)}
    return render_template(
        "initiatives/preview.html",
        initiative=initiative,
        form=form,
        draft=draft,
        looks=looks,
        action=action,
        author=signed_in(),
    )


@initiatives.get("/<int:initiative_id>/kvittering")
def receipt(initiative_id: int) -> ResponseReturnValue:
    initiative = own_initiative_or_404(signed_in(), initiative_id)
    return render_template("initiatives/receipt.html", initiative=initiative, rules=initiative.municipality)


@initiatives.get("/<int:initiative_id>/ret")
def edit(initiative_id: int) -> ResponseReturnValue:
    initiative = own_initiative_or_404(signed_in(), initiative_id)
    if not CORRECT.is_offered(signed_in(), initiative):
        return redirect(initiative.path)
    form = InitiativeForm(obj=initiative)
    return render_template("initiatives/edit.html", initiative=initiative, form=form)


@initiatives.post("/<int:initiative_id>/ret")
@limit_submission
def send_again(initiative_id: int) -> ResponseReturnValue:
    initiative, form = own_initiative_or_404(signed_in(), initiative_id), InitiativeForm()
    if not form.validate() or _wants("edit"):
        page = render_template("initiatives/edit.html", initiative=initiative, form=form)
        return page, 422 if form.errors else 200
    if _wants("preview"):
        return _preview(form, url_for("initiatives.send_again", initiative_id=initiative.id), initiative)
    resubmit_initiative(signed_in(), initiative, form.draft())
    return redirect(url_for("initiatives.receipt", initiative_id=initiative.id))


@initiatives.get("/<int:initiative_id>/traek-tilbage")
def ask_to_withdraw(initiative_id: int) -> ResponseReturnValue:
    return _withdrawing(own_initiative_or_404(signed_in(), initiative_id), WithdrawInitiativeForm())


def _withdrawing(initiative: Initiative, form: WithdrawInitiativeForm) -> str:
    return render_template("initiatives/withdraw.html", initiative=initiative, form=form)


@initiatives.post("/<int:initiative_id>/traek-tilbage")
def withdraw(initiative_id: int) -> ResponseReturnValue:
    initiative, form = own_initiative_or_404(signed_in(), initiative_id), WithdrawInitiativeForm()
    return handled(
        initiative,
        form,
        lambda: withdraw_initiative(signed_in(), initiative, form.reason.data),
        lambda: _withdrawing(initiative, form),
        way=WAY,
        state=InitiativeState.WITHDRAWN,
        told=_("Your proposal is withdrawn."),
        then=initiative.path,
    )
