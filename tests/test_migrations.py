"""The migrated database is the one the models describe, and the way goes both up and down."""

import json
from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from portal.app import create_app
from portal.decisions.models import DecisionRecord
from portal.decisions.verification import verify_records
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


def insert(connection, of_table, /, **values):
    """A row as the portal of that revision could have written it: what is not said is empty."""
    table = sa.Table(of_table, sa.MetaData(), autoload_with=connection)
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


THEN, BEFORE, LATER = datetime(2026, 5, 4, 10), datetime(2026, 5, 1, 10), datetime(2026, 6, 1, 10)


def table_of_five(connection):
    """Two politicians, of whom one's party has another name since, and citizens: one silent, one left, one new."""
    insert(connection, "municipality", id=1)
    insert(connection, "user", id=1, email="anna@example.dk")
    insert(connection, "committee", id=1, municipality_id=1, stage="co_design")
    insert(connection, "party", id=1, municipality_id=1, letter="A", name="Nyt navn")
    insert(connection, "party", id=2, municipality_id=1, letter="B", name="Uændret")
    renamed = {"subject_kind": "party", "subject_id": 1}
    insert(connection, "event", type="party.created", created_at=BEFORE, details={"name": "Gl. (A)"}, **renamed)
    insert(connection, "event", type="party.changed", created_at=LATER, details={"name": "Nyt navn (A)"}, **renamed)
    insert(connection, "seat", id=1, committee_id=1, type="politician", quota=9)
    insert(connection, "seat", id=2, committee_id=1, type="citizen", quota=9)
    seated = {"committee_id": 1, "user_id": 1, "function": "member", "starts_on": date(2026, 1, 1), "seat_id": 2}
    for number, facts in enumerate(
        (
            {"seat_id": 1, "party_id": 1},
            {"seat_id": 1, "party_id": 2},
            {"ends_on": date(2026, 5, 30)},
            {},
            {"ends_on": date(2026, 5, 2)},
            {"created_at": LATER},
        ),
        start=1,
    ):
        insert(connection, "membership", id=number, **{"created_at": BEFORE} | seated | facts)


def test_landed_adoptions_say_what_the_trail_knows(empty_app):
    """3–2 stays 3–2 after two have left; where the trail does not fit, or says nothing, the portal says that."""
    upgrade(revision="0005")
    edited, stood = {"edited_at": datetime(2026, 5, 3, 9)}, {"for": 2, "against": 1, "neither": 0}
    adopted = {"committee_id": 1, "state": "adopted", "adopted_on": date(2026, 5, 4)}
    with db.engine.begin() as connection:
        table_of_five(connection)
        for number, facts in enumerate((edited, {}, {}, {"state": "draft"} | edited), start=1):
            insert(connection, "recommendation", id=number, number=number, **adopted | facts)
            for member, choice in ((1, "for"), (2, "against"), (3, "for"), (5, "against")):
                taken = {"recommendation_id": number, "taken_at": datetime(2026, 5, 3, 8 + member)}
                insert(connection, "position", membership_id=member, choice=choice, **taken)
        told = {"type": "recommendation.adopted", "subject_kind": "recommendation", "created_at": THEN}
        insert(connection, "event", subject_id=1, details={"positions": stood}, **told)
        insert(connection, "event", subject_id=2, details={"positions": stood | {"for": 5}}, **told)
    upgrade()
    with db.engine.connect() as connection:

        def rows(columns, of_table):
            return connection.execute(sa.text(f"select {columns} from {of_table}")).all()  # noqa: S608 - own words

        sums = rows("votes_for, votes_against, votes_neither, silent", "adoption order by recommendation_id")
        assert sums == [(2, 1, 0, 1), (5, 1, 0, None), (None, None, None, None)]
        columns = "membership_id, party_letter, party_name, choice, text_version"
        assert rows(columns, "adopted_seat order by membership_id") == [
            (1, "A", "Gl.", "for", 2), (2, "B", "Uændret", "against", 2), (3, "", "", "for", 2), (4, "", "", None, None)
        ]  # fmt: skip
        assert rows("distinct text_version", "position where recommendation_id = 4") == [(2,)]
        assert rows("text_version", "recommendation where id = 4") == [(2,)]


def test_landed_texts_are_shown_as_they_were_typed(empty_app):
    """Whatever has its HTML beside it is rendered anew; nothing else is touched."""
    upgrade(revision="0005")
    with db.engine.begin() as connection:
        insert(connection, "municipality", id=1)
        insert(connection, "user", id=1, email="anna@example.dk")
        insert(connection, "committee", id=1, municipality_id=1, stage="co_initiation")
        for mandate, adopted_on in enumerate((date(2026, 5, 4), None), start=1):
            insert(connection, "mandate", id=mandate, committee_id=1, number=mandate, adopted_on=adopted_on)
            for number, text in enumerate(("1. Hvad?", "2. Hvordan?"), start=1):
                insert(connection, "mandate_question", mandate_id=mandate, number=number, text=text)
        of_idea = {"committee_id": 1, "author_id": 1, "shown_as": "full_name", "state": "answered"}
        typed = {"body": "17. maj\n3. juni", "body_html": "<ol start='17'><li>maj</li><li>juni</li></ol>"}
        insert(connection, "idea", id=1, title="Fest", **typed, **of_idea)
        insert(connection, "idea_answer", idea_id=1, author_id=1, verdict="answered", override="None", **typed)
        earlier = {"earlier_html": "<p>Før</p>"}
        insert(connection, "idea_correction", idea_id=1, override="Navnet er offentligt", **earlier)
    upgrade()
    with db.engine.connect() as connection:
        for select in ("select body_html from idea", "select body_html from idea_answer"):
            assert connection.scalar(sa.text(select)) == "<p>17. maj<br>\n3. juni</p>"
        assert connection.scalar(sa.text("select override from idea_answer")) == ""
        kept = connection.execute(sa.text("select override, earlier_html from idea_correction")).one()
        assert kept == ("Navnet er offentligt", "<p>Før</p>")
        asked = connection.scalars(sa.text("select text from mandate_question order by mandate_id, number")).all()
        assert asked == ["1. Hvad?", "2. Hvordan?", "Hvad?", "Hvordan?"], "what was adopted never changes"


def sealed_as_before(connection, record_id, **facts):
    """A record of two texts and a point with a correction, sealed the way it was done without salt."""
    published = datetime(2026, 5, 4, 10)
    row = {"municipality_id": 1, "year": 2026, "number": record_id, "body_name": "Byrådet", "title": "Bænke"} | facts
    texts = ("item", "case_number", "summary", "presentation", "legal_basis", "text", "minority_statement", "absent",
             "disqualified", "source")  # fmt: skip
    sealed = {"committee_id": None, "response_id": None, "source_key": None} | dict.fromkeys(texts, "") | row
    sealed |= {
        "decided_on": "2026-05-01", "published_at": "2026-05-04T10:00:00+00:00", "result": "adopted",
        "points": [{"position": 1, "label": "At 1", "text": "Hanne, 010190-1234", "result": ""}],
        "case_steps": [], "attachments": [],
        "votes": [{"letter": "A", "party_name": "A", "votes_for": 7, "votes_against": 1, "votes_neither": 0}],
    }  # fmt: skip
    seal = old_hash(sealed)
    moments = {"decided_on": date(2026, 5, 1), "published_at": published}
    insert(connection, "decision_record", id=record_id, result="adopted", content_hash=seal, **row, **moments)
    insert(connection, "decision_point", record_id=record_id, position=1, label="At 1", text="Hanne, 010190-1234")
    insert(
        connection,
        "vote_count",
        record_id=record_id,
        letter="A",
        party_name="A",
        votes_for=7,
        votes_against=1,
        votes_neither=0,
    )
    chained = {"before": seal, "number": 1, "text": "Ti bænke.", "created_at": "2026-05-05T10:00:00+00:00"}
    insert(
        connection, "decision_correction", record_id=record_id, number=1, text="Ti bænke.",
        created_at=datetime(2026, 5, 5, 10), content_hash=old_hash(chained),
    )  # fmt: skip
    return seal


def old_hash(content):
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def test_records_are_sealed_anew_with_salt_and_say_whether_the_old_seal_held(empty_app):
    upgrade(revision="0007")
    with db.engine.begin() as connection:
        insert(connection, "municipality", id=1, is_home=True)
        seals = [sealed_as_before(connection, number) for number in (1, 2, 3)]
        connection.execute(sa.text("update decision_record set title = 'Borde' where id = 2"))
        connection.execute(sa.text("update decision_correction set text = 'Ni bænke.' where record_id = 3"))
    upgrade()

    records = db.session.scalars(sa.select(DecisionRecord).order_by(DecisionRecord.id)).all()
    assert [record.old_seal_held for record in records] == [True, False, False]
    assert all(record.resealed_at for record in records)
    assert not {record.content_hash for record in records} & set(seals)
    assert {text.name for text in records[0].sealed_texts} == {"title", "points.1.text", "corrections.1.text"}
    assert [found.path for found in verify_records().mismatches] == ["/beslutninger/2026/2", "/beslutninger/2026/3"]
    for table in ("decision_record", "decision_correction", "sealed_text"):
        kept = db.session.execute(sa.select(sa.text("*")).select_from(sa.table(table))).all()
        assert not any(seal in str(row) for row in kept for seal in seals), "an old seal gives a short text away"


def test_a_way_back_and_forth_says_that_the_old_seals_are_lost_and_accuses_nobody(empty_app):
    upgrade(revision="0007")
    with db.engine.begin() as connection:
        insert(connection, "municipality", id=1, is_home=True)
        for number in (1, 2):
            sealed_as_before(connection, number)
    upgrade()
    downgrade(revision="0005")
    upgrade()

    records = db.session.scalars(sa.select(DecisionRecord).order_by(DecisionRecord.id)).all()
    assert [record.old_seal_held for record in records] == [None, None]
    assert all(record.resealed_at for record in records)
    assert verify_records().mismatches == ()
    page = empty_app.test_client().get(records[0].path).text
    assert "vides ikke" in page and "holdt ikke" not in page


def test_landed_edges_are_said_as_finely_as_is_known(empty_app):
    """To the version that stood when an edge was written; what cannot have been is gone; nothing is made up."""
    upgrade(revision="0010")
    first, second, held = datetime(2026, 3, 1, 9), datetime(2026, 4, 1, 9), datetime(2026, 5, 1, 17)
    with db.engine.begin() as connection:
        insert(connection, "municipality", id=1)
        insert(connection, "body", id=1, municipality_id=1, name="Byrådet", kind="council")
        insert(connection, "user", id=1, email="anna@example.dk")
        insert(connection, "committee", id=1, municipality_id=1, stage="co_implementation")
        insert(connection, "idea_theme", id=1, committee_id=1, name="Lys")
        facts = {"committee_id": 1, "author_id": 1, "shown_as": "full_name", "state": "answered", "title": "Lys"}
        insert(connection, "idea", id=1, theme_id=1, **facts)
        insert(connection, "idea_answer", id=1, idea_id=1, author_id=1, verdict="answered", created_at=first)
        for id_, starts_at in ((1, datetime(2026, 2, 1, 17)), (2, held)):
            insert(connection, "workshop", id=id_, committee_id=1, kind="workshop", influence="develop",
                   starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), capacity=9)  # fmt: skip
        insert(connection, "proposal", id=1, committee_id=1, author_id=1)
        for id_, moment in ((7, first), (8, second)):
            insert(connection, "proposal_version", id=id_, proposal_id=1, number=id_ - 6, author_id=1,
                   created_at=moment)  # fmt: skip
        insert(connection, "recommendation", id=1, committee_id=1, number=1, state="answered",
               adopted_on=date(2026, 4, 9), created_at=second)  # fmt: skip
        for id_, verdict, day in ((1, "sent_on", date(2026, 4, 20)), (2, "changed", date(2026, 5, 20))):
            insert(connection, "council_response", id=id_, recommendation_id=1, body_id=1, author_id=1,
                   verdict=verdict, met_on=day)  # fmt: skip
        insert(connection, "decision_record", id=1, municipality_id=1, response_id=1, result="sent_on", year=2026,
               number=1)  # fmt: skip
        insert(connection, "commitment", id=1, committee_id=1, recommendation_id=1, status="promised",
               created_at=held)  # fmt: skip
        for earlier, later, relation, moment in (
            ("idea 1", "workshop 1", "derived_from", first),
            ("idea 1", "proposal 1", "derived_from", first),
            ("workshop 1", "proposal 1", "derived_from", second),
            ("workshop 2", "proposal 1", "derived_from", second),
            ("proposal 1", "recommendation 1", "derived_from", second),
            ("workshop 2", "recommendation 1", "derived_from", second),
            ("recommendation 1", "council_response 1", "answers", held),
            ("council_response 1", "decision_record 1", "derived_from", held),
            ("decision_record 1", "commitment 1", "implements", held),
        ):
            ends = dict(zip(("earlier_kind", "earlier_id", "later_kind", "later_id"),
                            (*earlier.split(), *later.split()), strict=True))  # fmt: skip
            insert(connection, "trace_edge", relation=relation, created_at=moment, **ends)
    upgrade()
    assert edges() == {
        "idea 1 taken_up_at workshop 1",
        "idea 1 derived_from proposal_version 7",
        "workshop 1 derived_from proposal_version 8",
        "proposal_version 8 derived_from recommendation 1",
        "recommendation 1 answers council_response 1",
        "council_response 1 records decision_record 1",
        "council_response 2 implements commitment 1",
        "idea 1 answers idea_answer 1",
        "idea 1 gathered_in idea_theme 1",
    }
    downgrade(revision="0010")
    assert edges() == {
        "idea 1 derived_from workshop 1",
        "idea 1 derived_from proposal 1",
        "workshop 1 derived_from proposal 1",
        "proposal 1 derived_from recommendation 1",
        "recommendation 1 answers council_response 1",
        "council_response 1 derived_from decision_record 1",
    }


def edges():
    with db.engine.connect() as connection:
        rows = connection.execute(
            sa.text("select earlier_kind, earlier_id, relation, later_kind, later_id from trace_edge")
        ).all()
    return {f"{row[0]} {row[1]} {row[2]} {row[3]} {row[4]}" for row in rows}


def test_landed_moves_of_meetings_keep_what_the_trail_knows(empty_app):
    """When and where a meeting should have been held, and why not; where the trail does not say, nothing is said."""
    upgrade(revision="0014")
    moved = {"type": "workshop.moved", "subject_kind": "workshop", "created_at": datetime(2026, 5, 3, 9)}
    was = {"starts_at": "2026-05-20T19:00:00+02:00", "place": "Skolen"}
    with db.engine.begin() as connection:
        insert(connection, "municipality", id=1)
        insert(connection, "user", id=1, email="anna@example.dk")
        insert(connection, "committee", id=1, municipality_id=1, stage="co_design")
        starts_at = datetime(2026, 6, 1, 17)
        insert(connection, "workshop", id=7, committee_id=1, kind="workshop", influence="develop", capacity=9,
               starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))  # fmt: skip
        insert(connection, "event", subject_id=7, details={"was": was, "reason": "Vand i salen."}, **moved)
        insert(connection, "event", subject_id=7, details={"was": was}, **moved | {"type": "workshop.edited"})
        insert(connection, "event", subject_id=7, details={"title": "Fra før"}, **moved)
        insert(connection, "event", subject_id=8, details={"was": was}, **moved)
    upgrade()
    kept = sa.table("meeting_move", *(sa.column(name) for name in ("meeting_id", "place", "reason")),
                    sa.column("created_at", sa.DateTime()), sa.column("starts_at", sa.DateTime()),
                    sa.column("ends_at", sa.DateTime()))  # fmt: skip
    with db.engine.connect() as connection:
        rows = connection.execute(sa.select(kept)).all()
        held = connection.execute(
            sa.text("select meeting.id, form, committee_id, capacity from meeting join workshop using (id)")
        )
        assert held.all() == [(7, "open", 1, 9)], "a workshop is the meeting of its number"
    when = datetime(2026, 5, 3, 9), datetime(2026, 5, 20, 17)
    assert rows == [(7, "Skolen", "Vand i salen.", *when, None)]


def test_landed_proposals_say_which_version_brought_each_sentence(empty_app):
    """The versions that there are are cut into passages, and gone through from the first."""
    upgrade(revision="0045")
    texts = ("Vejen er farlig.", "Vejen er farlig. Stien er mørk.\n\nBussen går for tidligt.")
    with db.engine.begin() as connection:
        insert(connection, "municipality", id=1)
        insert(connection, "user", id=1, email="anna@example.dk")
        insert(connection, "committee", id=1, municipality_id=1, stage="co_initiation")
        insert(connection, "proposal", id=1, committee_id=1, author_id=1)
        for number, text in enumerate(texts, start=1):
            made = {"author_id": 1, "problem": text, "created_at": datetime(2026, 5, number)}
            insert(connection, "proposal_version", proposal_id=1, number=number, **made)
        for number, day in ((1, 1), (2, 3)):
            insert(connection, "seat", id=number, committee_id=1, type="citizen")
            insert(connection, "membership", id=number, committee_id=1, seat_id=number, user_id=1, function="member")
            signed = {"membership_id": number, "created_at": datetime(2026, 5, day, 12)}
            insert(connection, "proposal_sponsor", proposal_id=1, **signed)
    upgrade()
    with db.engine.connect() as connection:
        said = connection.scalars(sa.text("select said from proposal_block_text order by id")).all()
        under = connection.scalars(sa.text("select text_version from proposal_sponsor order by id")).all()
        ways = connection.scalars(sa.text("select comparison from proposal_version")).all()
    read = [one if isinstance(one, list) else json.loads(one) for one in said]
    assert read == [
        [[1, "Vejen er farlig."]],
        [[1, "Vejen er farlig."], [2, "Stien er mørk."]],
        [[2, "Bussen går for tidligt."]],
    ]
    assert ways == [1, 1]
    assert under == [1, 2]
