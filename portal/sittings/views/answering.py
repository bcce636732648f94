"""What the link in an invitation opens, without an account: when and where, and whether one comes. Opening it changes
nothing, so that no program that looks at letters can answer."""

from flask import flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.limits import limit_submission
from portal.committees.models import Membership
from portal.foundation.i18n import gettext as _
from portal.sittings.actions.answering import answer_by_link
from portal.sittings.forms import ComingForm, Reply
from portal.sittings.links import invitation_of
from portal.sittings.models import Sitting
from portal.sittings.queries import answer_of, own_invitation
from portal.sittings.substitutes import has_line, open_call, own_call
from portal.sittings.views.blueprint import sittings

GONE = 410


@sittings.get("/udvalgsmoeder/svar/<token>")
def invitation(token: str) -> ResponseReturnValue:
    found = invitation_of(token)
    if found is None:
        return _dead_link()
    sitting, seat = found
    is_member = own_invitation(sitting, seat.user) is not None
    shown = _to_member(sitting, seat) if is_member else {"call": own_call(sitting, seat.user)}
    page = render_template(
        "sittings/invitation.html",
        sitting=sitting,
        committee=sitting.committee,
        holder=seat.user,
        is_member=is_member,
        token=token,
        **shown,
    )
    return _private(page)


def _to_member(sitting: Sitting, seat: Membership) -> dict[str, object]:
    return {
        "answer": answer_of(sitting, seat),
        "call": open_call(sitting, seat),
        "has_substitutes": has_line(sitting, seat),
    }


@sittings.post("/udvalgsmoeder/svar/<token>")
@limit_submission
def reply(token: str) -> ResponseReturnValue:
    said = ComingForm().reply()
    if not answer_by_link(token, said):
        return _dead_link()
    flash(thanks(said), "success")
    return redirect(f"/udvalgsmoeder/svar/{token}")


def thanks(said: Reply) -> str:
    """What somebody is told who has answered."""
    if said is Reply.YES:
        return _("Thank you. You are expected.")
    if said is Reply.SUBSTITUTE:
        return _("Thank you. We ask a substitute, and tell you who comes.")
    return _("Thank you. The secretary knows that you do not come.")


def _dead_link() -> ResponseReturnValue:
    return _private(render_template("sittings/dead_link.html"), GONE)


def _private(page: str, status: int = 200) -> ResponseReturnValue:
    """No page that is opened from here is told the address: whoever has it can answer."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
