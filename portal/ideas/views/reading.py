"""The list of a committee's ideas, one idea, and supporting it."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.queries import committee_by_slug
from portal.foundation.forms import trimmed
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.ideas.actions import end_support, support_idea
from portal.ideas.deeds import SUPPORT
from portal.ideas.models import IdeaState
from portal.ideas.queries import (
    LISTED_STATES,
    ORDERS,
    answer_account,
    public_idea_or_404,
    public_steps,
    support_of,
    takes_ideas,
    visible_idea_or_404,
)
from portal.ideas.queries.lineage import lineage_of, questions_for
from portal.ideas.queries.mandate import question_of
from portal.ideas.queries.narrowing import Choices
from portal.ideas.views.blueprint import ideas
from portal.moderation.queries import is_kept_from
from portal.rules.permissions import OPEN_DURING
from portal.trace.thread import thread_of


def asked_state(*allowed: IdeaState) -> IdeaState | None:
    """The state that a list was asked to show; anything else is all of them."""
    return next((state for state in allowed if state.value == request.args.get("status")), None)


def asked_order() -> str:
    asked = request.args.get("sorter", "")
    return asked if asked in ORDERS else next(iter(ORDERS))


def asked(name: str) -> str:
    """What the address says under this name."""
    return str(trimmed(request.args.get(name, "")))


@ideas.get("/udvalg/<slug>/ideer/")
def index(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    state, order, choices = asked_state(*LISTED_STATES), asked_order(), Choices(committee)
    narrowing = choices.narrowing(asked)
    return render_template(
        "ideas/index.html",
        committee=committee,
        ideas=paginate(narrowing.ideas_of(committee, state, order)),
        narrowing=narrowing,
        choices=choices,
        counts=choices.offered(narrowing, state),
        account=answer_account(committee),
        states=LISTED_STATES,
        state=state,
        order=order,
        is_open=takes_ideas(committee),
    )


@ideas.get("/ideer/<int:idea_id>")
def show(idea_id: int) -> ResponseReturnValue:
    person = current_person()
    idea = visible_idea_or_404(person, idea_id)
    if is_kept_from(person, idea, idea.committee):
        return render_template("ideas/hidden.html", idea=idea, committee=idea.committee)
    return render_template(
        "ideas/show.html",
        idea=idea,
        committee=idea.committee,
        steps=public_steps(idea),
        thread=thread_of(idea),
        lineage=lineage_of(idea),
        asked=any(one.follows is None for one in questions_for(person, idea)),
        support=support_of(person, idea),
        question=question_of(idea),
        can_be_supported=SUPPORT.is_open(idea) and idea.committee.stage in OPEN_DURING[SUPPORT.permission],
    )


@ideas.post("/ideer/<int:idea_id>/stoet")
def support(idea_id: int) -> ResponseReturnValue:
    idea = public_idea_or_404(idea_id)
    support_idea(signed_in(), idea)
    flash(_("You support the idea. Nobody else can see that you do."), "success")
    return redirect(idea.path)


@ideas.post("/ideer/<int:idea_id>/stop-stoette")
def withdraw_support(idea_id: int) -> ResponseReturnValue:
    idea = public_idea_or_404(idea_id)
    end_support(signed_in(), idea)
    flash(_("You no longer support the idea."), "success")
    return redirect(idea.path)
