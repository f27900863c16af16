#!/usr/bin/env bash
# pyaxis 0.4.3: a PX file in which a text contains "DATA=" cannot be read.
#
# In a PX file the texts of a keyword are in quotation marks, and may contain any other mark: pyaxis splits at semicolons
# outside quotation marks only. So we expected a note that says "METADATA=..." to be a note. The file is split at every
# "DATA=", also inside quotation marks, and read with two parts or not at all.
#
# Seen: NOTE="see the site" -> 2 rows; NOTE="see METADATA=on" -> ValueError: too many values to unpack (expected 2).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyaxis==0.4.3 pandas==3.1.1
cat > "$folder/ask.py" <<'PYTHON'
import sys

from pyaxis import pyaxis

for note in ("see the site", "see METADATA=on"):
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(
            'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="utf-8";\nLANGUAGE="en";\nDECIMALS=0;\n'
            'MATRIX="m";\nSUBJECT-CODE="S";\nSUBJECT-AREA="S";\nTITLE="t";\nCONTENTS="c";\nUNITS="u";\n'
            'STUB="area";\nHEADING="year";\nVALUES("area")="North","South";\nVALUES("year")="2021";\n'
            f'NOTE="{note}";\nDATA=\n1 \n2 \n;\n'
        )
    try:
        print(note, len(pyaxis.parse(sys.argv[1], encoding="utf-8")["DATA"]))
    except ValueError as error:
        print(note, error)
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder/x.px")
echo "$seen"
[ "$seen" = "see the site 2
see METADATA=on too many values to unpack (expected 2)" ] && echo "still so"
