"""Saying whether one comes."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.sittings.actions.inviting import answer_invitation
from portal.sittings.forms import ComingForm
from portal.sittings.queries import sitting_or_404
from portal.sittings.views.answering import thanks
from portal.sittings.views.blueprint import sittings


@sittings.post("/udvalgsmoeder/<int:sitting_id>/svar")
def say(sitting_id: int) -> ResponseReturnValue:
    sitting = sitting_or_404(sitting_id)
    require(signed_in(), Permission.SITTING_TAKE_PART, sitting.committee)
    said = ComingForm().reply()
    answer_invitation(signed_in(), sitting, said)
    flash(thanks(said), "success")
    return redirect(sitting.path)
