"""Pages from memory: quick, never stale, never somebody else's."""

import gzip
from datetime import datetime, time, timedelta

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import delete, insert

from portal.committees.actions.committee import edit_committee
from portal.events.models import Event, OutboxMessage
from portal.events.types import SHOWN_NOWHERE, EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.links import path_of_own
from portal.ideas.models import IdeaState
from portal.implementation.words import TIMELINE
from portal.pages.gathering import HEADLINES
from portal.pages.page_cache import KEPT_FOR, LOOKED_BACK, init_page_cache, page_cache, version_now
from tests.cast import committee_in
from tests.committees.test_create_committee import DRAFT
from tests.ideas.scene import idea_in
from tests.ideas.test_guest_ideas import received
from tests.reactions.scene import happened


@pytest.fixture
def remembering(app):
    """The same portal with its memory on; taken off again afterwards."""
    before, after = list(app.before_request_funcs.get(None, [])), list(app.after_request_funcs.get(None, []))
    app.config["PAGE_CACHE"], app._got_first_request = True, False
    init_page_cache(app)
    yield app
    app.before_request_funcs[None], app.after_request_funcs[None] = before, after
    app.config["PAGE_CACHE"] = False
    page_cache.take(app)


def test_the_second_reader_costs_one_question(remembering, client, harbour, queries):
    path = harbour.path
    first = client().get(path)
    with queries() as said:
        second = client().get(path)
    assert second.text == first.text
    assert len(said) == 1


def test_a_change_shows_at_once(remembering, client, bo, harbour):
    client().get(harbour.path)
    edit_committee(bo, harbour, DRAFT)
    assert "Lys på søen" in client().get(harbour.path).text


@pytest.fixture
def is_kept(remembering, client, queries):
    """Whether a page that was read before is given from memory."""

    def look(path):
        with queries() as said:
            client().get(path)
        return len(said) == 1

    return look


def test_what_happens_in_another_committee_leaves_a_page_as_it_is(is_kept, client, bo, anna, harbour, fjordby):
    other = committee_in(fjordby, "Skoven", "skoven")
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    paths = (harbour.path, f"{harbour.path}ideer/", idea.path)
    for path in (*paths, "/"):
        client().get(path)
    happened(EventType.COMMITTEE_EDITED, other, bo)
    assert [is_kept(path) for path in paths] == [True, True, True]
    assert not is_kept("/"), "the front page tells of all of them"
    happened(EventType.COMMITTEE_EDITED, harbour, bo)
    assert [is_kept(path) for path in paths] == [False, False, False]


def test_what_concerns_everybody_concerns_every_page(is_kept, client, bo, anna, harbour):
    for path in (harbour.path, "/"):
        client().get(path)
    happened(EventType.PERSON_CHANGED, anna, anna)
    assert not is_kept(harbour.path) and not is_kept("/")


def test_what_is_hidden_is_gone_at_once_from_whichever_page_quotes_it(is_kept, client, bo, anna, harbour, fjordby):
    idea = idea_in(IdeaState.PUBLISHED, committee_in(fjordby, "Skoven", "skoven"), anna)
    client().get(harbour.path)
    happened(EventType.MODERATION_HIDDEN, idea, bo)
    assert not is_kept(harbour.path)


def test_no_page_outlives_the_day(remembering, client, harbour):
    """Days that are left become fewer at midnight."""
    midnight = clock.moment_in_denmark(datetime.combine(clock.today() + timedelta(days=1), time(0)))
    a_minute, an_hour = midnight - timedelta(minutes=1), midnight - timedelta(hours=1)
    for moment, ends in ((a_minute, midnight), (an_hour, an_hour + KEPT_FOR)):
        page_cache.of(remembering).pages.clear()
        with clock.frozen(moment):
            client().get(harbour.path)
        (kept,) = page_cache.of(remembering).pages.values()
        assert kept.until == ends


def test_a_page_is_made_anew_when_its_time_is_over(is_kept, client, harbour):
    noon = clock.noon(clock.today())
    with clock.frozen(noon):
        client().get(harbour.path)
    with clock.frozen(noon + KEPT_FOR):
        assert is_kept(harbour.path)
    with clock.frozen(noon + KEPT_FOR + timedelta(seconds=1)):
        assert not is_kept(harbour.path)


def test_signing_in_changes_no_page(is_kept, client, anna, harbour):
    for path in (harbour.path, "/"):
        client().get(path)
    happened(EventType.SIGNED_IN, anna, anna)
    assert is_kept(harbour.path) and is_kept("/")
    assert not SHOWN_NOWHERE & {*HEADLINES, *TIMELINE}, "what a timeline tells is shown"


def test_a_commit_that_comes_late_is_not_hidden(is_kept, client, bo, harbour):
    """On PostgreSQL a number can become visible after a higher one; here it does so on both."""
    late, *_ = [happened(EventType.COMMITTEE_EDITED, harbour, bo) for _ in range(3)]
    facts = {column.key: getattr(late, column.key) for column in Event.__table__.columns}
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.event_id == facts["id"]))
    db.session.execute(delete(Event).where(Event.id == facts["id"]))
    db.session.commit()
    client().get(harbour.path)
    assert is_kept(harbour.path)
    db.session.execute(insert(Event).values(**facts))
    db.session.commit()
    assert not is_kept(harbour.path)


def test_a_database_that_was_put_back_from_a_copy_has_no_pages_yet(is_kept, client, bo, harbour):
    for _ in range(3):
        happened(EventType.COMMITTEE_EDITED, harbour, bo)
    client().get(harbour.path)
    last = version_now().last
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.event_id == last))
    db.session.execute(delete(Event).where(Event.id == last))
    db.session.commit()
    assert not is_kept(harbour.path)


def test_after_many_events_a_page_is_kept_all_the_same(is_kept, client, bo, harbour):
    for _ in range(2 * LOOKED_BACK):
        happened(EventType.COMMITTEE_EDITED, harbour, bo)
    assert version_now().missing == ()
    client().get(harbour.path)
    assert is_kept(harbour.path)


def test_somebody_signed_in_gets_their_own_page(remembering, client, bo, harbour):
    client().get(harbour.path)
    page = client(bo).get(harbour.path).text
    assert "Bo Lund" in page
    assert "Bo Lund" not in client().get(harbour.path).text


def test_what_carries_a_token_is_not_kept(remembering: Flask, client, harbour):
    client().get("/log-ind")
    kept = page_cache.of(remembering).pages
    assert not [address for address in kept if "log-ind" in address]


def test_whoever_only_asks_for_the_headers_gets_those_of_the_page(remembering, client, harbour):
    made = client().head(harbour.path)
    from_memory = client().get(harbour.path)
    assert dict(made.headers) == dict(from_memory.headers)
    assert from_memory.data and not made.data
    assert dict(client().head(harbour.path).headers) == dict(made.headers)


def test_what_a_key_opens_is_kept_by_nobody(remembering, client, harbour):
    path = path_of_own(received(harbour))
    for _ in range(2):
        answer = client().get(path)
        assert answer.status_code == 200
        assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert not page_cache.of(remembering).pages


def test_headers_protect_a_kept_page_too(remembering, client, harbour):
    client().get(harbour.path)
    answer = client().get(harbour.path)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Vary"] == "Cookie, Accept-Encoding"


def test_a_page_goes_over_the_wire_compressed_to_those_who_take_it(remembering, client, harbour):
    plain = client().get(harbour.path)
    browser = FlaskClient(remembering, Response)  # the tests' own one reads every page as text
    packed = [browser.get(harbour.path, headers={"Accept-Encoding": "gzip"}) for _ in range(2)]
    assert plain.content_encoding is None
    assert {one.content_encoding for one in packed} == {"gzip"}
    assert all(gzip.decompress(one.data) == plain.data for one in packed)
    assert len(packed[0].data) < len(plain.data) / 2


def test_what_is_read_often_grows_old_all_the_same(remembering, client, harbour):
    """Times of day show on pages: one that is asked for every minute must not stand still until something happens."""
    client().get(harbour.path)
    (kept,) = page_cache.of(remembering).pages.values()
    client().get(harbour.path)
    assert page_cache.of(remembering).pages.popitem()[1] is kept


def test_english_is_another_page(remembering, client, harbour):
    danish = client().get(harbour.path).text
    english = client().get(f"{harbour.path}?sprog=en").text
    assert 'lang="da"' in danish[:40]
    assert 'lang="en"' in english[:40]


def test_the_memory_is_bounded(remembering, client, harbour, monkeypatch):
    monkeypatch.setattr("portal.pages.page_cache.MOST_PAGES", 3)
    for number in range(6):
        client().get(f"{harbour.path}?x={number}")
    assert len(page_cache.of(remembering).pages) == 3
