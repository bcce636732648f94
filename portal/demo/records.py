"""How the story's decisions are published: those that answer recommendations, mandates, and the council's others."""

from datetime import timedelta
from functools import partial

from portal.accounts.models import User
from portal.decisions.actions import correct_record, publish_own_record, publish_record, take_out_text
from portal.decisions.forms.record import Meeting, PartyVotes, RecordDraft, StepDraft
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline, on
from portal.demo.world import Place, World
from portal.rules.results import Result

PUBLISHED_AFTER = timedelta(days=2)
RESULTS = {
    "unchanged": Result.ADOPTED,
    "changed": Result.ADOPTED_WITH_CHANGES,
    "not_adopted": Result.NOT_ADOPTED,
}


def plan_own_records(timeline: Timeline, world: World) -> None:
    """Decisions that answer no recommendation."""
    for facts in world.story.records:
        body = world.bodies[facts["body"]]
        meeting = Meeting(body.name, facts["on"], RESULTS[facts["result"]], facts["item"], facts["case"])
        timeline.at(facts["published"], partial(_publish_own, world, meeting, facts))
        if "taken_out" in facts:
            timeline.at(facts["taken_out"]["at"], partial(_take_out, world, facts))


def plan_mandate_record(timeline: Timeline, place: Place) -> None:
    """The council's decision to set the committee up is the first decision about it."""
    timeline.at(on(place.chapter["mandate"]["adopted"]["on"] + PUBLISHED_AFTER, 9), partial(_publish_mandate, place))


def plan_record_of_answer(timeline: Timeline, place: Place, answer: Chapter, key: tuple[str, str]) -> None:
    """The decision that an answer to a recommendation is, and what was corrected in it."""
    if "record" in answer:
        timeline.at(answer["record"]["published"], partial(_publish, place, answer["record"], key))
        for correction in answer["record"].get("corrections", []):
            timeline.at(correction["at"], partial(_correct, place, correction["text"], key))


def _publish(place: Place, facts: Chapter, key: tuple[str, str]) -> None:
    decision = publish_record(place.person(), place.things[key], _draft(place.world, facts))
    place.things["record", key[1]] = decision


def _correct(place: Place, text: str, key: tuple[str, str]) -> None:
    correct_record(place.person(), place.things["record", key[1]], text)


def _publish_own(world: World, meeting: Meeting, facts: Chapter) -> None:
    decision = publish_own_record(secretary_of(world), world.municipality, meeting, _draft(world, facts))
    world.records[facts["key"]] = decision


def _take_out(world: World, facts: Chapter) -> None:
    told = facts["taken_out"]
    take_out_text(secretary_of(world), world.records[facts["key"]], told["text"], told["reason"])


def _publish_mandate(place: Place) -> None:
    chapter, world = place.chapter, place.world
    adopted = chapter["mandate"]["adopted"]
    body = world.bodies[adopted["body"]]
    meeting = Meeting(body.name, adopted["on"], Result.ADOPTED, adopted["item"], adopted["case"], place.committee.id)
    facts = {
        "title": f"Opgaven for udvalget {chapter['name']}",
        "summary": chapter["mandate"]["purpose"],
        "case_presentation": chapter["mandate"]["background"],
        "legal_basis": "Udvalget er et midlertidigt udvalg efter kommunestyrelseslovens § 17, stk. 4.",
        "text": "Kommissoriet er vedtaget, og udvalget er nedsat.",
        "votes": {letter: [seats, 0, 0] for letter, seats in _council_of(world, adopted).items()},
        "attachments": ["Kommissorium"],
        "chain": [],
    }
    publish_own_record(place.person(), world.municipality, meeting, _draft(world, facts | adopted.get("record", {})))


def _council_of(world: World, adopted: Chapter) -> dict[str, int]:
    """Seats by party in the period in which the mandate was adopted."""
    periods = world.story.municipality["period"]
    found = next((period for period in periods if period["from"] <= adopted["on"] <= period["to"]), periods[-1])
    seats: dict[str, int] = found["seats"]
    return seats


def secretary_of(world: World) -> User:
    """The first secretary of the whole municipality."""
    return next(world.people[p["key"]] for p in world.story.people["person"] if p.get("role") == "secretary")


def _draft(world: World, facts: Chapter) -> RecordDraft:
    return RecordDraft(
        title=facts["title"],
        summary=facts["summary"],
        presentation=facts["case_presentation"],
        legal_basis=facts["legal_basis"],
        text=facts["text"],
        votes=tuple(PartyVotes(letter, *counts) for letter, counts in sorted(facts["votes"].items())),
        minority_statement=facts.get("minority", ""),
        absent=", ".join(facts.get("absent", [])),
        disqualified=", ".join(facts.get("disqualified", [])),
        attachments=tuple(facts["attachments"]),
        steps=tuple(
            StepDraft(world.bodies[step["body"]].name, step["on"], step["item"], step["result"])
            for step in facts["chain"]
        ),
    )
