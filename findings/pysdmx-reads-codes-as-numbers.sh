#!/usr/bin/env bash
# pysdmx 1.21.0, pandas 3.1.1, pyarrow 26.0.1: the code 01 of an SDMX-CSV file is read as 1, and the text 10.850 as 10.85.
#
# Its documentation says that columns of a file without its structure are texts, and with it have the types of their
# components. So we expected the texts of the file, and of a coded dimension its codes. pandas guesses the types first: a
# column of digits becomes numbers, and these become texts again, as which they have lost zeros at either end. Official
# codes of areas often begin with 0; the codes read are then in no code list, or are others.
#
# Seen: REF_AREA 01 and 07 -> 1 and 7, PRINTED 10.850 and 9.500 -> 10.85 and 9.5.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pysdmx==1.21.0 pandas==3.1.1 pyarrow==26.0.1
cat > "$folder/figures.csv" <<'CSV'
STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,PRINTED
dataflow,X:FIGURES(1.0.0),I,01,2021,10.850,10.850
dataflow,X:FIGURES(1.0.0),I,07,2022,9.500,9.500
CSV
cat > "$folder/ask.py" <<'PYTHON'
import sys
from pathlib import Path

from pysdmx.io import get_datasets

[dataset] = get_datasets(Path(sys.argv[1]))
for name in ("REF_AREA", "PRINTED"):
    print(name, *dataset.data[name])
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder/figures.csv")
echo "$seen"
[ "$seen" = "REF_AREA 1 7
PRINTED 10.85 9.5" ] && echo "still so"
