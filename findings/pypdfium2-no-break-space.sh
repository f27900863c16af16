#!/usr/bin/env bash
# pypdfium2 5.15.2, pdfminer.six 20260107: the no-break space inside a number of a PDF is read as a plain space.
#
# A PDF whose font has WinAnsiEncoding holds the byte A0 between the groups of 12 345. PDF 1.7, annex D, says of this code
# that it means a no-break space. We expected U+00A0 from every reader of its text. pypdf 7.1.1 gives it; pypdfium2 (PDFium)
# and pdfminer.six give U+0020, so one number becomes two words, and a line may be joined or cut between its groups. Whoever
# reads figures from PDFs has to join digits by their distance and by three digits a group, not by the space.
#
# Seen: pypdfium2 '12 345 ha', pdfminer.six '12 345 ha', pypdf '12\xa0345 ha'.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    fpdf2==2.8.9 pypdfium2==5.15.2 pdfminer.six==20260107 pypdf==7.1.1
cat > "$folder/ask.py" <<'PYTHON'
import sys

from fpdf import FPDF
from pdfminer.high_level import extract_text
from pypdf import PdfReader
from pypdfium2 import PdfDocument

path = sys.argv[1]
document = FPDF()
document.set_compression(False)
document.add_page()
document.set_font("Helvetica", size=14)
document.cell(text="12\u00a0345 ha")
document.output(path)
with open(path, "rb") as file:
    assert b"12\xa0345 ha" in file.read(), "the file does not hold the byte A0"

print("pypdfium2", ascii(PdfDocument(path)[0].get_textpage().get_text_range()))
print("pdfminer.six", ascii(extract_text(path).strip()))
print("pypdf", ascii(PdfReader(path).pages[0].extract_text()))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder/number.pdf")
echo "$seen"
[ "$seen" = "pypdfium2 '12 345 ha'
pdfminer.six '12 345 ha'
pypdf '12\\xa0345 ha'" ] && echo "still so"
