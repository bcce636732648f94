"""What the link in an invitation opens, without an account: when and where, and whether one comes. Opening it changes
nothing, so that no program that looks at letters can answer."""

from flask import flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.limits import limit_submission
from portal.foundation.i18n import gettext as _
from portal.sittings.actions.answering import answer_by_link
from portal.sittings.forms import ComingForm
from portal.sittings.links import invitation_of
from portal.sittings.queries import answer_of, own_invitation
from portal.sittings.views.blueprint import sittings

GONE = 410


@sittings.get("/udvalgsmoeder/svar/<token>")
def invitation(token: str) -> ResponseReturnValue:
    found = invitation_of(token)
    if found is None:
        return _dead_link()
    sitting, seat = found
    return _private(
        render_template(
            "sittings/invitation.html",
            sitting=sitting,
            committee=sitting.committee,
            member=seat,
            is_invited=own_invitation(sitting, seat.user) is not None,
            answer=answer_of(sitting, seat),
            token=token,
        )
    )


@sittings.post("/udvalgsmoeder/svar/<token>")
@limit_submission
def reply(token: str) -> ResponseReturnValue:
    is_coming = ComingForm().is_coming()
    if not answer_by_link(token, is_coming=is_coming):
        return _dead_link()
    told = _("Thank you. You are expected.") if is_coming else _("Thank you. The secretary knows that you do not come.")
    flash(told, "success")
    return redirect(f"/udvalgsmoeder/svar/{token}")


def _dead_link() -> ResponseReturnValue:
    return _private(render_template("sittings/dead_link.html"), GONE)


def _private(page: str, status: int = 200) -> ResponseReturnValue:
    """No page that is opened from here is told the address: whoever has it can answer."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
