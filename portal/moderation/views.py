"""Reporting a text, the moderators' queue and cases, the author's appeal, and the public account."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.accounts.models import User
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.house.moderated import Moderated, Types, moderated_types
from portal.moderation.actions import (
    appeal_decision,
    hide_content,
    keep_content,
    overturn_decision,
    report_content,
    uphold_decision,
)
from portal.moderation.forms import AppealDecisionForm, AppealForm, HideForm, KeepForm, ReportForm
from portal.moderation.models import CaseState, ReportCode
from portal.moderation.queries import (
    OUTCOMES,
    Matter,
    account,
    decided_cases,
    handles,
    has_part_in,
    is_appealed_so,
    latest_case_or_404,
    matter_for_or_404,
    matter_to_decide_or_404,
    matters,
    may_decide_appeal,
    moderates_somewhere,
    queue as waiting,
    report_in,
    report_of,
    sees_reason,
    subject_or_404,
)
from portal.moderation.states import WAY, ensure_reportable
from portal.moderation.words import code_name, role_name, state_name
from portal.screening.views import handled

DEEDS: Mapping[str, tuple[type[PortalForm], CaseState]] = {
    "keep": (KeepForm, CaseState.KEPT),
    "hide": (HideForm, CaseState.HIDDEN),
    "appeal": (AppealForm, CaseState.APPEALED),
    "decision": (AppealDecisionForm, CaseState.UPHELD),
}  # what is sent, and the state that it leads to
moderation = Blueprint("moderation", __name__)

moderation.add_app_template_filter(code_name, "report_code")
moderation.add_app_template_filter(state_name, "case_state")
moderation.add_app_template_filter(role_name, "author_role")
moderation.add_app_template_filter(has_part_in, "part_in_case")


def _types() -> Types:
    return moderated_types()


@moderation.app_template_global("report_path")
def report_path(subject: Moderated) -> str:
    """Where a text is reported."""
    return url_for("moderation.report", address=_types()[subject.__tablename__].address, subject_id=subject.id)


@moderation.app_template_global("decision_path")
def decision_path(subject: Moderated) -> str:
    """Where the author of a hidden text reads the decision."""
    return url_for("moderation.own", address=_types()[subject.__tablename__].address, subject_id=subject.id)


@moderation.app_template_filter("moderated_name")
def moderated_name(kind: str) -> str:
    """What a kind of text is called."""
    found = _types().get(kind)
    return _(found.name) if found else kind


@moderation.get("/anmeld/<address>/<int:subject_id>")
def report(address: str, subject_id: int) -> ResponseReturnValue:
    _type, subject = subject_or_404(_types(), address, subject_id, signed_in())
    return _report_page(subject, ReportForm())


@moderation.post("/anmeld/<address>/<int:subject_id>")
@limit_submission
def send_report(address: str, subject_id: int) -> ResponseReturnValue:
    actor, form = signed_in(), ReportForm()
    type_, subject = subject_or_404(_types(), address, subject_id, actor)
    if report_of(actor, subject) is None:
        ensure_reportable(actor, subject)  # else the page has no form, and what was written would be lost
    if not form.validate():
        return _report_page(subject, form), 422
    report_content(actor, type_, subject, form.draft())
    flash(_("Thank you. We look at it, and tell you what we decide."), "success")
    return redirect(subject.path)


def _report_page(subject: Moderated, form: ReportForm) -> str:
    before = report_of(signed_in(), subject)
    return render_template("moderation/report.html", subject=subject, form=form, before=before)


@moderation.get("/moderation")
def log() -> ResponseReturnValue:
    """The public account: how many, why, and what came of it; nothing about a single text or person."""
    return render_template(
        "moderation/log.html",
        account=account(),
        outcomes=OUTCOMES,
        cases=paginate(decided_cases()),
        moderates=moderates_somewhere(current_person()),
    )


@moderation.get("/moderation/koe")
def queue() -> ResponseReturnValue:
    actor = signed_in()
    page = paginate(waiting(actor))
    return render_template("moderation/queue.html", cases=page, matters=matters(page.items, _types()), actor=actor)


@moderation.get("/moderation/om/<address>/<int:subject_id>")
def own(address: str, subject_id: int) -> ResponseReturnValue:
    """From one's own hidden text to the decision about it."""
    actor = signed_in()
    _type, subject = subject_or_404(_types(), address, subject_id, actor)
    return redirect(latest_case_or_404(subject, actor).path)


@moderation.get("/moderation/<int:case_id>")
def case(case_id: int) -> ResponseReturnValue:
    actor = signed_in()
    return _case_page(actor, matter_for_or_404(_types(), case_id, actor))


def _case_page(actor: User, matter: Matter, **sent: Any) -> str:
    """The case with a form for each thing that this person can do; `sent` is the one that comes back with errors."""
    fresh = {name: form(formdata=None, prefix=name) for name, (form, _state) in DEEDS.items()}
    return render_template(
        "moderation/case.html",
        case=matter.case,
        matter=matter,
        forms=fresh | sent,
        form=next(iter(sent.values()), None),
        is_author=matter.case.author_id == actor.id,
        own_report=report_in(matter.case, actor),
        decides=handles(actor, matter),
        sees_reason=sees_reason(actor, matter.case),
        decides_appeal=may_decide_appeal(actor, matter),
        waits=matter.case.state,
        states=CaseState,
    )


@moderation.post("/moderation/<int:case_id>/behold")
def keep(case_id: int) -> ResponseReturnValue:
    actor, form = signed_in(), KeepForm(prefix="keep")
    matter = matter_to_decide_or_404(_types(), case_id, actor)
    return _done(actor, matter, "keep", form, lambda: keep_content(actor, matter, form.reason.data))


@moderation.post("/moderation/<int:case_id>/skjul")
def hide(case_id: int) -> ResponseReturnValue:
    actor, form = signed_in(), HideForm(prefix="hide")
    matter = matter_to_decide_or_404(_types(), case_id, actor)
    return _done(
        actor, matter, "hide", form, lambda: hide_content(actor, matter, ReportCode(form.code.data), form.reason.data)
    )


@moderation.post("/moderation/<int:case_id>/klag")
def appeal(case_id: int) -> ResponseReturnValue:
    actor, form = signed_in(), AppealForm(prefix="appeal")
    matter = matter_for_or_404(_types(), case_id, actor)
    if is_appealed_so(matter.case, form.appeal.data):  # the second of two clicks
        return redirect(matter.case.path)
    return _done(actor, matter, "appeal", form, lambda: appeal_decision(actor, matter, form.appeal.data))


@moderation.post("/moderation/<int:case_id>/afgoer")
def decide_appeal(case_id: int) -> ResponseReturnValue:
    actor, form = signed_in(), AppealDecisionForm(prefix="decision")
    matter = matter_to_decide_or_404(_types(), case_id, actor)

    def deed() -> None:
        decide = overturn_decision if form.verdict.data == CaseState.OVERTURNED else uphold_decision
        decide(actor, matter, form.reason.data)

    return _done(actor, matter, "decision", form, deed)


def _done(actor: User, matter: Matter, name: str, form: Any, deed: Callable[[], None]) -> ResponseReturnValue:
    """Read → act → tell; what does not fit comes back at its field."""
    return handled(
        matter.case,
        form,
        deed,
        lambda: _case_page(actor, matter, **{name: form}),
        way=WAY,
        state=DEEDS[name][1],
        told=_("It is saved, and those it concerns are told."),
        then=url_for("moderation.case", case_id=matter.case.id),
        told_at="appeal" if name == "appeal" else "reason",
    )
