"""Writing minutes: the course of the meeting, what is said of each item, and sending it round."""

from collections.abc import Callable, Sequence
from secrets import token_urlsafe

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.sittings.actions.minutes import begin_turn, send_minutes, what_is_missing, write_minutes
from portal.sittings.asking import sending_minutes
from portal.sittings.forms.minutes import (
    USUAL_WINDOW,
    MinutesForm,
    SendMinutesForm,
    TurnForm,
    filled_minutes,
    minutes_form,
)
from portal.sittings.models import AgendaItem, Sitting, TurnKind
from portal.sittings.protocol import current
from portal.sittings.queries import at_the_table, item_or_404, sitting_with_minutes
from portal.sittings.readers import what_is_open
from portal.sittings.spoken import spoken_at
from portal.sittings.views.blueprint import sittings


def minuted_by_me(sitting_id: int, load: Callable[[int], Sitting] = sitting_with_minutes) -> Sitting:
    sitting = load(sitting_id)
    require(signed_in(), Permission.SITTING_MINUTE, sitting.committee)
    return sitting


@sittings.get("/udvalgsmoeder/<int:sitting_id>/forloeb")
def course(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    return render_template(
        "sittings/course.html",
        sitting=sitting,
        committee=sitting.committee,
        now=current(sitting),
        spoken=spoken_at(sitting, at_the_table(sitting)),
        key=token_urlsafe(16),
    )


@sittings.post("/udvalgsmoeder/<int:sitting_id>/forloeb")
def begin(sitting_id: int) -> ResponseReturnValue:
    """A break, or the end."""
    sitting = minuted_by_me(sitting_id)
    kind, seen = TurnForm().turn(TurnKind.BREAK, TurnKind.END)
    begin_turn(signed_in(), sitting, kind, seen=seen)
    return redirect(f"{sitting.path}/forloeb")


@sittings.post("/udvalgsmoeder/<int:sitting_id>/punkter/<int:item_id>/begynd")
def begin_item(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    item = item_or_404(sitting, item_id)
    kind, seen = TurnForm().turn(TurnKind.ITEM)
    begin_turn(signed_in(), sitting, kind, item, seen=seen)
    now = current(sitting)
    if now is None or now.item_id != item.id:
        flash(_("Somebody has pressed since you opened the page. Here you see what goes on now."), "warning")
        return redirect(f"{sitting.path}/forloeb")
    return redirect(f"{sitting.path}/punkter/{item.id}/referat")


@sittings.get("/udvalgsmoeder/<int:sitting_id>/punkter/<int:item_id>/referat")
def item_minutes(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    item = item_or_404(sitting, item_id)
    return _item_page(item, filled_minutes(item, minutes_form(at_the_table(sitting))))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/punkter/<int:item_id>/referat")
def write_item_minutes(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    item, form = item_or_404(sitting, item_id), minutes_form(at_the_table(sitting))()
    return taken_in(
        form,
        lambda: write_minutes(signed_in(), item, form.draft()),
        lambda reasons=(): _item_page(item, form, reasons=reasons),
        told=_("What was said and decided is saved."),
        then=f"{sitting.path}/forloeb",
    )


def _item_page(item: AgendaItem, form: MinutesForm, *, reasons: Sequence[str] = ()) -> str:
    sitting = item.sitting
    return render_template(
        "sittings/item_minutes.html",
        sitting=sitting,
        committee=sitting.committee,
        item=item,
        form=form,
        reasons=reasons,
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/referat/send")
def ask_to_send(sitting_id: int) -> ResponseReturnValue:
    return _send_page(minuted_by_me(sitting_id), SendMinutesForm(data={"until": clock.today() + USUAL_WINDOW}))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/referat/send")
def send_round(sitting_id: int) -> ResponseReturnValue:
    sitting, form = minuted_by_me(sitting_id), SendMinutesForm()
    return taken_in(
        form,
        lambda: send_minutes(signed_in(), sitting, until=form.until.data),
        lambda reasons=(): _send_page(sitting, form, reasons=reasons),
        told=_("The minutes are sent to the members."),
        then=f"{sitting.path}/referat",
        question=lambda: sending_minutes(sitting, form.until.data),
    )


def _send_page(sitting: Sitting, form: SendMinutesForm, *, reasons: Sequence[str] = ()) -> str:
    missing = list(what_is_missing(sitting))
    return render_template(
        "sittings/send_minutes.html", sitting=sitting, committee=sitting.committee, form=form, reasons=reasons,
        missing=missing, doubts=list(what_is_open(sitting)),
    )  # fmt: skip
