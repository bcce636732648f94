"""What the page says before an idea is published is what happens when it is."""

import re
from datetime import datetime, time, timedelta

import pytest

from portal.foundation import clock
from portal.foundation.dates import longday
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.models import Idea, IdeaState
from portal.notifications.actions import choose_paces
from portal.notifications.models import Pace
from portal.rules.notices import NoticeKind
from tests.ideas.scene import idea_in

HEADING = "Når du offentliggør:"


@pytest.fixture
def idea(anna, harbour):
    return idea_in(IdeaState.RECEIVED, harbour, anna, received_at=clock.now(), answer_due_on=clock.today())


def said(page):
    """The list that follows the heading."""
    return re.findall(r"<li>(.*?)</li>", page.text.partition(HEADING)[2].partition("</ul>")[0])


@pytest.fixture
def wednesday():
    """Noon of the next one, for as long as the test goes on."""
    day = clock.today() + timedelta(days=(2 - clock.today().weekday()) % 7)
    with clock.frozen(clock.moment_in_denmark(datetime.combine(day, time(12)))):
        yield


@pytest.mark.parametrize(
    ("pace", "foretold", "days"),
    [
        (Pace.AT_ONCE, "1 person får en mail om det.", [0]),
        (Pace.WEEKLY, "1 person læser om det i søndagens brev.", [4]),
        (Pace.PORTAL, "Ingen får en mail om det.", []),
    ],
)
@pytest.mark.usefixtures("wednesday")
def test_the_letter_comes_as_it_was_foretold(anna, bo, client, idea, letter_box, deliver_outbox, pace, foretold, days):
    choose_paces(anna, {NoticeKind.OWN: pace})
    secretary = client(bo)
    page = secretary.get(f"{idea.path}/behandl")
    secretary.post(f"{idea.path}/behandl/offentliggoer", data={FIELD: mark_of(idea)})
    came = []
    for day in range(8):
        deliver_outbox(days_later=day)
        came += [day] * (len(letter_box.letters) - len(came))

    assert foretold in said(page)
    assert came == days
    assert client().get(idea.path).status_code == 200
    assert said(page)[-1] == f"Udvalget skylder forfatteren et svar senest {longday(idea.answer_due_on)}."


@pytest.mark.parametrize("state", sorted(set(IdeaState) - {IdeaState.DRAFT}))
def test_it_is_said_just_where_the_idea_can_be_published(anna, bo, client, harbour, state):
    idea: Idea = idea_in(state, harbour, anna)
    page = client(bo).get(f"{idea.path}/behandl")

    assert bool(said(page)) == (f'action="{idea.path}/behandl/offentliggoer"' in page.text)
