"""Getting an account, and choosing a password by a link in a mail."""

from flask import flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.actions import joining, own_account
from portal.accounts.devices import remember_device
from portal.accounts.forms import AccountForm, ForgottenForm, NewPasswordForm, known_about
from portal.accounts.identity import current_person
from portal.accounts.limits import limit_submission
from portal.accounts.links import Purpose, person_of_link
from portal.accounts.origin import origin_of_request
from portal.accounts.views.blueprint import accounts, clear_session, dead_link, site_names
from portal.accounts.views.signing import AFTER_SIGN_IN
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _


@accounts.get("/opret-konto")
def new_account() -> ResponseReturnValue:
    return render_template("accounts/new_account.html", form=AccountForm())


@accounts.post("/opret-konto")
@limit_submission
def create_account() -> ResponseReturnValue:
    form = AccountForm(known=site_names())
    if not form.validate_on_submit():
        return render_template("accounts/new_account.html", form=form), 422
    joining.create_account(current_person(), form.draft(), origin_of_request())
    return render_template("accounts/letter_sent.html", email=form.email.data)


@accounts.get("/bekraeft/<token>")
def confirmation(token: str) -> ResponseReturnValue:
    user = person_of_link(Purpose.CONFIRM, token)
    if user is None:
        return dead_link(Purpose.CONFIRM)
    return render_template("accounts/confirmation.html", form=PortalForm(), holder=user)


@accounts.post("/bekraeft/<token>")
def confirm_account(token: str) -> ResponseReturnValue:
    if person_of_link(Purpose.CONFIRM, token) is None:
        return dead_link(Purpose.CONFIRM)
    user = joining.confirm_account(token)
    flash(_("Your address is confirmed. Now you can take part."))
    there = AFTER_SIGN_IN if current_person().is_authenticated else "/log-ind"
    return remember_device(make_response(redirect(there)), user)


@accounts.get("/glemt-adgangskode")
def forgotten_password() -> ResponseReturnValue:
    return render_template("accounts/forgotten_password.html", form=ForgottenForm())


@accounts.post("/glemt-adgangskode")
@limit_submission
def ask_for_new_password() -> ResponseReturnValue:
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgotten_password.html", form=form), 422
    own_account.ask_for_new_password(form.email.data, origin_of_request())
    return render_template("accounts/password_letter_sent.html", email=form.email.data)


@accounts.route("/ny-adgangskode/<token>", methods=["GET", "POST"])
def new_password(token: str) -> ResponseReturnValue:
    holder = person_of_link(Purpose.NEW_PASSWORD, token)
    if holder is None:
        return dead_link(Purpose.NEW_PASSWORD)
    form = NewPasswordForm(known=known_about(holder, site_names))
    if not form.validate_on_submit():
        return render_template("accounts/new_password.html", form=form), 422 if form.errors else 200
    user = own_account.choose_new_password(token, form.password.data)
    clear_session()
    flash(_("Your password is changed. Sign in with the new one."))
    return remember_device(make_response(redirect("/log-ind")), user)  # the way in for who is kept out by strangers


@accounts.route("/invitation/<token>", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    holder = person_of_link(Purpose.INVITATION, token)
    if holder is None:
        return dead_link(Purpose.INVITATION)
    form = NewPasswordForm(known=known_about(holder, site_names))
    if not form.validate_on_submit():
        return render_template("accounts/invitation.html", form=form, holder=holder), 422 if form.errors else 200
    user = joining.accept_invitation(token, form.password.data)
    clear_session()
    flash(_("Your account is ready. Sign in with your new password."))
    return remember_device(make_response(redirect("/log-ind")), user)
