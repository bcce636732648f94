"""Somebody who was there for a time and erased the account, and what the last nights deleted."""

from datetime import timedelta
from functools import partial

from portal.demo.people import PASSWORD, joined
from portal.demo.timeline import Timeline, on
from portal.demo.world import World
from portal.foundation import clock
from portal.ideas.actions import keep_draft
from portal.ideas.forms.writing import IdeaDraft
from portal.privacy.actions.erasing import erase_own_account
from portal.privacy.actions.fetching import fetch_own_data
from portal.privacy.actions.retaining import keep_promises

NIGHTS = 4
AT_NIGHT = (3, 17)
LEAVER = "leaver"


def plan_privacy(timeline: Timeline, world: World) -> None:
    """The one who leaves, and the nights up to today."""
    told = world.story.privacy["leaver"]
    timeline.at(told["joined"], partial(_join, world))
    timeline.at(told["drafted"], partial(_begin_idea, world))
    timeline.at(told["fetched"], partial(_fetch, world))
    timeline.at(told["erased"], partial(_erase, world))
    for night in range(1, NIGHTS + 1):  # the next one has something left to do
        timeline.at(on(clock.today() - timedelta(days=night), *AT_NIGHT), _work_at_night)


def _join(world: World) -> None:
    told = world.story.privacy["leaver"]
    world.people[LEAVER] = joined(told["name"], told["email"], PASSWORD)


def _begin_idea(world: World) -> None:
    told = world.story.privacy["leaver"]
    place = world.places[told["committee"]]
    keep_draft(world.people[LEAVER], place.committee, IdeaDraft(told["title"], told["text"]))


def _fetch(world: World) -> None:
    fetch_own_data(world.people[LEAVER], password=PASSWORD)


def _erase(world: World) -> None:
    erase_own_account(world.people[LEAVER], password=PASSWORD)


def _work_at_night() -> None:
    keep_promises()
