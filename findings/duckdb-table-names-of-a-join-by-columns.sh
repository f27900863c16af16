#!/usr/bin/env bash
# duckdb 1.5.6: get_table_names() in Python refuses a query that joins by columns, though the query runs.
#
# We expected the names of the tables that a query reads, as for the same join with `on`: a program that puts queries
# in order by what they read asks for nothing else. A join with `using` raises that the column does not exist, a
# natural join that there is no column to join on: the names are found by binding against tables without columns, not
# those that exist. Whether names are wanted with their schemas (`qualified`) makes no difference.
#
# Seen: both tables for `on`; a BinderException for `using` and `natural`; rows from all three queries.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.6
cat > "$folder/ask.py" <<'PYTHON'
import duckdb

connection = duckdb.connect()
connection.execute("create table plan as select 1 as year, 5 as tonnes")
connection.execute("create table output as select 1 as year, 4 as grown")
for joined in ("join output on plan.year = output.year", "join output using (year)", "natural join output"):
    query = f"select tonnes, grown from plan {joined}"
    print(joined, connection.execute(query).fetchall())
    for qualified in (False, True):
        try:
            print(" ", sorted(connection.get_table_names(query, qualified=qualified)))
        except duckdb.BinderException as error:
            print(" ", str(error).splitlines()[0])
PYTHON
"$folder/venv/bin/python" "$folder/ask.py" | tee "$folder/seen"
[ "$(cat "$folder/seen")" = "join output on plan.year = output.year [(5, 4)]
  ['output', 'plan']
  ['output', 'plan']
join output using (year) [(5, 4)]
  Binder Error: Column \"year\" does not exist on left side of join!
  Binder Error: Column \"year\" does not exist on left side of join!
natural join output [(5, 4)]
  Binder Error: No columns found to join on in NATURAL JOIN.
  Binder Error: No columns found to join on in NATURAL JOIN." ] && echo "still so"
