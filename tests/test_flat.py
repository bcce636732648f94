"""No page reads a large table from end to end: its questions go by an index, however much there is.

The plans are SQLite's, which go by what is there (`analyze`) as PostgreSQL's do; tests/ideas/test_flat.py asks both.
"""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from portal.foundation.db import db
from tests.databases import SQLITE, chosen
from tests.everything import addresses
from tests.test_bad_input import built, rules

MANY = 20_000
APART = "{0} + 1000 * turn.number"  # another number in each turn, where no two rows may have the same
ANOTHER = "{0} || '-' || turn.number"
LONG_PAST = "datetime('2026-01-01', '-' || (turn.number * 7) || ' hours')"
LONG_PAST_DAY = f"date({LONG_PAST})"
ELSEWHERE = "1000 + turn.number % 200"
# What grows for as long as the portal is used, and how a copy of a row differs: it is older, settled, and of others
LARGE = {
    "attempt": {"key_hash": ANOTHER, "created_at": LONG_PAST},
    "decision_record": {"number": APART, "response_id": "null", "source_key": "null", "decided_on": LONG_PAST_DAY},
    "event": {"committee_id": ELSEWHERE, "subject_id": APART, "actor_id": "null"},
    "idea": {"submission_key": "null", "first_answered_at": LONG_PAST, "published_at": LONG_PAST,
             "state": "'answered'"},
    "idea_answer": {"submission_key": "null", "idea_id": "(select max(id) from idea) - turn.number % 15000"},
    "idea_step": {"idea_id": "(select max(id) from idea) - turn.number % 15000"},
    "letter_sent": {"message_key": ANOTHER, "event_id": "null", "created_at": LONG_PAST, "sent_at": LONG_PAST,
                    "failed_at": "null"},
    "moderation_case": {"open_key": "null", "days": "3", "state": "'kept'", "decided_at": LONG_PAST,
                        "subject_id": APART},
    "notification": {"event_id": "1 + ({0} * 1009 + turn.number) % 20000"},
    "outbox_message": {"done_at": LONG_PAST, "due_at": LONG_PAST, "parked_at": "null"},
    "trace_edge": {"earlier_id": APART, "later_id": APART},
    "user": {"email": ANOTHER},
    "user_session": {"token_hash": ANOTHER},
}  # fmt: skip
WHOLE = re.compile(r"^SCAN (\w+?)(_\d+)?$")  # with an index it says USING
FIRST_FEW = re.compile(r"FROM (\w+) ORDER BY \1\.id( DESC)?\s+LIMIT")  # in the order in which they lie there
# Read whole on purpose: who asks for it, and why it holds nobody else up
NIGHT = "what the coming night deletes is counted as the night will count it, for an administrator who asks"
OWN = "everything about one person is looked for in everything, when that person asks"
MEANT = {
    "administration.persons": "names are sorted the Danish way, which no database can; three columns of each account",
    "imports.doubtful": "the newest that were read in; whoever has read none in has few decisions",
    "moderation.log": "the public account counts every case there ever was, and nobody's page has more",
    "privacy.own_data": OWN,
    "privacy.tonight": NIGHT,
}
NO_PAGES = {"search.csv", "search.feed", "pages.alive", "pages.ready", "pages.language", "pages.was"}


@pytest.fixture
def a_long_life(world):
    """The same world after many years: twenty thousand of everything that grows."""
    db.session.flush()
    for table, others in LARGE.items():
        names = [f'"{column.name}"' for column in db.metadata.tables[table].columns if column.name != "id"]
        values = [others.get(name.strip('"'), "{0}").format(f"old.{name}") for name in names]
        there = db.session.scalar(text(f'select count(*) from "{table}"'))  # noqa: S608 - our own tables
        turns = "with recursive turn(number) as (select 1 union all select number + 1 from turn where number < :turns)"
        into = f'insert or ignore into "{table}" ({", ".join(names)})'
        copies = f'select {", ".join(values)} from turn, (select * from "{table}") as old'  # noqa: S608
        db.session.execute(text(f"{turns} {into} {copies}"), {"turns": -(-MANY // max(there, 1))})
    db.session.execute(text("analyze"))
    db.session.commit()
    return world


@contextmanager
def reading_whole_tables(explained):
    """Collects, while it lasts, which large tables are read from end to end, and by which question."""
    found = []

    def explain(_connection, cursor, statement, parameters, _context, _many):
        is_new = statement not in explained and statement.lstrip().lower().startswith(("select", "with"))
        if not is_new or FIRST_FEW.search(statement):
            return
        explained.add(statement)
        plan = [WHOLE.match(row[3]) for row in cursor.connection.execute(f"explain query plan {statement}", parameters)]
        found.extend(
            f"{whole[1]}: {statement.partition('FROM')[2]:.400}" for whole in plan if whole and whole[1] in LARGE
        )

    event.listen(db.engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", explain)


@pytest.mark.skipif(chosen() != SQLITE, reason="the plans of SQLite are read")
def test_no_page_reads_a_large_table_whole(app, client, a_long_life):
    of, people, explained = addresses(a_long_life), a_long_life.people, set()
    faults, met = [], set()
    for who in ("visitor", "citizen", "secretary", "administrator"):
        browser = client(people[who])
        for rule in rules(app, "GET"):
            if rule.endpoint in NO_PAGES:
                continue
            path = built(app, rule, of(rule.endpoint, rule.arguments), "GET")
            with reading_whole_tables(explained) as found:
                browser.get(path)
            if rule.endpoint in MEANT:
                met |= {rule.endpoint} if found else set()
            else:
                faults += [f"{who} {path} reads all of {statement}" for statement in found]
    assert not faults, "\n\n".join(faults)
    assert met == set(MEANT), "nothing is read whole there any more"
