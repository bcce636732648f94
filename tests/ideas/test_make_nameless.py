"""Somebody without an account, whose idea the secretariat wrote down, regrets the name."""

import pytest

from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.ideas.actions.naming import make_nameless
from portal.ideas.models import Channel, IdeaAnswer, IdeaState, ShownAs
from portal.rules.stages import Stage
from portal.search.index import search_index
from tests.factories import saved
from tests.ideas.scene import idea_in

NAME = "Ejnar Toft"


@pytest.fixture
def idea(harbour, bo):
    made = idea_in(IdeaState.ANSWERED, harbour, bo, title="Et badehus", body=f"Hilsen **{NAME}** og Havnefruen",
                   came_by=Channel.PAPER, spoken_for=NAME, consent="Underskrevet seddel")  # fmt: skip
    saved(IdeaAnswer(idea_id=made.id, author_id=bo.id, signed_as="Bo Lund, sekretær", verdict=IdeaState.ANSWERED,
                     body=f"Kære {NAME}", body_html=f"<p>Kære {NAME}</p>"))  # fmt: skip
    return made


def test_the_secretary_takes_the_name_off(client, idea, bo, app, deliver_outbox):
    search_index.of(app).rebuild()
    browser = client(bo)
    assert f"{idea.path}/uden-navn" in browser.get(f"{idea.path}/behandl").text
    assert NAME in browser.get(f"{idea.path}/uden-navn").text and idea.spoken_for == NAME
    assert browser.post(f"{idea.path}/uden-navn").location == idea.path
    assert (idea.spoken_for, idea.consent, idea.shown_as) == ("", "", ShownAs.A_CITIZEN)
    deliver_outbox()
    page = client().get(idea.path).text
    assert "Toft" not in page and "[navn fjernet]" in page and "Havnefruen" in page and "Bo Lund, sekretær" in page
    assert "Et badehus" not in client().get("/soeg?q=Toft").text
    assert "intet navn" in browser.get(f"{idea.path}/uden-navn").text
    with pytest.raises(Refused):
        make_nameless(bo, idea)


def test_it_can_be_done_when_the_work_has_ended(client, harbour, idea, bo):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    assert f"{idea.path}/uden-navn" in client(bo).get(idea.path).text
    make_nameless(bo, idea)
    assert idea.spoken_for == ""


@pytest.mark.parametrize("who", ["anna", "carl", "eva", "finn"])
def test_nobody_else_does_it(request, client, idea, who):
    person = request.getfixturevalue(who)
    assert "uden-navn" not in client(person).get(idea.path).text
    assert client(person).post(f"{idea.path}/uden-navn").status_code == 403
    with pytest.raises(NotAllowed):
        make_nameless(person, idea)
    assert idea.spoken_for == NAME
