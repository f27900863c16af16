#!/usr/bin/env bash
# XlsxWriter 3.3.1, LibreOffice 7.4: a text with an indent is not indented where its format also has valign "top".
#
# The documentation of `set_indent` says that an indent overrides other horizontal properties and can be used with vertical
# ones. Alone it is written with horizontal="left", without which an indent has no effect. With valign "top" or "bottom" this
# attribute is missing: the cell has the general alignment, and LibreOffice shows its text at the left edge. We expected the
# same indent in both rows. `align="left"` beside the other two brings it back.
#
# Seen: indent alone, horizontal="left"; with valign, none; the second text begins farther left than the first and the third.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check xlsxwriter==3.3.1 pypdfium2==5.15.2
cat > "$folder/ask.py" <<'PYTHON'
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from pypdfium2 import PdfDocument
from xlsxwriter import Workbook

folder = Path(sys.argv[1])
path = folder / "indent.xlsx"
formats = ({"indent": 3}, {"indent": 3, "valign": "top"}, {"indent": 3, "valign": "top", "align": "left"})
with Workbook(path) as book:
    sheet = book.add_worksheet()
    for row, properties in enumerate(formats):
        sheet.write_string(row, 0, "text", book.add_format(properties))
with ZipFile(path) as parts:
    styles = parts.read("xl/styles.xml").decode()
for found in re.findall("<alignment [^>]*>", styles):
    print(found)

profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
subprocess.run(command, check=True, capture_output=True)
page = PdfDocument(folder / "indent.pdf")[0].get_textpage()
text = page.get_text_range()
lefts = [page.get_charbox(found.start())[0] for found in re.finditer("text", text)]
print("left edges:", ["indented" if left > min(lefts) + 5 else "not indented" for left in lefts])
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder")
echo "$seen"
[ "$seen" = '<alignment horizontal="left" indent="3"/>
<alignment vertical="top" indent="3"/>
<alignment horizontal="left" vertical="top" indent="3"/>
left edges: ['"'indented', 'not indented', 'indented'"']' ] && echo "still so"
