"""The reference tables of a seeds folder, to which rows are added in each file's own form."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from doichieu.base.faults import InputRefused
from doichieu.documents.folder.layout import EXTENDED
from doichieu.inputs.delimited import joined
from doichieu.inputs.files import SourceFile, read_bytes
from doichieu.inputs.read_table import Table, read_table
from doichieu.inputs.schema import REFERENCE

RELATIONS = {relation.name: relation for relation in REFERENCE}


@dataclass
class SeedFile:
    """One reference table: its rows, and the text of its lines with their ends.

    `origins` are the lines that were added or changed, with the file and the line of the draft
    that they come from.
    """

    path: Path
    read: bytes
    header: list[str]
    rows: dict[int, dict[str, str]]
    lines: list[str]
    end: str
    origins: dict[int, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def open(cls, seeds: Path, table: str) -> "SeedFile":
        """Read one table; raises InputRefused where it is no table of this kind."""
        path = seeds / "reference" / f"{table}.csv"
        # Without rows it waits for the first draft.
        found = read_table(SourceFile(replace(RELATIONS[table], may_be_empty=True), path))
        if found.faults:
            raise InputRefused(found.faults)
        content = read_bytes(path)
        lines = list(io.StringIO(content.decode("utf-8"), newline=""))
        end = "\r\n" if lines[0].endswith("\r\n") else "\n"
        return cls(path, content, found.header, rows_by_line(found), lines, end)

    @property
    def content(self) -> bytes:
        """The bytes of the file as it is now; those that were read, where nothing changed."""
        if not self.origins:
            return self.read
        return "".join(self.lines).encode()

    def add(self, row: Mapping[str, str], origin: tuple[str, int]) -> None:
        """Add a row below the others; a value whose column the file lacks is left out."""
        while not self.lines[-1].strip(", \t\r\n"):
            self.lines.pop()  # a row below a blank line would be refused
        if not self.lines[-1].endswith("\n"):
            self.lines[-1] += self.end
        self.lines.append(joined(row.get(name, "") for name in self.header) + self.end)
        self.rows[len(self.lines)] = {name: value for name, value in row.items() if self.has(name)}
        self.origins[len(self.lines)] = origin

    def change(self, line: int, column: str, value: str, origin: tuple[str, int]) -> None:
        """Change one value of a row; the line is written anew, the others stay as they are."""
        old = self.lines[line - 1]
        fields = next(csv.reader([old]))
        fields[self.header.index(column)] = value
        self.lines[line - 1] = joined(fields) + old[len(old.rstrip("\r\n")) :]
        self.rows[line][column] = value
        self.origins.setdefault(line, origin)

    def has(self, column: str) -> bool:
        """Whether the file has a column."""
        return column in self.header


@dataclass
class SeedFiles:
    """The tables of a seeds folder to which a draft may add rows."""

    seeds: Path
    tables: dict[str, SeedFile]

    @classmethod
    def open(cls, seeds: Path) -> "SeedFiles":
        """Read the tables; raises InputRefused where one cannot be read."""
        return cls(seeds, {table: SeedFile.open(seeds, table) for table in EXTENDED})

    @property
    def changed(self) -> dict[str, SeedFile]:
        """The tables that are no longer as they were read, by their path in the folder."""
        return {
            f"reference/{table}.csv": file for table, file in self.tables.items() if file.origins
        }


def rows_by_line(table: Table) -> dict[int, dict[str, str]]:
    """The rows of a table by the line of the file."""
    rows = (dict(zip(table.relation.columns, row, strict=True)) for row in table.rows)
    return dict(zip(table.lines, rows, strict=True))
