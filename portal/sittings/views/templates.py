"""Agendas that are used again: those that everybody has, and the municipality's own."""

from collections.abc import Sequence
from functools import partial

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.confirming import once_more, taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.foundation.seen import FIELD
from portal.sittings.actions.templates import drafts_of, keep_template, put_on_template, remove_template
from portal.sittings.asking import removing_template
from portal.sittings.forms import ItemDraft
from portal.sittings.forms.conversations import READY
from portal.sittings.forms.templates import KeepForm, PutOnForm
from portal.sittings.models import Sitting
from portal.sittings.queries import own_template, own_templates
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.planning import planned_by_me

DIGITS = 9


@sittings.get("/udvalgsmoeder/<int:sitting_id>/skabeloner")
def templates(sitting_id: int) -> ResponseReturnValue:
    return _page(planned_by_me(sitting_id), KeepForm())


@sittings.post("/udvalgsmoeder/<int:sitting_id>/skabeloner/brug")
def put_on_all(sitting_id: int) -> ResponseReturnValue:
    sitting, form = planned_by_me(sitting_id), PutOnForm()
    name, key = form.template.data or "", form.submission_key.data or ""
    drafts = _drafts(sitting, name)
    if not drafts or not key or not form.validate():
        abort(404)
    put_on_template(signed_in(), sitting, drafts, key=f"{key[:40]} {name[:18]}")  # each of the page once
    flash(_("The items are on the agenda. Change what does not fit."), "success")
    return redirect(f"{sitting.path}/dagsorden")


@sittings.post("/udvalgsmoeder/<int:sitting_id>/skabeloner")
def keep(sitting_id: int) -> ResponseReturnValue:
    sitting, form = planned_by_me(sitting_id), KeepForm()
    return taken_in(
        form,
        lambda: keep_template(signed_in(), sitting, form.name.data, key=form.submission_key.data or ""),
        lambda: _page(sitting, form),
        told=_("The template is kept, and every committee can use it."),
        then=f"{sitting.path}/skabeloner",
        reasons_at="name",
    )


@sittings.post("/udvalgsmoeder/<int:sitting_id>/skabeloner/<int:template_id>/slet")
def drop(sitting_id: int, template_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    template, back = own_template(sitting.committee.municipality, template_id), f"{sitting.path}/skabeloner"
    if template is None and FIELD in request.form:  # a second click of a button that was there
        return redirect(back)
    if template is None:
        abort(404)
    deed = partial(remove_template, signed_in(), sitting, template)
    return once_more(removing_template(sitting, template), deed, _("The template is removed."), back)


def _drafts(sitting: Sitting, name: str) -> Sequence[ItemDraft]:
    if name in READY:
        return READY[name].drafts()
    if name.isascii() and name.isdigit() and len(name) <= DIGITS:
        own = own_template(sitting.committee.municipality, int(name))
        return drafts_of(own) if own is not None else ()
    return ()


def _page(sitting: Sitting, form: KeepForm) -> str:
    return render_template(
        "sittings/templates.html",
        sitting=sitting,
        committee=sitting.committee,
        ready=[(key, _(one.name), _(one.about), one.drafts()) for key, one in READY.items()],
        own=paginate(own_templates(sitting.committee.municipality)),
        drafts_of=drafts_of,
        form=form,
        once=PutOnForm(formdata=None),
    )
