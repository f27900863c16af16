"""Read drafts laid over the seeds, as if they had been accepted; nothing is changed."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.folder.apart import kept_apart
from doichieu.documents.folder.lay_over import lay_over
from doichieu.documents.folder.layout import EXTENDED
from doichieu.documents.folder.read import DraftFolder, Row
from doichieu.documents.folder.seed_files import SeedFiles
from doichieu.inputs.read_folder import read_inputs
from doichieu.inputs.schema import FIGURES, REFERENCE
from doichieu.inputs.snapshot import Inputs
from doichieu.inputs.words import as_typed


def read_with_drafts(
    seeds: Path, drafts: Sequence[DraftFolder], files: Sequence[Path] = ()
) -> Inputs:
    """Read the figures of drafts, and of other files, against the seeds with the drafts' rows.

    Raises InputRefused with every fault, each at its place in the draft or in the seeds.
    """
    seed_files = SeedFiles.open(seeds)
    laid = []
    for draft in drafts:
        folder, _ = kept_apart(draft, seed_files)
        lay_over(folder, seed_files)
        laid.append(folder)
    return read_laid_over(seed_files, laid, files)


def read_laid_over(
    seed_files: SeedFiles, drafts: Sequence[DraftFolder], files: Sequence[Path] = ()
) -> Inputs:
    """Read the figures of drafts that have been laid over the seeds."""
    with tempfile.TemporaryDirectory(prefix="doichieu-draft-") as temporary:
        copy = _Copy(Path(temporary), seed_files)
        figures = [copy.write_figures(folder) for folder in drafts]
        try:
            return read_inputs(copy.folder, [*figures, *files])
        except InputRefused as refused:
            raise InputRefused([copy.in_its_place(fault) for fault in refused.faults]) from None


def figures_content(rows: Iterable[Row]) -> bytes:
    """A file of figures with these rows, without what only a draft has."""
    rows = list(rows)
    columns = [
        name
        for name in FIGURES.columns
        if name not in FIGURES.optional or any(row[name] for row in rows)
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@dataclass
class _Copy:
    """A temporary copy of the seeds, and where each line of it comes from.

    `origins` are, by file of the copy, its own name and the files and lines of the drafts' rows;
    `drafts` the folders of the drafts by the copies of their figures.
    """

    folder: Path
    seed_files: SeedFiles
    origins: dict[str, tuple[str, dict[int, tuple[str, int]]]] = field(default_factory=dict)
    drafts: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Copy the reference tables, as they are with the drafts' rows."""
        (self.folder / "figures").mkdir()
        (self.folder / "reference").mkdir()
        changed = self.seed_files.changed
        for relation in REFERENCE:
            name = f"reference/{relation.name}.csv"
            own, copied = self.seed_files.seeds / name, self.folder / name
            lines = {}
            if name in changed:
                copied.write_bytes(changed[name].content)
                lines = changed[name].origins
            elif own.is_file():
                shutil.copyfile(own, copied)
            self.origins[as_typed(copied)] = (as_typed(own), lines)

    def write_figures(self, folder: DraftFolder) -> Path:
        """Write the figures of a draft; returns their file."""
        path = self.folder / "figures" / f"{folder.report_id}.csv"
        path.write_bytes(figures_content(folder.figures))
        file = as_typed(folder.figures_file)
        self.drafts[as_typed(path)] = folder.figures_file.parent
        lines = enumerate(folder.tables["figures"], start=2)
        self.origins[as_typed(path)] = (file, {own: (file, line) for own, line in lines})
        return path

    def in_its_place(self, fault: Fault) -> Fault:
        """A fault of the copy as one of the draft or the seeds.

        What a draft's figures lack is added to the tables beside them.
        """
        problem, remedy = fault.problem, fault.remedy
        if draft := self.drafts.get(fault.file):
            for table in EXTENDED:
                copied = as_typed(self.folder / f"reference/{table}.csv")
                remedy = remedy.replace(copied, as_typed(draft / f"{table}.csv"))
        for copied, (own, _) in self.origins.items():
            problem, remedy = problem.replace(copied, own), remedy.replace(copied, own)
        file, lines = self.origins.get(fault.file, (fault.file, {}))
        file, line = lines.get(fault.line or 0, (file, fault.line))
        return replace(fault, file=file, line=line, problem=problem, remedy=remedy)
