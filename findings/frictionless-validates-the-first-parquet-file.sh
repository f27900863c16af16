#!/usr/bin/env bash
# frictionless 5.21.0, pandas 3.1.1, pyarrow 26.0.1: of a resource with several Parquet files only the first is validated;
# a whole number that is missing is a type error.
#
# We expected a resource whose `path` lists two Parquet files to be read whole, as it is for two CSVs, so that a text in
# the second file breaks a schema of whole numbers; and a null in a column of whole numbers to be null. The first file
# alone is read: the package is called valid although no row of the second fits. A null makes the column one of floats on
# its way through pandas, which are no whole numbers: a valid file is called invalid. Who publishes
# tables in several Parquet files has to validate them in another way, for example as CSV.
#
# Seen: CSV in two files: not valid, Parquet in two files: valid, one Parquet file with a null: not valid.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    frictionless==5.21.0 pandas==3.1.1 pyarrow==26.0.1 duckdb==1.5.6
cat > "$folder/ask.py" <<'PYTHON'
import json
import os
import sys

import duckdb
from frictionless import validate

os.chdir(sys.argv[1])
for ending in ("csv", "parquet"):
    duckdb.sql(f"copy (select 1::integer as a) to 'one.{ending}'")
    duckdb.sql(f"copy (select 'x' as a) to 'two.{ending}'")
duckdb.sql("copy (from (values (1::integer), (null)) as t(a)) to 'three.parquet'")


def ask(path, form):
    schema = {"fields": [{"name": "a", "type": "integer"}]}
    resource = {"name": "t", "type": "table", "path": path, "format": form, "schema": schema}
    with open("datapackage.json", "w") as file:
        json.dump({"resources": [resource]}, file)
    report = validate("datapackage.json")
    notes = [error.note for task in report.tasks for error in task.errors]
    print(form, path, "valid" if report.valid else "not valid", *notes)


ask(["one.csv", "two.csv"], "csv")
ask(["one.parquet", "two.parquet"], "parquet")
ask("three.parquet", "parquet")
PYTHON
"$folder/venv/bin/python" "$folder/ask.py" "$folder" | tee "$folder/seen"
[ "$(cat "$folder/seen")" = "csv ['one.csv', 'two.csv'] not valid type is \"integer/default\"
parquet ['one.parquet', 'two.parquet'] valid
parquet three.parquet not valid type is \"integer/default\"" ] && echo "still so"
