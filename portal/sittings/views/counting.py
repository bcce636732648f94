"""Counting who speaks, while the meeting goes on."""

from flask import redirect
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.sittings.actions.counting import count_contribution, take_back_contribution
from portal.sittings.actions.minutes import undo_turn
from portal.sittings.forms.counting import ContributionForm, SeenForm
from portal.sittings.queries import sitting_or_404
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me


@sittings.post("/udvalgsmoeder/<int:sitting_id>/taler")
def count(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    count_contribution(signed_in(), sitting, *ContributionForm().contribution())
    return redirect(f"{sitting.path}/forloeb#taler")


@sittings.post("/udvalgsmoeder/<int:sitting_id>/taler/fortryd")
def uncount(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    take_back_contribution(signed_in(), sitting, seen=SeenForm().number())
    return redirect(f"{sitting.path}/forloeb#taler")


@sittings.post("/udvalgsmoeder/<int:sitting_id>/forloeb/fortryd")
def unturn(sitting_id: int) -> ResponseReturnValue:
    """The last press of what begins was a slip."""
    sitting = minuted_by_me(sitting_id)
    undo_turn(signed_in(), sitting, seen=SeenForm().number())
    return redirect(f"{sitting.path}/forloeb")
