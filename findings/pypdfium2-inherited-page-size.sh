#!/usr/bin/env bash
# pypdfium2 5.15.2: get_mediabox() and get_cropbox() of a page that inherits its box give a letter sheet, get_size() does not.
#
# In a PDF the MediaBox may stand once, at the node that all pages have in common, and is inherited (PDF 1.7, 7.7.3.4);
# fpdf2, for one, writes it there. Of such a page of A4 we expected (0, 0, 595.28, 841.89) from get_mediabox() and
# get_cropbox(). Both give (0, 0, 612, 792), the fallback for a page without any box; get_size() of the same page is right.
# What is cut by the box, as headers at the upper edge are, is then cut 50 points too low: three lines of text.
#
# Seen: size (595.28, 841.89); mediabox (0, 0, 612, 792); cropbox (0, 0, 612, 792).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fpdf2==2.8.9 pypdfium2==5.15.2
cat > "$folder/ask.py" <<'PYTHON'
import sys

from fpdf import FPDF
from pypdfium2 import PdfDocument

document = FPDF(format="A4")
document.add_page()
document.output(sys.argv[1])
page = PdfDocument(sys.argv[1])[0]
print("size", tuple(round(side, 2) for side in page.get_size()))
print("mediabox", page.get_mediabox())
print("cropbox", page.get_cropbox())
PYTHON
seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder/page.pdf")
echo "$seen"
[ "$seen" = "size (595.28, 841.89)
mediabox (0, 0, 612, 792)
cropbox (0, 0, 612, 792)" ] && echo "still so"
