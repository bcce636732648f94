"""What somebody is asked about before a decision is sealed."""

from collections.abc import Iterable
from typing import Protocol

from portal.foundation.i18n import gettext as _
from portal.rules.results import RESULTS, Result

SAYS_YES = frozenset(
    {Result.ADOPTED, Result.ADOPTED_WITH_CHANGES, Result.RECOMMENDED, Result.SENT_ON, Result.SENT_BACK}
)
LARGEST_COUNCIL = 55  # Copenhagen; the largest in the country


class Voted(Protocol):
    """How one party voted."""

    votes_for: int
    votes_against: int
    votes_neither: int


def doubts_about_votes(result: Result, votes: Iterable[Voted], members: int | None = None) -> list[str]:
    """What somebody is asked about before votes are sealed: sums that do not fit the result, or the body.

    In a tie a motion falls; at least half of the members must be there (KSL § 11). Without votes there is no doubt.
    """
    rows = list(votes)
    yes, no = sum(row.votes_for for row in rows), sum(row.votes_against for row in rows)
    voted = yes + no + sum(row.votes_neither for row in rows)
    doubts = []
    if voted and ((result in SAYS_YES and yes <= no) or (result is Result.NOT_ADOPTED and yes > no)):
        name = _(RESULTS[result])
        doubts.append(
            _("%(yes)s voted for and %(no)s against, but the result is “%(result)s”.", yes=yes, no=no, result=name)
        )
    if members and voted > members:
        doubts.append(_("%(voted)s votes are more than the %(members)s members.", voted=voted, members=members))
    if not members and voted > LARGEST_COUNCIL:
        doubts.append(_("%(voted)s votes are more than any council has members.", voted=voted))
    if members and 0 < 2 * voted < members:
        doubts.append(_("%(voted)s votes are less than half of the %(members)s members.", voted=voted, members=members))
    return doubts
