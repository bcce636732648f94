"""Where a committee is on its way through the stages, as the stage bar shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.committees.models import Committee, StageEntry
from portal.committees.words import STAGE_NUMBERS, STAGES
from portal.foundation.dates import day, longday
from portal.foundation.i18n import gettext as _
from portal.rules.stages import ORDER, Stage


@dataclass(frozen=True)
class Step:
    """One stage on the bar; `state` is done, now or later."""

    label: str
    number: int | None
    state: str
    when: str


def stage_steps(committee: Committee, entries: Sequence[StageEntry]) -> list[Step]:
    """The five stages with dates: when each was finished, when the present one began, when the end is expected."""
    here = ORDER.index(committee.stage)
    entered = {entry.stage: entry.entered_on for entry in entries}
    steps = []
    for place, stage in enumerate(ORDER):
        state = "done" if place < here else "now" if place == here else "later"
        when = ""
        if state == "done" and (finished := entered.get(ORDER[place + 1])):
            when = _("Finished %(day)s", day=day(finished))
        elif state == "now":
            when = _("Since %(day)s", day=longday(committee.stage_since))
        elif stage is Stage.CLOSED and committee.expected_end:
            when = _("Expected %(day)s", day=day(committee.expected_end))
        steps.append(Step(_(STAGES[stage]), STAGE_NUMBERS.get(stage), state, when))
    return steps
