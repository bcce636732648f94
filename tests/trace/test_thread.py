"""The red thread: said once, walked both ways, bounded, and never round in a circle."""

from datetime import timedelta
from itertools import pairwise

import pytest

from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea
from portal.ideas.tracing import IDEA_NODE
from portal.trace.edges import link
from portal.trace.models import TraceEdge, TraceRelation
from portal.trace.thread import MOST_NODES, Node, Thread, thread_of

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
    assert len(thread_of(ideas[0], TYPES).nodes) == 7  # the other three both led here and came of it


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


def test_knots_without_a_date_come_last():
    dated = Node("idea", 1, "", "med dato", "", clock.now())
    undated = Node("idea", 2, "", "uden dato", "", None)
    assert titles(Thread((undated,), None, (dated,)).nodes) == ["med dato", "uden dato"]
