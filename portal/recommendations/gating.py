"""What must be true of recommendations before a committee moves on."""

from collections.abc import Mapping

from portal.committees.models import Committee
from portal.foundation.i18n import N_, gettext, ngettext
from portal.gates.criteria import Criterion, Finding
from portal.recommendations.models import Recommendation
from portal.recommendations.queries.recommendations import adopted_with_positions, answered, handed_over
from portal.rules.stages import Stage


def _adopted(committee: Committee) -> Finding:
    return _recommendations(adopted_with_positions(committee))


def _handed_over(committee: Committee) -> Finding:
    return _recommendations(handed_over(committee))


def _answered(committee: Committee) -> Finding:
    return _recommendations(answered(committee))


def _recommendations(found: list[Recommendation]) -> Finding:
    numbers = ", ".join(str(recommendation.number) for recommendation in found)
    told = ngettext("Recommendation %(numbers)s.", "Recommendations %(numbers)s.", len(found), numbers=numbers)
    return Finding(bool(found), told if found else gettext("None yet."))


CRITERIA: Mapping[Stage, tuple[Criterion, ...]] = {
    Stage.CO_DESIGN: (
        Criterion(
            N_("at least one recommendation is adopted with the members' positions"),
            _adopted,
            "anbefalinger/",
            N_("Adopt a recommendation"),
        ),
        Criterion(N_("a recommendation is handed over"), _handed_over, "anbefalinger/", N_("Hand over")),
        Criterion(N_("a recommendation is answered"), _answered, "anbefalinger/", N_("Enter the answer")),
    )
}
