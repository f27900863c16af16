#!/usr/bin/env bash
# sdmx1 2.28.0: the parent of a code becomes a code list of the message; line breaks inside a field of SDMX-CSV are lost.
#
# In SDMX-ML 3.0 the parent of a code is an id in the same list, and codes may have any order. So we expected one list from
# a file with one list. Where a code comes before its parent, the message has a second list with the parent's id. A field
# of CSV in quotation marks may contain line breaks (RFC 4180), so we expected "two\nlines" as it is in the file. The reader
# splits the file into lines before it reads fields: the break is gone, and so are U+2028 and U+0085. "two lines" on two
# lines become one word.
#
# Seen: parent first -> ['AREAS']; child first -> ['AREAS', 'all']; 'two\nlines' -> 'twolines'.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sdmx1==2.28.0 pandas==3.1.1
cat > "$folder/ask.py" <<'PYTHON'
import io
import os
import sys

import sdmx
from sdmx.model import v30

os.chdir(sys.argv[1])
NAMES = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
PARENT = '<str:Code id="all"><com:Name>All</com:Name></str:Code>'
CHILD = '<str:Code id="north"><com:Name>North</com:Name><str:Parent>all</str:Parent></str:Code>'


def lists(codes):
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<mes:Structure xmlns:mes="{NAMES}/message" xmlns:str="{NAMES}/structure" xmlns:com="{NAMES}/common">
<mes:Header><mes:ID>X</mes:ID><mes:Test>false</mes:Test>
<mes:Prepared>2026-01-01T00:00:00Z</mes:Prepared><mes:Sender id="X"/></mes:Header>
<mes:Structures><str:Codelists><str:Codelist id="AREAS" agencyID="X" version="1.0.0">
<com:Name>Areas</com:Name>{codes}</str:Codelist></str:Codelists></mes:Structures></mes:Structure>"""
    return sorted(sdmx.read_sdmx(io.BytesIO(text.encode())).codelist)


print("parent first", lists(PARENT + CHILD))
print("child first", lists(CHILD + PARENT))
structure = v30.DataStructureDefinition(id="Y")
structure.dimensions.append(v30.Dimension(id="AREA"))
structure.measures.append(v30.Measure(id="OBS_VALUE"))
structure.attributes.append(v30.DataAttribute(id="NOTE"))
with open("data.csv", "w", newline="") as file:
    file.write("STRUCTURE,STRUCTURE_ID,ACTION,AREA,OBS_VALUE,NOTE\r\n")
    file.write('datastructure,X:Y(1.0.0),I,north,1,"two\nlines"\r\n')
[dataset] = sdmx.read_sdmx("data.csv", structure=structure).data
print(repr(dataset.obs[0].attached_attribute["NOTE"].value))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder" 2> /dev/null)
echo "$seen"
[ "$seen" = "parent first ['AREAS']
child first ['AREAS', 'all']
'twolines'" ] && echo "still so"
