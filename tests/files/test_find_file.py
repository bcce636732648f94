"""What a file says is found with its record, and only by whoever can read it."""

import pytest

from portal.committees.models import Mandate
from portal.files.actions import remove_file
from portal.files.queries import hung_of
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.workshops.actions.outcome import publish_outcome
from tests.factories import saved
from tests.files import samples
from tests.files.scene import added
from tests.workshops.scene import workshop_in


@pytest.fixture
def found(client):
    """What everybody finds for a word, as a table."""
    return lambda word: client().get(f"/soeg.csv?q={word}").text


@pytest.fixture
def held(harbour):
    return workshop_in(harbour, days=-1, outcome="Vi er enige.", outcome_html="<p>Vi er enige.</p>",
                       outcome_confirmed_at=clock.now(), outcome_confirmed_how="Læst op.")  # fmt: skip


def test_a_paper_of_the_task_is_found_when_it_is_adopted(bo, harbour, found, deliver_outbox):
    draft = saved(Mandate(committee=harbour, number=2, purpose="Nyt"))
    file = added(bo, draft, samples.pdf("Spuleplads og bolværk"))
    deliver_outbox()
    assert "Havnen" not in found("spuleplads")
    draft.adopted_on = clock.today()
    db.session.commit()
    added(bo, harbour, samples.picture(), "b.jpg", alternative="Et billede", only_pictures=True)
    deliver_outbox()
    assert "Havnen" in found("spuleplads")
    assert file.text == "Spuleplads og bolværk"


def test_a_photograph_is_found_and_seen_when_the_outcome_is_published(bo, client, held, found, deliver_outbox):
    shown = {"title": "Tavlen", "alternative": "Gule sedler om badebroer"}
    file = added(bo, held, samples.picture(), "tavle.jpg", **shown)
    deliver_outbox()
    assert held.title not in found("badebroer")
    assert client().get(file.picture_path(480)).status_code == 404
    assert "Tavlen" not in client().get(held.path).text
    assert "Tavlen" in client(bo).get(held.path).text
    publish_outcome(bo, held)
    deliver_outbox()
    assert held.title in found("badebroer")
    assert client().get(file.picture_path(480)).status_code == 200
    assert "Gule sedler om badebroer" in client().get(held.path).text
    remove_file(bo, hung_of(file))
    deliver_outbox()
    assert held.title not in found("badebroer")


def test_the_picture_of_a_committee_stands_where_its_drawing_stood(bo, client, harbour):
    before = client().get(harbour.path).text
    file = added(bo, harbour, samples.picture(), "b.jpg", alternative="Havnen i regn", only_pictures=True)
    page = client().get(harbour.path).text
    assert 'class="scene ' in before.split("</header>")[-1].split("<main")[-1]
    assert f'src="{file.picture_path(480)}"' in page
    assert 'alt="Havnen i regn"' in page
    assert f"/filer/{file.id}/fjern" in client(bo).get(harbour.path).text
    assert f"/filer/udvalg/{harbour.id}/ny" not in client(bo).get(harbour.path).text, "it carries one"
    assert "/fjern" not in page


def test_nothing_is_added_before_the_day_of_the_meeting(bo, client, harbour):
    coming = workshop_in(harbour)
    answer = client(bo).get(f"/filer/moede/{coming.id}/ny")
    assert (answer.status_code, "fra den dag, mødet holdes" in answer.text) == (422, True)
    assert f"/filer/moede/{coming.id}/ny" not in client(bo).get(coming.path).text
    with pytest.raises(Refused, match="fra den dag, mødet holdes"):
        added(bo, coming)
