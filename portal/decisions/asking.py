"""What is asked once more before a decision is published from an answer."""

from flask import render_template
from markupsafe import Markup

from portal.decisions.forms.record import RecordForm
from portal.foundation.confirming import Question
from portal.foundation.dates import longday
from portal.foundation.i18n import gettext as _
from portal.recommendations.models import CouncilResponse


def publishing(response: CouncilResponse, form: RecordForm) -> Question:
    """With all that will be sealed as it was written; who gets a letter is said beside it."""
    asked, meta = response.recommendation, f"{response.body.name}, {longday(response.met_on)}"
    return Question(
        title=_("Publish the decision?"),
        button=_("Publish the decision"),
        crumbs=[
            (asked.committee.name, asked.committee.path),
            (_("Recommendation %(number)s", number=asked.number), asked.path),
        ],
        follows=lambda: [
            _("Everybody can read the decision and find it for years, by its own number."),
            _("It is sealed, so that nobody can change it. A correction is added beside it, with its date."),
        ],
        shown=Markup(render_template("decisions/_as_written.html", form=form, meta=meta)),  # noqa: S704 - our own
    )
