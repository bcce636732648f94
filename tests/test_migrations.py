"""The migrated database is the one the models describe, and the way goes both up and down."""

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
