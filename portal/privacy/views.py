"""HTTP in, HTTP out."""

from flask import Blueprint, Response, flash, redirect, render_template, session, stream_with_context
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.limits import limit_submission
from portal.accounts.models import User
from portal.accounts.queries import is_elected, person_or_404
from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.foundation.jobs import next_night
from portal.foundation.paging import paginate
from portal.municipalities.queries import site
from portal.privacy.actions.erasing import erase_own_account, erase_person
from portal.privacy.actions.fetching import fetch_own_data
from portal.privacy.download import package
from portal.privacy.forms import ErasureForm, PasswordAndCodeForm, PasswordForm
from portal.privacy.queries import count_due, count_kinds, obstacles, runs
from portal.privacy.words import LABELS
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.privacy import RULES, Chapter, Kind, Rule
from portal.rules.privacy.promises import how_long, in_short, promise, time_kept, who_sees
from portal.rules.privacy.terms import Fate, Ground, Visibility

privacy = Blueprint("privacy", __name__)
RUNS_PER_PAGE = 10
FILE_NAME = "mine-oplysninger.zip"


@privacy.app_template_global()
def privacy_promise(kind: str) -> str:
    """Who sees what is written here, and for how long."""
    return promise(Kind(kind))


@privacy.app_template_global()
def privacy_in_short(*kinds: str) -> str:
    """The same in one sentence of each kind: once, above fields that are all promised it."""
    return in_short(*map(Kind, kinds))


@privacy.app_template_global()
def privacy_time(kind: str) -> str:
    """How long records of this kind are kept, in words."""
    return time_kept(Kind(kind))


@privacy.app_template_global()
def privacy_rule(kind: str) -> Rule:
    """A row of the table."""
    return RULES[Kind(kind)]


@privacy.app_template_filter()
def who_sees_kind(kind: str) -> str:
    return who_sees(Kind(kind))


@privacy.app_template_filter()
def how_long_kind(kind: str) -> str:
    return how_long(Kind(kind))


@privacy.app_template_filter()
def privacy_word(value: Visibility | Ground | Fate | Chapter) -> str:
    """What a value of the table is called."""
    return _(LABELS[value])


@privacy.get("/privatliv")
def policy() -> ResponseReturnValue:
    return render_template("privacy/policy.html", chapters=_by_chapter())


@privacy.get("/konto/mine-oplysninger")
def own_data() -> ResponseReturnValue:
    user = signed_in()
    return render_template("privacy/own_data.html", form=_proof_form(user), counts=count_kinds(user))


@privacy.post("/konto/mine-oplysninger")
@limit_submission
def fetch() -> ResponseReturnValue:
    user = signed_in()
    form = _proof_form(user)
    if form.validate_on_submit() and fetch_own_data(user, **form.proof()):
        return _file_about(user)
    if not form.errors:
        form.refuse()
    return render_template("privacy/own_data.html", form=form, counts=count_kinds(user)), 422


def _proof_form(user: User) -> PasswordForm:
    """Asks for the code as well, where signing in does."""
    return PasswordAndCodeForm() if user.has_code else PasswordForm()


def _file_about(user: User) -> Response:
    pieces = stream_with_context(package(user.id, site(is_demo=False).name))
    answer = Response(pieces, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@privacy.get("/konto/slet")
def erasure() -> ResponseReturnValue:
    user = signed_in()
    return _erasure_page(user, _proof_form(user))


@privacy.post("/konto/slet")
@limit_submission
def erase() -> ResponseReturnValue:
    user = signed_in()
    form = _proof_form(user)
    if not form.validate_on_submit():
        return _erasure_page(user, form)
    try:
        is_done = erase_own_account(user, **form.proof())
    except Refused as refusal:
        return _erasure_page(user, form, refusal.reasons)
    if not is_done:
        form.refuse()
        return _erasure_page(user, form)
    session.clear()
    flash(_("Your account is erased. We have sent a last letter to your address, as a receipt."))
    return redirect("/")


def _erasure_page(user: User, form: PortalForm, reasons: tuple[str, ...] = ()) -> ResponseReturnValue:
    page = render_template("privacy/erasure.html", form=form, reasons=reasons, **_preview(user))
    return page, 422 if form.errors or reasons else 200


@privacy.route("/administration/personer/<int:person_id>/slet", methods=["GET", "POST"])
def erase_on_behalf(person_id: int) -> ResponseReturnValue:
    actor = signed_in()
    require(actor, Permission.PERSON_ERASE)
    someone, form = person_or_404(person_id), ErasureForm()
    has_mail, reasons = someone.has_mail, tuple[str, ...]()
    if form.validate_on_submit():
        try:
            erase_person(actor, someone, reason=form.reason.data)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            flash(
                _("The account is erased, and a receipt is on its way")
                if has_mail
                else _("The account is erased. Send a receipt by post")
            )
            return redirect("/administration/personer")
    page = render_template("privacy/erasure_on_behalf.html", form=form, reasons=reasons, **_preview(someone))
    return page, 422 if form.errors or reasons else 200


@privacy.get("/administration/sletning")
def tonight() -> ResponseReturnValue:
    require(signed_in(), Permission.RETENTION_READ)
    page, night = paginate(runs(), per_page=RUNS_PER_PAGE), next_night(clock.now())
    return render_template("privacy/tonight.html", due=count_due(night), night=night, page=page)


def _by_chapter() -> dict[Chapter, list[Kind]]:
    return {chapter: [kind for kind, rule in RULES.items() if rule.chapter is chapter] for chapter in Chapter}


def _preview(someone: User) -> dict[str, object]:
    """What an erasure would do: each kind with its number, and what must happen first."""
    return {
        "someone": someone,
        "counts": count_kinds(someone),
        "obstacles": obstacles(someone),
        "elected": is_elected(someone),
    }
