"""From a path to the bytes of a file, or to the fault that says why there are none."""

import stat
from pathlib import Path

from doichieu.base.faults import Fault
from doichieu.inputs.words import as_typed

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


class UnreadableError(Exception):
    """A file that gives no rows at all; holds the faults that say why."""

    def __init__(self, faults: list[Fault]) -> None:
        """Hold the faults; their words are the exception's."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def refuse(
    path: Path, problem: str, remedy: str, line: int | None = None, column: str | None = None
) -> UnreadableError:
    """Make the exception for a file that one fault is enough to refuse."""
    return UnreadableError([Fault(as_typed(path), line, column, problem, remedy)])


def read_bytes(path: Path) -> bytes:
    """Read a whole regular file; raise `UnreadableError` for anything else."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            # What a link points to can change without a trace in the folder of the inputs.
            raise refuse(path, "This is a symbolic link.", "Put the file itself here.")
        if stat.S_ISDIR(mode):
            raise refuse(path, "This is a folder, not a file.", "Put a file here.")
        if not stat.S_ISREG(mode):
            raise refuse(path, "This is not a regular file.", "Put a file here.")
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse(path, "There is no such file.", "Create it, or correct its name.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            path, f"It cannot be read: {reason}.", "Look at its permissions and its disk."
        ) from None


def disguise(content: bytes) -> str | None:
    """Say what a file that should be text really is; None if nothing speaks against text."""
    beginning = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for magic, kind in DISGUISES if beginning.startswith(magic)), None)
