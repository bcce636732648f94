"""One's own account: name, password, roles, and where one is signed in."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.actions import joining, own_account, signing
from portal.accounts.attempts import kept
from portal.accounts.codes import FEW
from portal.accounts.forms import ChangePasswordForm, NameForm, known_about
from portal.accounts.identity import signed_in
from portal.accounts.limits import limit_submission
from portal.accounts.origin import origin_of_request
from portal.accounts.queries import (
    hash_of,
    open_sessions,
    own_session_or_404,
    person_or_404,
    recovery_codes_left,
    site_names,
)
from portal.accounts.views.blueprint import accounts
from portal.foundation import clock
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import sliced


@accounts.get("/konto")
def own_page() -> ResponseReturnValue:
    user = person_or_404(signed_in().id)
    return render_template(
        "accounts/own_page.html",
        user=user,
        sessions=sliced(open_sessions(user)),
        here=hash_of(user.session_token),
        network=kept(origin_of_request().network),
        left=recovery_codes_left(user),
        few=FEW,
        today=clock.today(),
        form=PortalForm(),
    )


@accounts.route("/konto/navn", methods=["GET", "POST"])
def own_name() -> ResponseReturnValue:
    user = signed_in()
    form = NameForm(obj=user)
    if not form.validate_on_submit():
        return render_template("accounts/own_name.html", form=form), 422 if form.errors else 200
    own_account.change_name(user, form.name.data)
    flash(_("Your name is changed"))
    return redirect("/konto")


@accounts.route("/konto/adgangskode", methods=["GET", "POST"])
def own_password() -> ResponseReturnValue:
    user = signed_in()
    form = ChangePasswordForm(known=known_about(user, site_names()))
    if form.validate_on_submit():
        if own_account.change_password(user, present=form.present.data, new=form.password.data):
            flash(_("Your password is changed, and you are signed out everywhere else"))
            return redirect("/konto")
        form.present.errors = [_("This is not your present password. Write it once more")]
    return render_template("accounts/own_password.html", form=form), 422 if form.errors else 200


@accounts.post("/konto/bekraeftelse")
@limit_submission
def ask_for_confirmation() -> ResponseReturnValue:
    joining.ask_for_confirmation(signed_in(), origin_of_request())
    flash(_("We have sent you a new link"))
    return redirect("/konto")


@accounts.post("/konto/sessioner/<int:session_id>/slut")
def end_session(session_id: int) -> ResponseReturnValue:
    user = signed_in()
    signing.end_session(user, own_session_or_404(user, session_id))
    flash(_("You are signed out there"))
    return redirect("/konto")


@accounts.post("/konto/sessioner/slut-andre")
def end_other_sessions() -> ResponseReturnValue:
    signing.end_other_sessions(signed_in())
    flash(_("You are signed out everywhere else"))
    return redirect("/konto")
