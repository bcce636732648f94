"""Putting records in place for a test."""

from portal.foundation.db import db


def saved(*records):
    """Save records as they are and give them back; for setting a scene, never for what a test is about."""
    db.session.add_all(records)
    db.session.commit()
    return records[0] if len(records) == 1 else records
