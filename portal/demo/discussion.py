"""What people of the story say of ideas and proposals, and who answers, acknowledges and sums it up."""

from functools import partial
from typing import Any

from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.discussion.actions import (
    acknowledge_contribution,
    answer_contribution,
    carry_on,
    contribute,
    edit_contribution,
    sum_up,
    withdraw_contribution,
)
from portal.discussion.forms import ContributionDraft
from portal.discussion.models import ContributionKind
from portal.trace.edges import key_of


def plan_discussion(timeline: Timeline, place: Place) -> None:
    """Each contribution at its moment, and what becomes of it."""
    for said in place.chapter["said"]:
        timeline.at(said["at"], partial(_say, place, said))
        for answer in said.get("answers", ()):
            timeline.at(answer["at"], partial(_answer, place, said, answer))
        for press in said.get("acknowledged", ()):
            timeline.at(press["at"], partial(_acknowledge, place, said, press))
        if edited := said.get("edited"):
            timeline.at(edited["at"], partial(_edit, place, said, edited))
        if withdrawn := said.get("withdrawn"):
            timeline.at(withdrawn, partial(_withdraw, place, said))
        if carried := said.get("carried_on"):
            timeline.at(carried["at"], partial(_carry_on, place, said, carried))
    for summed in place.chapter["summed"]:
        timeline.at(summed["at"], partial(_sum_up, place, summed))


def _about(place: Place, told: Chapter) -> Any:
    kind, key = told["on"]
    return place.things[kind, key]


def _passage(record: Any, begins: str) -> int:
    """The number of the passage of a proposal that begins so, as it stands now."""
    return next(int(one.block_id) for one in record.versions[0].blocks if one.text.startswith(begins))


def _say(place: Place, said: Chapter) -> None:
    record = _about(place, said)
    passage = _passage(record, said["passage"]) if "passage" in said else None
    draft = ContributionDraft(ContributionKind(said["kind"]), said["text"], passage)
    place.things["said", said["key"]] = contribute(place.person(said["by"]), record, draft)


def _answer(place: Place, said: Chapter, answer: Chapter) -> None:
    draft = ContributionDraft(ContributionKind.COMMENT, answer["text"])
    answer_contribution(place.person(answer["by"]), place.things["said", said["key"]], draft)


def _acknowledge(place: Place, said: Chapter, press: Chapter) -> None:
    acknowledge_contribution(place.person(press["by"]), place.things["said", said["key"]])


def _edit(place: Place, said: Chapter, edited: Chapter) -> None:
    edit_contribution(place.person(said["by"]), place.things["said", said["key"]], edited["text"])


def _withdraw(place: Place, said: Chapter) -> None:
    withdraw_contribution(place.person(said["by"]), place.things["said", said["key"]])


def _carry_on(place: Place, said: Chapter, carried: Chapter) -> None:
    kind, key = carried["into"]
    carry_on(place.person(carried["by"]), place.things["said", said["key"]], key_of(place.things[kind, key]))


def _sum_up(place: Place, summed: Chapter) -> None:
    sum_up(place.person(summed["by"]), _about(place, summed), summed["text"])
