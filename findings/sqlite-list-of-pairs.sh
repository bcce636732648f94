#!/bin/sh
# SQLAlchemy 2.0.44 writes tuple_(a, b).in_(pairs) for SQLite as (a, b) IN (VALUES (?, ?), …). Up to SQLite 3.45.3 (seen
# with apsw 3.45.3.0; Debian 12 brings 3.40.1) that reads the whole table, though an index on (a, b) is there and
# analyzed; from 3.46.1 (apsw 3.46.1.0) the index is searched. a IN (…) AND b IN (…) uses it in both. The two rows are
# found either way. Seen: "3.45.3 pairs SCAN, apart SEARCH; 3.46.1 pairs SEARCH, apart SEARCH".
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install --quiet "sqlalchemy==2.0.44" 2>/dev/null
for version in 3.45.3.0 3.46.1.0; do
    "$here/venv/bin/pip" install --quiet --target "$here/$version" "apsw==$version" 2>/dev/null
    PYTHONPATH="$here/$version" "$here/venv/bin/python" - >>"$here/seen" <<'PYTHON'
import apsw
from sqlalchemy import Column, Integer, MetaData, String, Table, select, tuple_
from sqlalchemy.dialects import sqlite

tie = Table("tie", MetaData(), Column("id", Integer, primary_key=True), Column("a", String), Column("b", Integer))
asked = {
    "pairs": tuple_(tie.c.a, tie.c.b).in_([("idea", 7), ("answer", 8)]),
    "apart": tie.c.a.in_(["idea", "answer"]) & tie.c.b.in_([7, 8]),
}
cursor = apsw.Connection(":memory:").cursor()
cursor.execute("create table tie (id integer primary key, a varchar, b integer)")
cursor.execute("create index ix_tie on tie (a, b)")
cursor.executemany("insert into tie (a, b) values (?, ?)", [("idea" if n % 2 else "answer", n) for n in range(20_000)])
cursor.execute("analyze")
told = []
for name, condition in asked.items():
    said = select(tie.c.id).where(condition).compile(
        dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}
    )
    values = tuple(said.params[key] for key in said.positiontup)
    assert len(list(cursor.execute(str(said), values))) == 2
    plan = list(cursor.execute(f"explain query plan {said}", values))
    told.append(f"{name} {plan[0][3].split()[0]}")
print(apsw.sqlite_lib_version(), ", ".join(told))
PYTHON
done
seen=$(paste -s -d ';' "$here/seen" | sed 's/;/; /')
echo "$seen"
test "$seen" = "3.45.3 pairs SCAN, apart SEARCH; 3.46.1 pairs SEARCH, apart SEARCH"
