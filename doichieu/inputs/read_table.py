"""Read a file into a table: rows of text in canonical order, and the faults of its structure."""

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import PurePath

from doichieu.base.faults import Fault
from doichieu.inputs.delimited import Record, read_csv
from doichieu.inputs.files import FIGURE_SUFFIXES, SourceFile, Unreadable, read_bytes, report_in
from doichieu.inputs.parquet import read_parquet
from doichieu.inputs.schema import Relation
from doichieu.inputs.spelling import Speller
from doichieu.inputs.spreadsheets import START_AGAIN
from doichieu.inputs.words import (
    LONGEST_FIELD,
    LONGEST_SHOWN,
    Problem,
    as_typed,
    did_you_mean,
    legible,
    shown,
    too_long,
)
from doichieu.inputs.xlsx import read_xlsx

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MOST_COLUMNS = 100

READERS = dict(zip(FIGURE_SUFFIXES, (read_csv, read_parquet, read_xlsx), strict=True))

# Brings the fields of a record into the canonical order of columns.
Arrangement = Callable[[Sequence[str]], tuple[str, ...]]


@dataclass
class Table:
    """The rows of one file, in the canonical order of columns, each with its line.

    `name` is the file's name among the inputs (`figures/x.csv`), `file` the path as its
    author would type it, `header` the columns in the author's order. `complete` means that no row
    was left out: only then is an id that is absent unknown. `copied_rows` were written to the copy
    of a run, and are not here any more.
    """

    relation: Relation
    name: str
    file: str
    sha256: str = ""
    header: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    complete: bool = True
    copied_rows: int = 0

    @property
    def is_copied(self) -> bool:
        """Whether the rows are in the copy of a run and not here."""
        return self.copied_rows > 0

    @property
    def row_count(self) -> int:
        """The number of rows of the file."""
        return self.copied_rows or len(self.rows)

    @property
    def report_id(self) -> str:
        """The report that the name of a file of figures states."""
        return report_in(PurePath(self.name))

    @property
    def rename(self) -> str:
        """What to do about figures that state a wrong report."""
        return "Rename the file after its report"

    def column(self, name: str) -> tuple[str, ...]:
        """The values of one column, from top to bottom; call it only after all rows are read."""
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        values = zip(*self.rows, strict=True) if self.rows else [()] * len(self.relation.columns)
        return dict(zip(self.relation.columns, values, strict=True))

    def at(self, line: int) -> str:
        """A line of this file in the words of a message."""
        return f"line {line}"

    def fault(self, line: int | None, column: str | None, problem: str, remedy: str) -> Fault:
        """Make a fault of this file."""
        return Fault(self.file, line, column, problem, remedy)

    def leave_out(self, line: int | None, column: str | None, problem: str, remedy: str) -> None:
        """Record a fault that makes a row, or the file, unreadable."""
        self.faults.append(self.fault(line, column, problem, remedy))
        self.complete = False


def read_table(file: SourceFile) -> Table:
    """Read one file; the table's `faults` are those of its structure."""
    table = Table(file.relation, file.name, as_typed(file.path))
    try:
        if file.path.suffix not in READERS:
            *some, last = READERS
            problem = f"Its name does not end in {', '.join(some)} or {last}."
            raise Unreadable(problem, "Rename it, or convert it.")
        content = read_bytes(file.path)
        table.sha256 = hashlib.sha256(content).hexdigest()
        names, records = READERS[file.path.suffix](content, table.relation.columns)
        fill(table, names, records)
    except Unreadable as refused:
        table.leave_out(refused.line, refused.column, refused.problem, refused.remedy)
    return table


def fill(table: Table, names: list[str], records: Iterable[Record]) -> None:
    """Give a table its header and its records; raise `Unreadable` where it has none of them."""
    table.header = names
    _judge_header(table, names)
    if table.complete:
        _add_rows(table, records, _arrangement(table.relation, names))
    if not table.rows and table.complete and not table.relation.may_be_empty:
        raise Unreadable("It has a header and no rows.", "Write the rows, or remove it.")


def _judge_header(table: Table, names: list[str]) -> None:
    """Record every fault in the names of the columns."""
    relation = table.relation
    wanted = f"The header should be: {relation.header}"
    if not set(names) & set(relation.columns):
        raise Unreadable("Its first line is not a known header.", wanted, line=1)
    if len(names) > MOST_COLUMNS:
        raise Unreadable(f"The header has {len(names)} columns.", wanted, line=1)
    missing = [name for name in relation.columns if name not in {*names, *relation.optional}]
    free = [name for name in relation.columns if name not in names]
    for name, times in Counter(names).items():
        column = legible(name)[:LONGEST_SHOWN]
        if not name:
            table.leave_out(1, None, f"Column {names.index(name) + 1} has no name.", wanted)
        elif times > 1:
            table.leave_out(1, column, f"Column {shown(name)} is twice in the header.", wanted)
        elif name not in relation.columns:
            meant = Speller(free, {}, closed=True).suggestions(name[:100])
            missing = [other for other in missing if other not in meant]
            hint = f"{did_you_mean(meant)} " if meant else ""
            table.leave_out(1, column, f"Column {shown(name)} is not known.", hint + wanted)
    if missing:
        table.leave_out(1, missing[0], f"The header lacks {', '.join(missing)}.", wanted)


def _arrangement(relation: Relation, names: list[str]) -> Arrangement:
    """How to bring fields into canonical order; an optional column that is missing comes last."""
    return itemgetter(
        *(names.index(name) if name in names else len(names) for name in relation.columns)
    )


def _add_rows(table: Table, records: Iterable[Record], arrange: Arrangement) -> None:
    """Take the records, in canonical order and without the blanks around each value."""
    for line, fields, needs_search in records:
        if isinstance(fields, Problem):
            table.leave_out(line, None, *fields)
            continue
        fields.append("")  # the value of an optional column that is missing
        # Reports repeat the same few words: keep one copy of each.
        row = tuple(map(sys.intern, map(str.strip, arrange(fields))))
        if needs_search and (bad := _bad_text(table.relation, row)):
            column, problem = bad
            table.leave_out(line, column, *problem)
            continue
        table.rows.append(row)
        table.lines.append(line)


def _bad_text(relation: Relation, row: tuple[str, ...]) -> tuple[str, Problem] | None:
    """The first column whose value is too long or contains a control character."""
    for column, value in zip(relation.columns, row, strict=True):
        if len(value) > LONGEST_FIELD:
            return column, too_long(value)
        if control := CONTROL.search(value):
            kind = "line break" if control[0] in "\r\n\u2028\u2029" else "control character"
            problem = f"{shown(value)} holds a {kind} (U+{ord(control[0]):04X})."
            # Bytes that a code page of Windows lacks become such characters.
            is_garbled = "\x80" <= control[0] <= "\x9f"
            return column, Problem(problem, START_AGAIN if is_garbled else "Delete it.")
    return None
