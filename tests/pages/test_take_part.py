"""What anybody can do now: the front page, the list of committees and the page about it say the same."""

import re
from datetime import timedelta

import pytest

from portal.foundation import clock
from portal.foundation.db import db
from portal.pages.acts import ActKind, foremost, open_acts
from portal.pages.tiles import tiles
from portal.rules.stages import Stage
from tests.cast import committee_in
from tests.recruitment.scene import call_in, seat_in
from tests.workshops.scene import comes, workshop_in


@pytest.fixture
def open_town(fjordby, harbour, bo):
    """The harbour takes ideas for five days, looks for a citizen, and holds two meetings of which one is full."""
    harbour.ideas_until = clock.today() + timedelta(days=5)
    call_in(harbour, bo, seat_in(harbour), closes=28)
    workshop_in(harbour, days=2, title="Badeliv")
    full = workshop_in(harbour, days=1, capacity=1, title="Fuldt hus")
    comes(bo, full)
    db.session.commit()
    return harbour


def test_the_nearest_comes_first_and_what_is_full_is_not_offered(open_town):
    acts = open_acts()
    assert [act.kind for act in acts] == [ActKind.MEETING, ActKind.IDEA, ActKind.SEAT]
    assert acts[0].title == "Kom til »Badeliv«"
    assert acts[1].sentence.startswith("Du kan sende en idé til og med ")


def test_the_front_page_shows_one_of_each_kind(open_town):
    for days in (3, 4, 6):
        workshop_in(open_town, days=days, title=f"Møde {days}")
    shown = foremost(open_acts())
    assert {act.kind for act in shown} == set(ActKind)
    assert [act.last_day for act in shown] == sorted(act.last_day for act in shown)


def test_the_number_on_the_front_page_is_that_of_the_list(open_town, client):
    for path in ("/", "/udvalg/"):
        said = re.search(r"Se alle (\d+) ting", client().get(path).text)
        assert int(said[1]) == len(open_acts())
    page = client().get("/deltag").text
    assert page.count('class="mark') == len(open_acts()) and "3 ting er åbne" in page


def test_long_lists_have_pages(open_town, client):
    for days in range(3, 25):
        workshop_in(open_town, days=days, title=f"Møde nr. {days}")
    first, second = client().get("/deltag").text, client().get("/deltag?side=2").text
    assert "Møde nr. 3«" in first and "Møde nr. 3«" not in second and "Bliv medlem" in second


def test_where_nothing_is_open_the_page_says_what_to_do_instead(fjordby, harbour, client):
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    assert "Intet er åbent lige nu." in client().get("/udvalg/").text
    front = client().get("/").text
    assert "Du kan altid foreslå en opgave." in front and 'href="/forslag-til-udvalg/"' in front


def test_every_tile_says_in_a_sentence_what_is_open(open_town, fjordby):
    quiet = committee_in(fjordby, "Stilhed", "stilhed", stage=Stage.CO_DESIGN)
    over = committee_in(fjordby, "Slut", "slut", stage=Stage.CLOSED)
    coming = committee_in(fjordby, "Snart", "snart", stage=Stage.PREPARATION)
    shown = {tile.committee.slug: tile for tile in tiles([open_town, quiet, over, coming], open_acts())}
    assert shown["havnen"].act.kind is ActKind.MEETING
    assert shown["stilhed"].otherwise == "Intet er åbent lige nu, men du kan følge arbejdet."
    assert shown["slut"].otherwise.startswith("Arbejdet er slut.")
    assert shown["snart"].otherwise == "Byrådet forbereder stadig arbejdet."


def test_the_list_of_committees_is_as_long_as_the_front_page_says(open_town, fjordby, client):
    for number in range(7):
        committee_in(fjordby, f"Udvalg {number}", f"u{number}", stage=[*Stage][number % len(Stage)])
    said = int(re.search(r"Se alle (\d+) udvalg", client().get("/").text)[1])
    assert client().get("/udvalg/").text.count('class="tile"') == said == 8
