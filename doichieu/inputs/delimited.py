"""Split the bytes of a CSV file into its header and its records.

No value of ours contains a line break, so a line is a record, every fault has a line number,
and one bad line does not hide the lines after it.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from doichieu.inputs.files import Unreadable, disguise
from doichieu.inputs.words import LONGEST_FIELD, Problem, shown, too_long

# How many lines to search for the closing quote of a field that was broken over several lines.
LONGEST_BROKEN_FIELD = 100

# Longer lines are never given to the csv module, which refuses fields of 131,072 characters;
# a line of this length has a field that is too long anyway.
LONGEST_LINE = 130_000

SEPARATORS = ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars"))
SAVE_AS_UTF8 = "Save it again as CSV in UTF-8 (in Excel: Save As, CSV UTF-8)."
SAVE_WITH_COMMAS = (
    'Save it with the comma as separator, and with quotes around values that contain one: "65,26". '
    "Excel takes the list separator of Windows (Region, Additional settings); LibreOffice asks for "
    "it (Save As, Edit filter settings). Figures may also be a workbook (.xlsx) of text cells."
)
# How many lines a title or a merged heading may take above the header, to be named in a fault.
LONGEST_HEADING = 20
# How many lines with the same wrong number of fields are faults of their own.
MOST_RAGGED = 3
TYPOGRAPHIC_QUOTES = "“”„‟«»"

# A line number; the fields of the line, or its fault; and whether to search the fields for control
# characters and values that are too long.
Record = tuple[int, list[str] | Problem, bool]


def read_csv(content: bytes, expected: Collection[str]) -> tuple[list[str], Iterator[Record]]:
    """Read the names of the columns, and then each record; `expected` are known names.

    Raises `Unreadable` if the file is not text, or its header cannot be split.
    """
    lines = _text_lines(content)
    # Spreadsheets read the separator from such a line, and do not show it.
    start = 1 if lines[0].lower().startswith("sep=") and len(lines) > 1 else 0
    names = _header(lines, start, set(expected))
    return names, _records(lines, start + 1, len(names))


def joined(values: Iterable[str]) -> str:
    """Write values as one line of CSV, without its end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(values)
    return text.getvalue()


def _text_lines(content: bytes) -> list[str]:
    """Decode a CSV file into lines without their ends; raise `Unreadable` if it is not text.

    The marks of Excel (a byte-order mark at the start, CRLF) are accepted. Letters are composed
    (NFC), however the author's keyboard wrote them.
    """
    if kind := disguise(content):
        raise Unreadable(f"It is named .csv but is really {kind}.", SAVE_AS_UTF8)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        raise Unreadable("It is written in UTF-16 or UTF-32, not in UTF-8.", SAVE_AS_UTF8)
    if (nul := content.find(b"\0")) >= 0:
        line = content.count(b"\n", 0, nul) + 1
        raise Unreadable("It holds a NUL byte, so it is not UTF-8 text.", SAVE_AS_UTF8, line)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start - content.rfind(b"\n", 0, error.start)
        problem = f"It is not UTF-8: byte {place} of the line is 0x{content[error.start]:02X}."
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(problem, SAVE_AS_UTF8, line) from None
    text = text.removeprefix("\ufeff")
    if (mark := text.find("\ufeff")) >= 0:
        raise Unreadable(
            "It holds a byte-order mark (U+FEFF) elsewhere than at its start.",
            "Were two files joined? Delete the mark.",
            text.count("\n", 0, mark) + 1,
        )
    text = text.replace("\r\n", "\n")
    if (alone := text.find("\r")) >= 0:
        raise Unreadable(
            "It holds a carriage return without a line feed.",
            "Save it again with the line ends of Windows (CRLF) or Unix (LF).",
            text.count("\n", 0, alone) + 1,
        )
    if not text.strip():
        raise Unreadable("It is empty.", "Write a header and rows, or remove it.")
    return unicodedata.normalize("NFC", text).split("\n")


def _header(lines: list[str], start: int, expected: set[str]) -> list[str]:
    """Split the header on line `start` into names, or say why it cannot be split."""
    text = lines[start]
    separator = _separator(text, expected)
    if separator is None and (below := _header_below(lines, start, expected)):
        first = start + 1
        above = f"line {first} is" if below == first + 1 else f"lines {first} to {below - 1} are"
        raise Unreadable(
            f"Its header is on line {below}: {above} above it.",
            "Delete all lines above the header; a title belongs in reports.csv.",
            line=first,
        )
    for mark, kind in SEPARATORS:
        if separator == mark:
            problem = f"Its columns are separated by {kind}, not by commas."
            raise Unreadable(problem, SAVE_WITH_COMMAS, line=start + 1)
    if len(text) > LONGEST_LINE:
        raise Unreadable(*too_long(text), line=start + 1)
    try:
        names = [name.strip() for name in _fields_of(text)]
    except csv.Error:
        problem = "The quotes of the header do not form pairs."
        raise Unreadable(problem, "Delete them.", line=start + 1) from None
    if len(names) == 1 and expected.intersection(names[0].split(",")):
        raise Unreadable(*_quoted_whole(), line=start + 1)
    return names


def _separator(text: str, expected: set[str]) -> str | None:
    """The mark that splits a line into the most known names; None if it has none."""
    bare = text.replace('"', "")
    found = {
        mark: len(expected.intersection(name.strip() for name in bare.split(mark)))
        for mark in (",", *(mark for mark, _ in SEPARATORS))
    }
    best = max(found, key=lambda mark: found[mark])  # the comma, where two are equal
    return best if found[best] else None


def _header_below(lines: list[str], start: int, expected: set[str]) -> int | None:
    """The number of the line that has several known names, where a heading is above the header."""
    for number, text in enumerate(lines[start + 1 : start + LONGEST_HEADING], start=start + 2):
        mark = _separator(text, expected)
        if mark and len(expected.intersection(map(str.strip, text.split(mark)))) > 1:
            return number
    return None


def _records(lines: list[str], first: int, width: int) -> Iterator[Record]:
    """Split every line from index `first` on into as many fields as the header has."""
    blank_since = None
    explained = 0  # the last line that a fault has explained already
    wholly_quoted = False
    ragged: dict[int, list[tuple[int, Problem]]] = {}  # by the number of fields
    for line, text in enumerate(lines[first:], start=first + 1):
        if line <= explained:
            continue
        # Spreadsheets leave rows that contain only commas.
        if not text.strip(", \t"):
            blank_since = blank_since or line
            continue
        if blank_since:
            problem = Problem("This line is blank and rows follow it.", "Delete it.")
            yield blank_since, problem, False
            blank_since = None
        if len(text) > LONGEST_LINE and '"' in text:
            yield line, too_long(text), False
            continue
        try:
            fields = _fields_of(text)
        except csv.Error:
            problem, explained = _broken_quotes(lines, line, width)
            yield line, problem, False
            continue
        if len(fields) != width:
            if _is_quoted_whole(fields, width):
                # The others of the file are so too: one fault is enough.
                if not wholly_quoted:
                    yield line, _quoted_whole(), False
                wholly_quoted = True
                continue
            ragged.setdefault(len(fields), []).append((line, _ragged(fields, width)))
            continue
        yield line, fields, len(text) > LONGEST_FIELD or not text.isprintable()
    for lines_of_width in ragged.values():
        yield from _gathered(lines_of_width)


def _gathered(ragged: list[tuple[int, Problem]]) -> Iterator[Record]:
    """One fault for many lines with the same wrong number of fields: they have one cause."""
    (first, problem), last = ragged[0], ragged[-1][0]
    if len(ragged) > MOST_RAGGED:
        others = f"; so have {len(ragged) - 1} others, to line {last}."
        yield first, Problem(problem.problem.removesuffix(".") + others, problem.remedy), False
        return
    for line, one in ragged:
        yield line, one, False


def _is_quoted_whole(fields: list[str], width: int) -> bool:
    """Whether the line has one value, which is itself a line of as many fields as the header."""
    if len(fields) != 1 or "," not in fields[0]:
        return False
    try:
        return len(_fields_of(fields[0])) == width
    except csv.Error:
        return False


def _quoted_whole() -> Problem:
    return Problem(
        "The whole line is one quoted value: a spreadsheet that expects another separator than the "
        "comma has saved it.",
        "Start again from the file as it was; in Excel, bring it in with Data, From Text/CSV, and "
        "load every column as text.",
    )


def _fields_of(line: str) -> list[str]:
    """Split a line into its fields; raise csv.Error where its quotes do not form pairs."""
    if '"' not in line:
        return line.split(",")
    return next(csv.reader([line], strict=True, skipinitialspace=True))


def _broken_quotes(lines: list[str], line: int, width: int) -> tuple[Problem, int]:
    """The fault in the quotes of a line, and the last line that it explains."""
    text = lines[line - 1]
    try:
        _fields_of(text + '"')
    except csv.Error:
        problem = f"Text follows a closing quote: {shown(text)}."
        return Problem(problem, "Quote the whole value, and write a quote inside it twice."), line
    end = _end_of_broken_field(lines, line - 1, width)
    if end is None:
        problem = f"A quote that opens here is never closed: {shown(text)}."
        return Problem(problem, "Close it."), line
    problem = f"A quoted value holds a line break: it opens here and closes on line {end + 1}."
    return Problem(problem, "Write it on one line."), end + 1


def _end_of_broken_field(lines: list[str], start: int, width: int) -> int | None:
    """Find the line on which a field opened at `start` is closed, if the lines form a record.

    None where no such line is near: then the quote was never closed. Indices are of the list.
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


def _ragged(fields: list[str], width: int) -> Problem:
    remedy = "Write the missing commas; a blank value needs its comma too."
    if len(fields) > width:
        remedy = 'Put quotes around a value that contains a comma: "65,26".'
        if any(mark in field for field in fields for mark in TYPOGRAPHIC_QUOTES):
            remedy = 'Its quotes are typographic; use the plain one around such a value: "65,26".'
        elif halves := _halves_of_a_number(fields):
            remedy = f'Put quotes around a value that contains a comma: "{",".join(halves)}".'
        elif not any(field.strip() for field in fields[width:]):
            remedy = "Delete the commas at its end."
    return Problem(f"This line has {len(fields)} fields, the header {width}.", remedy)


def _halves_of_a_number(fields: list[str]) -> tuple[str, str] | None:
    """The first two neighbours that are one number with a decimal comma; None if there are none."""
    return next(
        (
            (before, after)
            for before, after in pairwise(fields)
            if re.fullmatch(r"[-−+]?[0-9.]*[0-9]", before) and re.fullmatch("[0-9]+", after)
        ),
        None,
    )
