"""The first step: list the files of a seeds folder, and read the bytes of each."""

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from doichieu.base.faults import Fault
from doichieu.inputs.schema import FIGURES, REFERENCE, Relation
from doichieu.inputs.words import as_typed, either

FIGURE_SUFFIXES = (".csv", ".parquet", ".xlsx")

ABSENT = 0

# Files that are saved, or renamed, as .csv by mistake. None of these beginnings can open a
# text file with one of our headers.
DISGUISES = (
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip file"),
    (b"<", "an HTML or XML page"),
)


class Unreadable(Exception):
    """A file from which no row can be read: why, and what its author can do."""

    def __init__(
        self, problem: str, remedy: str, line: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy, self.line, self.column = problem, remedy, line, column


@dataclass(frozen=True)
class SourceFile:
    """A file to read, and the relation that it contains."""

    relation: Relation
    path: Path

    @property
    def name(self) -> str:
        """Its name among the inputs: `figures/x.csv`, even if the author's file is elsewhere."""
        folder = "figures" if self.relation == FIGURES else "reference"
        return f"{folder}/{self.path.name}"


def report_in(path: PurePath) -> str:
    """The report whose figures a file contains: the author's file, or a run's copy of it."""
    return path.stem.removesuffix(".parquet").removesuffix(".xlsx")


def find_files(
    seeds: Path, figures: Sequence[Path] | None = None
) -> tuple[list[SourceFile], list[Fault]]:
    """List the files to read, the figures first, and the faults of the folders.

    With `figures`, these files are taken instead of the folder's own.
    """
    faults: list[Fault] = []
    if _contents(seeds, faults) is None:
        return [], faults
    if figures is None:
        figures = figure_files(seeds / "figures", faults)
    if figures is not None and not figures:
        faults.append(_fault(seeds / "figures", "There are no figures.", "Write <report_id>.csv."))
    files = []
    for path in figures or ():
        if fault := _not_a_file(path, seeds / "figures"):
            faults.append(fault)
        else:
            files.append(SourceFile(FIGURES, path))
    first: dict[str, Path] = {}
    for file in files:
        other = first.setdefault(report_in(file.path), file.path)
        if other is not file.path:
            problem = f"Its report is given by {as_typed(other)} already."
            faults.append(_fault(file.path, problem, "Keep one file for a report."))
    return [*files, *find_reference(seeds, faults)], faults


def figure_files(folder: Path, faults: list[Fault]) -> list[Path] | None:
    """The files of figures in a folder, by name; None, and one more fault, if it cannot be read."""
    contents = _contents(folder, faults)
    return contents and [path for path in contents if _looks_like_figures(path)]


def find_reference(seeds: Path, faults: list[Fault]) -> list[SourceFile]:
    """The reference tables of a seeds folder; none, and one more fault, without their folder."""
    if _contents(seeds / "reference", faults) is None:
        return []
    return [
        SourceFile(relation, seeds / "reference" / f"{relation.name}.csv") for relation in REFERENCE
    ]


def _not_a_file(path: Path, home: Path) -> Fault | None:
    """The fault of a path that names no file: a folder, a report's id, a file of `home`."""
    kind = _kind(path)
    if kind == stat.S_IFDIR and path.suffix not in FIGURE_SUFFIXES:
        inside = figure_files(path, []) or ()
        remedy = f"Name a file in it, as {as_typed(inside[0])}." if inside else "Name a file."
        return _fault(path, "This is a folder, not a file.", remedy)
    if kind != ABSENT:
        return None
    names = [path.name, *(f"{path.name}{suffix}" for suffix in FIGURE_SUFFIXES)]
    near = [folder / name for folder in (path.parent, home) for name in names]
    found = dict.fromkeys(f"'{as_typed(file)}'" for file in near if _kind(file) == stat.S_IFREG)
    remedy = f"Did you mean {either(list(found))}?" if found else "Create it, or correct its name."
    return _fault(path, "There is no such file.", remedy)


def _kind(path: Path) -> int | None:
    """The kind of a file, one of those of `stat`; ABSENT where there is none, None if unknown."""
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    except (OSError, ValueError):
        return None


def read_bytes(path: Path) -> bytes:
    """Read a whole regular file; raise `Unreadable` for anything else."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            # The target of a link can change without any change in the inputs folder.
            raise Unreadable("This is a symbolic link.", "Put the file itself here.")
        if stat.S_ISDIR(mode):
            raise Unreadable("This is a folder, not a file.", "Put a file here.")
        if not stat.S_ISREG(mode):
            raise Unreadable("This is not a regular file.", "Put a file here.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("There is no such file.", "Create it, or correct its name.") from None
    except OSError as error:
        problem = f"It cannot be read: {error.strerror or type(error).__name__}."
        raise Unreadable(problem, "Check its permissions and its disk.") from None


def disguise(content: bytes) -> str | None:
    """Name the real type of a file that should be text; None if it may be text."""
    beginning = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for magic, kind in DISGUISES if beginning.startswith(magic)), None)


def _looks_like_figures(path: Path) -> bool:
    """X.CSV counts too, and is refused later; Excel locks an open workbook with ~$x.xlsx."""
    return path.suffix.lower() in FIGURE_SUFFIXES and not path.name.startswith((".", "~$"))


def _contents(folder: Path, faults: list[Fault]) -> list[Path] | None:
    """The content of a folder, by name; None, and one more fault, if it cannot be read."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        fault = _fault(folder, "There is no such folder.", "Create it, or name another.")
    except NotADirectoryError:
        fault = _fault(folder, "This is a file, not a folder.", "Name the folder.")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = _fault(folder, f"The folder cannot be read: {reason}.", "Check its permissions.")
    faults.append(fault)
    return None


def _fault(path: Path, problem: str, remedy: str) -> Fault:
    return Fault(as_typed(path), None, None, problem, remedy)
