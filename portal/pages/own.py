"""What a person takes part in, for their desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation.db import db
from portal.foundation.paging import Page, sliced
from portal.ideas.models import Idea
from portal.ideas.queries import own_ideas
from portal.meetings.models import Meeting
from portal.meetings.queries import own_meetings
from portal.recruitment.models import Application
from portal.recruitment.queries.applications import own_applications
from portal.rules.access import can
from portal.rules.permissions import Permission

T = TypeVar("T")
PER_LIST = 10


@dataclass(frozen=True)
class Own:
    """Meetings, ideas and applications; each list has pages of its own."""

    meetings: Page[Meeting]
    ideas: Page[Idea]
    applications: Page[Application]


def own_things(person: User, committees: Sequence[Committee]) -> Own:
    """The page of each list that the request asks for. Whoever holds the meetings of `committees` sees those
    too, and whoever sits in a committee its own."""
    held = [committee.id for committee in committees if can(person, Permission.WORKSHOP_PLAN, committee)]
    return Own(
        _page(own_meetings(person, held), "moeder"),
        _page(own_ideas(person), "ideer"),
        _page(own_applications(person), "ansoegninger"),
    )


def _page(rows: Select[tuple[T]], parameter: str) -> Page[T]:
    """One question instead of two: nobody has so many that counting them apart would pay."""
    found = db.session.scalars(rows).unique().all()
    return sliced(found, per_page=PER_LIST, parameter=parameter)
