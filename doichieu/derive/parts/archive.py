"""The inputs of a part as one file: its figures, and the reference tables with its rows alone."""

import csv
import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from doichieu.inputs.files import report_in
from doichieu.inputs.hashes import REPORT_TABLES
from doichieu.inputs.schema import FIGURES

# Level 1 of zlib: a third of the size in a fifth of the time of the default.
LEVEL = 1
FILES = "input_files"

Row = Mapping[str, object]


@dataclass(frozen=True)
class RowsOfTable:
    """A reference table: the names of its columns, and its rows."""

    columns: list[str]
    rows: list[Row]

    @classmethod
    def read(cls, path: Path) -> "RowsOfTable":
        """Read a CSV."""
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            return cls(list(reader.fieldnames or []), list(reader))

    def as_csv(self, rows: Sequence[Row]) -> str:
        """Some rows, as `Inputs.write_snapshot` writes them."""
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()


class Snapshot:
    """The copy of the inputs of a run, as `Inputs.write_snapshot` writes it."""

    def __init__(self, inputs: Path) -> None:
        """Read what belongs to single reports; the figures stay in their files."""
        self._figures = {report_in(path): path for path in (inputs / "figures").iterdir()}
        self._reference = sorted((inputs / "reference").iterdir())
        self._tables = {
            path.stem: RowsOfTable.read(path)
            for path in self._reference
            if path.stem in (*REPORT_TABLES, FILES)
        }

    def write(self, archive: Path, reports: Collection[str]) -> None:
        """Write the inputs of some reports as a zip file, which is a snapshot of these alone.

        With no report, it has the reference tables that concern every report.
        """
        counted = {}
        named = {*reports, ""}  # a row that names no report concerns all
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as zipped:
            own = [self._figures[report] for report in sorted({*reports} & self._figures.keys())]
            for path in own:
                zipped.write(path, f"figures/{path.name}")
            if not own:  # the models read at least one file
                zipped.writestr("figures/none.csv", FIGURES.header + "\n")
            for path in self._reference:
                name = f"reference/{path.name}"
                if path.stem in REPORT_TABLES:
                    table = self._tables[path.stem]
                    rows = [row for row in table.rows if row["report_id"] in named]
                    counted[name] = len(rows)
                    zipped.writestr(name, table.as_csv(rows))
                elif path.stem != FILES:
                    zipped.write(path, name)
            zipped.writestr(f"reference/{FILES}.csv", self._files(named, counted))

    def _files(self, named: set[str], counted: Mapping[str, int]) -> str:
        """The list of the files of these reports, each with the number of its rows."""
        table = self._tables[FILES]
        kept = [
            {**row, "row_count": counted.get(str(row["file"]), row["row_count"])}
            for row in table.rows
            if row["relation"] != "figures" or report_in(Path(str(row["file"]))) in named
        ]
        return table.as_csv(kept)
