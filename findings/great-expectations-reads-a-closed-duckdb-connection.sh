#!/usr/bin/env bash
# great-expectations 1.24.1 with duckdb-sqlalchemy 1.5.6.5 and duckdb 1.5.6: every expectation on a DuckDB file ends in an error.
#
# Great Expectations reads any database that SQLAlchemy reads, and duckdb-sqlalchemy is DuckDB's dialect: we expected a table of
# 30 rows to have 30 rows. But Great Expectations closes the connection first and fetches the rows afterwards. Most drivers
# still hold them by then; DuckDB's result ends with its connection. The same data in SQLite passes.
#
# A dialect that fetches every result as soon as its statement has run gets round it.
#
# Seen:
#   sqlite True
#   duckdb error
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    great-expectations==1.24.1 SQLAlchemy==2.1.9 duckdb-sqlalchemy==1.5.6.5 duckdb==1.5.6 pandas==3.1.1 numpy==2.4.6
cat > "$folder/ask.py" <<'PYTHON'
import sqlite3

import duckdb
import great_expectations as gx

ROWS = "insert into figures select * from range(30)"
with sqlite3.connect("figures.sqlite") as database:
    database.execute("create table figures (figure_no integer)")
    database.executemany("insert into figures values (?)", [(number,) for number in range(30)])
with duckdb.connect("figures.duckdb") as database:
    database.execute("create table figures (figure_no integer)")
    database.execute(ROWS)

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = None
for name, address in (("sqlite", "sqlite:///figures.sqlite"), ("duckdb", "duckdb:///figures.duckdb")):
    source = context.data_sources.add_sql(name, connection_string=address)
    asset = source.add_table_asset("figures", table_name="figures")
    batch = asset.add_batch_definition_whole_table("all").get_batch()
    found = batch.validate(gx.expectations.ExpectTableRowCountToEqual(value=30))
    print(name, found.success if found.result else "error")
PYTHON
cd "$folder"
GX_ANALYTICS_ENABLED=false "$folder/venv/bin/python" ask.py > seen.txt 2> errors.txt || { cat errors.txt; exit 1; }
cat seen.txt
printf 'sqlite True\nduckdb error\n' | diff - seen.txt && echo "still so"
