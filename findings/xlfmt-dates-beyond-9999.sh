#!/usr/bin/env bash
# xlfmt 0.1.0: a number above that of 31 December 9999 in a date format raises, where one below zero becomes a row of #.
#
# A spreadsheet shows a cell whose number is no date as a row of #, at both ends: before day 0 and after day 2,958,465. So
# we expected "########" of both from format_value. It returns that for -1, and raises OverflowError ("date value out of
# range") for 2,958,466, which is not among the errors that its documentation names. Amounts in columns that are formatted
# as dates by mistake do occur in published workbooks: one such cell ends the reading of the whole file.
#
# Seen: 2958465 -> '31/12/9999'; -1 -> '########'; 2958466 -> OverflowError.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check xlfmt==0.1.0
cat > "$folder/ask.py" <<'PYTHON'
from xlfmt import format_value

for number in (2_958_465, -1, 2_958_466):
    try:
        print(number, repr(format_value(number, "dd/mm/yyyy")))
    except Exception as error:
        print(number, type(error).__name__)
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py")
echo "$seen"
[ "$seen" = "2958465 '31/12/9999'
-1 '########'
2958466 OverflowError" ] && echo "still so"
