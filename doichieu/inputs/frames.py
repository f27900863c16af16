"""Read figures and reference rows that are in memory, in the frames of other programs.

The rules are those of files. A fault names the frame, the row (0 for the first) and the column.
"""

import csv
import math
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from doichieu.base.faults import Fault, InputRefused
from doichieu.inputs.changes import finish_change
from doichieu.inputs.delimited import Record
from doichieu.inputs.files import SourceFile, Unreadable, find_reference
from doichieu.inputs.read_folder import accepted
from doichieu.inputs.read_table import Table, fill, read_table
from doichieu.inputs.schema import FIGURES, Relation
from doichieu.inputs.snapshot import Inputs
from doichieu.inputs.words import shown


class Tabular(Protocol):
    """What frames of pandas, polars, Arrow and DuckDB have in common."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The frame as a stream of Arrow."""


Frame = Tabular | Iterable[Mapping[str, object]]
"""A frame of pandas or polars, a table of Arrow, a relation of DuckDB, or dictionaries."""

Content = tuple[list[str], Iterable[Sequence[object]]]
"""The names of the columns of a frame, and its rows."""

Row = tuple[str, ...]

# Columns that contain what was printed.
PRINTED = ("printed", "expected_printed", "corrected_printed")
# Of a frame too, line 1 is the header.
FIRST_LINE = 2
AS_TEXT = (
    "Pass text, exactly as printed, such as '65,26': read the file with every column as text "
    "(pandas: dtype=str; polars: infer_schema=False; DuckDB: all_varchar=true)."
)


@dataclass
class FrameTable(Table):
    """The rows of a frame: of figures those of one report, of a reference table also the rows of
    the file that it was laid over.

    Lines from `first_line` on are rows of the frame. Lines before it are the header, or those of
    the file `below`.
    """

    frame: str = ""
    report: str = ""
    first_line: int = FIRST_LINE
    below: str = ""

    @property
    def report_id(self) -> str:
        """The report of the figures."""
        return self.report

    @property
    def rename(self) -> str:
        """What to do about figures that state a wrong report."""
        return "Correct the report_id"

    def at(self, line: int) -> str:
        """A row of the frame, or a line below it, in the words of a message."""
        if line < self.first_line:
            return f"line {line} of {self.below}"
        return f"row {line - self.first_line} of {self.frame}"

    def fault(self, line: int | None, column: str | None, problem: str, remedy: str) -> Fault:
        """Make a fault of the frame, or of the file below it."""
        if line is not None and line >= self.first_line:
            row = line - self.first_line
            return Fault(self.frame, row, column, problem, remedy, counted="row")
        if self.below:
            return Fault(self.below, line, column, problem, remedy)
        return Fault(self.frame, None, column, problem, remedy)


def read_frames(figures: Frame, reference: Mapping[str, Frame | None], seeds: Path) -> Inputs:
    """Read figures and check them against the reference tables of a seeds folder.

    `reference` are rows by the name of their table: a row replaces the one with the same key, or is
    added. Raises InputRefused with every fault that was found.
    """
    finish_change(seeds)
    faults: list[Fault] = []
    reports = by_report(read_frame(FIGURES, figures, "the figures"), faults)
    tables = {
        file.relation.name: laid_over(file, reference.get(file.relation.name))
        for file in find_reference(seeds, faults)
    }
    try:
        return accepted([*reports, *tables.values()], faults, every_report=False)
    except InputRefused as refused:
        raise InputRefused([as_argument(fault, tables) for fault in refused.faults]) from None


def by_report(figures: FrameTable, faults: list[Fault]) -> list[FrameTable]:
    """The figures as a table for each report; the faults of the frame are added to the others."""
    faults += figures.faults
    place = figures.relation.columns.index("report_id")
    rows: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for line, row in zip(figures.lines, figures.rows, strict=True):
        rows[row[place]].append((line, row))
    for line, _ in rows.pop("", []):
        faults.append(figures.fault(line, "report_id", "It is blank.", "Write the report_id."))
    return [
        replace(
            figures,
            name=f"figures/{report_id}.csv",
            report=report_id,
            lines=[line for line, _ in found],
            rows=[row for _, row in found],
            faults=[],
        )
        for report_id, found in rows.items()
    ]


def laid_over(file: SourceFile, frame: Frame | None) -> FrameTable:
    """A reference table of the seeds with the rows of a frame: each in place of the row with its
    key, or below the others."""
    relation = file.relation
    own = read_table(file)
    above = FrameTable(relation, "", "")
    if frame is not None:
        above = read_frame(relation, frame, f"the {relation.name}")
    first_line = max(own.lines, default=1) + 1
    places = [relation.columns.index(column) for column in relation.key]

    def key_of(row: Row) -> Row:
        return tuple(row[place] for place in places)

    laid: dict[Row, list[tuple[int, Row]]] = defaultdict(list)
    for line, row in zip(above.lines, above.rows, strict=True):
        laid[key_of(row)].append((line - FIRST_LINE + first_line, row))
    found: list[tuple[int, Row]] = []
    for line, row in zip(own.lines, own.rows, strict=True):
        found += laid.pop(key_of(row), [(line, row)])
    for rows in laid.values():
        found += rows
    return FrameTable(
        relation,
        own.name,
        f"the {relation.name} (seeds, or {relation.name}=)",
        header=own.header,
        lines=[line for line, _ in found],
        rows=[row for _, row in found],
        faults=[*own.faults, *above.faults],
        complete=own.complete and above.complete,
        frame=above.frame,
        first_line=first_line,
        below=own.file,
    )


def as_argument(fault: Fault, tables: Mapping[str, FrameTable]) -> Fault:
    """A fault with the row to add as an argument of Python, not as a line of a file."""
    if not fault.unknown or not fault.row:
        return fault
    plural = {"territory": "territories"}.get(fault.unknown[0], f"{fault.unknown[0]}s")
    table = tables[plural]
    (values,) = csv.reader([fault.row])
    row = {
        column: value
        for column, value in zip(table.header, values, strict=True)
        if value or column in table.relation.filled
    }
    return replace(fault, row=f"{plural}=[{row}]")


def read_frame(relation: Relation, frame: Frame, name: str) -> FrameTable:
    """Read a frame as texts; the table's `faults` are those of its structure.

    A column that may be blank may be missing.
    """
    table = FrameTable(relation, "", name, frame=name)
    try:
        names, rows = content_of(frame)
        if not set(names) & set(relation.columns):
            raise Unreadable("It has none of the columns.", f"They are: {relation.header}")
        missing = set(relation.columns).difference(names, relation.filled)
        records = [[*row, *("" for _ in missing)] for row in rows]
        names += missing
        refuse_numbers(names, records)
        fill(table, names, as_texts(records))
    except Unreadable as refused:
        table.leave_out(refused.line, refused.column, refused.problem, refused.remedy)
    return table


def refuse_numbers(names: Sequence[str], records: Sequence[Sequence[object]]) -> None:
    """Raise `Unreadable` for a number in place of a print: of 65,260 it leaves 65.26."""
    for column in PRINTED:
        if column not in names:
            continue
        place = names.index(column)
        for line, record in enumerate(records, FIRST_LINE):
            value = record[place]
            if not isinstance(value, str) and not is_null(value):
                kind = type(value).__name__
                raise Unreadable(
                    f"{shown(str(value))} is of type {kind}, not text: a number does not keep how "
                    "it was printed.",
                    AS_TEXT,
                    line,
                    column,
                )


def as_texts(records: Iterable[Sequence[object]]) -> Iterator[Record]:
    """The records with their lines, each value as text."""
    for line, record in enumerate(records, FIRST_LINE):
        yield line, [text_of(value) for value in record], True


def text_of(value: object) -> str:
    """A value as a file would have it: null is blank, a whole number has no point."""
    if is_null(value):
        return ""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(float(value))):f}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):
        return value.date().isoformat()
    return str(value)


def is_null(value: object) -> bool:
    """Whether a value is missing: pandas also marks that with a double that is no number."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def content_of(frame: Any) -> Content:
    """The columns and the rows of a frame; raises `Unreadable` for anything else.

    A frame of a library is one only where its library was imported.
    """
    for library, kind, content in KINDS:
        module = sys.modules.get(library)
        if module and isinstance(frame, getattr(module, kind)):
            return content(frame)
    rows = list(frame) if isinstance(frame, Iterable) and not isinstance(frame, str) else [None]
    if not all(isinstance(row, Mapping) for row in rows):
        raise Unreadable(
            f"It is of type {type(frame).__name__}, which is not read.",
            "Pass a DataFrame of pandas or polars, a Table of pyarrow, a relation of DuckDB, or a "
            "list of dictionaries, one a row.",
        )
    names = list(dict.fromkeys(name for row in rows for name in row))
    return list(map(str, names)), ([row.get(name) for name in names] for row in rows)


def of_pandas(frame: Any) -> Content:
    """The content of a frame of pandas, without its index."""
    without_marks = frame.astype(object).where(frame.notna(), None)
    return list(map(str, frame.columns)), without_marks.itertuples(index=False, name=None)


def of_polars(frame: Any) -> Content:
    """The content of a frame of polars."""
    return list(frame.columns), frame.iter_rows()


def of_arrow(frame: Any) -> Content:
    """The content of a table or a batch of Arrow."""
    return list(frame.schema.names), zip(*(one.to_pylist() for one in frame.columns), strict=True)


def of_duckdb(frame: Any) -> Content:
    """The content of a relation of DuckDB, which is executed."""
    return list(frame.columns), frame.fetchall()


KINDS: tuple[tuple[str, str, Callable[[Any], Content]], ...] = (
    ("pandas", "DataFrame", of_pandas),
    ("polars", "DataFrame", of_polars),
    ("pyarrow", "Table", of_arrow),
    ("pyarrow", "RecordBatch", of_arrow),
    ("duckdb", "DuckDBPyRelation", of_duckdb),
)
