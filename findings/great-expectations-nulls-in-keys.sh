#!/usr/bin/env bash
# great-expectations 1.24.1, SQLAlchemy 2.1.9, pandas 3.1.1: two expectations overlook rows with a null in SQL, not in pandas.
#
# A table of observations has a key (report_id, indicator_id, basis) whose last column is null where no plan is meant. Two rows
# are the same. ExpectCompoundColumnsToBeUnique with ignore_row_if="never" should find both, on every engine. The pandas engine
# does. The SQL engine compares the columns by "=", which is never true of a null, so it passes.
#
# ExpectColumnPairValuesAToBeGreaterThanB ignores a row where both values are missing, by default. Of the pairs (1, null),
# (null, 2), (3, 2), (2, 3) it should therefore report three. The pandas engine does. The SQL engine reports one, whatever
# ignore_row_if says: a comparison with null is no violation there.
#
# An audit that trusts either must ask for missing values by itself, or keep nulls out of keys.
#
# Seen:
#   sqlite unique never True 0
#   pandas unique never False 2
#   sqlite pair both_values_are_missing 1
#   sqlite pair neither 1
#   pandas pair both_values_are_missing 3
#   pandas pair neither 3
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    great-expectations==1.24.1 SQLAlchemy==2.1.9 pandas==3.1.1 numpy==2.4.6
cat > "$folder/ask.py" <<'PYTHON'
import sqlite3

import great_expectations as gx
import pandas as pd

KEYS = ["report_id", "indicator_id", "basis"]
OBSERVATIONS = [("r1", "exports", None), ("r1", "exports", None), ("r1", "imports", "central")]
PAIRS = [(1.0, None), (None, 2.0), (3.0, 2.0), (2.0, 3.0)]

with sqlite3.connect("figures.db") as database:
    database.execute("create table observations (report_id text, indicator_id text, basis text)")
    database.executemany("insert into observations values (?, ?, ?)", OBSERVATIONS)
    database.execute("create table pairs (a real, b real)")
    database.executemany("insert into pairs values (?, ?)", PAIRS)

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = None
sqlite = context.data_sources.add_sqlite("sqlite", connection_string="sqlite:///figures.db")
pandas = context.data_sources.add_pandas("pandas")


def batch(engine, table, frame):
    if engine == "sqlite":
        asset = sqlite.add_table_asset(table, table_name=table)
        return asset.add_batch_definition_whole_table("all").get_batch()
    asset = pandas.add_dataframe_asset(table)
    return asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})


observations = pd.DataFrame(OBSERVATIONS, columns=KEYS)
pairs = pd.DataFrame(PAIRS, columns=["a", "b"])
for engine in ("sqlite", "pandas"):
    unique = gx.expectations.ExpectCompoundColumnsToBeUnique(column_list=KEYS, ignore_row_if="never")
    found = batch(engine, "observations", observations).validate(unique)
    print(engine, "unique never", found.success, found.result["unexpected_count"])
for engine in ("sqlite", "pandas"):
    asked = batch(engine, "pairs", pairs)
    for ignored in ("both_values_are_missing", "neither"):
        greater = gx.expectations.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="a", column_B="b", ignore_row_if=ignored
        )
        print(engine, "pair", ignored, asked.validate(greater).result["unexpected_count"])
PYTHON
cd "$folder"
GX_ANALYTICS_ENABLED=false "$folder/venv/bin/python" ask.py > seen.txt 2> errors.txt || { cat errors.txt; exit 1; }
cat > expected.txt <<'TEXT'
sqlite unique never True 0
pandas unique never False 2
sqlite pair both_values_are_missing 1
sqlite pair neither 1
pandas pair both_values_are_missing 3
pandas pair neither 3
TEXT
diff expected.txt seen.txt && echo "still so"
