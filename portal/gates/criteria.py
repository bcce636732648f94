"""The gates between stages: where each leads, and what must be true before it opens.

The checklist page and the lock itself read this same table, so they cannot disagree. Criteria about things that are
not built yet are not here; the work that builds a thing adds its row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.committees.balance import mark_of_needs
from portal.committees.models import Committee, PublicationRule
from portal.committees.queries import (
    adopted_mandate,
    composition_of,
    external_members,
    has_chair,
    last_review,
)
from portal.committees.words import PUBLICATION_RULES
from portal.foundation.dates import day
from portal.foundation.i18n import N_, gettext, ngettext
from portal.foundation.paging import named
from portal.gates.queries import (
    adopted_with_positions,
    count_unsettled_ideas,
    cross_party_workshops,
    has_secretary,
    open_commitments,
    recommendations_in,
)
from portal.recommendations.models import Recommendation, RecommendationState
from portal.rules.stages import Stage


@dataclass(frozen=True)
class Finding:
    """What was found when a criterion was looked at."""

    is_met: bool
    detail: str


@dataclass(frozen=True)
class Criterion:
    """One thing that must be true, and where it is mended. `mend` is an address within the committee's."""

    text: str
    look: Callable[[Committee], Finding]
    mend: str
    mend_label: str


def _mandate(committee: Committee) -> Finding:
    mandate = adopted_mandate(committee)
    if mandate is None:
        return Finding(False, gettext("No version of the task has been adopted."))
    body = mandate.adopted_by.name if mandate.adopted_by else ""
    found = gettext(
        "%(body)s, %(day)s, item %(item)s.", body=body, day=day(mandate.adopted_on), item=mandate.adopted_item
    )
    return Finding(True, found)


def _receiving_body(committee: Committee) -> Finding:
    body = committee.receiving_body
    return Finding(body is not None, body.name if body else gettext("Nobody owes the recommendations an answer yet."))


def _chair(committee: Committee) -> Finding:
    return Finding(
        has_chair(committee), gettext("Appointed.") if has_chair(committee) else gettext("The seat is empty.")
    )


def _secretary(committee: Committee) -> Finding:
    found = has_secretary(committee)
    return Finding(found, gettext("Appointed.") if found else gettext("Nobody serves %(the_committee)s yet."))


def _external_members(committee: Committee) -> Finding:
    number = len(external_members(committee))
    found = ngettext("%(count)s member who is not a politician.", "%(count)s members who are not politicians.", number)
    return Finding(number > 0, found)


def _composition(committee: Committee) -> Finding:
    review = last_review(committee)
    if review is None:
        return Finding(False, gettext("Not reviewed yet."))
    if review.needs_mark != mark_of_needs(composition_of(committee)):
        return Finding(False, gettext("The needs have been changed since the review."))
    return Finding(True, gettext("Reviewed %(day)s.", day=day(review.reviewed_on)))


def _publication_rule(committee: Committee) -> Finding:
    rule: PublicationRule | None = committee.publication_rule
    return Finding(rule is not None, gettext(PUBLICATION_RULES[rule]) + "." if rule else gettext("Not decided yet."))


def _ideas_settled(committee: Committee) -> Finding:
    waiting = count_unsettled_ideas(committee)
    if not waiting:
        return Finding(True, gettext("No idea is waiting."))
    return Finding(False, ngettext("%(count)s idea is waiting.", "%(count)s ideas are waiting.", waiting))


def _workshop_held(committee: Committee) -> Finding:
    held = cross_party_workshops(committee, confirmed=False)
    none = gettext("No workshop with people from at least two parties has been held.")
    return Finding(bool(held), "; ".join(f"»{w.title}«, {day(w.starts_at)}" for w in held) or none)


def _outcome_confirmed(committee: Committee) -> Finding:
    confirmed = cross_party_workshops(committee, confirmed=True)
    none = gettext("No outcome has been read back to those who took part.")
    return Finding(bool(confirmed), "; ".join(f"»{w.title}«, {day(w.outcome_confirmed_at)}" for w in confirmed) or none)


def _adopted(committee: Committee) -> Finding:
    return _recommendations(adopted_with_positions(committee))


def _handed_over(committee: Committee) -> Finding:
    return _recommendations(
        recommendations_in(committee, RecommendationState.HANDED_OVER, RecommendationState.ANSWERED)
    )


def _answered(committee: Committee) -> Finding:
    return _recommendations(recommendations_in(committee, RecommendationState.ANSWERED))


def _recommendations(found: list[Recommendation]) -> Finding:
    numbers = ", ".join(str(recommendation.number) for recommendation in found)
    told = ngettext("Recommendation %(numbers)s.", "Recommendations %(numbers)s.", len(found), numbers=numbers)
    return Finding(bool(found), told if found else gettext("None yet."))


def _commitments(committee: Committee) -> Finding:
    waiting = open_commitments(committee)
    if not waiting:
        return Finding(True, gettext("No promise is left open."))
    return Finding(False, named([commitment.title for commitment in waiting], most=5, between="; "))


def _lessons(committee: Committee) -> Finding:
    written = committee.lessons_written_at
    return Finding(
        written is not None, gettext("Written %(day)s.", day=day(written)) if written else gettext("Not written yet.")
    )


GATES: Mapping[Stage, tuple[Criterion, ...]] = {
    Stage.PREPARATION: (
        Criterion(
            N_("the task is adopted by %(the_council)s"), _mandate, "kommissorium/vedtag", N_("Enter the adoption")
        ),
        Criterion(N_("the body that receives the result is named"), _receiving_body, "ret", N_("Name the body")),
        Criterion(N_("%(the_chair)s is appointed"), _chair, "pladser", N_("Appoint %(the_chair)s")),
        Criterion(N_("a secretary is appointed"), _secretary, "medlemmer", N_("See who serves %(the_committee)s")),
        Criterion(N_("members from outside are appointed"), _external_members, "pladser", N_("Appoint members")),
        Criterion(
            N_("the composition is reviewed against the three criteria"),
            _composition,
            "sammensaetning",
            N_("Review the composition"),
        ),
        Criterion(
            N_("it is decided what is published of the closed meetings"), _publication_rule, "ret", N_("Set the rule")
        ),
    ),
    Stage.CO_INITIATION: (
        Criterion(
            N_("every idea is answered or carried on"), _ideas_settled, "ideer/sortering", N_("Answer the ideas")
        ),
    ),
    Stage.CO_DESIGN: (
        Criterion(N_("a cross-party workshop is held"), _workshop_held, "moeder/", N_("Plan a workshop")),
        Criterion(
            N_("the outcome is read back and confirmed"), _outcome_confirmed, "moeder/", N_("Confirm the outcome")
        ),
        Criterion(
            N_("at least one recommendation is adopted with the members' positions"),
            _adopted,
            "anbefalinger/",
            N_("Adopt a recommendation"),
        ),
        Criterion(N_("a recommendation is handed over"), _handed_over, "anbefalinger/", N_("Hand over")),
        Criterion(N_("a recommendation is answered"), _answered, "anbefalinger/", N_("Enter the answer")),
    ),
    Stage.CO_IMPLEMENTATION: (
        Criterion(
            N_("every promise is kept, changed, given up or handed over"), _commitments, "opfoelgning", N_("Follow up")
        ),
        Criterion(N_("the lessons are written"), _lessons, "laering", N_("Write the lessons")),
    ),
}


@dataclass(frozen=True)
class Checked:
    """A criterion with what was found."""

    criterion: Criterion
    finding: Finding

    @property
    def text(self) -> str:
        return gettext(self.criterion.text)


def checklist(committee: Committee) -> list[Checked]:
    """Every criterion of the gate in front of the committee, with what was found."""
    return [Checked(criterion, criterion.look(committee)) for criterion in GATES.get(committee.stage, ())]
