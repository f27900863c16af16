"""Read a draft's folder as the analyst has left it, beside what was drafted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.folder.layout import (
    ADDED,
    AS_DRAFTED,
    EXTENDED,
    PAGE,
    TABLES,
    UNSURE,
    WORKBOOK,
)
from doichieu.documents.folder.seed_files import RELATIONS, rows_by_line
from doichieu.inputs.files import SourceFile
from doichieu.inputs.read_table import Table, read_table
from doichieu.inputs.schema import FIGURES, Relation
from doichieu.inputs.words import as_typed, every

Row = dict[str, str]


@dataclass(frozen=True)
class _DraftFigures(Relation):
    """The relation of a draft's figures: those of a report, with the words that they come from."""

    @cached_property
    def types(self) -> dict[str, str]:
        return FIGURES.types | dict.fromkeys(ADDED, "varchar")


DRAFT_FIGURES = _DraftFigures(
    FIGURES.name,
    FIGURES.described_in,
    FIGURES.filled,
    FIGURES.key,
    optional=(*FIGURES.optional, *ADDED),
)


@dataclass(frozen=True)
class DraftFolder:
    """The rows of a draft by table, each with its file and line; `drafted` are those as drafted.

    `figures_file` is the file that the figures were read from: figures.csv, or draft.xlsx where
    the analyst edited that.
    """

    path: Path
    figures_file: Path
    tables: dict[str, dict[int, Row]]
    drafted: dict[str, list[Row]]

    @property
    def report_id(self) -> str:
        """The report, which the folder is named for."""
        return self.path.name

    @property
    def figures(self) -> list[Row]:
        """The figures, from top to bottom."""
        return list(self.tables["figures"].values())

    @property
    def unsure(self) -> int:
        """How many figures are marked as unsure."""
        return sum(row["note"].startswith(UNSURE) for row in self.figures)

    def file_of(self, table: str) -> Path:
        """The file from which the rows of a table were read."""
        return self.figures_file if table == "figures" else self.path / f"{table}.csv"

    @classmethod
    def read(cls, path: Path) -> "DraftFolder":
        """Read a folder that `draft` wrote; raises InputRefused with the faults of its files."""
        if not is_draft(path):
            raise InputRefused([_no_draft(path)])
        figures_file = _edited_figures(path)
        found = {"figures": _table(figures_file, DRAFT_FIGURES)}
        drafted = {"figures": _table(path / AS_DRAFTED / "figures.csv", DRAFT_FIGURES)}
        for table in EXTENDED:
            relation = replace(RELATIONS[table], may_be_empty=True)
            found[table] = _table(path / f"{table}.csv", relation)
            drafted[table] = _table(path / AS_DRAFTED / f"{table}.csv", relation)
        if faults := [fault for table in found.values() for fault in table.faults]:
            raise InputRefused(sorted(faults, key=Fault.by_place))
        return cls(
            path.resolve(),
            figures_file,
            {name: rows_by_line(table) for name, table in found.items()},
            {name: list(rows_by_line(table).values()) for name, table in drafted.items()},
        )


def is_draft(path: Path) -> bool:
    """Whether a path is the folder of a draft."""
    return (path / AS_DRAFTED / "figures.csv").is_file()


def draft_of(path: Path) -> Path | None:
    """The draft that a path means: its folder, or a file of figures in it; None for others."""
    folder = path.parent if path.name in ("figures.csv", WORKBOOK) else path
    return folder if is_draft(folder) else None


def edited_files(folder: Path) -> list[str]:
    """The files of a draft that are no longer as `draft` wrote them, and those put beside them."""
    edited = [
        name
        for name, table in _files(folder)
        if _rows(folder / name, table) != _rows(folder / AS_DRAFTED / f"{table}.csv", table)
    ]
    own = {*(f"{table}.csv" for table in TABLES), AS_DRAFTED, WORKBOOK, PAGE}
    return edited + sorted(path.name for path in folder.iterdir() if path.name not in own)


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a draft that an analyst may edit, each with its table."""
    yield from ((f"{table}.csv", table) for table in ("figures", *EXTENDED))
    if (folder / WORKBOOK).exists():
        yield WORKBOOK, "figures"


def _edited_figures(folder: Path) -> Path:
    """The file whose figures count: the one that was edited; raises InputRefused for two."""
    drafted = _rows(folder / AS_DRAFTED / "figures.csv", "figures")
    written = {
        name: _rows(folder / name, table)
        for name, table in _files(folder)
        if table == "figures" and (folder / name).exists()
    }
    edited = [name for name, rows in written.items() if rows != drafted]
    if len(edited) == 2 and len({str(written[name]) for name in edited}) == 2:
        problem = f"{every(edited)} were both edited, and differ."
        remedy = "Keep one: delete the other, or move it away."
        raise InputRefused([Fault(as_typed(folder), None, None, problem, remedy)])
    return folder / (edited or [*written, "figures.csv"])[0]


def _rows(path: Path, table: str) -> list[Row] | None:
    """The rows of a file, whatever its line ends and quotes; None where they cannot be read."""
    relation = DRAFT_FIGURES if table == "figures" else RELATIONS[table]
    found = _table(path, replace(relation, may_be_empty=True))
    return None if found.faults else list(rows_by_line(found).values())


def _table(path: Path, relation: Relation) -> Table:
    return read_table(SourceFile(relation, path))


def _no_draft(path: Path) -> Fault:
    problem = "This is no draft." if path.exists() else "There is no such draft."
    remedy = "Name a folder that `python orchestrate.py draft` wrote, as drafts/lang-son-2021-h1."
    return Fault(as_typed(path), None, None, problem, remedy)
