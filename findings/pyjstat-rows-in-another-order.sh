#!/usr/bin/env bash
# pyjstat 2.4.0: from a data frame whose rows are in another order, the figures of a JSON-stat file belong to other places.
#
# JSON-stat lists the values in the order of the cube's dimensions. Each row of a data frame names its categories, so we
# expected each figure at its own, whatever the order of rows. The values are written in the order of rows: pyjstat itself
# reads South 2021 back as 30 where the frame has 31. Where a row is left out, so is its place among the values: all after
# it move up. Rows that are complete and in the order of their dimensions are right.
#
# Seen: North 2021 21, North 2020 20, South 2020 30, South 2021 31 -> South 2021 30, South 2020 31; without the row of North
# 2020 three values for four cells: 21, 30, 31.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyjstat==2.4.0 pandas==3.1.1
cat > "$folder/ask.py" <<'PYTHON'
import json

import pandas
from pyjstat import pyjstat

ROWS = [("North", "2021", 21.0), ("North", "2020", 20.0), ("South", "2020", 30.0), ("South", "2021", 31.0)]
text = pyjstat.Dataset.read(pandas.DataFrame(ROWS, columns=["area", "year", "value"])).write()
for row in pyjstat.Dataset.read(text).write("dataframe").itertuples(index=False):
    print(*row)
fewer = pandas.DataFrame([ROWS[0], *ROWS[2:]], columns=["area", "year", "value"])
text = json.loads(pyjstat.Dataset.read(fewer).write())
print("one left out", text["size"], text["value"])
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "North 2021 21.0
North 2020 20.0
South 2021 30.0
South 2020 31.0
one left out [2, 2] [21.0, 30.0, 31.0]" ] && echo "still so"
