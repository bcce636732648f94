"""What must be true of a committee before its gates open."""

from collections.abc import Mapping

from portal.committees.balance import mark_of_needs
from portal.committees.models import Committee, PublicationRule
from portal.committees.queries import adopted_mandate, composition_of, external_members, has_chair, last_review
from portal.committees.queries.served import has_secretary
from portal.committees.words import PUBLICATION_RULES
from portal.foundation.dates import day, quoted
from portal.foundation.i18n import N_, gettext, ngettext
from portal.gates.criteria import Criterion, Finding
from portal.rules.stages import Stage


def _mandate(committee: Committee) -> Finding:
    mandate = adopted_mandate(committee)
    if mandate is None:
        return Finding(False, gettext("No version of the task has been adopted."))
    body = mandate.adopted_by.name if mandate.adopted_by else ""
    found = gettext(
        "%(body)s, %(day)s, item %(item)s.", body=quoted(body), day=day(mandate.adopted_on), item=mandate.adopted_item
    )
    return Finding(True, found)


def _receiving_body(committee: Committee) -> Finding:
    body = committee.receiving_body
    return Finding(
        body is not None, quoted(body.name) if body else gettext("Nobody owes the recommendations an answer yet.")
    )


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


CRITERIA: Mapping[Stage, tuple[Criterion, ...]] = {
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
}
