"""What authors with an account meet: the steps, the receipt, changing and withdrawing."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.accounts.models import User
from portal.accounts.origin import origin_of_request
from portal.committees.models import MandateQuestion
from portal.committees.queries import committee_by_slug
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.once import once
from portal.foundation.seen import ensure_as_seen, is_as_seen
from portal.ideas.actions import (
    edit_idea,
    keep_draft,
    resubmit_idea,
    send_as_guest,
    send_draft,
    submit_idea,
    withdraw_idea,
)
from portal.ideas.actions.writing import ensure_open, reads_as
from portal.ideas.deeds import EDIT, WITHDRAW
from portal.ideas.forms.guide import CORRECTION, GUEST_GUIDE, GUIDE, KEEP, SEND, Guide, Step, Turn
from portal.ideas.forms.writing import EditIdeaForm, GuestIdeaForm, IdeaForm, WithdrawForm
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import clock_of, own_idea_or_404, takes_ideas
from portal.ideas.queries.mandate import questions_of
from portal.ideas.states import TO_SCREEN, WAY
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.guiding import Desk, pressed, step_page
from portal.screening.queries import sent_before
from portal.screening.views import handled

FURTHER = {IdeaState.DRAFT: send_draft, IdeaState.RETURNED: resubmit_idea}  # elsewhere the text alone is changed


@ideas.get("/udvalg/<slug>/ideer/ny")
def new(slug: str) -> ResponseReturnValue:
    person = current_person()
    committee = committee_by_slug(slug, person)
    if not takes_ideas(committee):
        return render_template("ideas/closed.html", committee=committee)
    guide, form = _blank(person.is_authenticated, questions_of(committee))
    return step_page(Desk(committee, guide, form, url_for("ideas.submit", slug=slug)), guide.step(None))


@ideas.post("/udvalg/<slug>/ideer/ny")
@limit_submission
def submit(slug: str) -> ResponseReturnValue:
    person = current_person()
    committee = committee_by_slug(slug, person)
    ensure_open(committee)
    guide, form = _blank(person.is_authenticated, questions_of(committee))
    desk = Desk(committee, guide, form, url_for("ideas.submit", slug=slug))
    turn = pressed(desk)
    if isinstance(form, GuestIdeaForm):
        if not turn.deed:
            return step_page(desk, turn.step, is_wrong=turn.is_wrong)
        send_as_guest(person, committee, form.draft(), form.sender(), origin_of_request())
        return render_template("ideas/letter_sent.html", committee=committee, email=form.email.data)
    if not _is_saved(guide, turn):
        return step_page(desk, turn.step, is_wrong=turn.is_wrong)
    try:
        return _saved(signed_in(), desk, turn)
    except Refused as refusal:
        return step_page(desk, _pressed_at(guide), reasons=refusal.reasons)


def _saved(author: User, desk: Desk, turn: Turn) -> ResponseReturnValue:
    """Send it, or keep it as a draft; also from a page that the author went back to after that."""
    if turn.deed == SEND:
        return _to_receipt(submit_idea(author, desk.committee, desk.form.draft()))
    before = sent_before(Idea, author, desk.form.submission_key.data)
    if before is not None:
        desk.form.leave_to(before, desk.guide.fields_until(_pressed_at(desk.guide)))
    return _to_step(keep_draft(author, desk.committee, desk.form.draft()), desk.guide, turn)


def _blank(has_account: bool, questions: Sequence[MandateQuestion]) -> tuple[Guide, IdeaForm]:
    return (GUIDE, IdeaForm(questions=questions)) if has_account else (GUEST_GUIDE, GuestIdeaForm(questions=questions))


def _is_saved(guide: Guide, turn: Turn) -> bool:
    """Whether this press keeps or sends something: going on does, going back and being wrong do not."""
    return bool(turn.deed) or (not turn.is_wrong and guide.number(turn.step) > guide.number(_pressed_at(guide)))


def _pressed_at(guide: Guide) -> Step:
    return guide.step(request.form.get("at"))


def _to_step(idea: Idea, guide: Guide, turn: Turn) -> ResponseReturnValue:
    if idea.state is not IdeaState.DRAFT:
        flash(_("You had sent the idea already. Now it reads as you wrote here."), "success")
    elif turn.deed == KEEP:
        flash(_("Your draft is kept. Only you can see it."), "success")
    return redirect(url_for("ideas.edit", idea_id=idea.id, trin=turn.step.name))


def _to_receipt(idea: Idea) -> ResponseReturnValue:
    return redirect(url_for("ideas.handle" if idea.is_typed_in else "ideas.receipt", idea_id=idea.id))


@ideas.get("/ideer/<int:idea_id>/kvittering")
def receipt(idea_id: int) -> ResponseReturnValue:
    idea = own_idea_or_404(signed_in(), idea_id)
    return render_template("ideas/receipt.html", idea=idea, committee=idea.committee, clock=clock_of(idea))


@ideas.get("/ideer/<int:idea_id>/ret")
def edit(idea_id: int) -> ResponseReturnValue:
    idea = own_idea_or_404(signed_in(), idea_id)
    if not EDIT.is_offered(signed_in(), idea):
        return redirect(idea.path)
    desk = _desk(idea)
    return step_page(desk, desk.guide.step(request.args.get("trin")))


@ideas.post("/ideer/<int:idea_id>/ret")
@limit_submission
def send_again(idea_id: int) -> ResponseReturnValue:
    idea = own_idea_or_404(signed_in(), idea_id)
    desk = _desk(idea)
    turn, is_draft = pressed(desk), idea.state is IdeaState.DRAFT
    if not (turn.deed or (is_draft and _is_saved(desk.guide, turn))):
        return step_page(desk, turn.step, is_wrong=turn.is_wrong)
    if turn.deed == SEND:
        put_further(signed_in(), idea, desk.form)
        return _to_receipt(idea)
    _ensure_read(idea)
    if isinstance(desk.form, EditIdeaForm) and not is_as_seen(idea):  # a page that the author went back to
        desk.form.leave_to(idea, desk.guide.fields_until(_pressed_at(desk.guide)))
    edit_idea(signed_in(), idea, desk.form.draft())
    return _to_step(idea, desk.guide, turn)


def _desk(idea: Idea) -> Desk:
    guide = GUIDE if idea.state is IdeaState.DRAFT else CORRECTION
    form = EditIdeaForm.of(idea, questions=questions_of(idea.committee))
    return Desk(idea.committee, guide, form, url_for("ideas.send_again", idea_id=idea.id), idea)


def _ensure_read(idea: Idea) -> None:
    """Raise `Conflict` when the idea is no longer as its author saw it. Nobody else changes a draft: what was sent last
    counts there, also from a page that the author went back to."""
    if idea.state is not IdeaState.DRAFT:
        ensure_as_seen(idea)


def _reads_so_already(idea: Idea, form: IdeaForm) -> bool:
    """Whether the committee has exactly this text before it."""
    return idea.state in TO_SCREEN and reads_as(idea, form.draft())


@once
def put_further(author: User, idea: Idea, form: IdeaForm) -> None:
    """Send a draft, send again what came back, or change what waits to be read. Of two clicks the second does nothing,
    also when they come at the same moment."""
    if _reads_so_already(idea, form):
        return
    _ensure_read(idea)
    FURTHER.get(idea.state, edit_idea)(author, idea, form.draft())


@ideas.get("/ideer/<int:idea_id>/traek-tilbage")
def ask_to_withdraw(idea_id: int) -> ResponseReturnValue:
    idea = own_idea_or_404(signed_in(), idea_id)
    WITHDRAW.require_leave(signed_in(), idea)
    return withdraw_page(signed_in(), idea, WithdrawForm())


@ideas.post("/ideer/<int:idea_id>/traek-tilbage")
def withdraw(idea_id: int) -> ResponseReturnValue:
    actor = signed_in()
    idea = own_idea_or_404(actor, idea_id)
    return withdrawn(actor, idea, idea.path)


def withdraw_page(author: User, idea: Idea, form: WithdrawForm) -> str:
    return render_template(
        "ideas/withdraw.html",
        idea=idea,
        committee=idea.committee,
        form=form,
        can_withdraw=WITHDRAW.is_offered(author, idea),
    )


def withdrawn(author: User, idea: Idea, path: str) -> ResponseReturnValue:
    """Withdraw it and go on to `path`; else the page that tells what is wrong."""
    form = WithdrawForm()
    return handled(
        idea,
        form,
        lambda: withdraw_idea(author, idea, form.reason.data),
        lambda: withdraw_page(author, idea, form),
        way=WAY,
        state=IdeaState.WITHDRAWN,
        told=_("Your idea is withdrawn."),
        then=path,
    )
