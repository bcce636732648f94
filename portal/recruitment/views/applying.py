"""Applying through the web, and typing in what came on paper."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.accounts.models import User
from portal.accounts.origin import origin_of_request
from portal.committees.queries import committee_by_slug
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.recruitment.actions.applying import submit_application, type_in_application
from portal.recruitment.forms.applying import (
    ApplicationDraft,
    ApplicationForm,
    GuestApplicationForm,
    PaperApplicationForm,
)
from portal.recruitment.links import path_of_application
from portal.recruitment.models import ApplicationState, Call
from portal.recruitment.queries.calls import call_or_404, is_open, refuse_unless_open
from portal.recruitment.views.blueprint import recruitment
from portal.rules.permissions import Permission


@recruitment.get("/udvalg/<slug>/bliv-medlem/ansoeg")
def apply(slug: str) -> ResponseReturnValue:
    call = call_or_404(committee_by_slug(slug, current_person()))
    if not is_open(call):
        return redirect(url_for("recruitment.show", slug=slug))
    return _page(call, _form(call))


@recruitment.post("/udvalg/<slug>/bliv-medlem/ansoeg")
@limit_submission
def send(slug: str) -> ResponseReturnValue:
    call = call_or_404(committee_by_slug(slug, current_person()))
    form = _form(call)
    if not form.validate():
        return _page(call, form), 422
    try:
        refuse_unless_open(call)  # before anybody is asked for leave: what was written is given back
        application = submit_application(current_person(), call, _draft(form), origin_of_request())
    except Refused as refusal:
        return _page(call, form, refusal.reasons), refusal.status
    if application.state is ApplicationState.UNCONFIRMED:
        return redirect(url_for("recruitment.sent", slug=slug))
    flash(_("Your application has been received."), "success")
    return redirect(path_of_application(application))


@recruitment.get("/udvalg/<slug>/bliv-medlem/sendt")
def sent(slug: str) -> ResponseReturnValue:
    """Tells a guest to look for the letter; it says nothing of anybody."""
    committee = committee_by_slug(slug, current_person())
    return render_template("recruitment/sent.html", committee=committee, call=call_or_404(committee))


@recruitment.get("/udvalg/<slug>/ansoegninger/papir")
def paper(slug: str) -> ResponseReturnValue:
    call = _handled(slug)
    return _paper_page(call, PaperApplicationForm(call))


@recruitment.post("/udvalg/<slug>/ansoegninger/papir")
def type_in(slug: str) -> ResponseReturnValue:
    call = _handled(slug)
    form = PaperApplicationForm(call)
    if not form.validate():
        return _paper_page(call, form), 422
    try:
        application = type_in_application(signed_in(), call, form.draft())
    except Refused as refusal:
        return _paper_page(call, form, refusal.reasons), 422
    told = _("The application is typed in as number %(number)s. A receipt is sent.", number=application.number)
    if application.gets_letters_by_post:
        told = _("The application is typed in as number %(number)s. The receipt waits to be printed and posted.",
                 number=application.number)  # fmt: skip
    flash(told, "success")
    return redirect(url_for("recruitment.applications", slug=slug))


def _handled(slug: str) -> Call:
    committee = committee_by_slug(slug, current_person(), Permission.APPLICATION_HANDLE)
    return call_or_404(committee)


def _form(call: Call) -> ApplicationForm:
    """Whoever has a confirmed account is not asked for name and address."""
    person = current_person()
    return ApplicationForm(call) if isinstance(person, User) and person.is_trusted else GuestApplicationForm(call)


def _draft(form: ApplicationForm) -> ApplicationDraft:
    return (
        form.draft() if isinstance(form, GuestApplicationForm) else form.draft_of(signed_in().name, signed_in().email)
    )


def _page(call: Call, form: ApplicationForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("recruitment/apply.html", committee=call.committee, call=call, form=form, reasons=reasons)


def _paper_page(call: Call, form: PaperApplicationForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("recruitment/paper.html", committee=call.committee, call=call, form=form, reasons=reasons)
