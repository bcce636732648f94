"""The engine of screening, met through every room that uses it."""

from enum import StrEnum
from itertools import product

import pytest

from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.personal_data import found_in
from portal.foundation.public_texts import ensure_may_stand
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.models import Idea, IdeaState
from portal.ideas.states import WAY as IDEAS
from portal.initiatives.models import Initiative, InitiativeState
from portal.initiatives.states import WAY as INITIATIVES
from portal.moderation.models import CaseState, ModerationCase
from portal.moderation.states import WAY as CASES
from portal.screening.queries import last_step, reason_of_last, sent_before
from portal.screening.states import Way
from tests.factories import saved
from tests.ideas.scene import idea_in
from tests.initiatives.scene import initiative_in
from tests.moderation.scene import public_idea, reported

LONG = "Det er desværre ikke noget, som kommunen kan bestemme, og derfor kan vi ikke gå videre med det."
ROOMS = {"ideas": (IDEAS, IdeaState), "initiatives": (INITIATIVES, InitiativeState), "cases": (CASES, CaseState)}


@pytest.fixture(params=["ideas", "initiatives"])
def read_first(request, anna, bo, sofie, harbour, fjordby):
    """Something that waits to be read, who reads it, where, and its way."""
    if request.param == "ideas":
        return idea_in(IdeaState.RECEIVED, harbour, anna), bo, IDEAS, IdeaState
    return initiative_in(InitiativeState.RECEIVED, fjordby, anna), sofie, INITIATIVES, InitiativeState


@pytest.mark.parametrize("room", ROOMS)
def test_every_state_has_a_row_and_leads_to_states_alone(room):
    way, states = ROOMS[room]
    assert set(way.table) == set(states)
    assert frozenset().union(*way.table.values()) <= set(states)


@pytest.mark.parametrize(("room", "table"), {"ideas": Idea, "initiatives": Initiative, "cases": ModerationCase}.items())
def test_the_table_is_what_offers_and_what_refuses(app, room, table):
    way, states = ROOMS[room]
    for now, wanted in product(states, states):
        record, is_known = table(state=now), wanted in way.table[now]
        assert way.may_become(record, wanted) is way.may_become(record, str(wanted)) is is_known  # as templates say it
        if is_known:
            way.ensure_may_become(record, wanted)
            continue
        with app.test_request_context(), pytest.raises(Refused) as refusal:
            way.ensure_may_become(record, wanted)
        assert str(refusal.value).count(way.name_of(now)) and str(refusal.value).count(way.name_of(wanted))


def test_the_calendar_may_say_otherwise_than_the_column(anna, harbour):
    class Told(StrEnum):
        RECEIVED, PUBLISHED = "received", "published"

    idea = idea_in(IdeaState.RECEIVED, harbour, anna)
    way = Way({Told.RECEIVED: frozenset({Told.PUBLISHED}), Told.PUBLISHED: frozenset()}, str, "%(now)s %(wanted)s",
              standing=lambda _: Told.PUBLISHED)  # fmt: skip
    assert not way.may_become(idea, Told.PUBLISHED)
    with pytest.raises(Refused, match="published published"):
        way.ensure_may_become(idea, Told.PUBLISHED)


def test_a_step_says_when_by_whom_and_why(read_first):
    record, reader, way, states = read_first
    before = clock.now()
    with transaction():
        way.take_step(record, states.RETURNED, reader, "Skriv, hvor det er.")
    step = last_step(record, states.RETURNED)
    assert (record.state, step.actor_id, step.reason) == (states.RETURNED, reader.id, "Skriv, hvor det er.")
    assert before <= step.created_at <= clock.now()
    assert (reason_of_last(record, states.RETURNED), reason_of_last(record, "returned")) == (step.reason,) * 2
    assert (last_step(record, states.REFUSED), reason_of_last(record, states.REFUSED)) == (None, "")


def test_of_several_reasons_the_last_one_counts(read_first):
    record, reader, way, states = read_first
    for reason in ("Først.", "Sidst."):
        with transaction():
            way.write_step(record, states.RETURNED, reader, reason)
    assert reason_of_last(record, states.RETURNED) == "Sidst."


def test_a_case_keeps_where_it_stands_and_no_steps(anna, bo, gerda, harbour):
    case = reported(public_idea(anna, harbour), gerda).case
    with transaction():
        CASES.take_step(case, CaseState.KEPT, bo)
    assert case.state is CaseState.KEPT


def test_a_step_that_was_decided_about_something_else_is_a_conflict(app, read_first):
    record, reader, way, states = read_first
    mark = mark_of(record)
    record.title = "En anden overskrift"
    saved(record)
    with app.test_request_context(method="POST", data={FIELD: mark}), pytest.raises(Conflict), transaction():
        way.take_step(record, states.REFUSED, reader)
    db.session.refresh(record)
    assert record.state is states.RECEIVED


def test_what_was_sent_before_is_found_by_its_own_sender_and_key(anna, gerda, read_first):
    record, *_ = read_first
    record.submission_key = "nøgle"
    saved(record)
    assert sent_before(type(record), anna, "nøgle") is record
    for author, key in ((gerda, "nøgle"), (anna, "x"), (anna, ""), (anna, None)):
        assert sent_before(type(record), author, key) is None


def test_a_form_about_one_record_goes_the_same_way_in_both_rooms(client, read_first):
    record, reader, _way, states = read_first
    browser, way = client(reader), f"{record.path}/behandl"
    seen = {FIELD: mark_of(record)}
    empty = browser.post(f"{way}/send-tilbage", data=seen)
    assert empty.status_code == 422 and "Skriv, hvad afsenderen skal ændre" in empty.text

    private = browser.post(f"{way}/send-tilbage", data=seen | {"return-reason": "Ring til mig på 20 00 00 00."})
    assert private.status_code == 422 and "Ring til mig på 20 00 00 00." in private.text
    assert record.state is states.RECEIVED

    done = browser.post(f"{way}/send-tilbage", data=seen | {"return-reason": "Skriv, hvor det er."})
    assert done.location.endswith(way)
    assert reason_of_last(record, states.RETURNED) == "Skriv, hvor det er."

    stale = browser.post(f"{way}/send-tilbage", data=seen | {"return-reason": "En gang til."})
    assert stale.status_code == 409 and "En gang til." in stale.text
    late = browser.post(f"{way}/afvis", data={FIELD: mark_of(record), "refuse-reason": LONG})
    assert late.status_code == 422 and LONG in late.text
    assert record.state is states.RETURNED


def test_a_refusal_is_asked_once_more_in_both_rooms(client, read_first):
    record, reader, _way, states = read_first
    sent = {FIELD: mark_of(record), "refuse-code": "unlawful", "refuse-reason": "Det må vi ikke."}
    browser, way = client(reader), f"{record.path}/behandl/afvis"
    browser.is_sure = False
    asked = browser.post(way, data=sent)
    assert asked.status_code == 200 and "Det må vi ikke." in asked.text
    assert record.state is states.RECEIVED
    assert browser.post(way, data=sent | {"confirmed": "yes"}).status_code == 302
    assert record.state is states.REFUSED


def test_a_public_reason_for_withdrawing_holds_no_personal_data(anna, client, read_first):
    record, _reader, _way, states = read_first
    record.state, record.published_at = states.PUBLISHED, clock.now()
    saved(record)
    sent = {FIELD: mark_of(record), "reason": "Ring til mig på 20 00 00 00."}
    page = client(anna).post(f"{record.path}/traek-tilbage", data=sent)
    assert page.status_code == 422 and "Ring til mig på 20 00 00 00." in page.text
    assert 'id="reason-error"' in page.text
    assert record.state is states.PUBLISHED
    gone = client(anna).post(f"{record.path}/traek-tilbage", data=sent | {"reason": "Det er ordnet."})
    assert gone.location == record.path
    assert (record.state, reason_of_last(record, states.WITHDRAWN)) == (states.WITHDRAWN, "Det er ordnet.")


@pytest.mark.parametrize(
    ("text", "reason", "said"),
    [
        ("Ring på 20 00 00 00", "", "20 00 00 00"),
        ("Ring på 20 00 00 00", "Mit nummer er 30 00 00 00", "30 00 00 00"),
        ("Intet", "Mit nummer er 30 00 00 00", "30 00 00 00"),
    ],
)
def test_personal_data_stands_only_for_a_reason_that_holds_none(app, text, reason, said):
    with app.test_request_context(), pytest.raises(Refused, match=said):
        ensure_may_stand(found_in(text), reason, "%(found)s")


def test_nothing_found_needs_no_reason_and_a_reason_lets_stand_what_is(app):
    """The reason is what the lock of public texts goes by in the same transaction."""
    with app.app_context():
        ensure_may_stand([], "", "%(found)s")
        assert not db.session().info.values()
        ensure_may_stand(found_in("Ring på 20 00 00 00"), "Det er hallens nummer.", "%(found)s")
        assert "Det er hallens nummer." in db.session().info.values()
