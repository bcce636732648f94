"""What the secretary and the chair meet who handle one idea."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.accounts.identity import signed_in
from portal.accounts.models import User
from portal.foundation.i18n import gettext as _
from portal.ideas.actions import answer_idea, begin_screening, close_idea, publish_idea, refuse_idea, return_idea
from portal.ideas.asking import ASKED_TWICE, before_publishing, handling
from portal.ideas.forms.handling import AnswerForm, CloseForm, PublishForm, RefuseForm, ReturnForm
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import idea_to_handle_or_404, next_waiting
from portal.ideas.states import WAY
from portal.ideas.views.blueprint import ideas
from portal.ideas.words import personal_data_in, prepared_answer, prepared_return, signature
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.screening.views import handled
from portal.trace.places import places_of

DEEDS: Mapping[str, tuple[type[FlaskForm], IdeaState]] = {
    "publish": (PublishForm, IdeaState.PUBLISHED),
    "return": (ReturnForm, IdeaState.RETURNED),
    "refuse": (RefuseForm, IdeaState.REFUSED),
    "answer": (AnswerForm, IdeaState.ANSWERED),
    "close": (CloseForm, IdeaState.CLOSED),
}  # what is sent, and the state that it leads to


@ideas.get("/ideer/<int:idea_id>/behandl")
def handle(idea_id: int) -> ResponseReturnValue:
    actor = signed_in()
    return handling_page(actor, idea_to_handle_or_404(actor, idea_id))


def handling_page(actor: User, idea: Idea, reasons: tuple[str, ...] = (), **sent: FlaskForm) -> str:
    """The idea with a form for each thing that can be done; `sent` are those that come back with errors."""
    prepared = {
        "return": {"reason": prepared_return(idea)},
        "answer": {"body": prepared_answer(idea), "signed_as": signature(actor, idea.committee)},
    }
    fresh = {name: _form(name, idea, formdata=None, data=prepared.get(name)) for name in DEEDS}
    return render_template(
        "ideas/handle.html",
        idea=idea,
        committee=idea.committee,
        forms=fresh | sent,
        form=next(iter(sent.values()), None),
        found=personal_data_in(idea),
        follows=before_publishing(actor, idea) if WAY.may_become(idea, IdeaState.PUBLISHED) else (),
        reasons=reasons,
        next_idea=next_waiting(
            idea,
            to_screen=can(actor, Permission.IDEA_SCREEN, idea.committee),
            to_answer=can(actor, Permission.IDEA_ANSWER, idea.committee),
        ),
    )


def _form(name: str, idea: Idea, **given: Any) -> FlaskForm:
    form = DEEDS[name][0](prefix=name, **given)
    if isinstance(form, AnswerForm):
        form.offer(places_of(idea.committee_id))
    return form


@ideas.post("/ideer/<int:idea_id>/behandl/laes")
def screen(idea_id: int) -> ResponseReturnValue:
    actor = signed_in()
    begin_screening(actor, idea_to_handle_or_404(actor, idea_id))
    flash(_("Others can now see that you are reading the idea."), "success")
    return redirect(url_for("ideas.handle", idea_id=idea_id))


@ideas.post("/ideer/<int:idea_id>/behandl/offentliggoer")
def publish(idea_id: int) -> ResponseReturnValue:
    return _handled(
        idea_id,
        "publish",
        lambda actor, idea, form: publish_idea(actor, idea, reason=form.reason.data),
        _("The idea is published."),
    )


@ideas.post("/ideer/<int:idea_id>/behandl/send-tilbage")
def send_back(idea_id: int) -> ResponseReturnValue:
    return _handled(
        idea_id,
        "return",
        lambda actor, idea, form: return_idea(actor, idea, form.reason.data),
        _("The idea is sent back to its author."),
    )


@ideas.post("/ideer/<int:idea_id>/behandl/afvis")
def refuse(idea_id: int) -> ResponseReturnValue:
    return _handled(
        idea_id,
        "refuse",
        lambda actor, idea, form: refuse_idea(actor, idea, form.refusal_code(), form.reason.data),
        _("The idea is not published. The author can read why."),
    )


@ideas.post("/ideer/<int:idea_id>/behandl/svar")
def answer(idea_id: int) -> ResponseReturnValue:
    return _handled(
        idea_id,
        "answer",
        lambda actor, idea, form: answer_idea(actor, idea, form.draft()),
        _("The answer is published."),
    )


@ideas.post("/ideer/<int:idea_id>/behandl/afslut")
def close(idea_id: int) -> ResponseReturnValue:
    return _handled(
        idea_id,
        "close",
        lambda actor, idea, form: close_idea(actor, idea, form.reason.data),
        _("The idea’s case is concluded."),
    )


def _handled(
    idea_id: int, name: str, deed: Callable[[User, Idea, FlaskForm], object], told: str
) -> ResponseReturnValue:
    actor = signed_in()
    idea = idea_to_handle_or_404(actor, idea_id)
    form = _form(name, idea)
    return handled(
        idea,
        form,
        lambda: deed(actor, idea, form),
        lambda: handling_page(actor, idea, **{name: form}),
        way=WAY,
        state=DEEDS[name][1],
        told=told,
        then=url_for("ideas.handle", idea_id=idea_id),
        question=(lambda: handling(idea, name, form)) if name in ASKED_TWICE else None,
        told_at="body" if name == "answer" else "reason",
    )
