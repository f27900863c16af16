#!/usr/bin/env bash
# docx2python 3.7.1: text that was moved with changes tracked is read twice, where it was and where it is.
#
# A Word file in which changes are tracked has the text at its former place (w:moveFrom) and at its new one (w:moveTo).
# docx2python reads what was inserted and leaves out what was deleted, so we expected the moved text once, at its new place,
# as in mammoth. Both are read, without a mark: a paragraph that was moved gives each of its figures twice.
#
# Seen: "one 12 two 12 three new"; mammoth "one two 12 three new".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1 mammoth==1.13.0
cat > "$folder/ask.py" <<'PYTHON'
import sys
from zipfile import ZipFile

import mammoth
from docx2python import docx2python

FORMATS = "http://schemas.openxmlformats.org"
OFFICE = f"{FORMATS}/officeDocument/2006/relationships"
WORD = f"{FORMATS}/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = "application/vnd.openxmlformats-"
CHANGE = 'w:author="x" w:date="2026-01-01T00:00:00Z"'


def run(text, tag="t"):
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


parts = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{FORMATS}/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{TYPES}package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    f'ContentType="{TYPES}officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'{XML}<Relationships xmlns="{FORMATS}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'{XML}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body><w:p>{run("one ")}'
    f'<w:moveFromRangeStart w:id="1" w:name="move1" {CHANGE}/><w:moveFrom w:id="2" {CHANGE}>{run("12 ")}</w:moveFrom>'
    f'<w:moveFromRangeEnd w:id="1"/>{run("two ")}'
    f'<w:moveToRangeStart w:id="3" w:name="move1" {CHANGE}/><w:moveTo w:id="4" {CHANGE}>{run("12 ")}</w:moveTo>'
    f'<w:moveToRangeEnd w:id="3"/>{run("three ")}<w:del w:id="5" {CHANGE}>{run("old ", "delText")}</w:del>'
    f'<w:ins w:id="6" {CHANGE}>{run("new")}</w:ins></w:p></w:body></w:document>',
}
with ZipFile(sys.argv[1], "w") as file:
    for name, text in parts.items():
        file.writestr(name, text)
with docx2python(sys.argv[1]) as document:
    print("docx2python", document.text)
with open(sys.argv[1], "rb") as file:
    print("mammoth", mammoth.extract_raw_text(file).value.strip())
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder/moved.docx")
echo "$seen"
[ "$seen" = "docx2python one 12 two 12 three new
mammoth one two 12 three new" ] && echo "still so"
