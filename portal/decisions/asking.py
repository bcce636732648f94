"""What is asked once more before a decision is published from an answer, or from the minutes of a meeting."""

from flask import render_template
from markupsafe import Markup

from portal.decisions.forms.of_item import draft_of_item, meeting_of_item
from portal.decisions.forms.record import RecordForm
from portal.foundation.confirming import Question
from portal.foundation.dates import longday
from portal.foundation.i18n import gettext as _
from portal.recommendations.models import CouncilResponse
from portal.sittings.models import AgendaItem


def recording(item: AgendaItem) -> Question:
    """With what will be sealed, as the minutes say it."""
    draft, meeting = draft_of_item(item), meeting_of_item(item)
    shown = render_template("decisions/_of_item.html", draft=draft, meeting=meeting)
    return Question(
        title=_("Publish it as a decision of its own?"),
        button=_("Publish the decision"),
        crumbs=[(item.committee.name, item.committee.path), (_("Minutes"), f"{item.sitting.path}/referat")],
        follows=_of_sealing,
        heading=_("This is what everybody will read"),
        shown=Markup(shown),  # noqa: S704 - our own
    )


def _of_sealing() -> list[str]:
    return [
        _("Everybody can read the decision and find it for years, by its own number."),
        _("It is sealed, so that nobody can change it. A correction is added beside it, with its date."),
    ]


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
        follows=_of_sealing,
        shown=Markup(render_template("decisions/_as_written.html", form=form, meta=meta)),  # noqa: S704 - our own
    )
