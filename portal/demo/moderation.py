"""What people of the story report, and what moderators decide about it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import World
from portal.house.moderated import Moderated, Types, moderated_types
from portal.moderation.actions import (
    appeal_decision,
    hide_content,
    keep_content,
    overturn_decision,
    report_content,
    uphold_decision,
)
from portal.moderation.forms import ReportDraft
from portal.moderation.models import ReportCode
from portal.moderation.queries import Matter, matter_or_404
from portal.workshops.queries import notes_of


def plan_reports(timeline: Timeline, world: World) -> None:
    """From the first report to the last decision."""
    for told in world.story.reports:
        cases: list[int] = []
        for report in told["sent"]:
            timeline.at(report["at"], partial(_report, world, told, report, cases))
        for step in told["steps"]:
            timeline.at(step["at"], partial(_take_step, world, step, cases))


def _types() -> Types:
    return moderated_types()


def _subject(world: World, told: Chapter) -> Moderated:
    where, key, *part = told["on"]
    if part == ["said"]:
        said: Any = world.places[where].things["said", key]
        return said  # type: ignore[no-any-return]
    if part:
        return next(note for note in notes_of(world.places[where].things["workshop", key]) if note.author_id is None)
    found: Any = world.initiatives[key] if where == "initiative" else world.places[where].things["idea", key]
    return found  # type: ignore[no-any-return]  # a row of either room


def _report(world: World, told: Chapter, report: Chapter, cases: list[int]) -> None:
    subject = _subject(world, told)
    draft = ReportDraft(ReportCode(told["code"]), report["text"])
    made = report_content(world.people[report["by"]], _types()[subject.__tablename__], subject, draft)
    cases.append(made.case_id)


def _take_step(world: World, step: Chapter, cases: list[int]) -> None:
    STEPS[step["do"]](world, matter_or_404(_types(), cases[0]), step)


def _keep(world: World, matter: Matter, step: Chapter) -> None:
    keep_content(world.people[step["by"]], matter, step["text"])


def _hide(world: World, matter: Matter, step: Chapter) -> None:
    hide_content(world.people[step["by"]], matter, ReportCode(step["code"]), step["text"])


def _appeal(_world: World, matter: Matter, step: Chapter) -> None:
    assert matter.case.author is not None, "nobody can appeal for a text that nobody wrote by name"  # noqa: S101
    appeal_decision(matter.case.author, matter, step["text"])


def _overturn(world: World, matter: Matter, step: Chapter) -> None:
    overturn_decision(world.people[step["by"]], matter, step["text"])


def _uphold(world: World, matter: Matter, step: Chapter) -> None:
    uphold_decision(world.people[step["by"]], matter, step["text"])


STEPS: Mapping[str, Callable[[World, Matter, Chapter], None]] = {
    "keep": _keep,
    "hide": _hide,
    "appeal": _appeal,
    "overturn": _overturn,
    "uphold": _uphold,
}
