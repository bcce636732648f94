"""How the recommendations of the story are drafted, voted on, handed over and answered."""

from datetime import datetime, timedelta
from functools import partial

from portal.demo.proposals import sources_of
from portal.demo.records import plan_record_of_answer
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place
from portal.recommendations.actions.recommendation import (
    adopt_recommendation,
    draft_recommendation,
    edit_recommendation,
    hand_over_recommendation,
    take_position,
)
from portal.recommendations.actions.response import correct_response, give_response
from portal.recommendations.forms.recommendation import RecommendationDraft
from portal.recommendations.forms.response import ResponseCorrected, ResponseDraft
from portal.recommendations.models import Choice, Recommendation, Verdict

POSITIONS_BEFORE = timedelta(minutes=40)
A_MINUTE = timedelta(minutes=1)


def plan_recommendations(timeline: Timeline, place: Place) -> None:
    """From the first draft to the last answer."""
    for item in place.chapter["recommendation"]:
        timeline.at(item["drafted"], partial(_draft, place, item))
        for taken in item.get("positions", []):
            _plan_positions(timeline, place, item, taken, taken["at"])
        if "rewritten" in item:
            timeline.at(item["rewritten"]["at"], partial(_rewrite, place, item))
        if "adopted" not in item:
            continue
        _plan_positions(timeline, place, item, item, item["adopted"] - POSITIONS_BEFORE)
        timeline.at(item["adopted"], partial(_adopt, place, item))
        timeline.at(item["handed_over"], partial(_hand_over, place, item))
        for number, answer in enumerate(item.get("answer", [])):
            timeline.at(answer["at"], partial(_answer, place, item, answer, number))
            for correction in answer.get("corrections", []):
                timeline.at(correction["at"], partial(_correct, place, item, answer | correction, number))
            plan_record_of_answer(timeline, place, answer, ("answer", f"{item['key']} {number}"))


def _plan_positions(timeline: Timeline, place: Place, item: Chapter, taken: Chapter, begins: datetime) -> None:
    said = [(person, choice) for choice in Choice for person in taken.get(choice.value, ())]
    for number, (person, choice) in enumerate(said):
        timeline.at(begins + A_MINUTE * number, partial(_take_position, place, item, person, choice))


def _draft(place: Place, item: Chapter) -> None:
    place.things["recommendation", item["key"]] = draft_recommendation(
        place.person(),
        place.committee,
        _text(item),
        proposal=place.things["proposal", item["proposal"]],
        sources=sources_of(place, item),
    )


def _text(told: Chapter) -> RecommendationDraft:
    return RecommendationDraft(**{name: told[name] for name in RecommendationDraft.__annotations__})


def _rewrite(place: Place, item: Chapter) -> None:
    """Another text: whoever stood on the old one is asked again."""
    edit_recommendation(place.person(), _row(place, item), _text(item | item["rewritten"]))


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


def _correct(place: Place, item: Chapter, right: Chapter, number: int) -> None:
    facts = Verdict(right["result"]), right["meeting"], right["item"], right["case"]
    response = place.things["answer", f"{item['key']} {number}"]
    correct_response(place.person(), response, ResponseCorrected(right["text"], *facts))


def _row(place: Place, item: Chapter) -> Recommendation:
    row: Recommendation = place.things["recommendation", item["key"]]
    return row
