"""How one record comes from another, in words."""

from collections.abc import Mapping, Sequence

from babel.lists import format_list
from markupsafe import Markup, escape

from portal.foundation.dates import quoted
from portal.foundation.i18n import N_, current_locale, gettext
from portal.trace.models import TraceRelation

R = TraceRelation

RELATIONS: Mapping[TraceRelation, str] = {
    R.DERIVED_FROM: N_("Builds on %(what)s."),
    R.TAKEN_UP_AT: N_("Works on %(what)s."),
    R.GATHERED_IN: N_("Gathers what is about the same as %(what)s."),
    R.CARRIED_INTO: N_("Here %(what)s goes on."),
    R.MERGED_INTO: N_("Merged with %(what)s."),
    R.SPLIT_FROM: N_("Split off from %(what)s."),
    R.SAID_OF: N_("Said of %(what)s."),
    R.ANSWERS: N_("Answers %(what)s."),
    R.RECORDS: N_("The decision behind %(what)s."),
    R.BECAME: N_("Set up because of %(what)s."),
    R.FOLLOWS: N_("The same case as %(what)s."),
    R.IMPLEMENTS: N_("Carries out %(what)s."),
    R.LEARNED_FROM: N_("Learned from %(what)s."),
}


def said(relation: TraceRelation, names: Sequence[str]) -> str:
    """The sentence that stands on a knot: what it comes from, and how."""
    return gettext(RELATIONS[relation], what=listed(names))


def listed(names: Sequence[str]) -> Markup:
    """Names within a sentence: "idé 3 og forslag 1"; what is marked in them stays so."""
    return Markup(format_list(list(map(escape, names)), locale=current_locale()))  # noqa: S704 - escaped


def name_of(label: str, title: str = "") -> str:
    """A label within a sentence: "idé 3", or "workshop »Langbordet«" where it has no number."""
    begun = label[:1].lower() + label[1:]
    return gettext("%(label)s “%(title)s”", label=begun, title=quoted(title)) if title else begun
