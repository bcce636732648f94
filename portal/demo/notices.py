"""What a few people of the story have chosen to get by mail."""

from datetime import timedelta
from functools import partial

from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import World
from portal.foundation import clock
from portal.notifications.actions import choose_paces
from portal.notifications.models import Pace
from portal.rules.notices import NoticeKind

LONG_ENOUGH_AGO = timedelta(weeks=5)  # before the notices that are still shown as new


def plan_notice_choices(timeline: Timeline, world: World) -> None:
    """Those whose row says `mail` have changed something; everybody else has what is usual."""
    for facts in world.story.people["person"]:
        if "mail" in facts:
            timeline.at(clock.now() - LONG_ENOUGH_AGO, partial(_choose, world, facts))


def _choose(world: World, facts: Chapter) -> None:
    wanted = {NoticeKind(kind): Pace(pace) for kind, pace in facts["mail"].items()}
    choose_paces(world.people[facts["key"]], wanted)
