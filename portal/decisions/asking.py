"""What is asked once more before a decision is published from an answer."""

from portal.foundation.confirming import Question
from portal.foundation.dates import paragraphs
from portal.foundation.i18n import gettext as _
from portal.recommendations.models import CouncilResponse


def publishing(response: CouncilResponse, summary: str) -> Question:
    """With the first lines as everybody will read them; who gets a letter is said beside it."""
    asked = response.recommendation
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
        shown=paragraphs(summary),
    )
