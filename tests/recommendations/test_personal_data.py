"""What looks like personal data is stopped on its way to the public, given back, and may stand for a reason."""

import html
from datetime import timedelta

import sqlalchemy as sa

from portal.events.queries import events_of
from portal.foundation import clock
from portal.foundation.db import db
from portal.recommendations.actions.recommendation import take_position
from portal.recommendations.models import Choice, RecommendationState
from portal.workshops.models import Workshop
from tests.recommendations.scene import drafted
from tests.workshops.scene import TYPED

CPR, PHONE = "010203-1234", "20 00 00 00"


def planned():
    return TYPED | {"held_on": (clock.today() + timedelta(days=14)).isoformat()}


def test_a_draft_is_looked_through_when_it_becomes_public(bo, client, designing, table):
    """It was written before there was a lock, or by another way; adopting it makes it public."""
    recommendation = drafted(designing, bo)
    for member in table:
        take_position(member, recommendation, Choice.FOR)
    recommendation.effect = f"Ring til {PHONE}."
    db.session.commit()
    sent = {"version": str(recommendation.version), "adopted_on": clock.today().isoformat()}

    answer = client(bo).post(f"{recommendation.path}/vedtag", data=sent)
    assert (answer.status_code, recommendation.state) == (422, RecommendationState.DRAFT)
    assert PHONE in answer.text
    assert "skrevet tidligere" in answer.text

    refused = client(bo).post(f"{recommendation.path}/vedtag", data=sent | {"may_stand": f"Det er {PHONE}"})
    assert (refused.status_code, recommendation.state) == (422, RecommendationState.DRAFT)
    client(bo).post(f"{recommendation.path}/vedtag", data=sent | {"may_stand": "Det er kontorets nummer."})
    assert recommendation.state is RecommendationState.ADOPTED
    told = db.session.scalars(events_of(recommendation)).all()[-1]
    assert told.details["may_stand"] == "Det er kontorets nummer."


def test_what_is_let_stand_once_is_not_asked_about_again(bo, client, designing):
    """A text that somebody has answered for may be worked on; only what is new is asked about."""
    path = f"{designing.path}moeder/ny"
    typed = planned() | {"purpose": f"Meld dig på {PHONE}."}
    stopped = client(bo).post(path, data=typed)
    assert (stopped.status_code, db.session.scalar(sa.select(sa.func.count(Workshop.id)))) == (422, 0)
    assert 'name="may_stand"' in stopped.text
    assert html.escape(typed["purpose"]) in stopped.text

    client(bo).post(path, data=typed | {"may_stand": "Det er rådhusets nummer."})
    workshop = db.session.scalars(sa.select(Workshop)).one()
    edited = typed | {"purpose": f"Kom, og meld dig på {PHONE}.", "version": str(workshop.version)}
    assert client(bo).post(f"{workshop.path}/ret", data=edited).status_code == 302
    edited |= {"purpose": "Skriv til anna@example.dk.", "version": str(workshop.version)}
    assert client(bo).post(f"{workshop.path}/ret", data=edited).status_code == 422


def test_a_cpr_number_stands_for_no_reason(bo, client, designing):
    typed = planned() | {"purpose": f"Det handler om {CPR}.", "may_stand": "Det skal stå der."}
    answer = client(bo).post(f"{designing.path}moeder/ny", data=typed)
    assert answer.status_code == 422
    assert 'name="may_stand"' not in answer.text
    assert db.session.scalar(sa.select(sa.func.count(Workshop.id))) == 0


def test_a_building_has_an_address(bo, client, designing):
    """Where a meeting is held is no secret of anybody's; a CPR number there is."""
    path = f"{designing.path}moeder/ny"
    assert client(bo).post(path, data=planned() | {"place": "Skolegade 12, Fjordby"}).status_code == 302
    assert client(bo).post(path, data=planned() | {"title": "Et andet", "place": f"Hos {CPR}"}).status_code == 422
