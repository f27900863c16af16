#!/usr/bin/env bash
# duckdb 1.5.6: a file that two folders of file_search_path contain is read twice.
#
# We expected a search path to work like that of a shell or a compiler: the folders are tried in turn, and the first that
# has the file answers. DuckDB reads the file of every folder that has it, for a plain name without any pattern, as if
# the name were one: a count doubles, without a word. A view over such a name changes its rows with the setting. One
# database that is attached beside another, each with views over files beside it, therefore needs distinct names.
#
# Seen: 3 rows with either folder in the search path, 6 with both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.6
cat > "$folder/ask.py" <<'PYTHON'
import sys
from pathlib import Path

import duckdb

first, second = (Path(sys.argv[1]) / name for name in ("first", "second"))
for place in (first, second):
    place.mkdir()
    duckdb.execute(f"copy (select unnest(range(3)) as x) to '{place}/figures.parquet'")
for path in (f"{first}", f"{second}", f"{first},{second}"):
    duckdb.execute(f"set file_search_path = '{path}'")
    (found,) = duckdb.execute("select count(*) from read_parquet('figures.parquet')").fetchone()
    print(len(path.split(",")), "in the path:", found, "rows")
PYTHON
"$folder/venv/bin/python" "$folder/ask.py" "$folder" | tee "$folder/seen"
[ "$(cat "$folder/seen")" = "1 in the path: 3 rows
1 in the path: 3 rows
2 in the path: 6 rows" ] && echo "still so"
