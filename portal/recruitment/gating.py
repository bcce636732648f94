"""Who is left waiting when a committee is concluded."""

from collections.abc import Iterator

from portal.committees.models import Committee
from portal.foundation.i18n import ngettext
from portal.foundation.paging import named
from portal.recruitment.queries.applications import waiting_for_an_answer
from portal.recruitment.states import HOLDS_A_PLACE, OWED_AN_ANSWER


def left_without_answer(committee: Committee) -> Iterator[str]:
    """Those who have applied and are still owed an answer, by number."""
    applicants = waiting_for_an_answer(committee, OWED_AN_ANSWER | HOLDS_A_PLACE)
    if applicants:
        yield ngettext(
            "%(count)s applicant has had no answer, and is still owed one: number %(which)s.",
            "%(count)s applicants have had no answer, and are still owed one: number %(which)s.",
            len(applicants),
            which=named([str(one.number) for one in applicants]),
        )
