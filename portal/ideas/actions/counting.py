"""Counting supporters: of the text as it is, and of an earlier one."""

from sqlalchemy import func, select, update

from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaSupport


def count_support(idea: Idea) -> None:
    """Count anew beside the idea's version, so that supporters never stand in each other's way."""
    db.session.flush()
    everyone = select(func.count()).where(IdeaSupport.idea_id == idea.id)
    present = everyone.where(IdeaSupport.text_version == Idea.text_version).correlate(Idea).scalar_subquery()
    former = everyone.where(IdeaSupport.text_version != Idea.text_version).correlate(Idea).scalar_subquery()
    db.session.execute(
        update(Idea)
        .where(Idea.id == idea.id)
        .values(support_count=present, former_support_count=former, version=Idea.version),
        execution_options={"synchronize_session": False},
    )
    db.session.expire(idea, ["support_count", "former_support_count"])
