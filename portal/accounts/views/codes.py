"""One's own one-time code: setting it up, recovery codes, turning it off. None of these pages is kept by a browser."""

from urllib.parse import urlencode

from flask import Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.actions import codes
from portal.accounts.codes import FEW, address_of, in_groups, picture_of, secret_of
from portal.accounts.forms import CodeForm, PresentForm, ProofForm, RecoveryListForm
from portal.accounts.identity import signed_in
from portal.accounts.limits import limit_sign_in
from portal.accounts.models import CodeApp
from portal.accounts.origin import local_path
from portal.accounts.queries import (
    begun_code_app,
    begun_code_app_or_404,
    own_recovery_codes_or_404,
    recovery_codes_left,
    site_names,
)
from portal.accounts.views.blueprint import accounts
from portal.foundation.i18n import gettext as _


@accounts.after_request
def keep_no_secret(response: Response) -> Response:
    """What holds a secret or a code stays in no cache, not even the browser's own."""
    if request.path.startswith("/konto/kode") or request.path.startswith("/log-ind/"):
        response.headers["Cache-Control"] = "no-store"
    return response


@accounts.route("/konto/kode", methods=["GET", "POST"])
@limit_sign_in
def own_code() -> ResponseReturnValue:
    user = signed_in()
    form = PresentForm()
    if form.validate_on_submit():
        if codes.begin_code_app(user, form.present.data):
            return redirect("/konto/kode/opsaet" + _onward(form.next.data))
        form.present.errors = [_("This is not your present password. Write it once more")]
    if not form.is_submitted():
        form.next.data = local_path(request.args.get("next"))
    page = render_template("accounts/own_code.html", user=user, form=form, left=recovery_codes_left(user), few=FEW)
    return page, 422 if form.errors else 200


@accounts.route("/konto/kode/opsaet", methods=["GET", "POST"])
@limit_sign_in
def code_set_up() -> ResponseReturnValue:
    user = signed_in()
    app = begun_code_app(user)
    if app is None:  # set up already, perhaps by this very form a moment ago
        return redirect("/konto/kode")
    form = CodeForm()
    if form.validate_on_submit():
        made = codes.confirm_code_app(user, form.code.data)
        if made:
            return _recovery_page(made, form.next.data, is_first=True)
        form.code.errors = [_("This is not the code that your app shows now")]
    if not form.is_submitted():
        form.next.data = local_path(request.args.get("next"))
    secret, address = in_groups(secret_of(app)), _address(app)
    page = render_template("accounts/code_set_up.html", form=form, secret=secret, address=address)
    return page, 422 if form.errors else 200


@accounts.get("/konto/kode/qr.svg")
def code_picture() -> ResponseReturnValue:
    picture = make_response(picture_of(_address(begun_code_app_or_404(signed_in()))))
    picture.content_type = "image/svg+xml"
    return picture


@accounts.route("/konto/kode/nye-gendannelseskoder", methods=["GET", "POST"])
@limit_sign_in
def new_recovery_codes() -> ResponseReturnValue:
    user = signed_in()
    form = ProofForm()
    if form.validate_on_submit():
        made = codes.renew_recovery_codes(user, form.draft())
        if made:
            return _recovery_page(made, "", is_first=False)
        form.code.errors = [_not_proven()]
    return render_template("accounts/new_recovery_codes.html", form=form, user=user), 422 if form.errors else 200


@accounts.post("/konto/kode/gendannelseskoder.txt")
def recovery_codes_as_text() -> ResponseReturnValue:
    """What stood on the page a moment ago, as a file: sent back by the browser, because nothing of it is kept here."""
    user = signed_in()
    form = RecoveryListForm()
    listed = (form.codes.data or "").split() if form.validate_on_submit() else []
    own = own_recovery_codes_or_404(user, listed)
    text = render_template("accounts/recovery_codes.txt", codes=own, user=user)
    answer = make_response(text)
    answer.content_type = "text/plain; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="gendannelseskoder.txt"'
    return answer


@accounts.route("/konto/kode/slaa-fra", methods=["GET", "POST"])
@limit_sign_in
def turn_off_code() -> ResponseReturnValue:
    user = signed_in()
    form = ProofForm()
    if form.validate_on_submit():
        if codes.turn_off_code(user, form.draft()):
            flash(_("Your one-time code is turned off"))
            return redirect("/konto/kode")
        form.code.errors = [_not_proven()]
    return render_template("accounts/turn_off_code.html", form=form, user=user), 422 if form.errors else 200


def _recovery_page(made: list[str], onward: str | None, *, is_first: bool) -> ResponseReturnValue:
    """Shown as the answer itself: nobody, we neither, can show them again."""
    shown = {"codes": made, "onward": onward or "/konto/kode", "is_first": is_first}
    return render_template("accounts/recovery_codes.html", **shown)


def _address(app: CodeApp) -> str:
    return address_of(app, site_names()()[0])


def _onward(wanted: str | None) -> str:
    return "?" + urlencode({"next": wanted}) if wanted else ""


def _not_proven() -> str:
    return _("The password and the code do not fit. Write both once more, with the code that your app shows now")
