"""The mandate: reading each version, writing the next, and entering its adoption."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.actions.mandate import adopt_mandate, write_mandate
from portal.committees.forms.mandate import AdoptionForm, MandateForm, form_of
from portal.committees.models import Committee
from portal.committees.queries import adopted_mandate, committee_by_slug, draft_mandate, mandates
from portal.committees.views.blueprint import committees
from portal.committees.words import MANDATE_SECTIONS
from portal.foundation.i18n import gettext as _
from portal.municipalities.queries import bodies
from portal.rules.access import can, require
from portal.rules.permissions import Permission


@committees.get("/udvalg/<slug>/kommissorium")
def mandate(slug: str) -> ResponseReturnValue:
    """The version that holds, or the one asked for with `?version=`."""
    committee = committee_by_slug(slug, current_person())
    may_write = can(current_person(), Permission.MANDATE_WRITE, committee)
    versions = [version for version in mandates(committee) if version.is_adopted or may_write]
    asked = request.args.get("version", "")
    chosen = (
        [v for v in versions if str(v.number) == asked] if asked else [v for v in versions if v.is_adopted] or versions
    )
    if asked and not chosen:
        abort(404)
    return render_template(
        "committees/mandate.html",
        committee=committee,
        mandate=chosen[0] if chosen else None,
        versions=versions,
        sections=MANDATE_SECTIONS,
    )


@committees.get("/udvalg/<slug>/kommissorium/ret")
def write(slug: str) -> ResponseReturnValue:
    committee = _writable(slug)
    form = MandateForm(data=form_of(draft_mandate(committee) or adopted_mandate(committee)))
    return _writing_page(committee, form)


@committees.post("/udvalg/<slug>/kommissorium/ret")
def save(slug: str) -> ResponseReturnValue:
    committee, form = _writable(slug), MandateForm()
    if not form.validate():
        return _writing_page(committee, form), 422
    written = write_mandate(signed_in(), committee, form.draft(), seen=form.seen.data or "")
    flash(_("The task is saved. It is valid when it has been adopted."), "success")
    return redirect(url_for("committees.mandate", slug=slug, version=written.number))


@committees.get("/udvalg/<slug>/kommissorium/vedtag")
def adoption(slug: str) -> ResponseReturnValue:
    committee = _writable(slug)
    return _adoption_page(committee, _adoption_form(committee))


@committees.post("/udvalg/<slug>/kommissorium/vedtag")
def adopt(slug: str) -> ResponseReturnValue:
    committee = _writable(slug)
    form = _adoption_form(committee)
    if not form.validate():
        return _adoption_page(committee, form), 422
    adopt_mandate(signed_in(), committee, form.draft(), seen=form.seen.data)
    flash(_("The task is adopted. From now on everybody can read it, and this version stays as it is."), "success")
    return redirect(url_for("committees.mandate", slug=slug))


def _writable(slug: str) -> Committee:
    committee = committee_by_slug(slug, current_person())
    require(current_person(), Permission.MANDATE_WRITE, committee)
    return committee


def _adoption_form(committee: Committee) -> AdoptionForm:
    form = AdoptionForm(data={"seen": form_of(draft_mandate(committee))["seen"]})
    form.offer_bodies(bodies(committee.municipality))
    return form


def _writing_page(committee: Committee, form: MandateForm) -> str:
    return render_template("committees/write.html", committee=committee, form=form, sections=MANDATE_SECTIONS)


def _adoption_page(committee: Committee, form: AdoptionForm) -> str:
    return render_template("committees/adoption.html", committee=committee, form=form, mandate=draft_mandate(committee))
