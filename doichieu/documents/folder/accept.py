"""Accept a draft: its rows move into the seeds, all of them or none."""

from dataclasses import dataclass
from pathlib import Path

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.folder.apart import kept_apart
from doichieu.documents.folder.checking import figures_content, read_laid_over
from doichieu.documents.folder.lay_over import Added, lay_over
from doichieu.documents.folder.read import DraftFolder
from doichieu.documents.folder.seed_files import SeedFiles
from doichieu.inputs.changes import change_together, finish_change
from doichieu.inputs.files import FIGURE_SUFFIXES
from doichieu.inputs.words import as_typed


@dataclass(frozen=True)
class Accepted:
    """What acceptance did: the file of figures, and what was added to the reference tables.

    `is_new` is false where the seeds had the same figures already: then nothing was changed.
    """

    figures_file: Path
    read_from: Path
    figures: int
    unsure: int
    added: Added
    is_new: bool = True


def accept(path: Path, seeds: Path) -> Accepted:
    """Move a draft into the seeds in one step.

    Raises InputRefused, with nothing changed, where a row of the draft breaks a rule of the inputs
    or has the id of another, or the seeds have other figures of the report.
    """
    finish_change(seeds)
    seed_files = SeedFiles.open(seeds)
    folder, other_ids = kept_apart(DraftFolder.read(path), seed_files)
    figures = figures_content(folder.figures)
    own = seeds / "figures" / f"{folder.report_id}.csv"
    present = [own.with_suffix(suffix) for suffix in FIGURE_SUFFIXES]
    if existing := [file for file in present if file.exists()]:
        if existing == [own] and own.read_bytes() == figures:
            return _accepted(folder, own, Added(), is_new=False)
        raise InputRefused([_has_figures(folder, existing[0])])
    added = lay_over(folder, seed_files)
    added.other_ids.update(other_ids)
    read_laid_over(seed_files, [folder])
    # The figures come last: whoever reads meanwhile finds every row that they refer to.
    changed = seed_files.changed
    files = {name: file.content for name, file in changed.items()}
    files[own.relative_to(seeds).as_posix()] = figures
    try:
        change_together(seeds, files, {name: file.read for name, file in changed.items()})
    except OSError as error:
        problem = f"it cannot be changed: {error.strerror or error}."
        remedy = "Check its permissions and its disk, then repeat the command."
        raise InputRefused([Fault(as_typed(seeds), None, None, problem, remedy)]) from error
    return _accepted(folder, own, added, is_new=True)


def _accepted(folder: DraftFolder, own: Path, added: Added, *, is_new: bool) -> Accepted:
    return Accepted(
        own, folder.figures_file, len(folder.figures), folder.unsure, added, is_new=is_new
    )


def _has_figures(folder: DraftFolder, existing: Path) -> Fault:
    return Fault(
        as_typed(folder.path),
        None,
        None,
        f"The seeds have other figures of report '{folder.report_id}', in {as_typed(existing)}.",
        "Edit that file; or move it away, and accept the draft in its place.",
    )
