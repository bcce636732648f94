"""What a secretary meets: the form for a meeting, and calling it off."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.queries import committee_by_slug
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.sittings.actions.planning import cancel_sitting, edit_sitting, moves, plan_sitting
from portal.sittings.asking import cancelling
from portal.sittings.forms import CancelForm, EditSittingForm, SittingForm
from portal.sittings.models import Sitting
from portal.sittings.queries import sitting_or_404
from portal.sittings.views.blueprint import sittings


@sittings.get("/udvalg/<slug>/udvalgsmoeder/nyt")
def new(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, signed_in(), Permission.SITTING_PLAN)
    return render_template("sittings/new.html", committee=committee, form=SittingForm())


@sittings.post("/udvalg/<slug>/udvalgsmoeder/nyt")
def plan(slug: str) -> ResponseReturnValue:
    actor, form = signed_in(), SittingForm()
    committee = committee_by_slug(slug, actor, Permission.SITTING_PLAN)
    return taken_in(
        form,
        lambda: plan_sitting(actor, committee, form.draft()),
        lambda: render_template("sittings/new.html", committee=committee, form=form),
        told=_("The meeting is planned. Write the agenda now, or later."),
        then=lambda sitting: f"{sitting.path}/dagsorden",
        reasons_at="held_on",
    )


def planned_by_me(sitting_id: int) -> Sitting:
    sitting = sitting_or_404(sitting_id)
    require(signed_in(), Permission.SITTING_PLAN, sitting.committee)
    return sitting


@sittings.get("/udvalgsmoeder/<int:sitting_id>/ret")
def edit(sitting_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    return _edit_page(sitting, EditSittingForm.of(sitting))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/ret")
def change(sitting_id: int) -> ResponseReturnValue:
    sitting, form = planned_by_me(sitting_id), EditSittingForm()
    is_moved = form.validate() and moves(sitting, form.draft())
    return taken_in(
        form,
        lambda: edit_sitting(signed_in(), sitting, form.draft(), reason=form.reason.data or ""),
        lambda: _edit_page(sitting, form),
        told=_("The meeting is moved. The members are told.") if is_moved else _("The meeting is changed."),
        then=sitting.path,
        reasons_at="reason" if is_moved and not form.reason.data else "held_on",
    )


def _edit_page(sitting: Sitting, form: EditSittingForm) -> str:
    return render_template("sittings/edit.html", sitting=sitting, committee=sitting.committee, form=form)


@sittings.get("/udvalgsmoeder/<int:sitting_id>/aflys")
def ask_to_cancel(sitting_id: int) -> ResponseReturnValue:
    return _cancel_page(planned_by_me(sitting_id), CancelForm())


@sittings.post("/udvalgsmoeder/<int:sitting_id>/aflys")
def cancel(sitting_id: int) -> ResponseReturnValue:
    sitting, form = planned_by_me(sitting_id), CancelForm()
    return taken_in(
        form,
        lambda: cancel_sitting(signed_in(), sitting, form.reason.data),
        lambda: _cancel_page(sitting, form),
        told=_("The meeting is cancelled. The members are told."),
        then=sitting.path,
        question=lambda: cancelling(sitting, form.reason.data),
        reasons_at="reason",
    )


def _cancel_page(sitting: Sitting, form: CancelForm) -> str:
    return render_template("sittings/cancel.html", sitting=sitting, committee=sitting.committee, form=form)
