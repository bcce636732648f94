"""What a list or an account costs does not grow with the ideas that it does not show."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, insert, text

from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import answer_account, public_ideas
from tests.ideas.scene import idea_in

MANY = 3_000


@pytest.fixture
def many(harbour, anna):
    """Thousands of answered ideas in one committee, one each day."""
    one = idea_in(IdeaState.ANSWERED, harbour, anna, first_answered_at=clock.now(), submission_key=None)
    same = {column.key: getattr(one, column.key) for column in Idea.__table__.columns if column.key != "id"}
    days = (clock.now() - timedelta(days=n) for n in range(MANY))
    db.session.execute(insert(Idea), [same | {"published_at": day, "first_answered_at": day} for day in days])
    db.session.execute(text("analyze"))
    db.session.commit()
    return harbour


@pytest.fixture
def plans(app):
    """`with plans() as found:` collects how the database goes about each question of a block, in words."""

    @contextmanager
    def collect():
        found, is_sqlite = [], db.engine.dialect.name == "sqlite"

        def explain(_connection, cursor, statement, parameters, _context, _many):
            how = "explain query plan" if is_sqlite else "explain"
            rows = cursor.connection.execute(f"{how} {statement}", parameters).fetchall()
            found.append("\n".join(row[3 if is_sqlite else 0] for row in rows))

        if not is_sqlite:
            db.session.execute(text("set enable_seqscan = off"))  # what is few here could be read whole
        event.listen(db.engine, "before_cursor_execute", explain)
        try:
            yield found
        finally:
            event.remove(db.engine, "before_cursor_execute", explain)
            if not is_sqlite:
                db.session.execute(text("reset enable_seqscan"))

    return collect


def test_the_account_of_all_committees_reads_two_indexes(many, plans):
    with plans() as found:
        answer_account()
    (plan,) = found
    assert "ix_idea_unanswered" in plan
    assert "ix_idea_answered" in plan


def test_the_newest_ideas_come_from_an_index_in_their_order(many, plans):
    with plans() as found:
        db.session.scalars(public_ideas(many.id).limit(20)).all()
    assert "ix_idea_published" in found[-1]
    assert "SORT" not in found[-1].upper() and "B-TREE" not in found[-1]
