"""The door of the room: its blueprint, and the words its records have in templates."""

from datetime import date

from flask import Blueprint

from portal.committees.balance import COVERAGES, SECTORS, Coverage, Sector
from portal.committees.models import (
    CompositionCategory,
    Criterion,
    Mandate,
    Membership,
    Motif,
    PublicationRule,
    SeatFunction,
    SeatType,
)
from portal.committees.states import Fill, MandateStep, fill_of
from portal.committees.words import (
    CATEGORIES,
    CRITERIA,
    FILLS,
    FUNCTIONS,
    MOTIFS,
    NEEDS,
    PUBLICATION_RULES,
    SEAT_TYPES,
    SEAT_TYPES_PLURAL,
    STAGES,
    Look,
    as_read,
)
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.i18n import gettext
from portal.rules.stages import Stage

committees = Blueprint("committees", __name__)


@committees.app_template_filter("stage_name")
def stage_name(stage: Stage) -> str:
    return gettext(STAGES[stage])


@committees.app_template_filter("look")
def look(motif: Motif | str) -> Look:
    """How a committee's drawing is shown; the words are still to be translated."""
    return MOTIFS[Motif(motif)]


@committees.app_template_filter("seat_type")
def seat_type(kind: SeatType) -> str:
    return gettext(SEAT_TYPES[kind])


@committees.app_template_filter("seat_types")
def seat_types(kind: SeatType) -> str:
    return gettext(SEAT_TYPES_PLURAL[kind])


@committees.app_template_filter("seat_function")
def seat_function(function: SeatFunction) -> str:
    return gettext(FUNCTIONS[function])


@committees.app_template_filter("publication_rule")
def publication_rule(rule: PublicationRule) -> str:
    return gettext(PUBLICATION_RULES[rule])


@committees.app_template_filter("mandate_part")
def mandate_part(mandate: Mandate | None, name: str) -> str:
    return as_read(mandate, name)


@committees.app_template_filter("fill_of")
def fill(mandate: Mandate | None, step: MandateStep) -> Fill:
    return fill_of(mandate, step)


@committees.app_template_filter("fill_word")
def fill_word(fill: Fill) -> str:
    return gettext(FILLS[fill])


@committees.app_template_filter("category_name")
def category_name(category: CompositionCategory) -> str:
    return gettext(CATEGORIES[category.kind]) if category.kind else quoted(category.name)


@committees.app_template_filter("criterion")
def criterion_name(criterion: Criterion) -> str:
    return gettext(CRITERIA[criterion][0])


@committees.app_template_filter("coverage")
def coverage_word(coverage: Coverage) -> str:
    return gettext(COVERAGES[coverage])


@committees.app_template_filter("sector")
def sector_name(sector: Sector) -> str:
    return gettext(SECTORS[sector])


@committees.app_template_filter("need_word")
def need_word(need: int) -> str:
    return gettext(NEEDS[need])


@committees.app_template_test("sitting")
def is_sitting(membership: Membership, day: date | None = None) -> bool:
    return membership.holds_on(day or clock.today())


@committees.app_template_test("former")
def is_former(membership: Membership, day: date | None = None) -> bool:
    return membership.was_held and membership.ends_on is not None and membership.ends_on < (day or clock.today())
