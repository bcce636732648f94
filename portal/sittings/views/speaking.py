"""Writing who spoke for how long, by kind of seat."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.models import SeatType
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.sittings.actions.counting import write_spoken_minutes
from portal.sittings.deeds import WRITE_SPOKEN
from portal.sittings.forms.speaking import PastedForm, SpokenForm, name_of, spoken_form
from portal.sittings.models import Sitting
from portal.sittings.queries import told_of
from portal.sittings.spoken import minutes_by_item, spoken_at, spoken_mark
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me


@sittings.get("/udvalgsmoeder/<int:sitting_id>/taletid")
def speaking(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    WRITE_SPOKEN.ensure(sitting)
    return _page(sitting, _filled(sitting), PastedForm(formdata=None))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/taletid")
def write_speaking(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    form = spoken_form(sitting, _kinds(sitting))()
    return taken_in(
        form,
        lambda: write_spoken_minutes(signed_in(), sitting, form.said(), seen=form.seen.data or None),
        lambda reasons=(): _page(sitting, form, PastedForm(formdata=None), form, reasons=reasons),
        told=_("The minutes are saved."),
        then=f"{sitting.path}/taletid",
    )


@sittings.post("/udvalgsmoeder/<int:sitting_id>/taletid/indsaet")
def paste_speaking(sitting_id: int) -> ResponseReturnValue:
    sitting, pasted = minuted_by_me(sitting_id), PastedForm()
    return taken_in(
        pasted,
        lambda: write_spoken_minutes(signed_in(), sitting, pasted.said(sitting), seen=pasted.seen.data or None),
        lambda reasons=(): _page(sitting, _filled(sitting), pasted, pasted, reasons=reasons),
        told=_("The minutes are saved."),
        then=f"{sitting.path}/taletid",
    )


def _kinds(sitting: Sitting) -> list[SeatType]:
    return [one.kind for one in spoken_at(sitting, told_of(sitting))]


def _filled(sitting: Sitting) -> SpokenForm:
    known = minutes_by_item(sitting)
    items = {item.id: item for item in sitting.items}
    data = {name_of(items[item_id], kind): minutes for (item_id, kind), minutes in known.items()}
    form: SpokenForm = spoken_form(sitting, _kinds(sitting))(formdata=None, data=data)
    return form


def _page(
    sitting: Sitting,
    by_item: SpokenForm,
    pasted: PastedForm,
    form: SpokenForm | PastedForm | None = None,
    *,
    reasons: Sequence[str] = (),
) -> str:
    """`form` is the one that was sent. Both carry the mark of what stands now, which a refusal has told."""
    by_item.seen.data = pasted.seen.data = spoken_mark(minutes_by_item(sitting))
    return render_template(
        "sittings/speaking.html", sitting=sitting, committee=sitting.committee, by_item=by_item, pasted=pasted,
        form=form, reasons=reasons,
    )  # fmt: skip
