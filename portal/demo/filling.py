"""Filling an empty portal with the story, by the same deeds that people do, each at its moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from portal.demo.accounts import plan_accounts
from portal.demo.aftermath import settle
from portal.demo.amendments import plan_amendments, plan_pledges
from portal.demo.commitments import plan_commitments
from portal.demo.committees import plan_committee
from portal.demo.composition import plan_composition
from portal.demo.discussion import plan_discussion
from portal.demo.ideas import plan_ideas
from portal.demo.initiatives import plan_initiatives
from portal.demo.minutes import plan_minutes
from portal.demo.moderation import plan_reports
from portal.demo.municipality import found_municipality
from portal.demo.notices import plan_notice_choices
from portal.demo.people import plan_people
from portal.demo.privacy import plan_privacy
from portal.demo.proposals import plan_proposals
from portal.demo.recommendations import plan_recommendations
from portal.demo.records import plan_mandate_record, plan_own_records
from portal.demo.recruitment import plan_recruitment
from portal.demo.sittings import plan_sittings
from portal.demo.story import read_story
from portal.demo.timeline import Timeline
from portal.demo.workshops import plan_workshops
from portal.demo.world import Place, World
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.jobs import wake_worker
from portal.municipalities.models import Municipality

PEOPLE_COME = timedelta(weeks=8)  # before the first committee
BETWEEN_TWO_PEOPLE = timedelta(minutes=7)  # letters are limited by the hour
QUICK_HASHES = {"time_cost": 1, "memory_cost": 8 * 1024, "parallelism": 1}  # renewed when somebody signs in
PLANS = (
    plan_committee,
    plan_composition,
    plan_recruitment,
    plan_mandate_record,
    plan_ideas,
    plan_sittings,
    plan_workshops,
    plan_proposals,
    plan_discussion,
    plan_amendments,
    plan_pledges,
    plan_recommendations,
    plan_commitments,
)


class NotEmpty(Exception):
    """The database holds something already; a demonstration is never poured over it."""


def fill(app: Flask, say: Callable[[str], None] = print) -> World:
    """Make the whole story in this app's empty database; `NotEmpty` otherwise. `reindex` builds the search index."""
    if db.session.scalar(select(func.count(Municipality.id))):
        raise NotEmpty
    story = read_story(clock.today())
    timeline = Timeline()
    begins = min(chapter["created"] for chapter in story.committees) - PEOPLE_COME
    with _quietly(app):
        with clock.frozen(begins):
            world = found_municipality(story)
        for number, deed in enumerate(plan_people(world)):
            timeline.at(begins + BETWEEN_TWO_PEOPLE * (number + 1), deed)
        for chapter in story.committees:
            place = world.places[chapter["slug"]] = Place(world, chapter)
            for plan in PLANS:
                plan(timeline, place)
        plan_own_records(timeline, world)
        plan_minutes(timeline, world)
        plan_initiatives(timeline, world)
        plan_reports(timeline, world)
        plan_accounts(timeline, world)
        plan_privacy(timeline, world)
        plan_notice_choices(timeline, world)
        say(f"{timeline.run(say)} deeds done.")
        settle()
    return world


@contextmanager
def _quietly(app: Flask) -> Iterator[None]:
    """Nobody is woken or written to about what happened long ago, and passwords are hashed lightly."""
    wake, strength = wake_worker.take(app), app.config.get("ARGON2", {})
    app.config["ARGON2"] = QUICK_HASHES
    try:
        yield
    finally:
        app.config["ARGON2"] = strength
        if wake is not None:
            wake_worker.hand(app, wake)
