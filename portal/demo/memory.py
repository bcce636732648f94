"""Sparing the database the questions whose answers cannot have changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.foundation.db import db


@contextmanager
def nothing_forgotten() -> Iterator[None]:
    """For a deed that changes nothing but its own row and what it expires by itself; it takes half the time."""
    session = db.session()
    session.expire_on_commit = False
    try:
        yield
    finally:
        session.expire_on_commit = True
