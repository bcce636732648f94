"""How the ideas of the story are sent, screened, supported and answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

from portal.accounts.models import User, Visitor
from portal.accounts.origin import Origin
from portal.demo.memory import nothing_forgotten
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline, on
from portal.demo.world import Place
from portal.foundation import clock
from portal.foundation.db import Record, db
from portal.ideas.actions import (
    answer_idea,
    answer_ideas,
    answer_support_question,
    appeal_refusal,
    begin_screening,
    close_idea,
    confirm_guest_idea,
    correct_idea,
    create_theme,
    divide_idea,
    keep_draft,
    merge_ideas,
    overturn_refusal,
    publish_idea,
    refuse_idea,
    resubmit_idea,
    return_idea,
    send_as_guest,
    sort_ideas,
    submit_idea,
    support_idea,
    type_in_idea,
    undo_regrouping,
    uphold_refusal,
    withdraw_idea,
)
from portal.ideas.forms.grouping import ThemeDraft
from portal.ideas.forms.handling import AnswerDraft
from portal.ideas.forms.regrouping import Division, Part
from portal.ideas.forms.secretarial import Correction, Source
from portal.ideas.forms.writing import IdeaDraft, Sender
from portal.ideas.links import path_of_confirmation
from portal.ideas.models import Channel, Idea, IdeaKind, IdeaState, RefusalCode, ShownAs
from portal.ideas.queries import guest_idea_of_submission
from portal.ideas.queries.lineage import questions_of_lineage, valid_lineage_from
from portal.ideas.queries.themes import theme_of_name

SUPPORT_COMES_WITHIN = timedelta(days=40)
IN_THE_EVENING = 20
A_LITTLE_LATER = timedelta(seconds=47)
ENDS_SUPPORT = ("close", "withdraw", "merge", "divide")
OFFICES = {"chair": "formand", "vice_chair": "næstformand", "secretary": "udvalgssekretær"}


def plan_ideas(timeline: Timeline, place: Place) -> None:
    """From being sent to what became of each, with those who support it on the way."""
    for idea in place.chapter["idea"]:
        timeline.at(idea.get("sent") or idea["drafted"], partial(_send, place, idea))
        for step in idea.get("steps", []):
            timeline.at(step["at"], partial(_take_step, place, idea, step))
        _plan_support(timeline, place, idea)
    for told in place.chapter["together"]:
        timeline.at(told["at"], partial(_answer_together, place, told))


def _send(place: Place, idea: Chapter) -> None:
    draft = _draft(idea, {})
    if "guest" in idea:
        sent = _send_without_account(place, idea, draft)
    elif "typed_in" in idea:
        sent = type_in_idea(place.person(), place.committee, draft, _source(idea["typed_in"]))
    else:
        send = submit_idea if "sent" in idea else keep_draft
        sent = send(place.person(idea["by"]), place.committee, draft)
    place.things["idea", idea["key"]] = sent


def _send_without_account(place: Place, idea: Chapter, draft: IdeaDraft) -> Idea | None:
    """A guest sends it, and follows the link in the letter; some never do."""
    guest = idea["guest"]
    draft = replace(draft, submission_key=idea["key"])
    send_as_guest(Visitor(), place.committee, draft, Sender(guest["name"], guest["email"]), Origin())
    waiting = guest_idea_of_submission(idea["key"])
    if waiting is None or guest.get("never_confirms"):
        return None
    return confirm_guest_idea(path_of_confirmation(waiting).rpartition("/")[2])


def _source(told: Chapter) -> Source:
    return Source(Channel(told["came_by"]), told["came_on"], told.get("spoken_for", ""), told["consent"])


def _draft(idea: Chapter, step: Chapter) -> IdeaDraft:
    told = idea | step
    return IdeaDraft(
        told["title"],
        told["body"],
        ShownAs(idea.get("shown_as", ShownAs.FULL_NAME)),
        kind=IdeaKind(idea.get("kind", IdeaKind.IDEA)),
        place=idea.get("place", ""),
        question_number=idea.get("question"),
    )


def _take_step(place: Place, idea: Chapter, step: Chapter) -> None:
    STEPS[step["do"]](place, place.things["idea", idea["key"]], idea, step)


def _screen(place: Place, row: Idea, _idea: Chapter, _step: Chapter) -> None:
    begin_screening(place.person(), row)


def _publish(place: Place, row: Idea, idea: Chapter, step: Chapter) -> None:
    publish_idea(place.person(), row, reason=step.get("text", ""))
    _sort(place, row, idea)


def _sort(place: Place, row: Idea, idea: Chapter) -> None:
    """Into its theme, which is made when the first idea of it is published."""
    for name in (idea["theme"], *idea.get("also_in", ())) if "theme" in idea else ():
        draft = ThemeDraft(name, "")
        theme = theme_of_name(place.committee, name) or create_theme(place.person(), place.committee, draft)
        sort_ideas(place.person(), place.committee, [row], theme)


def _appeal(_place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    appeal_refusal(row.author, row, step["text"])


def _decide(place: Place, row: Idea, idea: Chapter, step: Chapter) -> None:
    """Somebody else than the secretary who refused it."""
    second = place.person(step["by"])
    if step["verdict"] == "uphold":
        uphold_refusal(second, row, step["text"])
        return
    overturn_refusal(second, row, step["text"], publishes=step["verdict"] == "publish")
    if row.is_public:
        _sort(place, row, idea)


def _return(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    return_idea(place.person(), row, step["text"])


def _resubmit(_place: Place, row: Idea, idea: Chapter, step: Chapter) -> None:
    resubmit_idea(row.author, row, _draft(idea, step))


def _refuse(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    refuse_idea(place.person(), row, RefusalCode(step["code"]), step["text"])


def _answer(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    _say(place, row, IdeaState.ANSWERED, step.get("by") or place.chapter["secretary"], step)


def _carry_on(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    _say(place, row, IdeaState.CARRIED_ON, step.get("by") or place.chapter["chair"], step)


def _close(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    close_idea(place.person(), row, step["text"])


def _withdraw(_place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    withdraw_idea(row.author, row, step["text"])


def _correct(place: Place, row: Idea, idea: Chapter, step: Chapter) -> None:
    told = idea | step
    correct_idea(place.person(), row, Correction(told["title"], told["body"], step["text"]))


def _merge(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    merge_ideas(place.person(), row, place.things["idea", step["into"]], step["text"])


def _divide(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    first, second = (Part(told["title"], told["body"]) for told in step["parts"])
    for told, part in zip(
        step["parts"], divide_idea(place.person(), row, Division((first, second), step["text"])), strict=True
    ):
        place.things["idea", told["key"]] = part


def _undo(place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    undo_regrouping(row.author if step.get("by_author") else place.person(), row, step["text"])


def _answer_about_support(_place: Place, row: Idea, _idea: Chapter, step: Chapter) -> None:
    """The first of those who are asked say yes, the next no; the others have not answered yet."""
    for lineage in valid_lineage_from(row):
        asked = questions_of_lineage(lineage)
        for number, one in enumerate(asked[: step["follow"] + step.get("stay", 0)]):
            person = db.session.get_one(User, one.user_id)
            answer_support_question(person, one, follows=number < step["follow"])


def _say(place: Place, row: Idea, verdict: IdeaState, key: str, step: Chapter) -> None:
    answer_idea(place.person(key), row, _answer_of(place, verdict, key, step["text"], step.get("into", ())))


def _answer_of(place: Place, verdict: IdeaState, key: str, text: str, into: Sequence[str] = ()) -> AnswerDraft:
    office = next(word for role, word in OFFICES.items() if place.chapter.get(role) == key)
    goes_on = None if verdict is IdeaState.ANSWERED else place_in(place, into)
    return AnswerDraft(verdict, text, f"{place.person(key).name}, {office}", carried_into=goes_on)


def place_in(place: Place, into: Sequence[str]) -> str:
    """The thread's name for a thing of the story: `["workshop", "langbord"]`; nothing where it is not decided."""
    if not into:
        return ""
    kind, key = into
    thing: Record | None = theme_of_name(place.committee, key) if kind == "theme" else place.things[kind, key]
    if thing is None:
        raise LookupError(f"{place.chapter['slug']} has no theme {key} yet")
    return f"{thing.__tablename__}:{thing.id}"


def _answer_together(place: Place, told: Chapter) -> None:
    """One answer to several."""
    verdict = IdeaState.CARRIED_ON if told["do"] == "carry_on" else IdeaState.ANSWERED
    rows = [place.things["idea", key] for key in told["ideas"]]
    draft = _answer_of(place, verdict, told["by"], told["text"], told.get("into", ()))
    theme = theme_of_name(place.committee, told["theme"]) if "theme" in told else None
    answer_ideas(place.person(told["by"]), place.committee, rows, draft, f"samlet-{rows[0].id}", theme=theme)


STEPS: Mapping[str, Callable[[Place, Idea, Chapter, Chapter], None]] = {
    "screen": _screen,
    "publish": _publish,
    "return": _return,
    "resubmit": _resubmit,
    "appeal": _appeal,
    "decide": _decide,
    "refuse": _refuse,
    "answer": _answer,
    "carry_on": _carry_on,
    "close": _close,
    "withdraw": _withdraw,
    "correct": _correct,
    "merge": _merge,
    "divide": _divide,
    "undo": _undo,
    "support_answers": _answer_about_support,
}


def _plan_support(timeline: Timeline, place: Place, idea: Chapter) -> None:
    """Supporters come in the weeks after publication, most of them first; the same ones each time."""
    published = next((step["at"] for step in idea.get("steps", []) if _publishes(step)), None)
    if published is None:
        return
    chance = Random(idea["title"])  # noqa: S311 - spreads a story, keeps no secret
    ends = _support_ends(place, idea, published)
    for number in range(idea.get("support", 0)):
        day = clock.in_denmark(published + (ends - published) * chance.random() ** 2).date()
        timeline.at(
            min(on(day, IN_THE_EVENING) + A_LITTLE_LATER * number, ends), partial(_support, place, idea, number)
        )


def _publishes(step: Chapter) -> bool:
    return step["do"] == "publish" or step.get("verdict") == "publish"


def _support_ends(place: Place, idea: Chapter, published: datetime) -> datetime:
    ends: list[datetime] = [step["at"] for step in idea["steps"] if step["do"] in ENDS_SUPPORT]
    ends += [gate["at"] for gate in place.chapter["gate"] if gate["to"] == "co_implementation"]
    return min([published + SUPPORT_COMES_WITHIN, clock.now(), *ends]) - timedelta(minutes=1)


def _support(place: Place, idea: Chapter, number: int) -> None:
    row = place.things["idea", idea["key"]]
    with nothing_forgotten():
        support_idea(place.world.supporter(idea["title"], number, row.author_id), row)
