"""What the loader has made so far, found again by the keys of the story."""

from dataclasses import dataclass, field
from itertools import chain
from random import Random
from typing import Any

from sqlalchemy import inspect

from portal.accounts.models import User
from portal.committees.models import Committee, Membership
from portal.decisions.models import DecisionRecord
from portal.demo.story import Chapter, Story
from portal.foundation.db import db
from portal.initiatives.models import Initiative
from portal.municipalities.models import Body, Municipality, Party


@dataclass
class World:
    """The municipality as it grows while the story is told."""

    story: Story
    municipality: Municipality
    people: dict[str, User] = field(default_factory=dict)
    crowd: list[int] = field(default_factory=list)  # by number: they are many, and each comes a few times only
    bodies: dict[str, Body] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    places: dict[str, "Place"] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    records: dict[str, DecisionRecord] = field(default_factory=dict)

    @property
    def citizens(self) -> list[int]:
        """The numbers of all who have no office: those who support ideas and come to workshops."""
        private = [person["key"] for person in self.story.people["person"] if not person.get("role")]
        return [*self.crowd, *chain(*(inspect(self.people[key]).identity or () for key in private))]

    def supporter(self, title: str, number: int, author_id: int) -> User:
        """Who supports something as the nth: the same ones each time, and never its author."""
        willing = [citizen for citizen in self.citizens if citizen != author_id]
        Random(title).shuffle(willing)  # noqa: S311 - spreads a story, keeps no secret
        return db.session.get_one(User, willing[number])


@dataclass
class Place:
    """One committee of the story, with all that happens in it."""

    world: World
    chapter: Chapter
    members: dict[str, Membership] = field(default_factory=dict)
    things: dict[tuple[str, str], Any] = field(default_factory=dict)
    _committee: Committee | None = None

    @property
    def committee(self) -> Committee:
        """The committee, once it is set up."""
        if self._committee is None:
            raise LookupError(f"{self.chapter['slug']} is told of before it is set up")
        return self._committee

    @committee.setter
    def committee(self, committee: Committee) -> None:
        self._committee = committee

    def person(self, key: str | None = None) -> User:
        """Somebody by key; the committee's secretary when nobody is named."""
        return self.world.people[key or self.chapter["secretary"]]
