"""Ten presses on support in the same moment are one, and nobody is refused."""

import pytest
from sqlalchemy import func, select

from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation.db import db
from portal.ideas.models import IdeaState, IdeaSupport
from tests.at_once import at_once
from tests.ideas.scene import idea_in

TIMES = 10


@pytest.fixture
def idea(harbour, anna):
    return idea_in(IdeaState.PUBLISHED, harbour, anna)


def presses(app, client, people, path):
    """All of them at the same time, each from a browser of its own; what each was answered."""
    browsers = [client(person) for person in people]
    return [one.status_code for one in at_once(app, *((lambda b=b: lambda: b.post(path)) for b in browsers))]


def events(kind):
    return db.session.scalar(select(func.count()).where(Event.type == kind))


def supporters():
    return db.session.scalar(select(func.count()).select_from(IdeaSupport))


def test_ten_presses_are_one_and_ten_that_end_it_are_one(app, client, gerda, idea):
    assert presses(app, client, [gerda] * TIMES, f"/ideer/{idea.id}/stoet") == [302] * TIMES
    assert (supporters(), idea.support_count, events(EventType.IDEA_SUPPORTED)) == (1, 1, 1)

    assert presses(app, client, [gerda] * TIMES, f"/ideer/{idea.id}/stop-stoette") == [302] * TIMES
    assert (supporters(), idea.support_count, events(EventType.IDEA_SUPPORT_ENDED)) == (0, 0, 1)


def test_those_who_support_in_the_same_moment_are_all_counted(app, client, gerda, dorte, carl, idea):
    people = [gerda, dorte, carl]
    assert presses(app, client, people, f"/ideer/{idea.id}/stoet") == [302] * len(people)
    assert supporters() == idea.support_count == len(people)
