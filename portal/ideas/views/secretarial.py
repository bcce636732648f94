"""What the secretariat writes for others: typing in what came on paper, and correcting a public text."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.queries import committee_by_slug
from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.ideas.actions import correct_idea, type_in_idea
from portal.ideas.forms import CorrectionForm, TypedInForm
from portal.ideas.forms.guide import SEND, TYPING_IN
from portal.ideas.models import Idea
from portal.ideas.queries import public_idea_or_404
from portal.ideas.queries.mandate import questions_of
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.guiding import Desk, pressed, step_page
from portal.rules.access import require
from portal.rules.permissions import Permission


@ideas.route("/udvalg/<slug>/ideer/skriv-ind", methods=["GET", "POST"])
def type_in(slug: str) -> ResponseReturnValue:
    actor = signed_in()
    committee = committee_by_slug(slug, actor)
    require(actor, Permission.IDEA_TYPE_IN, committee)
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
    return render_template("ideas/correction.html", idea=idea, committee=idea.committee, form=CorrectionForm.of(idea))


@ideas.post("/ideer/<int:idea_id>/berigtig")
def correct(idea_id: int) -> ResponseReturnValue:
    idea, form = _correctable(idea_id), CorrectionForm()
    reasons: tuple[str, ...] = ()
    if form.validate():
        try:
            correct_idea(signed_in(), idea, form.correction())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            flash(_("The text is corrected, and everybody can see what was changed."), "success")
            return redirect(idea.path)
    page = render_template("ideas/correction.html", idea=idea, committee=idea.committee, form=form, reasons=reasons)
    return page, 422


def _correctable(idea_id: int) -> Idea:
    actor = signed_in()
    idea = public_idea_or_404(idea_id)
    require(actor, Permission.IDEA_CORRECT, idea.committee)
    return idea
