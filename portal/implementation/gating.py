"""What must be true of promises and lessons before a committee is concluded."""

from collections.abc import Mapping

from portal.committees.models import Committee
from portal.foundation.dates import day, quoted
from portal.foundation.i18n import N_, gettext
from portal.foundation.paging import named
from portal.gates.criteria import Criterion, Finding
from portal.implementation.queries.commitments import open_commitments
from portal.rules.stages import Stage


def _commitments(committee: Committee) -> Finding:
    waiting = open_commitments(committee)
    if not waiting:
        return Finding(True, gettext("No promise is left open."))
    return Finding(False, named([quoted(commitment.title) for commitment in waiting], most=5, between="; "))


def _lessons(committee: Committee) -> Finding:
    written = committee.lessons_written_at
    return Finding(
        written is not None, gettext("Written %(day)s.", day=day(written)) if written else gettext("Not written yet.")
    )


CRITERIA: Mapping[Stage, tuple[Criterion, ...]] = {
    Stage.CO_IMPLEMENTATION: (
        Criterion(
            N_("every promise is kept, changed, given up or handed over"), _commitments, "opfoelgning", N_("Follow up")
        ),
        Criterion(N_("the lessons are written"), _lessons, "laering", N_("Write the lessons")),
    )
}
