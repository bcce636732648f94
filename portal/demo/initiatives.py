"""How citizens' proposals of the story are sent, screened, backed by people and parties, and answered."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from random import Random

from portal.demo.memory import nothing_forgotten
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline, on
from portal.demo.world import World
from portal.foundation import clock
from portal.initiatives.actions.answering import answer_initiative, link_committee, put_on_desk
from portal.initiatives.actions.backing import sponsor_initiative, support_initiative
from portal.initiatives.actions.proposing import submit_initiative, withdraw_initiative
from portal.initiatives.actions.screening import publish_initiative, refuse_initiative, return_initiative
from portal.initiatives.forms import InitiativeAnswerDraft, InitiativeDraft
from portal.initiatives.models import Initiative, InitiativeRefusal, InitiativeVerdict

SUPPORT_COMES_WITHIN = timedelta(days=60)
IN_THE_EVENING = 20
A_LITTLE_LATER = timedelta(seconds=41)
ENDS_SUPPORT = ("answer", "withdraw")


def plan_initiatives(timeline: Timeline, world: World) -> None:
    """From being sent to the council's answer, with those who support each on the way."""
    for told in world.story.initiatives:
        timeline.at(told["sent"], partial(_send, world, told))
        for step in told["steps"]:
            timeline.at(step["at"], partial(_take_step, world, told, step))
        for sponsor in told.get("sponsors", []):
            timeline.at(sponsor["at"], partial(_sponsor, world, told, sponsor["by"]))
        _plan_support(timeline, world, told)


def _send(world: World, told: Chapter) -> None:
    draft = InitiativeDraft(told["title"], told["problem"], told["why"], told["affected"], tuple(told["questions"]))
    world.initiatives[told["key"]] = submit_initiative(world.people[told["by"]], world.municipality, draft)


def _take_step(world: World, told: Chapter, step: Chapter) -> None:
    STEPS[step["do"]](world, world.initiatives[told["key"]], step)


def _publish(world: World, row: Initiative, step: Chapter) -> None:
    publish_initiative(world.people[step.get("by", "mette")], row)


def _return(world: World, row: Initiative, step: Chapter) -> None:
    return_initiative(world.people[step.get("by", "mette")], row, step["text"])


def _refuse(world: World, row: Initiative, step: Chapter) -> None:
    refuse_initiative(world.people[step.get("by", "mette")], row, InitiativeRefusal(step["code"]), step["text"])


def _to_the_council(world: World, row: Initiative, step: Chapter) -> None:
    put_on_desk(world.people[step.get("by", "mette")], row, step["meets"])


def _answer(world: World, row: Initiative, step: Chapter) -> None:
    committee = world.places[step["committee"]].committee if "committee" in step else None
    draft = InitiativeAnswerDraft(
        InitiativeVerdict(step["verdict"]),
        step["text"],
        world.bodies[step["body"]].id,
        step["met"],
        step["item"],
        committee.id if committee else None,
    )
    answer_initiative(world.people[step["by"]], row, draft)


def _link(world: World, row: Initiative, step: Chapter) -> None:
    link_committee(world.people[step["by"]], row, world.places[step["committee"]].committee)


def _withdraw(_world: World, row: Initiative, step: Chapter) -> None:
    withdraw_initiative(row.author, row, step["text"])


STEPS: Mapping[str, Callable[[World, Initiative, Chapter], None]] = {
    "publish": _publish,
    "return": _return,
    "refuse": _refuse,
    "desk": _to_the_council,
    "answer": _answer,
    "link": _link,
    "withdraw": _withdraw,
}


def _sponsor(world: World, told: Chapter, key: str) -> None:
    party = world.parties[world.story.person(key)["party"]]
    sponsor_initiative(world.people[key], world.initiatives[told["key"]], party)


def _plan_support(timeline: Timeline, world: World, told: Chapter) -> None:
    """Supporters come in the weeks after publication, most of them first; the same ones each time."""
    published = next((step["at"] for step in told["steps"] if step["do"] == "publish"), None)
    if published is None:
        return
    chance = Random(told["title"])  # noqa: S311 - spreads a story, keeps no secret
    ends = _support_ends(told, published)
    for number in range(told.get("support", 0)):
        day = clock.in_denmark(published + (ends - published) * chance.random() ** 2).date()
        moment = on(day, IN_THE_EVENING) + A_LITTLE_LATER * number
        timeline.at(min(max(moment, published), ends), partial(_support, world, told, number))


def _support_ends(told: Chapter, published: datetime) -> datetime:
    ends: list[datetime] = [step["at"] for step in told["steps"] if step["do"] in ENDS_SUPPORT]
    return min([published + SUPPORT_COMES_WITHIN, clock.now(), *ends]) - timedelta(minutes=1)


def _support(world: World, told: Chapter, number: int) -> None:
    row = world.initiatives[told["key"]]
    with nothing_forgotten():
        support_initiative(world.supporter(told["title"], number, row.author_id), row)
