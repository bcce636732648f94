"""How the promises of the story are made, reported on and learned from."""

from functools import partial

from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.implementation.actions import make_commitment, report_commitment, write_lessons
from portal.implementation.forms import CommitmentDraft
from portal.implementation.models import CommitmentStatus


def plan_commitments(timeline: Timeline, place: Place) -> None:
    """From each promise to the last report, and the lessons of a committee that concludes its work."""
    for item in place.chapter["commitment"]:
        timeline.at(item["made"], partial(_make, place, item))
        for report in item["reports"]:
            timeline.at(report["at"], partial(_report, place, item, report))
    if closing := place.chapter.get("closing"):
        timeline.at(closing["at"], partial(_write_lessons, place, closing))


def _make(place: Place, item: Chapter) -> None:
    recommendation = place.things["recommendation", item["recommendation"]]
    draft = CommitmentDraft(item["text"], item["owner"], item["due"])
    place.things["commitment", item["key"]] = make_commitment(place.person(), recommendation, draft)


def _report(place: Place, item: Chapter, report: Chapter) -> None:
    commitment = place.things["commitment", item["key"]]
    report_commitment(place.person(), commitment, CommitmentStatus(report["status"]), report["text"])


def _write_lessons(place: Place, closing: Chapter) -> None:
    learned_from = [place.things["commitment", key].id for key in closing["learned_from"]]
    write_lessons(place.person(), place.committee, closing["lessons"], learned_from=learned_from)
