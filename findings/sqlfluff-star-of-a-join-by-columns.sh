#!/usr/bin/env bash
# sqlfluff 4.4.0, DuckDB 1.5.6: "sqlfluff fix" of a query with "*" and "join ... using" takes keys away (rule ST07).
#
# The rule makes "on l.id = r.id" of "using (id)". Where the query names the key without its table, it is reported and not
# changed, as the result would differ. So we expected the same for "*", which includes the key. It is changed: the result
# has a column more, and as a table its key is the left one's, which is null in rows that only the right table has.
#
# Seen: before, columns id p q and keys 1 2 3; after, columns id p id_1 q and keys 1 2 None.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sqlfluff==4.4.0 duckdb==1.5.6
cat > "$folder/ask.py" <<'PYTHON'
import duckdb
import sqlfluff

database = duckdb.connect()
database.execute("create table plans as select * from (values (1, 10), (2, 20)) as v(id, p)")
database.execute("create table results as select * from (values (2, 200), (3, 300)) as v(id, q)")
for named in ("id, plans.p, results.q", "*"):
    query = f"select {named} from plans full join results using (id)\n"
    fixed = sqlfluff.fix(query, dialect="duckdb", rules=["ST07"])
    print(named, "not changed" if fixed == query else "changed")
for name, text in (("before", query), ("after", fixed)):
    database.execute(f"create or replace table mart as {text}")
    rows = database.execute("select * from mart order by coalesce(p, q)")
    columns = [column[0] for column in rows.description]
    print(name, *columns, "| keys", *(row[0] for row in rows.fetchall()))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "id, plans.p, results.q not changed
* changed
before id p q | keys 1 2 3
after id p id_1 q | keys 1 2 None" ] && echo "still so"
