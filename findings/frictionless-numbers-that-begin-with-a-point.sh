#!/usr/bin/env bash
# frictionless 5.21.0: a number that begins with its decimal point loses the point where bareNumber is false.
#
# ".5" is a valid number of a table schema, and is read as 0.5. With bareNumber false, text before and after the number is
# to be stripped, so we expected 0.5 of ".5 %" too. The point before the first digit is stripped as text: the figure becomes
# ten or a hundred times as large, and the row is valid. Many tables leave this zero out. A minus before the point keeps it.
#
# Seen: ".5" -> 0.5 if bare, else 5; ".5 %" -> 5, "$.50" -> 50, "-.5 %" -> -0.5, "0.5 %" -> 0.5; decimal comma, ",5 %" -> 5.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
cat > "$folder/ask.py" <<'PYTHON'
from frictionless import Field

for mark, bare, cells in (
    (".", True, [".5"]),
    (".", False, [".5", ".5 %", "$.50", "-.5 %", "0.5 %"]),
    (",", False, [",5 %"]),
):
    field = Field.from_descriptor({"name": "rate", "type": "number", "decimalChar": mark, "bareNumber": bare})
    for cell in cells:
        value, notes = field.read_cell(cell)
        print("bare" if bare else "not bare", cell, "->", value, notes)
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = 'bare .5 -> 0.5 None
not bare .5 -> 5 None
not bare .5 % -> 5 None
not bare $.50 -> 50 None
not bare -.5 % -> -0.5 None
not bare 0.5 % -> 0.5 None
not bare ,5 % -> 5 None' ] && echo "still so"
