#!/usr/bin/env bash
# great-expectations 1.24.1, SQLAlchemy 2.1.9: an UnexpectedRowsExpectation runs its query twice.
#
# One expectation, one query: we expected the database to run it once, for the rows, and Great Expectations to count what it
# fetched. It runs the query for the rows, and then again inside "SELECT COUNT(*) FROM (...)", even where the first answer was
# whole. With queries that join large tables an audit takes twice the time. Great Expectations keeps at most 200 rows; of
# fewer, the number is known already.
#
# Seen: the query stands in 2 statements, of which 1 counts; the table has 20 rows.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    great-expectations==1.24.1 SQLAlchemy==2.1.9 pandas==3.1.1 numpy==2.4.6
cat > "$folder/ask.py" <<'PYTHON'
import sqlite3

import great_expectations as gx
from sqlalchemy import event
from sqlalchemy.engine import Engine

with sqlite3.connect("figures.db") as database:
    database.execute("create table figures (figure_no integer)")
    database.executemany("insert into figures values (?)", [(number,) for number in range(1, 21)])

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = None
source = context.data_sources.add_sqlite("sqlite", connection_string="sqlite:///figures.db")
asset = source.add_table_asset("figures", table_name="figures")
batch = asset.add_batch_definition_whole_table("all").get_batch()

statements = []
event.listen(Engine, "before_cursor_execute", lambda c, cursor, text, *rest: statements.append(text))
expectation = gx.expectations.UnexpectedRowsExpectation(
    unexpected_rows_query="select figure_no from {batch} where figure_no > 15"
)
assert batch.validate(expectation).result["observed_value"] == 5
asked = [text for text in statements if "figure_no > 15" in text]
print(len(asked), "statements,", sum("COUNT(" in text.upper() for text in asked), "counts")
PYTHON
cd "$folder"
seen=$(GX_ANALYTICS_ENABLED=false "$folder/venv/bin/python" ask.py 2> errors.txt) || { cat errors.txt; exit 1; }
echo "$seen"
[ "$seen" = "2 statements, 1 counts" ] && echo "still so"
