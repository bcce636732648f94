"""What must be true before a recommendation is adopted or handed over. The page and the lock read the same answers."""

from datetime import date

from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.i18n import gettext as _, ngettext
from portal.recommendations.models import Recommendation
from portal.recommendations.queries.positions import Standing, standing, taken_after
from portal.recommendations.queries.recommendations import text_is_of


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
