"""What is saved is told, sooner or later, and to nobody twice."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.events import delivery
from portal.events.actions import retry_message
from portal.events.delivery import A_CLAIM_LASTS, FIRST_WAIT, MAX_ATTEMPTS, NotBefore, Together, deliver, handlers_of
from portal.events.models import Event, OutboxMessage
from portal.events.record import record
from portal.events.types import EventType, Subscriber
from portal.foundation import clock
from portal.foundation.db import after_commit, db, transaction
from portal.foundation.errors import NotAllowed
from portal.foundation.jobs import wake_worker
from portal.ideas.actions import publish_idea
from portal.ideas.models import IdeaState
from portal.search.index import search_index
from portal.search.query import SearchQuery
from portal.search.whoosh_index import WhooshIndex
from tests.ideas.scene import idea_in
from tests.reactions.scene import happened


@pytest.fixture
def heard():
    """A list, and handlers that write into it."""
    said = []
    return said, {subscriber: lambda event, s=subscriber: said.append((s, event.id)) for subscriber in Subscriber}


def failing(_event):
    raise OSError("nobody at home")


def waiting():
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def test_each_subscriber_hears_once(harbour, anna, heard):
    said, handlers = heard
    event = happened(EventType.GATE_OPENED, harbour, anna)
    assert deliver(handlers) == len(Subscriber)
    assert deliver(handlers) == 0
    assert sorted(said) == sorted((subscriber, event.id) for subscriber in Subscriber)


def test_what_is_not_saved_is_not_told(harbour, anna, heard):
    _said, handlers = heard
    with pytest.raises(RuntimeError), transaction():
        record(EventType.GATE_OPENED, harbour, actor=anna)
        raise RuntimeError
    assert deliver(handlers) == 0
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


def test_the_oldest_comes_first(harbour, anna, heard):
    said, handlers = heard
    events = [happened(EventType.GATE_OPENED, harbour, anna).id for _ in range(3)]
    deliver(handlers)
    assert [event for subscriber, event in said if subscriber is Subscriber.MAIL] == events


def test_one_that_fails_does_not_stop_the_others(harbour, anna, heard):
    _said, handlers = heard
    happened(EventType.GATE_OPENED, harbour, anna)
    assert deliver(handlers | {Subscriber.MAIL: failing}) == len(Subscriber) - 1


def test_a_handler_may_ask_to_be_called_later(harbour, anna, heard):
    said, handlers = heard
    later = clock.now() + timedelta(hours=9)

    def too_early(event):
        said.append("early")
        raise NotBefore(later)

    happened(EventType.GATE_OPENED, harbour, anna)
    for _ in range(2):
        deliver(handlers | {Subscriber.MAIL: too_early})
    assert said.count("early") == 1
    message = next(one for one in waiting() if one.subscriber == Subscriber.MAIL)
    assert (message.due_at, message.attempts, message.last_error) == (later, 0, None), "nothing is wrong"
    with clock.frozen(later):
        assert deliver(handlers) == 1


def test_waits_grow_and_the_eighth_failure_is_the_last(harbour, anna, finn, heard):
    said, handlers = heard
    handlers[Subscriber.MAIL] = failing
    now = clock.now()
    with clock.frozen(now):
        happened(EventType.GATE_OPENED, harbour, anna)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        with clock.frozen(now):
            deliver(handlers)
            message = db.session.scalars(select(OutboxMessage).where(OutboxMessage.done_at.is_(None))).one()
            assert message.attempts == attempt
            assert message.due_at - now == FIRST_WAIT * 2 ** (attempt - 1)
            assert message.last_error == "OSError: nobody at home"
            assert (message.parked_at is not None) == (attempt == MAX_ATTEMPTS)
            if attempt < MAX_ATTEMPTS:
                with clock.frozen(message.due_at - timedelta(seconds=1)):
                    assert deliver(handlers) == 0
                assert message.attempts == attempt, "nobody knocks before the time"
        now = message.due_at
    with clock.frozen(now + timedelta(days=365)):
        assert deliver(handlers) == 0, "what is parked lies still"
        retry_message(finn, message)
        handlers[Subscriber.MAIL] = lambda event: said.append(("letter", event.id))
        deliver(handlers)
    assert ("letter", message.event_id) in said
    assert message.done_at


def test_only_administrators_try_again(harbour, anna, rita):
    happened(EventType.GATE_OPENED, harbour, anna)
    message = waiting()[0]
    for someone in (anna, rita):
        with pytest.raises(NotAllowed):
            retry_message(someone, message)


def test_a_crash_between_saving_and_delivering_loses_nothing(harbour, anna, heard):
    """The process dies after the commit, before anybody was woken; the next tick finds the message."""
    _said, handlers = heard

    def die():
        raise SystemExit

    with pytest.raises(SystemExit), transaction():
        after_commit(die)
        record(EventType.GATE_OPENED, harbour, actor=anna)
    db.session.rollback()
    assert deliver(handlers) == len(Subscriber)


def test_a_crash_while_delivering_is_mended_when_the_claim_runs_out(harbour, anna, heard):
    said, handlers = heard

    def die(_event):
        raise SystemExit

    start = clock.now()
    with clock.frozen(start):
        happened(EventType.GATE_OPENED, harbour, anna)
        with pytest.raises(SystemExit):
            deliver(dict.fromkeys(Subscriber, die))
        db.session.rollback()
        assert deliver(handlers) == len(Subscriber) - 1, "the one in hand is still claimed"
    with clock.frozen(start + A_CLAIM_LASTS + timedelta(seconds=1)):
        assert deliver(handlers) == 1
    assert len(said) == len(Subscriber)


def test_a_handler_that_fails_leaves_nothing_half_done(harbour, anna, heard):
    _said, handlers = heard

    def write_and_fail(event):
        db.session.add(Event(type="half", subject_kind="x", subject_id=1))
        db.session.flush()
        raise OSError

    happened(EventType.GATE_OPENED, harbour, anna)
    deliver(handlers | {Subscriber.SEARCH: write_and_fail})
    assert db.session.scalar(select(func.count()).where(Event.type == "half")) == 0


def test_two_workers_do_not_carry_the_same_message(app, harbour, anna):
    for _ in range(20):
        happened(EventType.GATE_OPENED, harbour, anna)
    said, lock, start = [], threading.Lock(), threading.Barrier(2)

    def hear(event):
        with lock:
            said.append(event.id)

    def work():
        with app.app_context():
            start.wait()
            while deliver(dict.fromkeys(Subscriber, hear)):
                pass
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(said) == 20 * len(Subscriber)
    assert {said.count(event) for event in said} == {len(Subscriber)}


def test_a_second_worker_finds_it_claimed(harbour, anna, heard):
    """What both had read as waiting is taken by the first that claims it."""
    _said, _handlers = heard
    happened(EventType.GATE_OPENED, harbour, anna)
    message = waiting()[0].id
    assert delivery._claimed([message])
    assert not delivery._claimed([message])


def test_the_worker_is_woken_once_after_the_commit(app, harbour, anna):
    woken = []
    wake_worker.hand(app, lambda: woken.append(db.session.scalar(select(func.count()).select_from(Event))))
    try:
        with transaction():
            record(EventType.GATE_OPENED, harbour, actor=anna)
            record(EventType.COMMITTEE_EDITED, harbour, actor=anna)
            assert not woken
    finally:
        wake_worker.take(app)
    assert woken == [2]


@pytest.fixture
def gathered(heard):
    """What is heard at once by one who takes several events together, and handlers in which search is that one."""
    _said, handlers = heard
    at_once = []
    together = Together(lambda events: at_once.append([event.id for event in events]))
    return at_once, handlers | {Subscriber.SEARCH: together}


def test_who_takes_several_together_hears_them_at_once_in_their_order(harbour, anna, gathered):
    at_once, handlers = gathered
    events = [happened(EventType.GATE_OPENED, harbour, anna).id for _ in range(20)]
    assert deliver(handlers) == 20 * len(Subscriber)
    assert at_once == [events]
    assert deliver(handlers) == 0


def test_as_many_together_as_may_be_and_the_rest_next(harbour, anna, gathered):
    at_once, handlers = gathered
    events = [happened(EventType.GATE_OPENED, harbour, anna).id for _ in range(5)]
    deliver(handlers, at_most=3)
    deliver(handlers, at_most=3)
    assert at_once == [events[:3], events[3:]]


def test_one_that_cannot_be_taken_holds_up_no_other(harbour, anna, heard):
    said, handlers = heard
    bad, *good = [happened(EventType.GATE_OPENED, harbour, anna).id for _ in range(4)]

    def take(events):
        if bad in [event.id for event in events]:
            raise OSError("not this one")
        said.extend((Subscriber.SEARCH, event.id) for event in events)

    deliver(handlers | {Subscriber.SEARCH: Together(take)})
    assert [event for subscriber, event in said if subscriber is Subscriber.SEARCH] == good
    (left,) = [message for message in waiting() if message.done_at is None]
    assert (left.event_id, left.attempts, left.last_error) == (bad, 1, "OSError: not this one")


def test_nobody_waits_for_one_who_is_busy(harbour, anna, heard):
    """Letters go out first; what cannot be taken now is asked for once, and again all at once."""
    said, handlers = heard
    asked = []

    class Busy(Exception):
        pass

    def take(events):
        asked.append(len(said))
        if len(asked) == 1:
            raise Busy("somebody else writes")

    handlers = handlers | {Subscriber.SEARCH: Together(take, busy=Busy)}
    for _ in range(6):
        happened(EventType.GATE_OPENED, harbour, anna)
    others = 6 * (len(Subscriber) - 1)
    assert deliver(handlers) == others
    assert asked == [others], "asked once, after everybody else has heard"
    left = [message for message in waiting() if message.done_at is None]
    assert [message.attempts for message in left] == [1] * 6
    with clock.frozen(clock.now() + FIRST_WAIT):
        assert deliver(handlers) == 6
    assert len(asked) == 2


def test_twenty_changes_are_one_commit_of_the_index(app, harbour, anna, bo, monkeypatch):
    """A commit of the index costs as much for twenty changes as for one, and most of what a change costs."""
    search_index.of(app).rebuild()
    commits, whole = [], WhooshIndex.writing
    monkeypatch.setattr(WhooshIndex, "writing", lambda *args, **more: commits.append(1) or whole(*args, **more))
    for number in range(20):
        publish_idea(bo, idea_in(IdeaState.RECEIVED, harbour, anna, title=f"Tårn {number}"))
    deliver(handlers_of.of(app))
    assert len(commits) == 1
    assert search_index.of(app).find(SearchQuery("tårn")).total == 20
