"""The public page of a call, and writing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug, seats
from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import ensure_read
from portal.recruitment.actions.calls import change_call, publish_call
from portal.recruitment.forms.calls import CallForm, form_of
from portal.recruitment.models import Call
from portal.recruitment.queries.calls import call_or_404, call_to_change
from portal.recruitment.views.blueprint import recruitment
from portal.rules.permissions import Permission


@recruitment.get("/udvalg/<slug>/bliv-medlem")
def show(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    call = call_or_404(committee)
    return render_template("recruitment/show.html", committee=committee, call=call, today=clock.today())


@recruitment.get("/udvalg/<slug>/opslag")
def write(slug: str) -> ResponseReturnValue:
    committee, call = _manageable(slug)
    return _page(committee, call, _form(committee, call))


@recruitment.post("/udvalg/<slug>/opslag")
def save(slug: str) -> ResponseReturnValue:
    committee, call = _manageable(slug)
    form = _form(committee, call)
    if not form.validate():
        return _page(committee, call, form), 422
    try:
        if call is None:
            publish_call(signed_in(), committee, form.draft())
        else:
            ensure_read(call)
            change_call(signed_in(), call, form.draft())
    except Refused as refusal:
        return _page(committee, call, form, refusal.reasons), 422
    flash(_("The call is published. It opens and closes by itself."), "success")
    return redirect(url_for("recruitment.show", slug=slug))


def _manageable(slug: str) -> tuple[Committee, Call | None]:
    """The committee, and the call that is changed; None when the last one has closed."""
    committee = committee_by_slug(slug, current_person(), Permission.CALL_MANAGE)
    return committee, call_to_change(committee)


def _form(committee: Committee, call: Call | None) -> CallForm:
    form = CallForm(data=form_of(call))
    form.offer_seats(seats(committee))
    return form


def _page(committee: Committee, call: Call | None, form: CallForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("recruitment/write.html", committee=committee, call=call, form=form, reasons=reasons)
