"""From a file to a table of text: rows with line numbers, and faults of structure."""

import csv
import hashlib
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from doichieu.base.faults import Fault
from doichieu.inputs import delimited, parquet
from doichieu.inputs.files import UnreadableError, read_bytes, refuse
from doichieu.inputs.schema import Relation
from doichieu.inputs.words import LONGEST_SHOWN, as_typed, legible, shown

LONGEST_FIELD = 10_000
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

# Longer lines are never given to the csv module, which refuses fields of 131,072 characters;
# a line of this length has a field that is too long anyway.
LONGEST_LINE = 130_000
MOST_COLUMNS = 100

SEPARATORS = ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars"))

Arrangement = Callable[[Sequence[str]], tuple[str, ...]]


@dataclass
class Table:
    """The rows of one file, in the canonical order of columns, each with its line.

    `name` is the file's name among the inputs (`figures/x.csv`), `file` the path as its
    author would type it. `whole` says that nothing was left out: only then does the absence
    of an id prove anything. A Parquet row has the line that it would have in a CSV file.
    """

    relation: Relation
    name: str
    file: str
    sha256: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True

    def column(self, name: str) -> tuple[str, ...]:
        """The values of one column, from top to bottom; to be asked for once all is read."""
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        values = zip(*self.rows, strict=True) if self.rows else [()] * len(self.relation.columns)
        return dict(zip(self.relation.columns, values, strict=True))

    def fault(self, line: int | None, column: str | None, problem: str, remedy: str) -> Fault:
        """Make a fault of this file."""
        return Fault(self.file, line, column, problem, remedy)

    def leave_out(self, line: int, column: str | None, problem: str, remedy: str) -> None:
        """Note a fault for which a row cannot be read."""
        self.faults.append(self.fault(line, column, problem, remedy))
        self.whole = False


def read_table(path: Path, relation: Relation, name: str) -> Table:
    """Read one file; whatever is wrong with its structure stands in the table's `faults`."""
    table = Table(relation, name, as_typed(path))
    try:
        content = read_bytes(path)
        table.sha256 = hashlib.sha256(content).hexdigest()
        if path.suffix == ".parquet":
            _fill_from_parquet(table, path, content)
        else:
            _fill_from_lines(table, path, delimited.text_lines(path, content))
        if not table.rows and table.whole and not relation.may_be_empty:
            raise refuse(path, "It has a header and no rows.", "Write the rows, or remove it.")
    except UnreadableError as unreadable:
        table.faults.extend(unreadable.faults)
        table.whole = False
    return table


def _fill_from_parquet(table: Table, path: Path, content: bytes) -> None:
    names, rows = parquet.text_rows(path, content)
    arrange = _arrangement(path, names, table.relation)
    for line, values in enumerate(rows, start=2):
        fields = [unicodedata.normalize("NFC", value) for value in values]
        _add_row(table, line, [*fields, ""], arrange, suspicious=True)


def _fill_from_lines(table: Table, path: Path, lines: list[str]) -> None:
    names = _header_of(path, lines[0], table.relation)
    arrange = _arrangement(path, names, table.relation)
    width = len(names)
    blank_since = None
    done = 0
    for line, text in enumerate(lines[1:], start=2):
        if line <= done:
            continue
        # Spreadsheets leave rows of nothing but commas.
        if not text.strip(", \t"):
            blank_since = blank_since or line
            continue
        if blank_since:
            table.leave_out(
                blank_since, None, "This line is blank and rows follow it.", "Delete it."
            )
            blank_since = None
        if len(text) > LONGEST_LINE and '"' in text:
            table.leave_out(line, None, *_too_long(text))
            continue
        try:
            fields = delimited.fields_of(text)
        except csv.Error:
            done = _note_broken_quotes(table, lines, line, width)
            continue
        if len(fields) != width:
            table.leave_out(line, None, *_ragged(len(fields), width))
            continue
        fields.append("")
        suspicious = len(text) > LONGEST_FIELD or not text.isprintable()
        _add_row(table, line, fields, arrange, suspicious)


def _add_row(
    table: Table, line: int, fields: list[str], arrange: Arrangement, suspicious: bool
) -> None:
    """Put the fields in canonical order, without the blanks around them, or refuse the row.

    The last field is the blank that stands in for an optional column. A row that is not
    `suspicious` is not searched for values that are too long and for control characters.
    """
    # Reports say the same few words over and over: one copy of each is kept.
    row = tuple(map(sys.intern, map(str.strip, arrange(fields))))
    if suspicious:
        for column, value in zip(table.relation.columns, row, strict=True):
            if len(value) > LONGEST_FIELD:
                table.leave_out(line, column, *_too_long(value))
                return
            if control := CONTROL.search(value):
                kind = "line break" if control[0] in "\r\n\u2028\u2029" else "control character"
                table.leave_out(
                    line,
                    column,
                    f"{shown(value)} holds a {kind} (U+{ord(control[0]):04X}).",
                    "Delete it.",
                )
                return
    table.rows.append(row)
    table.lines.append(line)


def _header_of(path: Path, text: str, relation: Relation) -> list[str]:
    """Split the header into names, or tell why it cannot be split."""
    expected = set(relation.columns)
    bare = text.replace('"', "")
    by_comma = len(expected.intersection(bare.split(",")))
    for separator, kind in SEPARATORS:
        if len(expected.intersection(bare.split(separator))) > by_comma:
            raise refuse(
                path,
                f"Its columns are separated by {kind}, not by commas.",
                "Save it with the comma as separator, and with quotes around values that "
                'contain one: "65,26".',
                line=1,
            )
    if len(text) > LONGEST_LINE:
        raise refuse(path, *_too_long(text), line=1)
    try:
        return [name.strip() for name in delimited.fields_of(text)]
    except csv.Error:
        raise refuse(
            path, "The quotes of the header make no sense.", "Delete them.", line=1
        ) from None


def _arrangement(path: Path, names: list[str], relation: Relation) -> Arrangement:
    """How to bring fields into canonical order; raise `UnreadableError` with every fault.

    A column that the header may lack and does lack is taken from one place after the last.
    """
    wanted = f"The header should be: {relation.header}"
    if not set(names) & set(relation.columns):
        raise refuse(path, "Its first line is not a header that is known.", wanted, line=1)
    if len(names) > MOST_COLUMNS:
        raise refuse(path, f"The header has {len(names)} columns.", wanted, line=1)
    faults: list[Fault] = []

    def add(column: str | None, problem: str, remedy: str) -> None:
        faults.append(Fault(as_typed(path), 1, column, problem, remedy))

    missing = [name for name in relation.columns if name not in {*names, *relation.optional}]
    free = [name for name in relation.columns if name not in names]
    for name, times in Counter(names).items():
        if times > 1 and name:
            add(
                legible(name)[:LONGEST_SHOWN],
                f"Column {shown(name)} stands twice in the header.",
                wanted,
            )
        elif not name:
            add(None, f"Column {names.index(name) + 1} has no name.", wanted)
        elif name not in relation.columns:
            meant = get_close_matches(name[:100].lower(), free, n=1)
            missing = [other for other in missing if other not in meant]
            hint = f"Did you mean '{meant[0]}'? " if meant else ""
            add(legible(name)[:LONGEST_SHOWN], f"Column {shown(name)} is not known.", hint + wanted)
    if missing:
        add(missing[0], f"The header lacks {', '.join(missing)}.", wanted)
    if faults:
        raise UnreadableError(faults)
    return itemgetter(
        *(names.index(name) if name in names else len(names) for name in relation.columns)
    )


def _note_broken_quotes(table: Table, lines: list[str], line: int, width: int) -> int:
    """Say what is wrong with the quotes of a line; return the last line that this explains."""
    text = lines[line - 1]
    if not delimited.quote_is_open(text):
        table.leave_out(
            line,
            None,
            f"Text follows a closing quote: {shown(text)}.",
            "Quote the whole value, and write a quote inside it twice.",
        )
        return line
    end = delimited.end_of_broken_field(lines, line - 1, width)
    if end is None:
        table.leave_out(
            line, None, f"A quote that opens here is never closed: {shown(text)}.", "Close it."
        )
        return line
    table.leave_out(
        line,
        None,
        f"A quoted value holds a line break: it opens here and closes on line {end + 1}.",
        "Write it on one line.",
    )
    return end + 1


def _ragged(found: int, width: int) -> tuple[str, str]:
    problem = f"This line has {found} fields, the header {width}."
    if found < width:
        return problem, "Write the missing commas; a blank value needs its comma too."
    return problem, 'Put quotes around a value that contains a comma: "65,26".'


def _too_long(value: str) -> tuple[str, str]:
    return (
        f"A value here is too long: {shown(value)}.",
        f"No value may have more than {LONGEST_FIELD} characters; is a quote missing?",
    )
