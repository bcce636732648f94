"""The pile of letters to be printed and posted, and what applicants without e-mail answer."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.recruitment.actions.by_post import accept_on_behalf, note_posted, withdraw_on_behalf
from portal.recruitment.queries.applications import application_or_404, letter_or_404, letters_to_post
from portal.recruitment.views.blueprint import recruitment
from portal.rules.permissions import Permission

PILE = "/udvalg/<slug>/ansoegninger/breve"
ONE = "/udvalg/<slug>/ansoegninger/<int:application_id>"


@recruitment.get(PILE)
def letters(slug: str) -> ResponseReturnValue:
    committee = _handled(slug)
    page = paginate(letters_to_post(committee))
    return render_template("recruitment/letters.html", committee=committee, page=page, form=PortalForm())


@recruitment.post(f"{PILE}/<int:letter_id>/sendt")
def posted(slug: str, letter_id: int) -> ResponseReturnValue:
    note_posted(signed_in(), letter_or_404(_handled(slug), letter_id))
    flash(_("The letter is noted as posted."), "success")
    return redirect(url_for("recruitment.letters", slug=slug))


@recruitment.post(f"{ONE}/ja-paa-vegne")
def accept_for(slug: str, application_id: int) -> ResponseReturnValue:
    membership = accept_on_behalf(signed_in(), application_or_404(_handled(slug), application_id))
    told = _("The applicant has the seat.") if membership else _("The yes is noted. The last place is taken.")
    flash(told, "success")
    return redirect(url_for("recruitment.application", slug=slug, application_id=application_id))


@recruitment.post(f"{ONE}/traek-tilbage-paa-vegne")
def withdraw_for(slug: str, application_id: int) -> ResponseReturnValue:
    withdraw_on_behalf(signed_in(), application_or_404(_handled(slug), application_id))
    flash(_("The application is withdrawn, and what was written is deleted."), "success")
    return redirect(url_for("recruitment.application", slug=slug, application_id=application_id))


def _handled(slug: str) -> Committee:
    return committee_by_slug(slug, current_person(), Permission.APPLICATION_HANDLE)
