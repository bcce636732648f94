"""Setting up a committee, and changing its facts."""

from typing import TypeVar

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.actions.committee import create_committee, edit_committee
from portal.committees.forms.committee import CommitteeForm, form_of
from portal.committees.queries import committee_by_slug
from portal.committees.views.blueprint import committees
from portal.foundation import clock
from portal.foundation.i18n import gettext as _
from portal.municipalities.queries import bodies, our_municipality
from portal.rules.access import require
from portal.rules.permissions import Permission

Form = TypeVar("Form", bound=CommitteeForm)


@committees.get("/udvalg/nyt")
def new() -> ResponseReturnValue:
    require(current_person(), Permission.COMMITTEE_CREATE)
    return render_template("committees/new.html", form=_form())


@committees.post("/udvalg/nyt")
def create() -> ResponseReturnValue:
    require(current_person(), Permission.COMMITTEE_CREATE)
    form = _form()
    if not form.validate():
        return render_template("committees/new.html", form=form), 422
    key = form.submission_key.data or None
    committee = create_committee(signed_in(), our_municipality(), form.draft(), submission_key=key)
    flash(_("%(The_committee)s is set up. Only we can see it until its task is adopted."), "success")
    return redirect(url_for("committees.gate", slug=committee.slug))


@committees.get("/udvalg/<slug>/ret")
def edit(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person(), Permission.COMMITTEE_EDIT)
    form = _prepared(CommitteeForm(data=form_of(committee)))
    return render_template("committees/edit.html", form=form, committee=committee)


@committees.post("/udvalg/<slug>/ret")
def change(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person(), Permission.COMMITTEE_EDIT)
    form = _prepared(CommitteeForm())
    if not form.validate():
        return render_template("committees/edit.html", form=form, committee=committee), 422
    edit_committee(signed_in(), committee, form.draft())
    flash(_("The changes are saved."), "success")
    return redirect(committee.path)


def _form() -> CommitteeForm:
    return _prepared(CommitteeForm())


def _prepared(form: Form) -> Form:
    form.offer_bodies(bodies(our_municipality(), clock.today()))
    return form
