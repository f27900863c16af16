"""From the bytes of a CSV file to its lines, and from a line to its fields.

No field of ours contains a line break, so a line is a record, every fault has a line number,
and one bad line cannot swallow those after it.
"""

import codecs
import csv
import unicodedata
from pathlib import Path

from doichieu.inputs.files import disguise, refuse

# How far to look for the closing quote of a field that was broken over several lines.
LONGEST_BROKEN_FIELD = 100

SAVE_AS_UTF8 = "Save it again as CSV in UTF-8."


def text_lines(path: Path, content: bytes) -> list[str]:
    """Decode a CSV file into lines without their ends; raise `UnreadableError` if it is not text.

    The marks of Excel (a byte-order mark at the start, CRLF) are accepted. Letters come out
    composed (NFC), however the author's keyboard made them.
    """
    if kind := disguise(content):
        raise refuse(path, f"It is named .csv but is really {kind}.", SAVE_AS_UTF8)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        raise refuse(path, "It is written in UTF-16 or UTF-32, not in UTF-8.", SAVE_AS_UTF8)
    if (nul := content.find(b"\0")) >= 0:
        line = _line_of(content, nul)
        raise refuse(path, "It holds a NUL byte, so it is not UTF-8 text.", SAVE_AS_UTF8, line)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = content[error.start]
        place = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise refuse(
            path,
            f"It is not UTF-8: byte {place} of the line is 0x{byte:02X}.",
            SAVE_AS_UTF8,
            _line_of(content, error.start),
        ) from None
    text = text.removeprefix("\ufeff")
    if (mark := text.find("\ufeff")) >= 0:
        raise refuse(
            path,
            "It holds a byte-order mark (U+FEFF) elsewhere than at its start.",
            "Were two files joined? Delete the mark.",
            text.count("\n", 0, mark) + 1,
        )
    text = text.replace("\r\n", "\n")
    if (alone := text.find("\r")) >= 0:
        raise refuse(
            path,
            "It holds a carriage return without a line feed.",
            "Save it again with the line ends of Windows (CRLF) or Unix (LF).",
            text.count("\n", 0, alone) + 1,
        )
    if not text.strip():
        raise refuse(path, "It is empty.", "Write a header and rows, or remove it.")
    return unicodedata.normalize("NFC", text).split("\n")


def fields_of(line: str) -> list[str]:
    """Split a line into its fields; raise csv.Error where its quotes make no sense."""
    if '"' not in line:
        return line.split(",")
    return next(csv.reader([line], strict=True, skipinitialspace=True))


def quote_is_open(line: str) -> bool:
    """Whether a line that `fields_of` refuses ends inside a quoted field."""
    try:
        fields_of(line + '"')
    except csv.Error:
        return False
    return True


def end_of_broken_field(lines: list[str], start: int, width: int) -> int | None:
    """Find the line on which a field opened at `start` is closed, if the whole is a record.

    None where no such line is near: then the quote was simply never closed. Indices are of
    the list.
    """
    for end in range(start + 1, min(start + LONGEST_BROKEN_FIELD, len(lines))):
        if lines[end].count('"') % 2 == 0:
            continue
        broken = [f"{line}\n" for line in lines[start : end + 1]]
        try:
            fields = next(csv.reader(broken, strict=True, skipinitialspace=True))
        except csv.Error:
            return None
        return end if len(fields) == width else None
    return None


def _line_of(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
