#!/usr/bin/env bash
# duckdb 1.5.6: the Python methods table() and view() do not find a view whose name has its schema.
#
# We expected a view to be found by the names by which SQL finds it, as a table is: table("t"), table("s.t") and
# table("v") work. table("s.v") raises that no table has this name, and view("s.v") says the same of the view, although
# `from s.v` answers. A program that was tested on tables fails when one of them becomes a view, for example over
# Parquet files; sql("from s.v") gives the same relation in both cases.
#
# Seen: the answers of all of these but table("s.v"), table("memory.s.v") and view("s.v").
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.6
cat > "$folder/ask.py" <<'PYTHON'
import duckdb

connection = duckdb.connect()
connection.execute("create schema s; create table s.t as select 1; create view s.v as select 2")
connection.execute("create table t as select 3; create view v as select 4")
for method, name in [
    *[("table", name) for name in ("t", "s.t", "v", "s.v", "memory.s.v")],
    *[("view", name) for name in ("v", "s.v")],
    ("sql", "from s.v"),
]:
    try:
        print(method, name, getattr(connection, method)(name).fetchone()[0])
    except duckdb.CatalogException as error:
        print(method, name, str(error).splitlines()[0])
PYTHON
"$folder/venv/bin/python" "$folder/ask.py" | tee "$folder/seen"
[ "$(cat "$folder/seen")" = "table t 3
table s.t 1
table v 4
table s.v Catalog Error: Table with name s.v does not exist!
table memory.s.v Catalog Error: Table with name memory.s.v does not exist!
view v 4
view s.v Catalog Error: Table with name s.v does not exist!
sql from s.v 2" ] && echo "still so"
