"""Typing the hours of a meeting where nobody pressed."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.sittings.actions.hours import type_hours
from portal.sittings.deeds import TYPE_HOURS
from portal.sittings.forms.hours import HoursForm, filled_hours, hours_form
from portal.sittings.models import Sitting
from portal.sittings.protocol import turns_mark
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me


@sittings.get("/udvalgsmoeder/<int:sitting_id>/forloeb/tider")
def hours(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    TYPE_HOURS.ensure(sitting)
    return _page(sitting, filled_hours(sitting, turns_mark(sitting)))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/forloeb/tider")
def type_them(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    form = hours_form(sitting, at_least=sum(name.startswith("hour_") for name in request.form))()
    return taken_in(
        form,
        lambda: type_hours(signed_in(), sitting, form.hours(), seen=form.seen.data or ""),
        lambda reasons=(): _page(sitting, form, reasons=reasons),
        told=_("The hours are saved, and the order of the items follows them."),
        then=f"{sitting.path}/{'referat' if sitting.minutes_sent_at else 'forloeb'}",
    )


def _page(sitting: Sitting, form: HoursForm, *, reasons: Sequence[str] = ()) -> str:
    """What was typed is kept; the mark is of what stands now, which whoever was refused has been told."""
    form.seen.data = turns_mark(sitting)
    return render_template(
        "sittings/hours.html", sitting=sitting, committee=sitting.committee, form=form, reasons=reasons
    )
