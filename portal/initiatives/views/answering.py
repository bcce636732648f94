"""The council's answer to a proposal, and the committee that comes of it."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.forms.committee import CommitteeForm
from portal.committees.models import NAME_LENGTH, SUMMARY_LENGTH
from portal.committees.queries import committee_by_id
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import ensure_as_seen
from portal.foundation.text import shortened
from portal.initiatives.actions.answering import answer_initiative, link_committee, set_up_committee
from portal.initiatives.asking import answering
from portal.initiatives.deeds import ANSWER, SET_UP_COMMITTEE
from portal.initiatives.forms import CouncilAnswerForm, LinkCommitteeForm
from portal.initiatives.models import Initiative
from portal.initiatives.queries import (
    committees_in_preparation,
    committees_that_take_tasks,
    initiative_to_answer_or_404,
    public_initiative_or_404,
)
from portal.initiatives.states import earliest_answer
from portal.initiatives.views.blueprint import initiatives
from portal.municipalities.queries import bodies
from portal.rules.access import require


@initiatives.get("/<int:initiative_id>/svar")
def answer_page(initiative_id: int) -> ResponseReturnValue:
    initiative = _to_answer(initiative_id)
    return _answering(initiative, _answer_form(initiative))


@initiatives.post("/<int:initiative_id>/svar")
def answer(initiative_id: int) -> ResponseReturnValue:
    initiative = _to_answer(initiative_id)
    ensure_as_seen(initiative)
    ANSWER.ensure(initiative)  # else the page has no form, and what was written would be lost
    form = _answer_form(initiative)
    return taken_in(
        form,
        lambda: answer_initiative(signed_in(), initiative, form.draft()),
        partial(_answering, initiative, form),
        question=lambda: answering(initiative, form),
        told=_("The answer is published."),
        then=initiative.path,
    )


def _to_answer(initiative_id: int) -> Initiative:
    actor = signed_in()
    require(actor, ANSWER.permission)
    return initiative_to_answer_or_404(actor, initiative_id)


def _answer_form(initiative: Initiative) -> CouncilAnswerForm:
    form = CouncilAnswerForm(data={"met_on": clock.today()})
    form.offer(
        bodies(initiative.municipality, clock.today()), committees_that_take_tasks(), earliest_answer(initiative)
    )
    return form


def _answering(initiative: Initiative, form: CouncilAnswerForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("initiatives/answer.html", initiative=initiative, form=form, reasons=reasons)


@initiatives.get("/<int:initiative_id>/nyt-udvalg")
def committee_page(initiative_id: int) -> ResponseReturnValue:
    initiative = _to_set_up(initiative_id)
    prepared: dict[str, object] = {
        "name": shortened(initiative.title, NAME_LENGTH),
        "summary": shortened(initiative.problem, SUMMARY_LENGTH - 2),
    }
    return _setting_up(initiative, _committee_form(initiative, prepared), _link_form())


@initiatives.post("/<int:initiative_id>/nyt-udvalg")
def set_up(initiative_id: int) -> ResponseReturnValue:
    initiative = _to_set_up(initiative_id)
    SET_UP_COMMITTEE.ensure(initiative)  # else the page has no form, and what was written would be lost
    form = _committee_form(initiative)
    if not form.validate():
        return _setting_up(initiative, form, _link_form()), 422
    committee = set_up_committee(signed_in(), initiative, form.draft())
    flash(_("%(The_committee)s is set up. Only we can see it until its task is adopted."), "success")
    return redirect(f"{committee.path}kommissorium/ret")


@initiatives.post("/<int:initiative_id>/tilknyt")
def tie(initiative_id: int) -> ResponseReturnValue:
    initiative, form = _to_set_up(initiative_id), _link_form()
    committee = committee_by_id(form.committee_id.data) if form.validate() else None
    if committee is None:
        return _setting_up(initiative, _committee_form(initiative), form), 422
    link_committee(signed_in(), initiative, committee)
    flash(_("The proposal and %(name)s now lead to each other.", name=committee.name), "success")
    return redirect(initiative.path)


def _to_set_up(initiative_id: int) -> Initiative:
    require(signed_in(), SET_UP_COMMITTEE.permission)
    return public_initiative_or_404(initiative_id)


def _committee_form(initiative: Initiative, prepared: dict[str, object] | None = None) -> CommitteeForm:
    form = CommitteeForm(data=prepared)
    form.offer_bodies(bodies(initiative.municipality, clock.today()))
    return form


def _link_form() -> LinkCommitteeForm:
    form = LinkCommitteeForm(prefix="link")
    form.offer(committees_in_preparation())
    return form


def _setting_up(initiative: Initiative, form: CommitteeForm, link_form: LinkCommitteeForm) -> str:
    return render_template(
        "initiatives/committee.html",
        initiative=initiative,
        form=form,
        link_form=link_form,
        action=url_for("initiatives.set_up", initiative_id=initiative.id),
    )
