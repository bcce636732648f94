"""HTTP in, HTTP out."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import login_user

from portal.accounts.actions import joining, own_account, signing
from portal.accounts.forms import (
    AccountForm,
    ChangePasswordForm,
    ForgottenForm,
    NameForm,
    NewPasswordForm,
    SignInForm,
    known_about,
)
from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_sign_in, limit_submission
from portal.accounts.links import Purpose, person_of_link
from portal.accounts.models import User
from portal.accounts.origin import local_path, origin_of_request
from portal.accounts.queries import hash_of, open_sessions, own_session_or_404, person_or_404
from portal.accounts.words import ROLE_LABELS
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.rules.roles import Role

accounts = Blueprint("accounts", __name__)
AFTER_SIGN_IN = "/skrivebord"
GONE = 410


@accounts.app_template_filter("role_name")
def role_name(role: Role) -> str:
    """What a role is called."""
    return _(ROLE_LABELS[role])


@accounts.get("/opret-konto")
def new_account() -> ResponseReturnValue:
    return render_template("accounts/new_account.html", form=AccountForm())


@accounts.post("/opret-konto")
@limit_submission
def create_account() -> ResponseReturnValue:
    form = AccountForm(known=_site_names())
    if not form.validate_on_submit():
        return render_template("accounts/new_account.html", form=form), 422
    joining.create_account(current_person(), form.draft(), origin_of_request())
    return render_template("accounts/letter_sent.html", email=form.email.data)


@accounts.get("/bekraeft/<token>")
def confirmation(token: str) -> ResponseReturnValue:
    user = person_of_link(Purpose.CONFIRM, token)
    return render_template("accounts/confirmation.html", form=PortalForm(), holder=user) if user else _dead_link()


@accounts.post("/bekraeft/<token>")
def confirm_account(token: str) -> ResponseReturnValue:
    if person_of_link(Purpose.CONFIRM, token) is None:
        return _dead_link()
    joining.confirm_account(token)
    flash(_("Your address is confirmed. Now you can take part."))
    return redirect(AFTER_SIGN_IN if current_person().is_authenticated else "/log-ind")


@accounts.get("/log-ind")
def signing_in() -> ResponseReturnValue:
    form = SignInForm()
    form.next.data = local_path(request.args.get("next"))
    if current_person().is_authenticated:
        return redirect(form.next.data or AFTER_SIGN_IN)
    return render_template("accounts/signing_in.html", form=form)


@accounts.post("/log-ind")
@limit_sign_in
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    user = None
    if form.validate_on_submit():
        user = signing.sign_in(current_person(), form.draft(), origin_of_request())
        if user is None:
            form.password.errors = [_("The address and the password do not fit. Check both, or choose a new password")]
    if user is None:
        return render_template("accounts/signing_in.html", form=form), 422
    _begin(user)
    return redirect(form.next.data or (AFTER_SIGN_IN if user.is_trusted else "/konto"))


@accounts.get("/log-ud")
def signing_out() -> ResponseReturnValue:
    return render_template("accounts/signing_out.html", form=PortalForm())


@accounts.post("/log-ud")
def sign_out() -> ResponseReturnValue:
    person = current_person()
    if isinstance(person, User):
        signing.sign_out(person)
    _clear_session()
    flash(_("You are signed out"))
    answer = make_response(redirect("/"))
    answer.headers["Clear-Site-Data"] = '"cache"'  # the next at this computer does not read these pages by going back
    return answer


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
        return _dead_link()
    form = NewPasswordForm(known=known_about(holder, _site_names))
    if not form.validate_on_submit():
        return render_template("accounts/new_password.html", form=form), 422 if form.errors else 200
    own_account.choose_new_password(token, form.password.data)
    _clear_session()
    flash(_("Your password is changed. Sign in with the new one."))
    return redirect("/log-ind")


@accounts.route("/invitation/<token>", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    holder = person_of_link(Purpose.INVITATION, token)
    if holder is None:
        return _dead_link()
    form = NewPasswordForm(known=known_about(holder, _site_names))
    if not form.validate_on_submit():
        return render_template("accounts/invitation.html", form=form, holder=holder), 422 if form.errors else 200
    joining.accept_invitation(token, form.password.data)
    _clear_session()
    flash(_("Your account is ready. Sign in with your new password."))
    return redirect("/log-ind")


@accounts.get("/konto")
def own_page() -> ResponseReturnValue:
    user = person_or_404(signed_in().id)
    here = hash_of(user.session_token)
    return render_template(
        "accounts/own_page.html", user=user, sessions=open_sessions(user), here=here, form=PortalForm()
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
    form = ChangePasswordForm(known=known_about(user, _site_names))
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


def _begin(user: User) -> None:
    """Nothing that was in the cookie before may be in it afterwards, so that no one can have put it there."""
    _clear_session()
    login_user(user)


def _clear_session() -> None:
    locale = session.get("locale")
    session.clear()
    if locale:
        session["locale"] = locale


def _dead_link() -> ResponseReturnValue:
    return render_template("accounts/dead_link.html"), GONE


def _site_names() -> tuple[str, ...]:
    return tuple(current_app.extensions["site_names"]())
