#!/usr/bin/env bash
# python-calamine 0.9.1: a line break inside a paragraph of an ODS cell is lost, so that 10 and 20 become 1020.
#
# A cell of an OpenDocument sheet may have several paragraphs, or one with line breaks and tabs. calamine puts a line break
# between paragraphs, so we expected one for a line break as well, as in an xlsx file. Nothing stands in its place: two
# figures of a cell become one, which pandas with engine "calamine" makes a number. With engine "odf" the break stays.
#
# Seen: two paragraphs -> '10\n20'; a line break -> '1020', with engine "odf" '10\n20'.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 odfpy==1.4.1 pandas==3.1.1
cat > "$folder/ask.py" <<'PYTHON'
import sys

import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P
from python_calamine import CalamineWorkbook

document = OpenDocumentSpreadsheet()
table = Table(name="figures")
row = TableRow()
document.spreadsheet.addElement(table)
table.addElement(row)
broken = P(text="10")
broken.addElement(LineBreak())
broken.addText("20")
for paragraphs in ([P(text="10"), P(text="20")], [broken]):
    cell = TableCell(valuetype="string")
    for paragraph in paragraphs:
        cell.addElement(paragraph)
    row.addElement(cell)
document.save(sys.argv[1])
[cells] = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print("calamine", *map(repr, cells))
print("odf", *map(repr, pandas.read_excel(sys.argv[1], engine="odf", header=None).iloc[0]))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder/figures.ods")
echo "$seen"
[ "$seen" = "calamine '10\n20' '1020'
odf '10\n20' '10\n20'" ] && echo "still so"
