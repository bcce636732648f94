"""The red thread: said once, walked both ways, bounded, and never round in a circle."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea
from portal.ideas.tracing import IDEA_NODE
from portal.trace.edges import link, unlink
from portal.trace.models import TraceEdge, TraceRelation
from portal.trace.thread import MOST_NODES
from tests.handing import thread_of

TYPES = {"idea": IDEA_NODE}


@pytest.fixture
def ideas(harbour: Committee, anna):
    """Four published ideas, a day apart."""
    now = clock.now()
    made = [
        Idea(committee_id=harbour.id, author_id=anna.id, title=f"Idé {n}", body="x", body_html="x", state="published",
             received_at=now + timedelta(days=n), published_at=now)
        for n in range(4)
    ]  # fmt: skip
    db.session.add_all(made)
    db.session.commit()
    return made


def chain(*records):
    for earlier, later in pairwise(records):
        link(TraceRelation.DERIVED_FROM, earlier, later)
    db.session.commit()


def titles(nodes):
    return [node.title for node in nodes]


def test_saying_it_twice_is_saying_it_once(ideas):
    chain(*ideas[:2])
    chain(*ideas[:2])
    assert db.session.query(TraceEdge).count() == 1


def test_both_ways_in_order_of_time(ideas):
    chain(*ideas)
    thread = thread_of(ideas[1], TYPES)
    assert titles(thread.before) == ["Idé 0"]
    assert titles(thread.after) == ["Idé 2", "Idé 3"]
    assert titles(thread.nodes) == ["Idé 0", "Idé 1", "Idé 2", "Idé 3"]


def test_a_circle_ends(ideas):
    chain(*ideas, ideas[0])
    assert len(thread_of(ideas[0], TYPES).nodes) == 4


def test_what_is_not_public_is_left_out(ideas):
    chain(*ideas)
    ideas[2].state = "refused"
    db.session.commit()
    assert titles(thread_of(ideas[1], TYPES).after) == ["Idé 3"]


def test_an_unknown_kind_is_no_fault(ideas):
    chain(*ideas)
    assert thread_of(ideas[0], {}).nodes == ()


def test_the_number_of_questions_does_not_grow(ideas, harbour, anna, queries):
    counts = []
    for number in (5, 150):
        many = [
            Idea(committee_id=harbour.id, author_id=anna.id, title="x", body="x", body_html="x") for _ in range(number)
        ]
        db.session.add_all(many)
        for one in many:
            link(TraceRelation.MERGED_INTO, one, ideas[0])
        db.session.commit()
        with queries() as said:
            assert len(thread_of(ideas[0], TYPES).nodes) <= MOST_NODES + 1
        counts.append(len(said))
    assert counts[1] <= counts[0] <= 12


def test_knots_without_a_date_come_last(ideas):
    ideas[0].received_at = None
    link(TraceRelation.DERIVED_FROM, ideas[1], ideas[2])
    link(TraceRelation.DERIVED_FROM, ideas[0], ideas[2])
    db.session.commit()
    assert titles(thread_of(ideas[2], TYPES).nodes) == ["Idé 1", "Idé 0", "Idé 2"]


def test_what_came_of_it_stands_after_it_on_the_same_day(ideas):
    for idea in ideas:
        idea.received_at = clock.now()
    chain(ideas[3], ideas[1], ideas[2], ideas[0])
    assert titles(thread_of(ideas[0], TYPES).nodes) == ["Idé 3", "Idé 1", "Idé 2", "Idé 0"]


def test_nothing_later_in_time_is_a_cause(ideas):
    chain(ideas[3], ideas[1])
    chain(ideas[0], ideas[1])
    assert titles(thread_of(ideas[1], TYPES).before) == ["Idé 0"]
    assert thread_of(ideas[3], TYPES).after == ()


def test_where_many_things_meet_not_all_that_went_in_lies_behind_all_that_came_out(ideas):
    """Two ideas meet at a third record, of which a fourth comes; only the first says that it lies behind it."""
    one, meeting, other, text = ideas[0], ideas[2], ideas[1], ideas[3]
    chain(one, meeting)
    chain(other, meeting)
    chain(meeting, text)
    chain(one, text)
    meeting_place = {"idea": replace(IDEA_NODE, is_meeting_place=True)}
    assert titles(thread_of(other, meeting_place).after) == ["Idé 2"]
    assert titles(thread_of(one, meeting_place).after) == ["Idé 2", "Idé 3"]
    assert titles(thread_of(text, meeting_place).before) == ["Idé 0", "Idé 2"]
    assert titles(thread_of(meeting, meeting_place).nodes) == ["Idé 0", "Idé 1", "Idé 2", "Idé 3"]


def test_how_one_comes_from_another_is_said_in_words(ideas):
    chain(ideas[0], ideas[2])
    chain(ideas[1], ideas[2])
    link(TraceRelation.ANSWERS, ideas[2], ideas[3])
    db.session.commit()
    one, two, three, four = thread_of(ideas[2], TYPES).nodes
    assert (one.because, two.because) == ((), ())
    assert three.because == (f"Bygger på idé {ideas[0].id} og idé {ideas[1].id}.",)
    assert four.because == (f"Svarer på idé {ideas[2].id}.",)


def test_what_is_taken_back_is_no_longer_said(ideas):
    chain(*ideas[:2])
    unlink(TraceRelation.DERIVED_FROM, ideas[0], ideas[1])
    assert thread_of(ideas[0], TYPES).after == ()


def test_parts_are_walked_with_the_whole(ideas):
    chain(ideas[0], ideas[1])
    chain(ideas[2], ideas[3])
    thread = thread_of(ideas[0], TYPES, [ideas[2]])
    assert titles(thread.itself) == ["Idé 0", "Idé 2"]
    assert titles(thread.after) == ["Idé 1", "Idé 3"]


def test_both_ways_and_what_lies_between_are_read_in_one_question(ideas, queries):
    chain(*ideas)
    link(TraceRelation.MERGED_INTO, ideas[0], ideas[2])
    db.session.commit()
    with queries() as said:
        thread = thread_of(ideas[1], TYPES)
    assert titles(thread.nodes) == ["Idé 0", "Idé 1", "Idé 2", "Idé 3"]
    assert len(thread.nodes[2].because) == 2
    assert len([one for one in said if "trace_edge" in one]) == 1
