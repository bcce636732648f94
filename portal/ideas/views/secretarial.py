"""What the secretariat writes for others: typing in what came on paper, correcting a public text, taking a name off."""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.queries import committee_by_slug
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.ideas.actions import correct_answer, correct_idea, type_in_idea
from portal.ideas.actions.naming import make_nameless
from portal.ideas.asking import correcting_answer
from portal.ideas.deeds import CORRECT, CORRECT_ANSWER, TAKE_NAME_OFF
from portal.ideas.forms.guide import SEND, TYPING_IN
from portal.ideas.forms.secretarial import AnswerCorrectionForm, CorrectionForm, TypedInForm
from portal.ideas.models import Idea, IdeaAnswer
from portal.ideas.queries import public_answer_or_404, public_idea_or_404, visible_idea_or_404
from portal.ideas.queries.choosing import given_with
from portal.ideas.queries.mandate import questions_of
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.guiding import Desk, pressed, step_page
from portal.rules.permissions import Permission


@ideas.route("/udvalg/<slug>/ideer/skriv-ind", methods=["GET", "POST"])
def type_in(slug: str) -> ResponseReturnValue:
    actor = signed_in()
    committee = committee_by_slug(slug, actor, Permission.IDEA_TYPE_IN)
    last_day = committee.ideas_until
    came_on = min(clock.today(), last_day or clock.today())
    form = TypedInForm(questions=questions_of(committee), last_day=last_day, data={"came_on": came_on})
    desk = Desk(committee, TYPING_IN, form, url_for("ideas.type_in", slug=slug), template="ideas/type_in.html")
    if request.method == "GET":
        return step_page(desk, TYPING_IN.step(None))
    turn = pressed(desk)
    if turn.deed != SEND:
        return step_page(desk, turn.step, is_wrong=turn.is_wrong)
    try:
        idea = type_in_idea(actor, committee, form.draft(), form.source())
    except Refused as refusal:
        return step_page(desk, turn.step, reasons=refusal.reasons)
    flash(_("The idea is received. Now it waits to be read, as all the others."), "success")
    return redirect(url_for("ideas.handle", idea_id=idea.id))


@ideas.get("/ideer/<int:idea_id>/berigtig")
def correction(idea_id: int) -> ResponseReturnValue:
    idea = _correctable(idea_id)
    return _correction_page(idea, CorrectionForm.of(idea))


@ideas.post("/ideer/<int:idea_id>/berigtig")
def correct(idea_id: int) -> ResponseReturnValue:
    idea, form = _correctable(idea_id), CorrectionForm()
    return taken_in(
        form,
        lambda: correct_idea(signed_in(), idea, form.correction()),
        partial(_correction_page, idea, form),
        told=_("The text is corrected, and everybody can see what was changed."),
        then=idea.path,
    )


@ideas.get("/ideer/svar/<int:answer_id>/ret")
def answer_correction(answer_id: int) -> ResponseReturnValue:
    """The form for a dated addition to an answer that was wrong."""
    return _answer_correction_page(_correctable_answer(answer_id), AnswerCorrectionForm())


@ideas.post("/ideer/svar/<int:answer_id>/ret")
def correct_the_answer(answer_id: int) -> ResponseReturnValue:
    answer, form = _correctable_answer(answer_id), AnswerCorrectionForm()
    return taken_in(
        form,
        lambda: correct_answer(signed_in(), answer, form.draft()),
        partial(_answer_correction_page, answer, form),
        question=lambda: correcting_answer(answer, form),
        told=_("The correction is added, and stands under the answer."),
        then=answer.path,
    )


@ideas.route("/ideer/<int:idea_id>/uden-navn", methods=["GET", "POST"])
def nameless(idea_id: int) -> ResponseReturnValue:
    actor = signed_in()
    idea, form = visible_idea_or_404(actor, idea_id), PortalForm()
    TAKE_NAME_OFF.require_leave(actor, idea)
    if not form.validate_on_submit():
        return render_template("ideas/nameless.html", idea=idea, form=form)
    make_nameless(actor, idea)
    flash(_("The name is taken off the idea"))
    return redirect(idea.path)


def _correctable_answer(answer_id: int) -> IdeaAnswer:
    actor = signed_in()
    answer = public_answer_or_404(answer_id)
    CORRECT_ANSWER.require_leave(actor, answer)
    return answer


def _answer_correction_page(answer: IdeaAnswer, form: AnswerCorrectionForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "ideas/answer_correction.html",
        idea=answer.idea,
        committee=answer.idea.committee,
        answer=answer,
        form=form,
        others=len(given_with(answer)),
        reasons=reasons,
    )


def _correction_page(idea: Idea, form: CorrectionForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("ideas/correction.html", idea=idea, committee=idea.committee, form=form, reasons=reasons)


def _correctable(idea_id: int) -> Idea:
    actor = signed_in()
    idea = public_idea_or_404(idea_id)
    CORRECT.require_leave(actor, idea)
    return idea
