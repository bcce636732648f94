"""Saying whether one comes."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.i18n import gettext as _
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.sittings.actions.inviting import answer_invitation
from portal.sittings.forms import ComingForm
from portal.sittings.queries import sitting_or_404
from portal.sittings.views.blueprint import sittings


@sittings.post("/udvalgsmoeder/<int:sitting_id>/svar")
def say(sitting_id: int) -> ResponseReturnValue:
    sitting = sitting_or_404(sitting_id)
    require(signed_in(), Permission.SITTING_TAKE_PART, sitting.committee)
    is_coming = ComingForm().is_coming()
    answer_invitation(signed_in(), sitting, is_coming=is_coming)
    told = _("Thank you. You are expected.") if is_coming else _("Thank you. The secretary knows that you do not come.")
    flash(told, "success")
    return redirect(sitting.path)
