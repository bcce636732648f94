"""Writing an agenda: its items, their order, and sending it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.files.queries import files_shown_on
from portal.foundation.confirming import once_more, taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import FIELD
from portal.sittings.actions.agenda import (
    about,
    add_at_meeting,
    add_item,
    change_item,
    move_item,
    remove_item,
    send_agenda,
    sent_mark,
)
from portal.sittings.agenda import planned_minutes, timed, worth_a_look
from portal.sittings.asking import removing, sending
from portal.sittings.forms import CLOSED, OPEN, ItemForm, MoveItemForm, SendForm
from portal.sittings.models import AgendaItem, Sitting
from portal.sittings.queries import insiders, item_of, item_or_404, sitting_or_404
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me
from portal.sittings.views.planning import planned_by_me
from portal.trace.places import matters_of, taken_up_at


@sittings.get("/udvalgsmoeder/<int:sitting_id>/dagsorden")
def agenda(sitting_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    return render_template(
        "sittings/agenda.html",
        sitting=sitting,
        committee=sitting.committee,
        agenda=list(timed(sitting)),
        files=files_shown_on(signed_in(), sitting.items),
        about=taken_up_at(sitting.items),
        minutes=planned_minutes(sitting.items),
        remarks=worth_a_look(sitting, insiders(sitting)) if sitting.items else [],
        sent=sent_mark(sitting),
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/dagsorden/nyt")
def new_item(sitting_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    return _item_page(sitting, _form_for(sitting))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/dagsorden/nyt")
def put_on(sitting_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    form = _form_for(sitting)
    return taken_in(
        form,
        lambda: add_item(signed_in(), sitting, form.draft(), key=form.submission_key.data),
        lambda reasons=(): _item_page(sitting, form, reasons=reasons),
        told=_("The item is on the agenda."),
        then=f"{sitting.path}/dagsorden",
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/forloeb/nyt-punkt")
def item_at_meeting(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    return _item_page(sitting, _form_for(sitting, data={"access": CLOSED}), is_added=True)


@sittings.post("/udvalgsmoeder/<int:sitting_id>/forloeb/nyt-punkt")
def put_on_at_meeting(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    form = _form_for(sitting)
    return taken_in(
        form,
        lambda: add_at_meeting(signed_in(), sitting, form.draft(), key=form.submission_key.data),
        lambda reasons=(): _item_page(sitting, form, is_added=True, reasons=reasons),
        told=_("The item is added outside the agenda."),
        then=f"{sitting.path}/forloeb",
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/dagsorden/<int:item_id>")
def edit_item(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    item = item_or_404(sitting, item_id)
    takes_up = about(item)
    said = {"access": OPEN if item.is_open else CLOSED, "about": list(takes_up), "stood": " ".join(sorted(takes_up))}
    return _item_page(sitting, _form_for(sitting, obj=item, data=said), item)


@sittings.post("/udvalgsmoeder/<int:sitting_id>/dagsorden/<int:item_id>")
def write_item(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    item, form = item_or_404(sitting, item_id), _form_for(sitting)
    return taken_in(
        form,
        lambda: change_item(signed_in(), item, form.draft()),
        lambda reasons=(): _item_page(sitting, form, item, reasons=reasons),
        told=_("The item is changed."),
        then=f"{sitting.path}/dagsorden",
    )


@sittings.post("/udvalgsmoeder/<int:sitting_id>/dagsorden/<int:item_id>/flyt")
def move(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting, form = planned_by_me(sitting_id), MoveItemForm()
    item = item_or_404(sitting, item_id)
    (position, to), stood = form.places(), item.position
    move_item(signed_in(), item, position, to=to)
    if stood not in {position, to}:
        flash(_("The order was changed since you opened the page. Here you see it as it is now."), "warning")
    return redirect(f"{sitting.path}/dagsorden#punkt-{item.position}")


@sittings.post("/udvalgsmoeder/<int:sitting_id>/dagsorden/<int:item_id>/slet")
def take_off(sitting_id: int, item_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    item = item_of(sitting, item_id)
    if item is None and FIELD in request.form:  # a second click of a button that was there
        return redirect(f"{sitting.path}/dagsorden")
    if item is None:
        abort(404)
    deed, back = partial(remove_item, signed_in(), item), f"{sitting.path}/dagsorden"
    return once_more(removing(item), deed, _("The item is off the agenda."), back)


@sittings.post("/udvalgsmoeder/<int:sitting_id>/dagsorden/send")
def send(sitting_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    deed = partial(send_agenda, signed_in(), sitting, seen=SendForm().seen.data or "")
    return once_more(sending(sitting), deed, _("The agenda is sent."), f"{sitting.path}/dagsorden")


def _form_for(sitting: Sitting, **filled: Any) -> ItemForm:
    form = ItemForm(**filled)
    form.offer(matters_of(sitting.committee_id))
    return form


def _item_page(
    sitting: Sitting,
    form: ItemForm,
    item: AgendaItem | None = None,
    *,
    is_added: bool = False,
    reasons: Sequence[str] = (),
) -> str:
    return render_template(
        "sittings/item.html", sitting=sitting, committee=sitting.committee, form=form, item=item, reasons=reasons,
        is_added=is_added or (item is not None and item.added_at_meeting),
    )  # fmt: skip
