"""The inputs of a run: the rows, the files with their hashes, and a copy for dbt."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cached_property
from pathlib import Path, PurePath
from typing import overload

from doichieu.inputs.files import report_in
from doichieu.inputs.read_table import Table
from doichieu.inputs.schema import FIGURES, REFERENCE, Relation


@dataclass(frozen=True)
class InputFile:
    """One file that was read; `sha256` is the hash of the author's file, not of the copy."""

    relation: str
    file: str
    sha256: str
    row_count: int

    @property
    def report_id(self) -> str:
        """The report of a file of figures, from the name of the file."""
        return report_in(PurePath(self.file))


class Rows(Sequence[dict[str, str]]):
    """The rows of one relation; each becomes a dict only when it is read."""

    def __init__(self, relation: Relation, tables: Iterable[Table]) -> None:
        """Join the tables of one relation, in their order."""
        self._columns = relation.columns
        self._rows = [row for table in tables for row in table.rows]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> dict[str, str]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, str]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, str] | list[dict[str, str]]:
        """Get one row by its index, or several by a slice."""
        if isinstance(index, slice):
            return [self._as_dict(row) for row in self._rows[index]]
        return self._as_dict(self._rows[index])

    def _as_dict(self, row: tuple[str, ...]) -> dict[str, str]:
        return dict(zip(self._columns, row, strict=True))


@dataclass(frozen=True)
class Inputs:
    """Inputs without faults; `sources` are their files, the figures first."""

    sources: tuple[Table, ...]

    @property
    def files(self) -> list[InputFile]:
        """The files that were read."""
        return [
            InputFile(table.relation.name, table.name, table.sha256, table.row_count)
            for table in self.sources
        ]

    @cached_property
    def tables(self) -> dict[str, Rows]:
        """The rows by relation: `figures` and the names of the seeds."""
        return {
            relation.name: Rows(
                relation, [table for table in self.sources if table.relation == relation]
            )
            for relation in (FIGURES, *REFERENCE)
        }

    def write_snapshot(self, folder: Path) -> None:
        """Write the copy that dbt reads: all files in one format, and a list of the files.

        What was copied while it was read is there already. Raises FileExistsError if the folder
        holds another snapshot: its files would be read as well.
        """
        is_begun = any(table.is_copied for table in self.sources)
        (folder / "figures").mkdir(parents=True, exist_ok=is_begun)
        (folder / "reference").mkdir()
        for table in self.sources:
            if not table.is_copied:
                write_copy(table, folder)
        columns = [field.name for field in fields(InputFile)]
        rows = [astuple(file) for file in self.files]
        _write(folder / "reference" / "input_files.csv", columns, rows)


def write_copy(table: Table, folder: Path) -> None:
    """Write the rows of one file into a snapshot."""
    # x.parquet becomes x.parquet.csv, so that each row still names its original file.
    name = table.name if table.name.endswith(".csv") else f"{table.name}.csv"
    _write(folder / name, table.relation.columns, table.rows)


def _write(path: Path, columns: Iterable[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
