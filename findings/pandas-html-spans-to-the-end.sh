#!/usr/bin/env bash
# pandas 3.1.1, lxml 6.1.3: read_html puts figures into the wrong column under a cell with rowspan="0".
#
# In HTML such a cell spans all rows to the end of its group (thead, tbody, tfoot). The documentation of read_html says that
# it attempts to handle rowspan properly, and with a number it repeats the cell in each row. So we expected the area in both
# rows. The cell is taken as one of a single row: the next rows move one column to the left, and their last cell is empty.
#
# Seen: rowspan="2" -> North a 1, North b 2; rowspan="0" -> North a 1, b 2 and nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1 lxml==6.1.3
cat > "$folder/ask.py" <<'PYTHON'
from io import StringIO

import pandas

for span in ("2", "0"):
    text = (
        "<table><thead><tr><th>area</th><th>branch</th><th>jobs</th></tr></thead><tbody>"
        f'<tr><td rowspan="{span}">North</td><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></tbody></table>'
    )
    [table] = pandas.read_html(StringIO(text), flavor="lxml")
    print(span, table.astype(str).values.tolist())
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "2 [['North', 'a', '1'], ['North', 'b', '2']]
0 [['North', 'a', '1.0'], ['b', '2', nan]]" ] && echo "still so"
