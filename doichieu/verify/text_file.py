"""The file of a report's text."""

import hashlib
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.wording.text import paragraphs


def read_text(path: str | Path) -> str:
    """Read a report's text, UTF-8 with or without a byte order mark.

    Raises InputRefused where the file is missing or unreadable, is not UTF-8, or has only
    blank lines.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        problem = f"the text cannot be read: {error.strerror or error}."
        raise _refused(path, None, problem, "Give the path of the report's text file.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = "Save the file as UTF-8 and run again."
        raise _refused(path, line, "the text is not UTF-8.", remedy) from error
    if not paragraphs(text):
        remedy = "Put the report's text into it, one paragraph a line."
        raise _refused(path, None, "the text is empty.", remedy)
    return text


def _refused(path: str | Path, line: int | None, problem: str, remedy: str) -> InputRefused:
    return InputRefused([Fault(str(path), line, None, problem, remedy)])


def text_note(path: str | Path, text_sha256: str) -> str | None:
    """Say so when a file is not, byte for byte, the text that was transcribed.

    This is only a note: other line ends are enough to change the hash, and a changed number
    is found anyway. None where the hash agrees or `text_sha256` is blank. Raises OSError
    where the file cannot be read.
    """
    expected = text_sha256.strip().lower()
    actual = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    if not expected or actual == expected:
        return None
    return (
        "this is not, byte for byte, the text that was transcribed: "
        f"reports.csv says sha256 {expected}, the file has {actual}"
    )
