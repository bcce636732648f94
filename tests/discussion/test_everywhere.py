"""Citizens' proposals, recommendations and outcomes are discussed as ideas are, each while its room lets it."""

import pytest

from portal.discussion.actions import contribute
from portal.discussion.queries import discussion_about
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.initiatives.models import InitiativeState
from portal.recommendations.models import RecommendationState
from portal.rules.stages import Stage
from tests.discussion.scene import TYPED, draft
from tests.implementation.scene import recommendation_in
from tests.initiatives.scene import initiative_in
from tests.workshops.scene import published_in, workshop_in


def is_discussed(client, anna, record, path):
    """Written about, and read on the page of the record, on its own, and by searching."""
    browser = client(anna)
    assert f"{path}/skriv" in browser.get(record.path).text
    sent = browser.post(f"{path}/skriv", data=TYPED)
    assert sent.status_code == 302
    for there in (record.path, path, sent.location):
        assert "<strong>for dyrt</strong>" in client().get(there).text
    return sent.location


def test_a_citizens_proposal_is_discussed_while_it_can_be_supported(client, anna, gerda, fjordby, deliver_outbox):
    initiative = initiative_in(InitiativeState.PUBLISHED, fjordby, gerda)
    said = is_discussed(client, anna, initiative, f"/debat/borgerforslag/{initiative.id}")
    deliver_outbox()
    assert said in client().get("/soeg.csv?q=dyrt").text
    closed = initiative_in(InitiativeState.ANSWERED, fjordby, gerda)
    with pytest.raises(Refused):
        contribute(anna, closed, draft())
    waiting = initiative_in(InitiativeState.RECEIVED, fjordby, gerda)
    assert client(anna).get(f"/debat/borgerforslag/{waiting.id}").status_code == 404


def test_a_recommendation_is_discussed_from_its_adoption_until_it_is_answered(client, anna, harbour, deliver_outbox):
    harbour.stage = Stage.CO_DESIGN
    adopted = recommendation_in(harbour, RecommendationState.ADOPTED, 1)
    said = is_discussed(client, anna, adopted, f"/debat/anbefaling/{adopted.id}")
    deliver_outbox()
    assert said in client().get("/soeg.csv?q=dyrt").text
    draft_of_one = recommendation_in(harbour, RecommendationState.DRAFT, 2)
    assert client(anna).get(f"/debat/anbefaling/{draft_of_one.id}").status_code == 404
    answered = recommendation_in(harbour, RecommendationState.ANSWERED, 3)
    with pytest.raises(Refused):
        contribute(anna, answered, draft())


def test_an_outcome_is_discussed_once_it_is_published(client, anna, bo, harbour, deliver_outbox):
    outcome = published_in(harbour, bo)
    said = is_discussed(client, anna, outcome, f"/debat/udbytte/{outcome.id}")
    deliver_outbox()
    assert said in client().get("/soeg.csv?q=dyrt").text
    coming = workshop_in(harbour)
    assert client(anna).get(f"/debat/udbytte/{coming.id}").status_code == 404
    assert "debat-h" not in client(anna).get(coming.path).text
    harbour.stage = Stage.CLOSED
    db.session.commit()
    assert not discussion_about(outcome).is_open
    with pytest.raises(Refused):
        contribute(anna, outcome, draft())
