"""What must be true of ideas before a committee moves on."""

from collections.abc import Iterator, Mapping

from portal.committees.models import Committee
from portal.foundation.i18n import N_, gettext, ngettext
from portal.foundation.paging import named
from portal.gates.criteria import Criterion, Finding
from portal.ideas.queries import count_unsettled_ideas, unsettled_ideas
from portal.rules.stages import Stage


def _ideas_settled(committee: Committee) -> Finding:
    waiting = count_unsettled_ideas(committee)
    if not waiting:
        return Finding(True, gettext("No idea is waiting."))
    return Finding(False, ngettext("%(count)s idea is waiting.", "%(count)s ideas are waiting.", waiting))


CRITERIA: Mapping[Stage, tuple[Criterion, ...]] = {
    Stage.CO_INITIATION: (
        Criterion(
            N_("every idea is answered or carried on"), _ideas_settled, "ideer/sortering", N_("Answer the ideas")
        ),
    )
}


def left_without_answer(committee: Committee) -> Iterator[str]:
    """Whose ideas nobody would answer any more, by title."""
    ideas = unsettled_ideas(committee)
    if ideas:
        yield ngettext("%(count)s idea is left without an answer: %(which)s.",
                       "%(count)s ideas are left without an answer: %(which)s.", len(ideas),
                       which=named([f"»{one.title}«" for one in ideas]))  # fmt: skip
