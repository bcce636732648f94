"""Reading what guests have sent and not yet confirmed."""

from sqlalchemy import select

from portal.foundation.db import db
from portal.ideas.models import GuestIdea


def guest_idea_of_submission(key: str) -> GuestIdea | None:
    """What has been sent with this form, by somebody without an account."""
    return db.session.scalar(select(GuestIdea).where(GuestIdea.submission_key == key)) if key else None
