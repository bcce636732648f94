"""HTTP in, HTTP out."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _, words_of
from portal.foundation.words import placeholders
from portal.municipalities import actions
from portal.municipalities.forms import (
    WORDS,
    BodyForm,
    CopyPartiesForm,
    DaysOffForm,
    MunicipalityForm,
    PartyForm,
    WordsForm,
    days_as_lines,
    words_as_fields,
)
from portal.municipalities.models import Body, Party
from portal.municipalities.queries import (
    all_parties,
    bodies,
    last_site,
    our_body_or_404,
    our_municipality,
    our_party_or_404,
    parties_not_copied,
)
from portal.municipalities.words import BODY_KIND_LABELS
from portal.rules.access import require
from portal.rules.permissions import Permission

municipalities = Blueprint("municipalities", __name__, url_prefix="/administration")

municipalities.add_app_template_filter(words_of(BODY_KIND_LABELS), "body_kind")


@municipalities.route("/kommune", methods=["GET", "POST"])
def edit() -> ResponseReturnValue:
    actor, home = _allowed(Permission.MUNICIPALITY_MANAGE), our_municipality()
    form = MunicipalityForm(obj=home)
    reasons: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            actions.edit_municipality(actor, home, form.draft())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            return _done(_("The municipality is saved"), "/administration/kommune")
    return render_template("municipalities/edit.html", home=home, form=form, reasons=reasons), _status(form, reasons)


@municipalities.route("/kommune/ord", methods=["GET", "POST"])
def words() -> ResponseReturnValue:
    actor, home = _allowed(Permission.MUNICIPALITY_MANAGE), our_municipality()
    form = WordsForm(data=words_as_fields(home.own_words()))
    wants_example = request.form.get("deed") == "example"
    if form.validate_on_submit() and not wants_example:
        actions.choose_words(actor, home, form.draft())
        return _done(_("The words are saved"), "/administration/kommune/ord")
    shown = placeholders(form.draft())
    return render_template("municipalities/words.html", home=home, form=form, words=WORDS, shown=shown), _status(form)


@municipalities.route("/fridage", methods=["GET", "POST"])
def days_off() -> ResponseReturnValue:
    actor, home = _allowed(Permission.MUNICIPALITY_MANAGE), our_municipality()
    form = DaysOffForm(data={"days": days_as_lines(home.days_off)})
    if form.validate_on_submit():
        actions.choose_days_off(actor, home, form.draft())
        return _done(_("The days are saved"), "/administration/fridage")
    return render_template("municipalities/days_off.html", home=home, form=form), _status(form)


@municipalities.get("/organer")
def body_list() -> ResponseReturnValue:
    _allowed(Permission.BODY_MANAGE)
    found = bodies(our_municipality())
    return render_template("municipalities/body_list.html", bodies=found, today=clock.today())


@municipalities.route("/organer/ny", methods=["GET", "POST"])
def new_body() -> ResponseReturnValue:
    return _body_page(_allowed(Permission.BODY_MANAGE), None)


@municipalities.route("/organer/<int:body_id>", methods=["GET", "POST"])
def body(body_id: int) -> ResponseReturnValue:
    return _body_page(_allowed(Permission.BODY_MANAGE), our_body_or_404(body_id))


def _body_page(actor: User, found: Body | None) -> ResponseReturnValue:
    """A new body, or one that is changed."""
    form = BodyForm(obj=found)
    reasons: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            if found is None:
                actions.create_body(actor, our_municipality(), form.draft())
            else:
                actions.edit_body(actor, found, form.draft())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            told = _("The body is saved") if found else _("The body is created")
            return _done(told, "/administration/organer")
    return render_template("municipalities/body.html", form=form, reasons=reasons, body=found), _status(form, reasons)


@municipalities.get("/partier")
def party_list() -> ResponseReturnValue:
    _allowed(Permission.PARTY_MANAGE)
    found = all_parties(our_municipality())
    return render_template("municipalities/party_list.html", parties=found, today=clock.today())


@municipalities.route("/partier/ny", methods=["GET", "POST"])
def new_party() -> ResponseReturnValue:
    return _party_page(_allowed(Permission.PARTY_MANAGE), None)


@municipalities.route("/partier/<int:party_id>", methods=["GET", "POST"])
def party(party_id: int) -> ResponseReturnValue:
    return _party_page(_allowed(Permission.PARTY_MANAGE), our_party_or_404(party_id))


def _party_page(actor: User, found: Party | None) -> ResponseReturnValue:
    """A new party, or one that is changed."""
    form = PartyForm(obj=found)
    reasons: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            if found is None:
                actions.create_party(actor, our_municipality(), form.draft())
            else:
                actions.edit_party(actor, found, form.draft())
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            told = _("The party is saved") if found else _("The party is created")
            return _done(told, "/administration/partier")
    return render_template("municipalities/party.html", form=form, reasons=reasons, party=found), _status(form, reasons)


@municipalities.route("/partier/kopier", methods=["GET", "POST"])
def copy_parties() -> ResponseReturnValue:
    actor, home = _allowed(Permission.PARTY_MANAGE), our_municipality()
    listed = parties_not_copied(home)
    form = CopyPartiesForm(listed, data={"letters": [party.letter for party in listed if party.is_usual]})
    if form.validate_on_submit():
        chosen = [party for party in listed if party.letter in (form.letters.data or ())]
        copied = actions.copy_parties_from_list(actor, home, chosen)
        return _done(_("%(count)s parties are copied", count=len(copied)), "/administration/partier")
    return render_template("municipalities/copy_parties.html", form=form), _status(form)


def _allowed(permission: Permission) -> User:
    person = signed_in()
    require(person, permission)
    return person


def _done(message: str, path: str) -> ResponseReturnValue:
    """What every page shows of the municipality is read anew at once."""
    last_site.take(current_app)
    flash(message)
    return redirect(path)


def _status(form: Any, reasons: tuple[str, ...] = ()) -> int:
    return 422 if form.errors or reasons else 200
