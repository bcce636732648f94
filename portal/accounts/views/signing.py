"""Signing in, in one step or two, and signing out."""

from urllib.parse import urlencode

from flask import flash, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import login_user

from portal.accounts.actions import signing
from portal.accounts.codes import FEW
from portal.accounts.devices import remember_device
from portal.accounts.forms import CodeForm, RecoveryForm, SignInForm
from portal.accounts.identity import current_person
from portal.accounts.limits import limit_sign_in
from portal.accounts.links import Purpose, path_of_link, person_of_link
from portal.accounts.models import User
from portal.accounts.origin import local_path, origin_of_request
from portal.accounts.queries import recovery_codes_left
from portal.accounts.views.blueprint import accounts, clear_session
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _, ngettext

AFTER_SIGN_IN = "/skrivebord"
HALFWAY = "halfway"  # in the cookie: the password was right a moment ago


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
    if not user.session_token:
        clear_session()
        session[HALFWAY] = path_of_link(Purpose.CODE, user)
        return redirect(_with_next("/log-ind/kode", form.next.data))
    return _come_in(user, form.next.data)


@accounts.route("/log-ind/kode", methods=["GET", "POST"])
@limit_sign_in
def code_step() -> ResponseReturnValue:
    return _code_step(CodeForm(), "accounts/code_step.html", _("This is not the code that your app shows now"))


@accounts.route("/log-ind/gendannelseskode", methods=["GET", "POST"])
@limit_sign_in
def recovery_step() -> ResponseReturnValue:
    wrong = _("This is none of your unused recovery codes. Check it, or take the next one on your list")
    return _code_step(RecoveryForm(), "accounts/recovery_step.html", wrong)


@accounts.get("/log-ud")
def signing_out() -> ResponseReturnValue:
    return render_template("accounts/signing_out.html", form=PortalForm())


@accounts.post("/log-ud")
def sign_out() -> ResponseReturnValue:
    person = current_person()
    if isinstance(person, User):
        signing.sign_out(person)
    clear_session()
    flash(_("You are signed out"))
    answer = make_response(redirect("/"))
    answer.headers["Clear-Site-Data"] = '"cache"'  # the next at this computer does not read these pages by going back
    return answer


def _code_step(form: CodeForm | RecoveryForm, template: str, wrong: str) -> ResponseReturnValue:
    """The second step, with a code of either kind, for somebody whose password was right a moment ago."""
    token = str(session.get(HALFWAY, ""))
    holder = person_of_link(Purpose.CODE, token)
    if holder is None:
        return redirect(_with_next("/log-ind", form.next.data or request.args.get("next")))
    if form.validate_on_submit():
        user = signing.sign_in_with_code(current_person(), token, form.draft(), origin_of_request())
        if user is not None:
            return _come_in(user, form.next.data, by_recovery=isinstance(form, RecoveryForm))
        form.code.errors = [wrong]
    if not form.is_submitted():
        form.next.data = local_path(request.args.get("next"))
    onward = urlencode({"next": form.next.data}) if form.next.data else ""
    return render_template(template, form=form, onward=onward), 422 if form.errors else 200


def begin_inside(user: User, then: str, said: str) -> ResponseReturnValue:
    """On from a link that brought the first password: signed in, or asked for the code that somebody has set up."""
    if user.session_token:
        answer = _come_in(user, then)
    else:
        clear_session()
        answer = remember_device(make_response(redirect(_with_next("/log-ind", then))), user)
    flash(said)  # after the cookie is made anew
    return answer


def _come_in(user: User, wanted: str | None, *, by_recovery: bool = False) -> ResponseReturnValue:
    """A session of its own from here; whoever still has to set up a code is led there first."""
    clear_session()
    login_user(user)
    if by_recovery:
        _say_how_many_are_left(user)
    there = wanted or (AFTER_SIGN_IN if user.is_trusted else "/konto")
    answer = redirect(_with_next("/konto/kode", wanted) if user.awaits_code else there)
    return remember_device(make_response(answer), user)


def _say_how_many_are_left(user: User) -> None:
    left = recovery_codes_left(user)
    flash(ngettext("You have %(count)s recovery code left.", "You have %(count)s recovery codes left.", left))
    if left <= FEW:
        flash(_("Make new recovery codes on your account before you have none"))


def _with_next(path: str, wanted: str | None) -> str:
    there = local_path(wanted)
    return f"{path}?{urlencode({'next': there})}" if there else path
