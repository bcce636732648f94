"""Putting something else in the place of what `app` hands down, for a while."""

from contextlib import contextmanager

from flask import current_app

from portal.trace import thread
from portal.trace.thread import node_types


@contextmanager
def handed(place, value):
    """Within it, `value` lies there."""
    before = place.take(current_app)
    place.hand(current_app, value)
    try:
        yield
    finally:
        place.hand(current_app, before)


def thread_of(subject, types, parts=()):
    """The thread through a record where there are only these kinds of knots."""
    with handed(node_types, types):
        return thread.thread_of(subject, parts)
