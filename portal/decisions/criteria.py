"""What must be true before a recommendation is adopted or handed over. The page and the lock read the same answers."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from portal.decisions.models import Recommendation, Result
from portal.decisions.queries.positions import Standing, standing, taken_after
from portal.decisions.queries.recommendations import text_is_of
from portal.decisions.words import RESULTS
from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.i18n import gettext as _
from portal.foundation.i18n import ngettext

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


def missing_for_adoption(stood: Standing) -> list[str]:
    """Sentences that say what is missing. Half of the members must have said something (as KSL § 11 asks of a meeting),
    and more of them for than against."""
    missing = []
    needed = -(-stood.sitting // 2) - stood.taken
    if not stood.sitting:
        missing.append(_("Nobody sits in %(the_committee)s yet."))
    elif needed > 0:
        missing.append(
            ngettext(
                "%(count)s more member must take a position: at least half of them must have done so.",
                "%(count)s more members must take a position: at least half of them must have done so.",
                needed,
            )
        )
    if stood.taken and stood.votes_for <= stood.votes_against:
        missing.append(_("More members must be for than against."))
    return missing


def missing_for_hand_over(recommendation: Recommendation) -> list[str]:
    """Sentences that say what is missing before somebody can owe an answer."""
    if recommendation.committee.receiving_body is None:
        return [_("%(The_committee)s has no body that receives its recommendations. Choose one among its facts first.")]
    return []


def wrong_day_of_adoption(recommendation: Recommendation, on: date) -> list[str]:
    """Sentences that say why it cannot have been adopted on that day."""
    if on > clock.today():
        return [_("The meeting has not been held yet.")]
    written = text_is_of(recommendation)
    if on < written:
        return [_("The text is of %(day)s, so it cannot have been adopted before.", day=day(written))]
    late = taken_after(recommendation, on)
    if late and missing_for_adoption(standing(recommendation, on)):
        return [
            ngettext(
                "%(count)s member took a position only after %(day)s. Without it it cannot have been adopted that day.",
                "%(count)s members took a position only after %(day)s. Without them it cannot have been adopted that"
                " day.",
                late,
                day=day(on),
            )
        ]
    return []


def wrong_day_of_hand_over(recommendation: Recommendation, on: date) -> list[str]:
    """Sentences that say why it cannot have been handed over on that day."""
    if on > clock.today():
        return [_("That day has not come yet.")]
    if recommendation.adopted_on and on < recommendation.adopted_on:
        adopted = day(recommendation.adopted_on)
        return [_("The recommendation was adopted on %(day)s, so it cannot have been handed over before.", day=adopted)]
    return []
