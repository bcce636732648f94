"""How the recommendations of the story are drafted, voted on, handed over and answered."""

from datetime import timedelta
from functools import partial

from portal.decisions.actions.recommendation import (
    adopt_recommendation,
    draft_recommendation,
    hand_over_recommendation,
    take_position,
)
from portal.decisions.actions.response import give_response
from portal.decisions.forms.recommendation import RecommendationDraft
from portal.decisions.forms.response import ResponseDraft
from portal.decisions.models import Choice, Recommendation, Verdict
from portal.demo.proposals import sources_of
from portal.demo.records import plan_record_of_answer
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place

POSITIONS_BEFORE = timedelta(minutes=40)
A_MINUTE = timedelta(minutes=1)


def plan_recommendations(timeline: Timeline, place: Place) -> None:
    """From the first draft to the last answer."""
    for item in place.chapter["recommendation"]:
        timeline.at(item["drafted"], partial(_draft, place, item))
        if "adopted" not in item:
            continue
        said = [(person, choice) for choice in Choice for person in item[choice.value]]
        for number, (person, choice) in enumerate(said):
            taken = item["adopted"] - POSITIONS_BEFORE + A_MINUTE * number
            timeline.at(taken, partial(_take_position, place, item, person, choice))
        timeline.at(item["adopted"], partial(_adopt, place, item))
        timeline.at(item["handed_over"], partial(_hand_over, place, item))
        for number, answer in enumerate(item.get("answer", [])):
            timeline.at(answer["at"], partial(_answer, place, item, answer, number))
            plan_record_of_answer(timeline, place, answer, ("answer", f"{item['key']} {number}"))


def _draft(place: Place, item: Chapter) -> None:
    fields = {name: item[name] for name in RecommendationDraft.__annotations__}
    place.things["recommendation", item["key"]] = draft_recommendation(
        place.person(),
        place.committee,
        RecommendationDraft(**fields),
        proposal=place.things["proposal", item["proposal"]],
        sources=sources_of(place, item),
    )


def _take_position(place: Place, item: Chapter, person: str, choice: Choice) -> None:
    take_position(place.person(person), _row(place, item), choice)


def _adopt(place: Place, item: Chapter) -> None:
    adopt_recommendation(place.person(), _row(place, item), minority_statement=item.get("minority", ""))


def _hand_over(place: Place, item: Chapter) -> None:
    hand_over_recommendation(place.person(), _row(place, item))


def _answer(place: Place, item: Chapter, answer: Chapter, number: int) -> None:
    bodies = place.world.bodies
    draft = ResponseDraft(
        verdict=Verdict(answer["result"]),
        reason=answer["reason"],
        body_id=bodies[answer["body"]].id,
        met_on=answer["meeting"],
        item=answer["item"],
        case_number=answer["case"],
        sent_on_to_id=bodies[answer["sent_on_to"]].id if "sent_on_to" in answer else None,
    )
    response = give_response(place.person(answer["by"]), _row(place, item), draft)
    place.things["answer", f"{item['key']} {number}"] = response


def _row(place: Place, item: Chapter) -> Recommendation:
    row: Recommendation = place.things["recommendation", item["key"]]
    return row
