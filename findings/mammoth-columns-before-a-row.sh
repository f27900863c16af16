#!/usr/bin/env bash
# mammoth 1.13.0: a row of a Word table that begins after empty grid columns has its figures in columns too far left.
#
# A row may leave out columns at its beginning (w:gridBefore): Word shows the first cell below the second column. mammoth
# converts tables with their merged cells, and cells with w:gridSpan get a colspan. So we expected an empty cell before this
# row's first, or a message. The cells begin in the first column: what was printed below 2021 is below 2020. python-docx has
# the number of columns left out (grid_cols_before).
#
# Seen: 2020 and 2021, below 2021 the figure 7 -> rows 2020 2021 and 7, no message; python-docx has 1 column before 7.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
cat > "$folder/ask.py" <<'PYTHON'
import sys

import docx
import mammoth
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

document = docx.Document()
table = document.add_table(rows=2, cols=2)
for place, text in ((0, "2020"), (1, "2021")):
    table.rows[0].cells[place].text = text
row = table.rows[1]._tr
row.remove(row.tc_lst[0])
before = OxmlElement("w:gridBefore")
before.set(qn("w:val"), "1")
row.get_or_add_trPr().append(before)
table.rows[1].cells[0].text = "7"
document.save(sys.argv[1])
print("python-docx", *(line.grid_cols_before for line in docx.Document(sys.argv[1]).tables[0].rows))
with open(sys.argv[1], "rb") as file:
    result = mammoth.convert_to_html(file)
print(result.value, result.messages)
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder/table.docx")
echo "$seen"
[ "$seen" = "python-docx 0 1
<table><tr><td><p>2020</p></td><td><p>2021</p></td></tr><tr><td><p>7</p></td></tr></table> []" ] && echo "still so"
