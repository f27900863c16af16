"""Read the text cells of the first sheet of an Excel workbook, with openpyxl.

Only text keeps how a figure was printed: Excel turns `2.010` into 2.01 and `65,26` into 6526.
"""

import io
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from typing import Any

from doichieu.inputs.delimited import Record
from doichieu.inputs.files import Unreadable, disguise
from doichieu.inputs.words import Problem, shown

# All parts of a workbook unpack to no more bytes than this: a zip file may claim to hold anything.
LARGEST = 400_000_000
# Counted by hand or by Excel, these are whole numbers: a number cell loses nothing of them.
COUNTED = ("figure_no", "place")
AS_TEXT = "Format the column as text (Format Cells, Text), and type the value again."
# Where openpyxl has a name for what a cell holds; numbers and texts are read.
KINDS = {"b": "the logical value", "e": "the error", "d": "the date"}


def read_xlsx(content: bytes, _expected: Collection[str]) -> tuple[list[str], Iterator[Record]]:
    """Read the header and the records of the first sheet; raise `Unreadable` for a broken file.

    A row has the number that it has in the sheet. A value that is not text is a fault of its row,
    save for whole numbers in the columns that count.
    """
    if not content.startswith(b"PK"):
        kind = disguise(content)
        really = f"is really {kind}" if kind else "is not one"
        raise Unreadable(f"It is named .xlsx but {really}.", "Save it again as a workbook.")
    try:
        rows = list(_rows(content))
    # Damaged bytes raise almost anything, somewhere between the zip file and its XML.
    except Exception as error:
        reason = str(error).strip("'\"") or type(error).__name__
        raise Unreadable(f"It is a broken workbook: {reason}.", "Save it again.") from None
    if not rows:
        raise Unreadable("Its first sheet is empty.", "Put the figures on the first sheet.")
    first, header = rows[0][0].row, rows[0]
    if first != 1:
        raise Unreadable(
            f"Its header is on row {first} of the first sheet.", "Delete the rows above it.", line=1
        )
    names = [""] * header[-1].column
    for cell in header:
        names[cell.column - 1] = str(cell.value).strip()
    return names, _records(rows[1:], names)


def _rows(content: bytes) -> Iterator[list[Any]]:
    """The cells that hold anything, of each row of the first sheet with such cells."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > LARGEST:
            raise ValueError(f"its parts unpack to more than {LARGEST:,} bytes")
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for row in workbook.worksheets[0].iter_rows():
        if cells := [cell for cell in row if cell.value not in (None, "")]:
            yield cells


def _records(rows: list[list[Any]], names: list[str]) -> Iterator[Record]:
    for cells in rows:
        line = cells[0].row
        if cells[-1].column > len(names):
            problem = f"Cell {cells[-1].coordinate} is right of the last column of the header."
            yield line, Problem(problem, "Delete it, or name its column."), False
            continue
        values = [""] * len(names)
        faults = []
        for cell in cells:
            value = _field(cell, names[cell.column - 1])
            if isinstance(value, Problem):
                faults.append(value)
            else:
                values[cell.column - 1] = value
        if faults:
            yield line, faults[0], False
        else:
            yield line, values, True


def _field(cell: Any, name: str) -> "str | Problem":
    """The text of a cell; the fault of one that holds something else."""
    value = cell.value
    if isinstance(value, str) and cell.data_type != "e":
        return unicodedata.normalize("NFC", value)
    if cell.data_type in KINDS:
        what = f"{KINDS[cell.data_type]} {shown(str(value).upper())}"
        return Problem(f"Cell {cell.coordinate} holds {what}, not a text.", AS_TEXT)
    if name in COUNTED and float(value).is_integer():
        return str(int(value))
    return Problem(
        f"Cell {cell.coordinate}, column {name}, holds the number {value:.15g}, not a text: it "
        "does not keep how it was written.",
        AS_TEXT,
    )
