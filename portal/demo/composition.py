"""How the committees of the story describe what their tables need, review it, and share the leader roles."""

from datetime import timedelta
from functools import partial

from portal.committees.actions.composition import choose_leader_roles, describe_composition, review_composition
from portal.committees.forms.composition import ROWS, CategoryDraft, CompositionDraft, NeedDraft, ReviewDraft
from portal.committees.models import Criterion, LeaderRole
from portal.demo.story import Chapter
from portal.demo.timeline import Timeline
from portal.demo.world import Place

PLACES = {key: place for place, key in enumerate(ROWS)}
A_DAY_AFTER = timedelta(days=1)
BEFORE_THE_GATE = timedelta(minutes=50)


def plan_composition(timeline: Timeline, place: Place) -> None:
    """The needs the day after the committee is set up, the review before the first gate, the roles soon after it."""
    told = place.chapter["composition"]
    timeline.at(place.chapter["created"] + A_DAY_AFTER, partial(_describe, place, told))
    for gate in place.chapter.get("gate", [])[:1]:
        timeline.at(gate["at"] - BEFORE_THE_GATE, partial(_review, place, told["review"]))
        for holder, roles in told.get("roles", {}).items():
            timeline.at(gate["at"] + A_DAY_AFTER, partial(_choose, place, holder, roles))


def _describe(place: Place, told: Chapter) -> None:
    own = iter(key for key, kind in ROWS.items() if kind is None)
    rows = [(need.get("of") or next(own), need) for need in told["need"]]
    seats = {
        place.things["seat", name].id: PLACES[key]
        for key, need in rows
        for (kind, name) in list(place.things)
        if kind == "seat" and any(name.endswith(profile) for profile in need.get("seats", []))
    }
    draft = CompositionDraft(tuple(_category(key, need) for key, need in rows), seats)
    describe_composition(place.person(), place.committee, draft)


def _category(key: str, need: Chapter) -> CategoryDraft:
    return CategoryDraft(
        PLACES[key],
        ROWS[key],
        need.get("name", ""),
        need.get("knows", False),
        need.get("speaks", False),
        {criterion: NeedDraft(*need[criterion]) for criterion in Criterion if criterion in need},
    )


def _review(place: Place, told: Chapter) -> None:
    review_composition(place.person(), place.committee, ReviewDraft(told["statement"], told["women"], told["men"]))


def _choose(place: Place, holder: str, roles: list[str]) -> None:
    chosen = tuple(LeaderRole(role) for role in roles)
    choose_leader_roles(place.person(holder), place.members[holder], chosen)
