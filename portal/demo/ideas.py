"""How the ideas of the story are sent, screened, supported and answered."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from random import Random

from portal.demo.memory import nothing_forgotten
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline, on
from portal.demo.world import Place
from portal.foundation import clock
from portal.ideas.actions import (
    answer_idea,
    begin_screening,
    close_idea,
    keep_draft,
    publish_idea,
    refuse_idea,
    resubmit_idea,
    return_idea,
    submit_idea,
    support_idea,
    withdraw_idea,
)
from portal.ideas.forms import AnswerDraft, IdeaDraft
from portal.ideas.models import Idea, IdeaState, RefusalCode, ShownAs

SUPPORT_COMES_WITHIN = timedelta(days=40)
IN_THE_EVENING = 20
A_LITTLE_LATER = timedelta(seconds=47)
ENDS_SUPPORT = ("close", "withdraw")
OFFICES = {"chair": "formand", "vice_chair": "næstformand", "secretary": "udvalgssekretær"}


def plan_ideas(timeline: Timeline, place: Place) -> None:
    """From being sent to what became of each, with those who support it on the way."""
    for idea in place.chapter["idea"]:
        timeline.at(idea.get("sent") or idea["drafted"], partial(_send, place, idea))
        for step in idea.get("steps", []):
            timeline.at(step["at"], partial(_take_step, place, idea, step))
        _plan_support(timeline, place, idea)


def _send(place: Place, idea: Chapter) -> None:
    send = submit_idea if "sent" in idea else keep_draft
    place.things["idea", idea["key"]] = send(place.person(idea["by"]), place.committee, _draft(idea, {}))


def _draft(idea: Chapter, step: Chapter) -> IdeaDraft:
    shown_as = ShownAs(idea.get("shown_as", ShownAs.FULL_NAME))
    told = idea | step
    return IdeaDraft(told["title"], told["body"], shown_as)


def _take_step(place: Place, idea: Chapter, step: Chapter) -> None:
    STEPS[step["do"]](place, place.things["idea", idea["key"]], idea, step)


def _screen(place: Place, row: Idea, _idea: Chapter, _step: Chapter) -> None:
    begin_screening(place.person(), row)


def _publish(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    publish_idea(place.person(), row, reason=step.get("text", ""))


def _return(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    return_idea(place.person(), row, step["text"])


def _resubmit(place: Place, row: Idea, idea: Chapter, step: Chapter) -> None:
    resubmit_idea(place.person(idea["by"]), row, _draft(idea, step))


def _refuse(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    refuse_idea(place.person(), row, RefusalCode(step["code"]), step["text"])


def _answer(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    _say(place, row, IdeaState.ANSWERED, step.get("by") or place.chapter["secretary"], step["text"])


def _carry_on(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    _say(place, row, IdeaState.CARRIED_ON, step.get("by") or place.chapter["chair"], step["text"])


def _close(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    close_idea(place.person(), row, step["text"])


def _withdraw(place: Place, row: Idea, idea: Chapter, step: Chapter) -> None:
    withdraw_idea(place.person(idea["by"]), row, step["text"])


def _say(place: Place, row: Idea, verdict: IdeaState, key: str, text: str) -> None:
    author = place.person(key)
    office = next(word for role, word in OFFICES.items() if place.chapter.get(role) == key)
    answer_idea(author, row, AnswerDraft(verdict, text, f"{author.name}, {office}"))


STEPS: Mapping[str, Callable[[Place, Idea, Chapter, Chapter], None]] = {
    "screen": _screen,
    "publish": _publish,
    "return": _return,
    "resubmit": _resubmit,
    "refuse": _refuse,
    "answer": _answer,
    "carry_on": _carry_on,
    "close": _close,
    "withdraw": _withdraw,
}


def _plan_support(timeline: Timeline, place: Place, idea: Chapter) -> None:
    """Supporters come in the weeks after publication, most of them first; the same ones each time."""
    published = next((step["at"] for step in idea.get("steps", []) if step["do"] == "publish"), None)
    if published is None:
        return
    chance = Random(idea["title"])  # noqa: S311 - spreads a story, keeps no secret
    ends = _support_ends(place, idea, published)
    for number in range(idea.get("support", 0)):
        day = clock.in_denmark(published + (ends - published) * chance.random() ** 2).date()
        timeline.at(
            min(on(day, IN_THE_EVENING) + A_LITTLE_LATER * number, ends), partial(_support, place, idea, number)
        )


def _support_ends(place: Place, idea: Chapter, published: datetime) -> datetime:
    ends: list[datetime] = [step["at"] for step in idea["steps"] if step["do"] in ENDS_SUPPORT]
    ends += [gate["at"] for gate in place.chapter["gate"] if gate["to"] == "co_implementation"]
    return min([published + SUPPORT_COMES_WITHIN, clock.now(), *ends]) - timedelta(minutes=1)


def _support(place: Place, idea: Chapter, number: int) -> None:
    author = place.person(idea["by"])
    willing = [citizen for citizen in place.world.citizens if citizen is not author]
    Random(idea["title"]).shuffle(willing)  # noqa: S311 - as above
    with nothing_forgotten():
        support_idea(willing[number], place.things["idea", idea["key"]])
