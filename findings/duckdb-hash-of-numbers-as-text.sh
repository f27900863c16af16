#!/usr/bin/env bash
# duckdb 1.5.6: hash() of texts with sixteen characters is the same for a fifth of the numbers in a long row of them.
#
# hash() returns 64 bits. Of twenty million different texts we expected none or one pair with the same hash: a good hash of
# that size has one such pair in about a hundred thousand tries. The numbers from 72643840000000.0 to 72643849999999.5, in
# steps of a half and written as texts of sixteen characters, have sixteen million hashes only; written as texts of fifteen
# or seventeen characters (one digit less or more in front) each has its own. So count(distinct hash(key)) is no count of
# keys, and two tables with the same sum of hashes may differ: compare the keys themselves, row(a, b, ...). Joins and
# groupings compare keys after their hashes, and stay right.
#
# Seen: 15 characters, 0 texts share a hash; 16 characters, 4000000; 17 characters, 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.6
cat > "$folder/ask.py" <<'PYTHON'
import duckdb

for first in ("7264384000000", "72643840000000", "172643840000000"):
    length, different, hashes = duckdb.sql(f"""
        with texts as (
            select cast(cast({first} + number * 0.5 as decimal(20, 1)) as varchar) as text
            from range(20_000_000) as numbers (number)
        )
        select max(length(text)), count(distinct text), count(distinct hash(text)) from texts
    """).fetchone()
    print(length, "characters:", different - hashes)
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "15 characters: 0
16 characters: 4000000
17 characters: 0" ] && echo "still so"
