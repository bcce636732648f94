"""Needs of the table, for the scenes of tests."""

from portal.committees.forms.composition import ROWS, CategoryDraft, CompositionDraft, NeedDraft
from portal.committees.models import Criterion

PLACES = {key: place for place, key in enumerate(ROWS)}


def row(key, need, reason, *, name="", criteria=(Criterion.DEMOCRACY,)):
    """A category that is needed for some criteria."""
    needs = {criterion: NeedDraft(need, reason) for criterion in criteria}
    return CategoryDraft(PLACES[key], ROWS[key], name, knows=False, speaks_for_others=True, needs=needs)


def needs_of(kind, need, reason):
    """A matrix with one need."""
    return CompositionDraft((row(kind.value, need, reason),))
