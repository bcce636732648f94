"""The door of the room: its blueprint, and the words its records have in templates."""

from datetime import date

from flask import Blueprint

from portal.committees.balance import COVERAGES, SECTORS
from portal.committees.models import CompositionCategory, Criterion, Mandate, Membership, Motif
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
from portal.foundation.i18n import gettext, words_of

committees = Blueprint("committees", __name__)

committees.add_app_template_filter(words_of(STAGES), "stage_name")
committees.add_app_template_filter(words_of(SEAT_TYPES), "seat_type")
committees.add_app_template_filter(words_of(SEAT_TYPES_PLURAL), "seat_types")
committees.add_app_template_filter(words_of(FUNCTIONS), "seat_function")
committees.add_app_template_filter(words_of(PUBLICATION_RULES), "publication_rule")
committees.add_app_template_filter(words_of(FILLS), "fill_word")
committees.add_app_template_filter(words_of(COVERAGES), "coverage")
committees.add_app_template_filter(words_of(SECTORS), "sector")
committees.add_app_template_filter(words_of(NEEDS), "need_word")


@committees.app_template_filter("look")
def look(motif: Motif | str) -> Look:
    """How a committee's drawing is shown; the words are still to be translated."""
    return MOTIFS[Motif(motif)]


@committees.app_template_filter("mandate_part")
def mandate_part(mandate: Mandate | None, name: str) -> str:
    return as_read(mandate, name)


@committees.app_template_filter("fill_of")
def fill(mandate: Mandate | None, step: MandateStep) -> Fill:
    return fill_of(mandate, step)


@committees.app_template_filter("category_name")
def category_name(category: CompositionCategory) -> str:
    return gettext(CATEGORIES[category.kind]) if category.kind else quoted(category.name)


@committees.app_template_filter("criterion")
def criterion_name(criterion: Criterion) -> str:
    return gettext(CRITERIA[criterion][0])


@committees.app_template_test("sitting")
def is_sitting(membership: Membership, day: date | None = None) -> bool:
    return membership.holds_on(day or clock.today())


@committees.app_template_test("former")
def is_former(membership: Membership, day: date | None = None) -> bool:
    return membership.was_held and membership.ends_on is not None and membership.ends_on < (day or clock.today())
