"""What a secretary does about substitutes, beside the list of those who come."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.queries import membership_or_404
from portal.foundation.i18n import gettext as _
from portal.sittings.actions.substituting import ask_substitute, note_substitute
from portal.sittings.forms import AskForm, ComingForm
from portal.sittings.substitutes import call_or_404
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.planning import planned_by_me


@sittings.post("/udvalgsmoeder/<int:sitting_id>/medlemmer/<int:membership_id>/stedfortraeder")
def call_substitute(sitting_id: int, membership_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    member = membership_or_404(sitting.committee, membership_id)
    call = ask_substitute(signed_in(), sitting, member, wanted=AskForm().number())
    if call is not None:
        flash(_("%(name)s is asked by letter.", name=call.substitute.user.name), "success")
    return redirect(sitting.path)


@sittings.post("/udvalgsmoeder/<int:sitting_id>/stedfortraedere/<int:call_id>")
def note_call(sitting_id: int, call_id: int) -> ResponseReturnValue:
    sitting = planned_by_me(sitting_id)
    call = call_or_404(sitting, call_id)
    note_substitute(signed_in(), sitting, call, ComingForm().reply())
    flash(_("The answer of %(name)s is written down.", name=call.substitute.user.name), "success")
    return redirect(sitting.path)
