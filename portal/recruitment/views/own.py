"""The applicant's own page, opened by the link in the letters: confirm, answer, withdraw."""

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.limits import limit_submission
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.recruitment.actions.applying import accept_seat, confirm_application, decline_seat, withdraw_application
from portal.recruitment.links import application_of_link, path_of_application
from portal.recruitment.models import Application
from portal.recruitment.queries.applications import own_applications
from portal.recruitment.views.blueprint import recruitment

GONE = 410


@recruitment.get("/ansoegning/<token>")
def own(token: str) -> ResponseReturnValue:
    application = application_of_link(token)
    return _page(application) if application else _dead_link()


@recruitment.post("/ansoegning/<token>/bekraeft")
@limit_submission
def confirm(token: str) -> ResponseReturnValue:
    return _done(token, confirm_application, _("Your address is confirmed, and your application has been received."))


@recruitment.post("/ansoegning/<token>/tag-imod")
@limit_submission
def accept(token: str) -> ResponseReturnValue:
    return _done(token, accept_seat, _("Thank you for saying yes."))


@recruitment.post("/ansoegning/<token>/sig-nej")
@limit_submission
def decline(token: str) -> ResponseReturnValue:
    return _done(token, decline_seat, _("Thank you for answering. The seat goes to another."))


@recruitment.post("/ansoegning/<token>/traek-tilbage")
@limit_submission
def withdraw(token: str) -> ResponseReturnValue:
    return _done(token, withdraw_application, _("Your application is withdrawn, and what you wrote is deleted."))


@recruitment.get("/konto/ansoegninger")
def own_list() -> ResponseReturnValue:
    return render_template("recruitment/own_list.html", page=paginate(own_applications(signed_in())))


def _done(token: str, deed: Callable[[Application], object], told: str) -> ResponseReturnValue:
    application = application_of_link(token)
    if application is None:
        return _dead_link()
    try:
        deed(application)
    except Refused as refusal:
        return _page(application, refusal.reasons, 422)
    flash(told, "success")
    return redirect(path_of_application(application))


def _page(application: Application, reasons: tuple[str, ...] = (), status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "recruitment/own.html",
        application=application,
        committee=application.committee,
        path=path_of_application(application),
        form=PortalForm(),
        reasons=reasons,
    )
    return _private(page, status)


def _dead_link() -> ResponseReturnValue:
    return _private(render_template("recruitment/dead_link.html"), GONE)


def _private(page: str, status: int) -> ResponseReturnValue:
    """No page that is opened from here is told the address: whoever has it has the page."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
