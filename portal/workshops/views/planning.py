"""What those who plan meet: the form for a meeting, and calling it off."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.queries import committee_by_slug, questions_of
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _, ngettext
from portal.ideas.queries.themes import ids_in, theme_asked
from portal.meetings.asking import cancelling
from portal.meetings.queries import moves
from portal.municipalities.queries import parties
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.workshops.actions.limiting import limit_places, said
from portal.workshops.actions.planning import cancel_workshop, edit_workshop, plan_workshop
from portal.workshops.deeds import LIMIT
from portal.workshops.forms import CancelForm, EditWorkshopForm, WorkshopForm
from portal.workshops.forms.coming import LEAST, LimitsForm, limited_of, limits_form
from portal.workshops.models import Workshop
from portal.workshops.queries import ideas_to_work_on, workshop_or_404
from portal.workshops.queries.coming import without_mail
from portal.workshops.views.blueprint import workshops


@workshops.get("/udvalg/<slug>/moeder/ny")
def new(slug: str) -> ResponseReturnValue:
    actor = signed_in()
    committee = committee_by_slug(slug, actor, Permission.WORKSHOP_PLAN)
    form, theme = WorkshopForm(), theme_asked(committee, request.args.get("tema", ""))
    form.offer(ideas_to_work_on(committee), questions_of(committee))
    if theme is not None:
        form.title.data, form.idea_ids.data = theme.name, ids_in(theme)
    return render_template("workshops/new.html", committee=committee, form=form, theme=theme)


@workshops.post("/udvalg/<slug>/moeder/ny")
def plan(slug: str) -> ResponseReturnValue:
    actor, form = signed_in(), WorkshopForm()
    committee = committee_by_slug(slug, actor, Permission.WORKSHOP_PLAN)
    form.offer(ideas_to_work_on(committee), questions_of(committee))
    theme = theme_asked(committee, request.args.get("tema", ""))
    if form.validate():
        try:
            workshop = plan_workshop(actor, committee, form.draft(), theme)
            flash(_("The meeting is planned. Everybody can sign up now."), "success")
            return redirect(workshop.path)
        except Refused as refusal:
            form.held_on.errors = refusal.reasons
    return render_template("workshops/new.html", committee=committee, form=form, theme=theme), 422


def _to_call(workshop: Workshop) -> str:
    """How many of those who are to be told no letter reaches."""
    count = len(without_mail(workshop))
    return ngettext(
        "%(count)s has no e-mail address, so call. The number stands on the list of those who have signed up.",
        "%(count)s have no e-mail address, so call them. The numbers stand on the list of those who have signed up.",
        count,
    ) if count else ""  # fmt: skip


def _planned_by_me(workshop_id: int) -> Workshop:
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_PLAN, workshop.committee)
    return workshop


@workshops.get("/moeder/<int:workshop_id>/ret")
def edit(workshop_id: int) -> ResponseReturnValue:
    workshop = _planned_by_me(workshop_id)
    form = EditWorkshopForm.of(workshop)
    form.offer(ideas_to_work_on(workshop.committee), questions_of(workshop.committee))
    return render_template("workshops/edit.html", workshop=workshop, committee=workshop.committee, form=form)


@workshops.post("/moeder/<int:workshop_id>/ret")
def change(workshop_id: int) -> ResponseReturnValue:
    workshop, form = _planned_by_me(workshop_id), EditWorkshopForm()
    form.offer(ideas_to_work_on(workshop.committee), questions_of(workshop.committee))
    if form.validate():
        try:
            is_moved = moves(workshop, form.draft())
            edit_workshop(signed_in(), workshop, form.draft(), reason=form.reason.data or "")
            moved = _("The meeting is moved. Those who have signed up are told.")
            flash(f"{moved} {_to_call(workshop)}" if is_moved else _("The meeting is changed."), "success")
            return redirect(workshop.path)
        except Refused as refusal:
            _refused_at(workshop, form, is_moved=is_moved).errors = refusal.reasons
    return render_template("workshops/edit.html", workshop=workshop, committee=workshop.committee, form=form), 422


def _refused_at(workshop: Workshop, form: EditWorkshopForm, *, is_moved: bool) -> Any:
    """The field that is to be filled in, or else was changed."""
    if is_moved and not form.reason.data:
        return form.reason
    has_fewer = form.capacity.data < workshop.capacity
    return form.held_on if is_moved and not has_fewer else form.capacity


@workshops.get("/moeder/<int:workshop_id>/fordeling")
def limits(workshop_id: int) -> ResponseReturnValue:
    workshop = _planned_by_me(workshop_id)
    LIMIT.ensure(workshop)
    return _limits_page(workshop, _limits_form(workshop, formdata=None))


@workshops.post("/moeder/<int:workshop_id>/fordeling")
def limit(workshop_id: int) -> ResponseReturnValue:
    workshop = _planned_by_me(workshop_id)
    LIMIT.ensure(workshop)
    form = _limits_form(workshop)
    return taken_in(
        form,
        lambda: limit_places(signed_in(), workshop, form.draft()),
        lambda reasons=(): _limits_page(workshop, form, reasons),
        told=_("The places are shared out. Whoever has a place keeps it."),
        then=workshop.path,
        reasons_at="kept_until",
    )


def _limits_form(workshop: Workshop, **given: Any) -> LimitsForm:
    kind = limits_form(parties(workshop.committee.municipality, clock.today()))
    stands, names = said(workshop), limited_of(kind.parties)
    numbers = {name: stands.most.get(key) for name, key in names.items()}
    numbers |= {f"{LEAST}{name}": stands.least.get(key) for name, key in names.items()}
    form: LimitsForm = kind(**given, data=numbers | {"kept_until": stands.kept_until})
    return form


def _limits_page(workshop: Workshop, form: LimitsForm, reasons: Sequence[str] = ()) -> str:
    return render_template(
        "workshops/limits.html", workshop=workshop, committee=workshop.committee, form=form, reasons=reasons
    )


@workshops.get("/moeder/<int:workshop_id>/aflys")
def ask_to_cancel(workshop_id: int) -> ResponseReturnValue:
    return _cancel_page(_planned_by_me(workshop_id), CancelForm())


@workshops.post("/moeder/<int:workshop_id>/aflys")
def cancel(workshop_id: int) -> ResponseReturnValue:
    workshop, form = _planned_by_me(workshop_id), CancelForm()
    cancelled = _("The meeting is cancelled. Those who have signed up are told.")
    return taken_in(
        form,
        lambda: cancel_workshop(signed_in(), workshop, form.reason.data),
        lambda: _cancel_page(workshop, form),
        told=lambda _none: f"{cancelled} {_to_call(workshop)}",
        then=workshop.path,
        question=lambda: cancelling(
            workshop,
            form.reason.data,
            _("Nobody can sign up any more, and the places are not given to another meeting."),
        ),
        reasons_at="reason",
    )


def _cancel_page(workshop: Workshop, form: CancelForm) -> str:
    return render_template("meetings/cancel.html", meeting=workshop, committee=workshop.committee, form=form)
