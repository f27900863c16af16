#!/usr/bin/env bash
# duckdb 1.5.6, pandas 3.1.1: binding a parameter imports pandas; where it is missing, each parameter looks for it anew.
#
# We expected a whole number or a text as a parameter to need no other package: the client is a compiled module, and the
# manual asks for pandas only where data frames go in or out. The first parameter of a process imports pandas, and NumPy
# with it, which takes half a second; a query without parameters imports neither. In an environment without pandas the
# import system is asked for it twice for every single parameter, also for those of one statement: a loop with many
# small statements spends most of its time there. A value in the text of the statement, or an installed pandas, avoids it.
#
# Seen: with pandas, imported by the first parameter only; without pandas, no search without parameters and 600 for 300.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/ask.py" <<'PYTHON'
import sys

searches = 0


class Counter:
    def find_spec(self, name, path=None, target=None):
        global searches
        searches += name == "pandas"
        return None


sys.meta_path.insert(0, Counter())
import duckdb

connection = duckdb.connect()
searches = 0
connection.execute("select 1").fetchall()
print("without parameters: searches", searches, "imported", "pandas" in sys.modules)
for number in range(100):
    connection.execute("select ?, ?, ?", [number, "text", 0.5]).fetchall()
print("300 parameters: searches", searches, "imported", "pandas" in sys.modules)
PYTHON
for packages in "duckdb==1.5.6 pandas==3.1.1" "duckdb==1.5.6"; do
    python3 -m venv --clear "$folder/venv"
    # shellcheck disable=SC2086
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check $packages
    "$folder/venv/bin/python" "$folder/ask.py"
done | tee "$folder/seen"
[ "$(cat "$folder/seen")" = "without parameters: searches 0 imported False
300 parameters: searches 1 imported True
without parameters: searches 0 imported False
300 parameters: searches 600 imported False" ] && echo "still so"
