"""What authors meet: the form, the preview, the receipt, correcting and withdrawing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.errors import Conflict
from portal.foundation.i18n import gettext as _
from portal.foundation.text import render_markdown
from portal.ideas.actions import keep_draft, resubmit_idea, send_draft, submit_idea, withdraw_idea
from portal.ideas.forms import EditIdeaForm, IdeaForm, WithdrawForm
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import clock_of, own_idea_or_404, takes_ideas
from portal.ideas.states import EDITABLE, ensure_may_become
from portal.ideas.views.blueprint import ideas


@ideas.get("/udvalg/<slug>/ideer/ny")
def new(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    if not takes_ideas(committee):
        return render_template("ideas/closed.html", committee=committee)
    signed_in()  # asked before anything is typed
    return render_template("ideas/new.html", committee=committee, form=IdeaForm(), is_signed_out=False)


@ideas.post("/udvalg/<slug>/ideer/ny")
@limit_submission
def submit(slug: str) -> ResponseReturnValue:
    committee, form = committee_by_slug(slug, current_person()), IdeaForm()
    is_signed_out = not current_person().is_authenticated
    if not form.validate() or is_signed_out or wants("edit"):
        page = render_template("ideas/new.html", committee=committee, form=form, is_signed_out=is_signed_out)
        return page, status_of(form, is_signed_out=is_signed_out)
    if wants("preview"):
        return preview_page(form, committee, url_for("ideas.submit", slug=slug))
    if wants("keep"):
        return redirect(_kept(keep_draft(signed_in(), committee, form.draft())))
    idea = submit_idea(signed_in(), committee, form.draft())
    return redirect(url_for("ideas.receipt", idea_id=idea.id))


def wants(step: str) -> bool:
    """Which button was pressed; without any (the return key) it is the first, which shows a preview."""
    return request.form.get("step", "preview") == step


def status_of(form: IdeaForm, *, is_signed_out: bool) -> int:
    """A form shown again says why; one that the author wants to go on with is no error."""
    return 401 if is_signed_out else 422 if form.errors else 200


def preview_page(form: IdeaForm, committee: Committee, action: str, idea: Idea | None = None) -> str:
    """The idea as it will look, with everything that was typed carried along unseen."""
    draft = form.draft()
    looks = Idea(title=draft.title, body_html=render_markdown(draft.body), shown_as=draft.shown_as, author=signed_in())
    return render_template("ideas/preview.html", form=form, committee=committee, looks=looks, idea=idea, action=action)


def _kept(idea: Idea) -> str:
    flash(_("Your draft is kept. Only you can see it."), "success")
    return url_for("ideas.edit", idea_id=idea.id)


@ideas.get("/ideer/<int:idea_id>/kvittering")
def receipt(idea_id: int) -> ResponseReturnValue:
    idea = own_idea_or_404(signed_in(), idea_id)
    return render_template("ideas/receipt.html", idea=idea, committee=idea.committee, clock=clock_of(idea))


@ideas.get("/ideer/<int:idea_id>/ret")
def edit(idea_id: int) -> ResponseReturnValue:
    idea = own_idea_or_404(signed_in(), idea_id)
    if idea.state not in EDITABLE:
        return redirect(idea.path)
    return render_template("ideas/edit.html", idea=idea, committee=idea.committee, form=EditIdeaForm.of(idea))


@ideas.post("/ideer/<int:idea_id>/ret")
@limit_submission
def send_again(idea_id: int) -> ResponseReturnValue:
    idea, form = own_idea_or_404(signed_in(), idea_id), EditIdeaForm()
    if not form.validate() or wants("edit"):
        page = render_template("ideas/edit.html", idea=idea, committee=idea.committee, form=form)
        return page, status_of(form, is_signed_out=False)
    if wants("preview"):
        return preview_page(form, idea.committee, url_for("ideas.send_again", idea_id=idea.id), idea)
    if form.is_sent_as(idea):
        return redirect(url_for("ideas.receipt", idea_id=idea.id))
    if not form.is_of(idea):
        raise Conflict("the idea is not as the author saw it")
    send = send_draft if idea.state is IdeaState.DRAFT else resubmit_idea
    send(signed_in(), idea, form.draft())
    return redirect(url_for("ideas.receipt", idea_id=idea.id))


@ideas.get("/ideer/<int:idea_id>/traek-tilbage")
def ask_to_withdraw(idea_id: int) -> ResponseReturnValue:
    idea = own_idea_or_404(signed_in(), idea_id)
    return render_template("ideas/withdraw.html", idea=idea, committee=idea.committee, form=WithdrawForm())


@ideas.post("/ideer/<int:idea_id>/traek-tilbage")
def withdraw(idea_id: int) -> ResponseReturnValue:
    idea, form = own_idea_or_404(signed_in(), idea_id), WithdrawForm()
    ensure_may_become(idea, IdeaState.WITHDRAWN)
    if not form.validate():
        return render_template("ideas/withdraw.html", idea=idea, committee=idea.committee, form=form), 422
    withdraw_idea(signed_in(), idea, form.reason.data)
    flash(_("Your idea is withdrawn."), "success")
    return redirect(idea.path)
