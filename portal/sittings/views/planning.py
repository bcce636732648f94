"""What a secretary meets: the form for a meeting, and calling it off."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.models import Committee, Mandate
from portal.committees.queries import adopted_mandate, committee_by_slug
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.meetings.asking import cancelling
from portal.meetings.forms import filled_with
from portal.meetings.queries import moves
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.sittings.actions.planning import cancel_sitting, copy_sitting, edit_sitting, plan_series, plan_sitting
from portal.sittings.asking import planning_series
from portal.sittings.forms import CancelForm, EditSittingForm, SeriesForm, SittingForm
from portal.sittings.forms.timetable import TimetableForm, as_lines
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


@sittings.get("/udvalg/<slug>/udvalgsmoeder/serie")
def new_series(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, signed_in(), Permission.SITTING_PLAN)
    return _series_page(committee, SeriesForm())


@sittings.post("/udvalg/<slug>/udvalgsmoeder/serie")
def plan_them(slug: str) -> ResponseReturnValue:
    actor, form = signed_in(), SeriesForm()
    committee = committee_by_slug(slug, actor, Permission.SITTING_PLAN)
    off = committee.municipality.off_on
    return taken_in(
        form,
        lambda: plan_series(actor, committee, form.drafts(off)),
        lambda: _series_page(committee, form),
        told=_("The meetings are planned. The members are told once."),
        then=f"{committee.path}moeder/",
        question=lambda: planning_series(committee, form.drafts(off), form.left_out(off)),
        reasons_at="held_on",
    )


@sittings.get("/udvalg/<slug>/udvalgsmoeder/tidsplan")
def new_timetable(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, signed_in(), Permission.SITTING_PLAN)
    mandate = adopted_mandate(committee)
    lines = as_lines(mandate.timetable) if mandate is not None else ""
    return _timetable_page(committee, mandate, TimetableForm(data={"lines": lines}))


@sittings.post("/udvalg/<slug>/udvalgsmoeder/tidsplan")
def plan_timetable(slug: str) -> ResponseReturnValue:
    actor, form = signed_in(), TimetableForm()
    committee = committee_by_slug(slug, actor, Permission.SITTING_PLAN)
    return taken_in(
        form,
        lambda: plan_series(actor, committee, form.drafts()),
        lambda: _timetable_page(committee, adopted_mandate(committee), form),
        told=_("The meetings are planned. The members are told once."),
        then=f"{committee.path}moeder/",
        question=lambda: planning_series(committee, form.drafts(), form.days_off(committee.municipality)),
        reasons_at="lines",
    )


def _timetable_page(committee: Committee, mandate: Mandate | None, form: TimetableForm) -> str:
    return render_template("sittings/timetable.html", committee=committee, mandate=mandate, form=form)


def _series_page(committee: Committee, form: SeriesForm) -> str:
    return render_template("sittings/series.html", committee=committee, form=form)


@sittings.get("/udvalgsmoeder/<int:sitting_id>/kopier")
def ask_to_copy(sitting_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    hours = {name: value for name, value in filled_with(sitting).items() if name != "held_on"}
    return _copy_page(
        sitting, SittingForm(data={"title": sitting.title, "place": sitting.place, "link": sitting.link} | hours)
    )


@sittings.post("/udvalgsmoeder/<int:sitting_id>/kopier")
def copy(sitting_id: int) -> ResponseReturnValue:
    sitting, form = planned_by_me(sitting_id), SittingForm()
    return taken_in(
        form,
        lambda: copy_sitting(signed_in(), sitting, form.draft()),
        lambda: _copy_page(sitting, form),
        told=_("The meeting is planned, with the same agenda as a draft."),
        then=lambda made: f"{made.path}/dagsorden",
        reasons_at="held_on",
    )


def _copy_page(sitting: Sitting, form: SittingForm) -> str:
    return render_template("sittings/copy.html", original=sitting, committee=sitting.committee, form=form)


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
    return render_template("meetings/cancel.html", meeting=sitting, committee=sitting.committee, form=form)
