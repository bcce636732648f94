"""Publishing a decision that answers no recommendation: written, looked at, and only then sealed."""

from datetime import date

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.decisions.actions import publish_own_record
from portal.decisions.forms.own_record import OwnRecordForm, mark_of, own_record_form
from portal.decisions.queries import committees_that_may_decide
from portal.decisions.views.blueprint import decisions
from portal.foundation import clock
from portal.foundation.errors import Doubtful, Refused
from portal.foundation.i18n import gettext as _
from portal.municipalities.models import Municipality
from portal.municipalities.queries import bodies, our_municipality, parties
from portal.rules.access import can, require
from portal.rules.permissions import Permission


@decisions.get("/beslutninger/ny")
def own_publishing() -> ResponseReturnValue:
    """The form for a decision of a body or a committee."""
    return _page(_form(our_municipality()))


@decisions.post("/beslutninger/ny")
def publish_own() -> ResponseReturnValue:
    """The first press shows what will be published; the second publishes just that."""
    home = our_municipality()
    form = _form(home)
    if not form.validate():
        return _page(form), 422
    mark = mark_of(form)
    if form.looked_at.data != mark:
        form.looked_at.data = mark
        return _page(form, preview=True)
    try:
        published = publish_own_record(signed_in(), home, form.meeting(), form.draft(), sure_of=form.sure_of)
    except Doubtful as doubtful:
        form.ask_about(doubtful.reasons)
        return _page(form, doubtful.reasons), 422
    except Refused as refused:
        return _page(form, refused.reasons), 422
    flash(_("The decision is published. Nobody can change it now; corrections are added beside it."), "success")
    return redirect(published.path)


def _form(home: Municipality) -> OwnRecordForm:
    """With a row for each party of the day that was sent, else of today."""
    try:
        day = date.fromisoformat(request.form.get("decided_on", ""))
    except ValueError:
        day = clock.today()
    form = own_record_form(parties(home, day))
    person = current_person()
    committees = [one for one in committees_that_may_decide() if can(person, Permission.RECORD_PUBLISH, one)]
    if not committees:
        require(person, Permission.RECORD_PUBLISH)
    anywhere = can(person, Permission.RECORD_PUBLISH)
    form.offer(bodies(home), committees, anywhere=anywhere)
    return form


def _page(form: OwnRecordForm, reasons: tuple[str, ...] = (), *, preview: bool = False) -> str:
    return render_template("decisions/own.html", form=form, reasons=reasons, preview=preview)
