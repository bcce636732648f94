"""Merging an idea into another, dividing one, undoing it, and being asked whether one's support follows."""

from collections.abc import Callable
from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.models import User
from portal.foundation.addresses import row_number
from portal.foundation.confirming import Question, taken_in
from portal.foundation.i18n import gettext as _
from portal.house.deeds import Deed
from portal.ideas.actions import answer_support_question, divide_idea, merge_ideas, undo_regrouping
from portal.ideas.asking import dividing, merging, undoing
from portal.ideas.deeds import DIVIDE, MERGE, UNDO_REGROUPING
from portal.ideas.forms.regrouping import DivideForm, MergeForm, UndoRegroupingForm
from portal.ideas.indexing import similar_ideas
from portal.ideas.links import idea_of_own
from portal.ideas.models import Idea
from portal.ideas.queries import public_idea_or_404
from portal.ideas.queries.lineage import idea_of_number, lineage_of, questions_for
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.guests import dead_link
from portal.search.index import search_index


def _regroupable(idea_id: int, deed: Deed) -> Idea:
    actor, idea = signed_in(), public_idea_or_404(idea_id)
    deed.require_leave(actor, idea)
    return idea


@ideas.get("/ideer/<int:idea_id>/saml")
def merge(idea_id: int) -> ResponseReturnValue:
    idea = _regroupable(idea_id, MERGE)
    asked = row_number(request.args.get("i", ""))
    return _merge_page(idea, MergeForm(formdata=None, data={"into": asked or None}))


@ideas.post("/ideer/<int:idea_id>/saml")
def merge_into(idea_id: int) -> ResponseReturnValue:
    idea, form = _regroupable(idea_id, MERGE), MergeForm()
    if not form.validate():
        return _merge_page(idea, form), 422
    target = idea_of_number(idea, form.into.data)
    if target is None:
        form.into.errors = [_("There is no public idea of that number in this committee.")]
        return _merge_page(idea, form), 422
    return taken_in(
        form,
        lambda: merge_ideas(signed_in(), idea, target, form.reason.data),
        partial(_merge_page, idea, form),
        question=lambda: merging(idea, target, form),
        told=_("The ideas are merged. Both authors are told."),
        then=target.path,
    )


def _merge_page(idea: Idea, form: MergeForm, reasons: tuple[str, ...] = ()) -> str:
    near = similar_ideas(search_index(), idea.committee, idea.body, idea.title)
    return render_template(
        "ideas/merge.html",
        idea=idea,
        committee=idea.committee,
        form=form,
        reasons=reasons,
        near=[one for one in near if one.id != idea.id and one.folded is None],
    )


@ideas.get("/ideer/<int:idea_id>/del")
def division(idea_id: int) -> ResponseReturnValue:
    idea = _regroupable(idea_id, DIVIDE)
    return _division_page(idea, DivideForm.of(idea))


@ideas.post("/ideer/<int:idea_id>/del")
def divide(idea_id: int) -> ResponseReturnValue:
    idea, form = _regroupable(idea_id, DIVIDE), DivideForm()
    return taken_in(
        form,
        lambda: divide_idea(signed_in(), idea, form.division()),
        partial(_division_page, idea, form),
        question=lambda: dividing(idea, form),
        told=_("The idea is divided in two. Its author is told."),
        then=idea.path,
    )


def _division_page(idea: Idea, form: DivideForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("ideas/divide.html", idea=idea, committee=idea.committee, form=form, reasons=reasons)


@ideas.route("/ideer/<int:idea_id>/fortryd", methods=["GET", "POST"])
def undo(idea_id: int) -> ResponseReturnValue:
    idea = _regroupable(idea_id, UNDO_REGROUPING)
    return _undone(signed_in(), idea, idea.path, question=undoing)


@ideas.route("/ideer/uden-konto/<token>/fortryd", methods=["GET", "POST"])
def guest_undo(token: str) -> ResponseReturnValue:
    idea = idea_of_own(token)
    if idea is None:
        return dead_link()
    return _undone(idea.author, idea, url_for("ideas.guest_page", token=token), question=undoing)


def _undone(
    actor: User, idea: Idea, back: str, question: Callable[[Idea, UndoRegroupingForm], Question]
) -> ResponseReturnValue:
    form = UndoRegroupingForm()
    page = partial(_undo_page, idea, form, back)
    if request.method == "GET":
        return page()
    UNDO_REGROUPING.ensure(idea)  # else the page has no form, and the reason would be lost
    return taken_in(
        form,
        lambda: undo_regrouping(actor, idea, form.reason.data),
        page,
        question=lambda: question(idea, form),
        told=_("The idea stands by itself again."),
        then=back,
    )


def _undo_page(idea: Idea, form: UndoRegroupingForm, back: str, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "ideas/undo_regrouping.html",
        idea=idea,
        committee=idea.committee,
        form=form,
        back=back,
        reasons=reasons,
        lineage=lineage_of(idea),
        can_undo=UNDO_REGROUPING.is_open(idea),
    )


@ideas.get("/ideer/<int:idea_id>/stoetten")
def support_question(idea_id: int) -> ResponseReturnValue:
    """Whether one's support follows an idea that was merged or divided."""
    idea = public_idea_or_404(idea_id)
    asked = questions_for(signed_in(), idea)
    return render_template("ideas/support_follows.html", idea=idea, committee=idea.committee, asked=asked)


@ideas.post("/ideer/<int:idea_id>/stoetten")
def answer_whether_support_follows(idea_id: int) -> ResponseReturnValue:
    actor, idea = signed_in(), public_idea_or_404(idea_id)
    number = row_number(request.form.get("asked", ""))
    asked = next((one for one in questions_for(actor, idea) if one.id == number), None)
    answer = request.form.get("answer")
    if asked is None or answer not in {"ja", "nej"}:
        abort(404)
    answer_support_question(actor, asked, follows=answer == "ja")
    told = _("Your support has followed.") if asked.follows else _("Your support stays where you gave it.")
    flash(told, "success")
    return redirect(url_for("ideas.support_question", idea_id=idea.id))
