"""Open a document by what its content is."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.containers.content import Content
from doichieu.documents.containers.kinds import kind_of
from doichieu.documents.containers.lookalikes import remarks_on_letters
from doichieu.documents.containers.refusal import CannotOpen
from doichieu.documents.document import Document

MOST_BYTES = 200_000_000
# The module and the function of each kind: imported when a document of the kind is opened. Those
# of texts read the bytes of the file, those of workbooks the file.
_TEXTS = {
    "txt": ("text", "read_text"),
    "html": ("html", "read_html"),
    "docx": ("docx", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
}
_WORKBOOKS = {"xls": ("xls", "open_xls"), "xlsx": ("xlsx", "open_xlsx")}
_DIGIT = re.compile(r"\d")


def open_document(path: str | Path) -> Document:
    """Open a document: its paragraphs, its tables, and what its reader should look at.

    Raises InputRefused where it cannot be read, is protected or too large, has no text, or has no
    number in it.
    """
    path = Path(path)
    try:
        content = _bytes(path)
        kind = kind_of(content)
        read = _read(path, kind, content)
        if not _has_number(read):
            raise CannotOpen(*_without_numbers(read, kind))
    except CannotOpen as refusal:
        fault = Fault(str(path), refusal.line, None, refusal.problem, refusal.remedy)
        raise InputRefused([fault]) from refusal
    remarks = (*read.remarks, *remarks_on_letters(read.lines, read.sheets))
    return Document(path, kind, read.lines, read.sheets, remarks)


def _read(path: Path, kind: str, content: bytes) -> Content:
    if kind in _WORKBOOKS:
        return Content(sheets=_function(*_WORKBOOKS[kind])(path))
    read: Content = _function(*_TEXTS[kind])(content)
    return read


def _function(module: str, name: str) -> Callable[..., Any]:
    found = import_module(f"doichieu.documents.containers.{module}")
    function: Callable[..., Any] = getattr(found, name)
    return function


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            problem = f"The file is larger than {MOST_BYTES // 1_000_000} MB."
            raise CannotOpen(problem, "Split the document, or leave out its pictures.")
        return path.read_bytes()
    except OSError as error:
        problem = f"It cannot be read: {error.strerror or error}."
        raise CannotOpen(problem, "Check the path, and its permissions.") from error


def _has_number(read: Content) -> bool:
    if any(_DIGIT.search(line) for line in read.lines):
        return True
    cells = (cell for sheet in read.sheets for cell in sheet.cells.values())
    return any(cell.is_number or _DIGIT.search(cell.text) for cell in cells)


def _without_numbers(read: Content, kind: str) -> tuple[str, str]:
    if read.lines or read.sheets:
        return "No number is printed in it.", "Is it the right document?"
    if kind == "pdf":
        problem = "The PDF has no text layer: its pages are pictures, as those of a scan are."
        return problem, "Recognize its text with another program (OCR), or type the figures."
    return "The document has no text.", "Is it the right document?"
