"""What the author of a refused idea meets, and whoever decides instead of the one who refused it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.limits import limit_submission
from portal.accounts.models import User
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.once import once
from portal.foundation.seen import ensure_as_seen
from portal.ideas.actions import appeal_refusal, overturn_refusal, uphold_refusal
from portal.ideas.deeds import APPEAL
from portal.ideas.forms.appeals import AppealDecision, AppealForm, DecideAppealForm
from portal.ideas.links import idea_of_own
from portal.ideas.models import AppealVerdict, Idea, IdeaAppeal
from portal.ideas.queries.appeals import (
    appeal_or_404,
    ensure_no_part_in,
    idea_to_appeal_or_404,
    latest_appeal,
    may_decide_appeal,
)
from portal.ideas.views.blueprint import ideas
from portal.ideas.views.guests import dead_link
from portal.ideas.words import personal_data_in


@ideas.get("/ideer/<int:idea_id>/klage")
def appeal(idea_id: int) -> ResponseReturnValue:
    actor = signed_in()
    idea = idea_to_appeal_or_404(actor, idea_id)
    return _appeal_page(actor, idea, AppealForm(), idea.path)


@ideas.post("/ideer/<int:idea_id>/klage")
@limit_submission
def send_appeal(idea_id: int) -> ResponseReturnValue:
    actor = signed_in()
    idea = idea_to_appeal_or_404(actor, idea_id)
    return _sent(actor, idea, idea.path)


@ideas.get("/ideer/uden-konto/<token>/klage")
def guest_appeal(token: str) -> ResponseReturnValue:
    idea = idea_of_own(token)
    return dead_link() if idea is None else _appeal_page(idea.author, idea, AppealForm(), _own_page(token))


@ideas.post("/ideer/uden-konto/<token>/klage")
@limit_submission
def guest_send_appeal(token: str) -> ResponseReturnValue:
    idea = idea_of_own(token)
    return dead_link() if idea is None else _sent(idea.author, idea, _own_page(token))


def _own_page(token: str) -> str:
    return url_for("ideas.guest_page", token=token)


def _appeal_page(author: User, idea: Idea, form: AppealForm, back: str) -> str:
    return render_template(
        "ideas/appeal.html",
        idea=idea,
        committee=idea.committee,
        form=form,
        back=back,
        can_appeal=APPEAL.is_offered(author, idea),
    )


def _sent(author: User, idea: Idea, back: str) -> ResponseReturnValue:
    form = AppealForm()
    if not form.validate():
        APPEAL.ensure(idea)  # else the page has no form, and what was written would be lost
        return _appeal_page(author, idea, form, back), 422
    appeal_refusal(author, idea, form.text.data)
    flash(_("Your appeal is received. Somebody else decides, and we write to you."), "success")
    return redirect(back)


@ideas.get("/ideer/<int:idea_id>/klagesag")
def appeal_case(idea_id: int) -> ResponseReturnValue:
    actor = signed_in()
    return _case_page(actor, appeal_or_404(actor, idea_id), DecideAppealForm())


@ideas.post("/ideer/<int:idea_id>/klagesag")
@once
def decide_appeal(idea_id: int) -> ResponseReturnValue:
    actor, form = signed_in(), DecideAppealForm()
    case = appeal_or_404(actor, idea_id)
    if _is_decided_so(case, actor, form.decision()):  # the second of two clicks
        return redirect(request.path)
    ensure_as_seen(case.idea)
    _ensure_decides(actor, case)
    if not form.validate():
        return _case_page(actor, case, form), 422
    try:
        _decide(actor, case.idea, form.decision())
    except Refused as refusal:
        _ensure_decides(actor, case)
        form.override.errors = [*form.override.errors, *refusal.reasons]
        return _case_page(actor, case, form), 422
    flash(_("The appeal is decided. The author can read why."), "success")
    return redirect(request.path)


def _is_decided_so(case: IdeaAppeal, actor: User, decision: AppealDecision) -> bool:
    verdict = AppealVerdict.UPHELD if decision.upholds else AppealVerdict.OVERTURNED
    return (case.decided_by_id, case.verdict, case.reason) == (actor.id, verdict, decision.reason)


def _ensure_decides(actor: User, case: IdeaAppeal) -> None:
    """Raise `Refused` where the page has no form, so that what was written is given back."""
    if case.decided_at is not None:  # or ended because the author has withdrawn the idea
        raise Refused(_("The appeal is decided already. Open the page again to see the decision."))
    ensure_no_part_in(actor, case)


def _decide(actor: User, idea: Idea, decision: AppealDecision) -> None:
    if decision.upholds:
        uphold_refusal(actor, idea, decision.reason)
    else:
        overturn_refusal(actor, idea, decision.reason, publishes=decision.publishes, override=decision.override)


def _case_page(actor: User, case: IdeaAppeal, form: DecideAppealForm) -> str:
    return render_template(
        "ideas/appeal_case.html",
        idea=case.idea,
        committee=case.idea.committee,
        appeal=case,
        form=form,
        decides=may_decide_appeal(actor, case.idea, case),
        found=personal_data_in(case.idea),
    )


@ideas.app_template_filter("idea_appeal")
def idea_appeal(idea: Idea) -> IdeaAppeal | None:
    """The appeal that waits, or was decided last; one query, so ask only where there may be one."""
    return latest_appeal(idea)
