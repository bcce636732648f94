"""Getting an account, and choosing a password by a link in a mail."""

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.actions import joining, own_account
from portal.accounts.devices import remember_device
from portal.accounts.forms import AccountForm, FirstPasswordForm, ForgottenForm, NewPasswordForm, known_about
from portal.accounts.identity import current_person
from portal.accounts.limits import limit_submission
from portal.accounts.links import Purpose, after_link, person_of_link, time_of_link
from portal.accounts.origin import local_path, origin_of_request
from portal.accounts.queries import site_names
from portal.accounts.views.blueprint import accounts, clear_session, dead_link
from portal.accounts.views.signing import begin_inside
from portal.foundation.i18n import gettext as _


@accounts.get("/opret-konto")
def new_account() -> ResponseReturnValue:
    form = AccountForm()
    form.next.data = local_path(request.args.get("next"))
    return render_template("accounts/new_account.html", form=form)


@accounts.post("/opret-konto")
@limit_submission
def create_account() -> ResponseReturnValue:
    form = AccountForm()
    if not form.validate_on_submit():
        return render_template("accounts/new_account.html", form=form), 422
    joining.create_account(current_person(), form.draft(), origin_of_request())
    lasts = time_of_link(Purpose.CONFIRM)
    return render_template("accounts/letter_sent.html", email=form.email.data, lasts=lasts, then=form.next.data)


@accounts.route("/bekraeft/<token>", methods=["GET", "POST"])
def confirm_account(token: str) -> ResponseReturnValue:
    """The address is shown, and the first password chosen; then on to what somebody came for."""
    holder = person_of_link(Purpose.CONFIRM, token)
    if holder is None:
        return dead_link(Purpose.CONFIRM)
    form, then = FirstPasswordForm(known=known_about(holder, site_names())), after_link(Purpose.CONFIRM, token)
    if not form.validate_on_submit():
        page = render_template("accounts/confirmation.html", form=form, holder=holder, then=then)
        return page, 422 if form.errors else 200
    user = joining.confirm_account(token, form.password.data, origin_of_request())
    back = _("Your account is ready. Here you left off.")
    return begin_inside(user, then, back if then else _("Your account is ready. Now you can take part."))


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
    lasts = time_of_link(Purpose.NEW_PASSWORD)
    return render_template("accounts/password_letter_sent.html", email=form.email.data, lasts=lasts)


@accounts.route("/ny-adgangskode/<token>", methods=["GET", "POST"])
def new_password(token: str) -> ResponseReturnValue:
    holder = person_of_link(Purpose.NEW_PASSWORD, token)
    if holder is None:
        return dead_link(Purpose.NEW_PASSWORD)
    form = NewPasswordForm(known=known_about(holder, site_names()))
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
    form = FirstPasswordForm(known=known_about(holder, site_names()))
    if not form.validate_on_submit():
        return render_template("accounts/invitation.html", form=form, holder=holder), 422 if form.errors else 200
    user = joining.accept_invitation(token, form.password.data, origin_of_request())
    return begin_inside(user, "", _("Your account is ready. Now you can take part."))
