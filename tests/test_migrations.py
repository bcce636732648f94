"""The migrated database is the one the models describe, and the way goes both up and down."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from portal.app import create_app
from portal.foundation.db import db
from tests.databases import chosen, new_database


@pytest.fixture
def empty_app(tmp_path, portal_app):
    """A portal whose database has no tables yet, on the same kind of database as the other tests."""
    if chosen() == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server = sa.make_url(portal_app.config["SQLALCHEMY_DATABASE_URI"])
        url = new_database(server.render_as_string(hide_password=False), f"{server.database}_migrations")
    app = create_app(
        {"INSTANCE_PATH": str(tmp_path), "TESTING": True, "SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": url}
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def differences():
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.metadata)


def tables():
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_migrated_schema_is_the_models(empty_app):
    upgrade()
    assert differences() == []
    assert tables() == set(db.metadata.tables)


def test_up_down_and_up_again(empty_app):
    upgrade()
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert differences() == []


def checks():
    inspector = sa.inspect(db.engine)
    return {
        (table, check["name"]): check["sqltext"]
        for table in sorted(tables())
        for check in inspector.get_check_constraints(table)
    }


def test_check_constraints_are_those_of_the_models(empty_app):
    """Alembic does not compare these: which values a column may have, above all."""
    upgrade()
    migrated = checks()
    downgrade(revision="base")
    db.create_all()
    assert migrated == checks()


def test_check_constraints_are_migrated_too(empty_app):
    """They do not only stand there: one is tried."""
    upgrade()
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.execute(
            sa.text('insert into "user" (name, email, created_at) values (:n, :e, :d)'),
            {"n": "Anna", "e": "ANNA@example.dk", "d": "2026-01-01 00:00:00"},
        )


PLAIN = {sa.Boolean: False, sa.Integer: 1, sa.Date: date(2026, 1, 1), sa.DateTime: datetime(2026, 1, 1), sa.JSON: {}}


def insert(connection, name, **values):
    """A row as the portal of that revision could have written it: what is not said is empty."""
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    for column in table.columns:
        if not column.nullable and not column.primary_key and column.server_default is None:
            values.setdefault(column.name, PLAIN.get(column.type._type_affinity, ""))
    connection.execute(table.insert().values(values))


def test_landed_promises_keep_their_days(empty_app):
    """Mandates promise what their committee did; each idea what its author was told, on the Danish calendar."""
    upgrade(revision="0004")
    late_evening = datetime(2026, 1, 9, 23, 30)
    months_later = datetime(2026, 2, 19, 9)
    committee = {"id": 1, "stage": "co_initiation", "idea_answer_days": 14, "recommendation_answer_days": 60}
    of_ideas = {"committee_id": 1, "author_id": 1, "shown_as": "full_name", "state": "published"}
    with db.engine.begin() as connection:
        insert(connection, "municipality", id=1)
        insert(connection, "user", id=1, email="anna@example.dk")
        insert(connection, "committee", municipality_id=1, **committee)
        for number in (1, 2):
            insert(connection, "mandate", id=number, committee_id=1, number=number)
        for number, facts in enumerate(
            (
                {"received_at": late_evening, "answer_due_on": date(2026, 1, 24)},
                {"received_at": late_evening, "answer_due_on": date(2026, 3, 5)},
                {},
            ),
            start=1,
        ):
            insert(connection, "idea", id=number, title="Bænke", **of_ideas, **facts)
        insert(connection, "idea_step", idea_id=2, state="overturned", created_at=months_later)
    upgrade()
    with db.engine.connect() as connection:
        days = sa.text("select idea_answer_days, recommendation_answer_days from mandate order by id")
        assert connection.execute(days).all() == [(14, 60), (14, 60)]
        promised = connection.scalars(sa.text("select promised_days from idea order by id")).all()
    assert promised == [14, 14, None]
