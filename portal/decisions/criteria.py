"""What must be true before a recommendation is adopted or handed over. The page and the lock read the same answers."""

from portal.decisions.models import Recommendation
from portal.decisions.queries.positions import Standing
from portal.foundation.i18n import gettext as _
from portal.foundation.i18n import ngettext


def missing_for_adoption(standing: Standing) -> list[str]:
    """Sentences that say what is missing. Half of the members must have said something (as KSL § 11 asks of a meeting),
    and more of them for than against."""
    missing = []
    needed = -(-standing.sitting // 2) - standing.taken
    if not standing.sitting:
        missing.append(_("Nobody sits in %(the_committee)s yet."))
    elif needed > 0:
        missing.append(
            ngettext(
                "%(count)s more member must take a position: at least half of them must have done so.",
                "%(count)s more members must take a position: at least half of them must have done so.",
                needed,
            )
        )
    if standing.taken and standing.votes_for <= standing.votes_against:
        missing.append(_("More members must be for than against."))
    return missing


def missing_for_hand_over(recommendation: Recommendation) -> list[str]:
    """Sentences that say what is missing before somebody can owe an answer."""
    if recommendation.committee.receiving_body is None:
        return [_("%(The_committee)s has no body that receives its recommendations. Choose one among its facts first.")]
    return []
