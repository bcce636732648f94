"""Decision records: reading, publishing, correcting."""

from flask import flash, jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.decisions.actions import correct_record, publish_record, take_out_text
from portal.decisions.asking import publishing as publishing_asks
from portal.decisions.deeds import PUBLISH
from portal.decisions.forms.record import CorrectionForm, RecordForm, TakingOutForm, prefilled, record_form
from portal.decisions.models import DecisionRecord
from portal.decisions.queries import members_last_said, record_or_404
from portal.decisions.seal import public_seal
from portal.decisions.views.blueprint import decisions, red_thread
from portal.foundation.confirming import page_unless_sure
from portal.foundation.errors import Doubtful, Refused
from portal.foundation.i18n import gettext as _
from portal.municipalities.queries import parties
from portal.recommendations.models import CouncilResponse
from portal.recommendations.queries.responses import response_or_404
from portal.rules.access import require
from portal.rules.permissions import Permission


@decisions.get("/beslutninger/<int:year>/<int:number>")
def record(year: int, number: int) -> ResponseReturnValue:
    return _record_page(record_or_404(year, number), CorrectionForm())


@decisions.get("/beslutninger/<municipality>/<int:year>/<int:number>")
def imported_record(municipality: str, year: int, number: int) -> ResponseReturnValue:
    """A record of another municipality; our own has one address only."""
    found = record_or_404(year, number, municipality)
    return redirect(found.path, 301) if found.municipality.is_home else _record_page(found, CorrectionForm())


@decisions.get("/beslutninger/<int:year>/<int:number>.json")
@decisions.get("/beslutninger/<municipality>/<int:year>/<int:number>.json")
def seal_of_record(year: int, number: int, municipality: str | None = None) -> ResponseReturnValue:
    """Everything that is needed to work the record's hash out again."""
    return jsonify(public_seal(record_or_404(year, number, municipality)))


@decisions.post("/beslutninger/<int:year>/<int:number>/ret")
@decisions.post("/beslutninger/<municipality>/<int:year>/<int:number>/ret")
def correct(year: int, number: int, municipality: str | None = None) -> ResponseReturnValue:
    found, form = record_or_404(year, number, municipality), CorrectionForm()
    require(current_person(), Permission.RECORD_CORRECT, found.committee)
    if not form.validate():
        return _record_page(found, form), 422
    try:
        correct_record(signed_in(), found, form.text.data, result=form.chosen_result)
    except Refused as refused:
        form.text.errors = (*form.text.errors, *refused.reasons)
        return _record_page(found, form), 422
    flash(_("The correction is added. The record itself stands as it was published."), "success")
    return redirect(found.path)


@decisions.get("/beslutninger/<int:year>/<int:number>/tag-ud")
@decisions.get("/beslutninger/<municipality>/<int:year>/<int:number>/tag-ud")
def taking_out(year: int, number: int, municipality: str | None = None) -> ResponseReturnValue:
    """The form from which a text is taken out of a sealed record."""
    found = record_or_404(year, number, municipality)
    require(current_person(), Permission.RECORD_CORRECT, found.committee)
    return _taking_out_page(found, _taking_out_form(found))


@decisions.post("/beslutninger/<int:year>/<int:number>/tag-ud")
@decisions.post("/beslutninger/<municipality>/<int:year>/<int:number>/tag-ud")
def take_out(year: int, number: int, municipality: str | None = None) -> ResponseReturnValue:
    found = record_or_404(year, number, municipality)
    require(current_person(), Permission.RECORD_CORRECT, found.committee)
    form = _taking_out_form(found)
    if not form.validate():
        return _taking_out_page(found, form), 422
    try:
        take_out_text(signed_in(), found, form.name.data, form.reason.data)
    except Refused as refused:
        return _taking_out_page(found, form, refused.reasons), 422
    flash(_("The text is taken out. Its hash stays, and the seal still holds."), "success")
    return redirect(found.path)


def _taking_out_form(found: DecisionRecord) -> TakingOutForm:
    form = TakingOutForm()
    form.offer(found)
    return form


def _taking_out_page(found: DecisionRecord, form: TakingOutForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("decisions/taking_out.html", record=found, form=form, reasons=reasons)


@decisions.get("/svar/<int:response_id>/beslutning")
def publishing(response_id: int) -> ResponseReturnValue:
    """The form from which an answer becomes a decision record."""
    response = _publishable(response_id)
    return _publishing_page(response, _form(response, data=prefilled(response, members_last_said(response.body.name))))


@decisions.post("/svar/<int:response_id>/beslutning")
def publish(response_id: int) -> ResponseReturnValue:
    response = _may_be_published(response_id)
    form = _form(response)
    if not form.validate():
        return _publishing_page(response, form), 422
    published: list[DecisionRecord] = []

    def deed() -> None:
        published.append(publish_record(signed_in(), response, form.draft(), sure_of=form.sure_of))

    try:
        asked = page_unless_sure(publishing_asks(response, form), deed, lambda: _publishing_page(response, form))
    except Doubtful as doubtful:
        form.ask_about(doubtful.reasons)
        return _publishing_page(response, form, doubtful.reasons), 422
    except Refused as refused:
        return _publishing_page(response, form, refused.reasons), 422
    if asked is not None:
        return asked
    flash(_("The decision is published. Nobody can change it now; corrections are added beside it."), "success")
    return redirect(published[-1].path)


def _may_be_published(response_id: int) -> CouncilResponse:
    response = response_or_404(response_id)
    PUBLISH.require_leave(current_person(), response)
    return response


def _publishable(response_id: int) -> CouncilResponse:
    response = _may_be_published(response_id)
    PUBLISH.ensure(response)
    return response


def _form(response: CouncilResponse, **options: object) -> RecordForm:
    home = response.recommendation.committee.municipality
    form: RecordForm = record_form(parties(home, response.met_on), RecordForm, **options)
    return form


def _publishing_page(response: CouncilResponse, form: RecordForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "decisions/publishing.html",
        response=response,
        recommendation=response.recommendation,
        committee=response.recommendation.committee,
        form=form,
        reasons=reasons,
    )


def _record_page(found: DecisionRecord, form: CorrectionForm) -> str:
    return render_template(
        "decisions/record.html",
        record=found,
        committee=found.committee,
        form=form,
        thread=red_thread(found),
    )
