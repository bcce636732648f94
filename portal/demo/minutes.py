"""How minutes from before the portal are read in, and put right where their words leave a doubt."""

from functools import partial
from hashlib import sha256

from sqlalchemy import select

from portal.decisions.actions import correct_record
from portal.decisions.models import DecisionRecord
from portal.demo.records import secretary_of
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import World
from portal.foundation.db import db
from portal.imports.actions.importing import import_meeting
from portal.imports.minutes.document import Item, Kind, Outcome, PublishedMeeting
from portal.imports.plan.facts import keys_of
from portal.rules.results import CLOSED_TITLE, Result


def plan_minutes(timeline: Timeline, world: World) -> None:
    """Each meeting is read in by the administrator; what is doubtful is corrected by the secretary."""
    for told in world.story.minutes:
        timeline.at(told["read"], partial(_import, world, told))
        for item in told["item"]:
            if "corrected" in item:
                timeline.at(item["corrected"]["at"], partial(_correct, world, told, item))


def _import(world: World, told: Chapter) -> None:
    administrator = next(iter(world.people.values()))
    import_meeting(administrator, _meeting(world, told), municipality_name=world.municipality.name)


def _meeting(world: World, told: Chapter) -> PublishedMeeting:
    return PublishedMeeting(
        source=told["source"],
        kind=Kind.MINUTES,
        body=world.bodies[told["body"]].name,
        starts_at=told["starts"],
        place=told["place"],
        items=tuple(map(_item, told["item"])),
    )


def _item(told: Chapter) -> Item:
    """As the reader gives it; of a closed item it tells only the number."""
    if told.get("closed"):
        return Item(told["number"], CLOSED_TITLE, is_closed=True, text_hash=_hash(CLOSED_TITLE, told["number"]))
    return Item(
        told["number"],
        told["title"],
        case_numbers=(told["case"],) if "case" in told else (),
        presentation=(told["presentation"],) if "presentation" in told else (),
        outcome=Outcome((told["decision"],)),
        text_hash=_hash(told["title"], told["decision"]),
    )


def _hash(*words: str) -> str:
    return sha256(" ".join(words).encode()).hexdigest()


def _correct(world: World, told: Chapter, item: Chapter) -> None:
    right, meeting = item["corrected"], _meeting(world, told)
    key = keys_of(meeting)[told["item"].index(item)]
    decision = db.session.scalars(select(DecisionRecord).where(DecisionRecord.source_key == key)).one()
    correct_record(secretary_of(world), decision, right["text"], result=Result(right["result"]))
