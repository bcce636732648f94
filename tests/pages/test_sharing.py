"""Content that strangers and others see alike: it is theirs to the letter, and it is never about anybody."""

import re
import secrets
from datetime import timedelta
from itertools import cycle

import pytest
from sqlalchemy import event, select

from portal.accounts.models import User, UserSession
from portal.accounts.queries import hash_of
from portal.app import HOUSE
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.house.sharing import SharedBy
from portal.ideas.models import IdeaState
from portal.pages.page_cache import init_page_cache, page_cache
from tests.everything import addresses
from tests.factories import saved
from tests.fjordby import portal_in
from tests.ideas.scene import idea_in
from tests.reactions.scene import happened
from tests.test_bad_input import built, rules
from tools.addresses import addresses as addresses_of_fjordby

CONTENT = re.compile(
    r"<title>(.*?)</title>.*?<link rel=\"stylesheet\"[^>]*>(.*?)</head>.*<main [^>]*>(.*)</main>", re.DOTALL
)

DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')


def content_of(answer):
    """What the page says beside its shell."""
    return [part.strip() for part in CONTENT.search(answer.text).groups()]


def readers(endpoint, people):
    """Whoever has an account and shall see there what a stranger does."""
    is_for_all = HOUSE.shared_pages[endpoint] is SharedBy.EVERYBODY
    return [person for person in people if is_for_all or not person.grants]


def with_pages_kept(app):
    app.config["PAGE_CACHE"], app._got_first_request = True, False
    init_page_cache(app)


@pytest.fixture
def keep_pages(app):
    """Calling it turns the memory of pages on; it is taken off again afterwards."""
    before, after = list(app.before_request_funcs.get(None, [])), list(app.after_request_funcs.get(None, []))
    yield lambda: with_pages_kept(app)
    app.before_request_funcs[None], app.after_request_funcs[None] = before, after
    app.config["PAGE_CACHE"] = False
    page_cache.take(app)


def test_every_shared_page_is_a_page(app):
    assert set(HOUSE.shared_pages) <= {rule.endpoint for rule in rules(app, "GET")}


@pytest.fixture
def still(world):
    """The clock stands: a meeting of the world's may begin at the next minute, and it is not coming any more then."""
    with clock.frozen(clock.now()):
        yield world


def test_each_sees_to_the_letter_what_they_would_have_seen(app, client, still, keep_pages):
    world = still
    of, people = addresses(world), [person for person in world.people.values() if person is not None]
    pages = {
        rule.endpoint: built(app, rule, of(rule.endpoint, rule.arguments), "GET")
        for rule in rules(app, "GET")
        if rule.endpoint in HOUSE.shared_pages
    }
    browsers = {person.id: client(person) for person in people}
    own = {
        (person.id, path): content_of(browsers[person.id].get(path))
        for endpoint, path in pages.items()
        for person in readers(endpoint, people)
    }
    public = {path for path in pages.values() if client().get(path).status_code == 200}
    keep_pages()
    other = [key for key, content in own.items() if content_of(browsers[key[0]].get(key[1])) != content]
    assert not other
    kept = {address.rstrip("?").removeprefix("http://localhost/") for address in page_cache.of(app).pages}
    assert public == kept, "what is shared comes from memory"


def test_in_fjordby_too(fjordby_folder):
    """Each page as one of four citizens, who have sent and supported ideas, signed up, and applied there."""
    anew, shared = portal_in(fjordby_folder), portal_in(fjordby_folder, PAGE_CACHE=True)
    try:
        with anew.app_context():
            citizens = select(User).where(~User.grants.any(), User.name != "").order_by(User.id).limit(4)
            cookies = [cookie_of(anew, user) for user in db.session.scalars(citizens)]
            found = addresses_of_fjordby(anew, {}, 3)
        paths = [path for endpoint in HOUSE.shared_pages for path in found[endpoint]]
        assert len(paths) > len(HOUSE.shared_pages) and len(cookies) == 4
        pairs = zip(paths, cycle(cookies), strict=False)
        with clock.frozen(clock.now()):
            assert not [path for path, cookie in pairs if seen(anew, cookie, path) != seen(shared, cookie, path)]
    finally:
        for app in (anew, shared):
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


def cookie_of(app, user):
    token = secrets.token_urlsafe(16)
    saved(UserSession(user=user, token_hash=hash_of(token), expires_at=clock.now() + timedelta(days=1)))
    return app.session_interface.get_signing_serializer(app).dumps({"_user_id": token, "_fresh": True})


def seen(app, cookie, path):
    browser = app.test_client()
    browser.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
    answer = browser.get(path)
    return content_of(answer) if answer.status_code == 200 else answer.status_code


def test_the_shell_is_the_readers_own(client, anna, harbour, keep_pages):
    keep_pages()
    for browser, says in ((client(anna), anna.name), (client(), "Log ind"), (client(anna), anna.name)):
        page = browser.get(harbour.path)
        assert says in page.text.partition("<main")[0]
        assert (anna.name in page.text) == (says == anna.name)
    assert "no-store" in client(anna).get(harbour.path).headers["Cache-Control"]


def test_what_was_told_once_is_told_to_nobody_else(client, anna, harbour, keep_pages):
    keep_pages()
    browser = client(anna)
    with browser.session_transaction() as session:
        session["_flashes"] = [("success", "Det er kun til Anna.")]
    assert "Det er kun til Anna." in browser.get(harbour.path).text
    assert "Det er kun til Anna." not in browser.get(harbour.path).text
    assert "Det er kun til Anna." not in client().get(harbour.path).text


def test_a_reader_with_an_account_costs_four_questions(client, anna, harbour, keep_pages, queries):
    keep_pages()
    browser, path = client(anna), harbour.path
    browser.get(path)
    with queries() as said:
        browser.get(path)
    assert len(said) == 4, "who reads, their roles, whether the page holds, what is unread"


def test_whoever_reads_english_reads_english(client, anna, harbour, keep_pages):
    keep_pages()
    browser = client(anna)
    browser.get(harbour.path)
    with browser.session_transaction() as session:
        session["locale"] = "en"
    assert 'lang="en"' in browser.get(harbour.path).text


def test_a_page_that_strangers_do_not_see_is_made_for_who_does(client, bo, harbour, keep_pages):
    keep_pages()
    harbour.published_at = None
    db.session.commit()
    assert client().get(f"{harbour.path}ideer/").status_code == 404
    assert client(bo).get(f"{harbour.path}ideer/").status_code == 200


def test_what_is_hidden_is_gone_for_everybody_at_once(client, anna, bo, harbour, keep_pages):
    keep_pages()
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    path, browsers = f"{harbour.path}ideer/", (client(), client(anna))
    for browser in browsers:
        assert idea.title in browser.get(path).text
    idea.hidden_at = clock.now()
    happened(EventType.MODERATION_HIDDEN, idea, bo)
    for browser in reversed(browsers):
        assert idea.title not in browser.get(path).text


def test_what_strangers_no_longer_see_is_gone_for_others_too(client, anna, bo, harbour, keep_pages):
    """Also where the stranger's page is not made anew, but refused."""
    keep_pages()
    browser, path = client(anna), f"{harbour.path}ideer/"
    assert browser.get(path).status_code == 200
    harbour.published_at = None
    happened(EventType.COMMITTEE_EDITED, harbour, bo)
    assert browser.get(path).status_code == 404


def test_one_connection_is_enough_for_both_requests(app, client, anna, harbour, keep_pages):
    keep_pages()
    browser, path, at_once = client(anna), harbour.path, []
    out = lambda *_: at_once.append(db.engine.pool.checkedout())  # noqa: E731
    db.session.rollback()
    event.listen(db.engine, "checkout", out)
    try:
        assert browser.get(path).status_code == 200
    finally:
        event.remove(db.engine, "checkout", out)
    assert max(at_once) <= 1, at_once


def test_a_word_that_is_searched_for_changes_no_shell(client, anna, keep_pages):
    keep_pages()
    page = client(anna).get("/soeg?q=contains-search").text
    assert page.count('role="search"') == 1


def test_a_visitor_with_a_cookie_has_the_description_of_the_page(client, harbour, keep_pages):
    keep_pages()
    with_cookie = client()
    with with_cookie.session_transaction() as session:
        session["seen"] = "yes"
    told = [DESCRIPTION.search(browser.get(harbour.path).text)[1] for browser in (client(), with_cookie)]
    assert told[0] and told[0] == told[1]
