"""A decision of a committee meeting, published as a record of its own."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.decisions.actions import record_item
from portal.decisions.asking import recording
from portal.decisions.deeds import RECORD_ITEM
from portal.decisions.models import DecisionRecord
from portal.decisions.queries import recorded
from portal.decisions.views.blueprint import decisions
from portal.foundation.confirming import page_unless_sure
from portal.foundation.i18n import gettext as _
from portal.sittings.queries import item_or_404, sitting_or_404


@decisions.post("/udvalgsmoeder/<int:sitting_id>/punkter/<int:item_id>/beslutning")
def publish_item(sitting_id: int, item_id: int) -> ResponseReturnValue:
    item = item_or_404(sitting_or_404(sitting_id), item_id)
    RECORD_ITEM.require_leave(signed_in(), item)
    back = redirect(f"{item.sitting.path}/referat#punkt-{item.position}")
    known = recorded(item)
    if known is not None:
        return redirect(known.path)
    RECORD_ITEM.ensure(item)
    published: list[DecisionRecord] = []
    asked = page_unless_sure(recording(item), lambda: published.append(record_item(signed_in(), item)), lambda: back)
    if asked is not None:
        return asked
    flash(_("The decision is published. Nobody can change it now; corrections are added beside it."), "success")
    return redirect(published[-1].path)
