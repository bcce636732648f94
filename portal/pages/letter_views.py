"""A letter to an applicant without e-mail, ready to be printed: it is made of the same words as those by mail."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.committees.queries import committee_by_slug
from portal.foundation import clock
from portal.foundation.dates import longday
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _, speaking
from portal.recruitment.letters import letter_by_post
from portal.recruitment.queries.applications import letter_or_404
from portal.rules.permissions import Permission

letter_pages = Blueprint("letters", __name__)


@letter_pages.get("/udvalg/<slug>/ansoegninger/breve/<int:letter_id>")
def by_post(slug: str, letter_id: int) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person(), Permission.APPLICATION_HANDLE)
    found = letter_or_404(committee, letter_id)
    words = letter_by_post(found)
    if words is None:
        abort(404)
    with speaking("da"):  # the whole letter, whatever the one who prints it reads the portal in
        day, regards = longday(clock.now()), _("Kind regards")
    return render_template(
        "letters/by_post.html",
        committee=committee,
        one=found,
        letter=words,
        day=day,
        regards=regards,
        form=PortalForm(),
    )
