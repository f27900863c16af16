"""Many files of figures: several processes read, judge and copy them, and keep no rows.

The memory of a run then does not grow with the number of its figures. Where any file has a fault,
nothing of this is used: the files are read again as usual, and the refusal is the usual one.
"""

import multiprocessing
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from doichieu.base.faults import Unfinished
from doichieu.inputs.figures import figure_faults
from doichieu.inputs.files import SourceFile
from doichieu.inputs.read_table import Table, read_table
from doichieu.inputs.reference import reference_of
from doichieu.inputs.snapshot import write_copy

# Files that are smaller together are read by one process: starting others takes longer.
LEAST_BYTES = 10_000_000
# Files that a process takes at a time.
AT_A_TIME = 50


def is_worthwhile(files: Sequence[SourceFile]) -> bool:
    """Whether files are large enough, together, for several processes.

    Not where one cannot be found: it is refused when it is read.
    """
    try:
        return sum(file.path.stat().st_size for file in files) >= LEAST_BYTES
    except OSError:
        return False


def copy_figures(
    files: Sequence[SourceFile],
    tables: Mapping[str, Table],
    needed: frozenset[str],
    folder: Path,
) -> list[Table] | None:
    """Read, judge and copy files of figures into a folder; None where any has a fault.

    `tables` are the reference tables by name. The tables that are returned have no rows, but for
    those of the reports that are `needed`. Raises Unfinished where a process dies.
    """
    (folder / "figures").mkdir(parents=True)
    found = []
    with ProcessPoolExecutor(
        mp_context=multiprocessing.get_context("spawn"),
        initializer=Copier.begin,
        initargs=(tables, needed, folder),
    ) as pool:
        try:
            with deaf_to_ctrl_c():  # the processes start here
                copied = pool.map(Copier.take, files, chunksize=AT_A_TIME)
            for table in copied:
                if table is None:
                    pool.shutdown(cancel_futures=True)
                    return None
                found.append(table)
        except BrokenProcessPool as broken:
            raise Unfinished(
                "A process that read the figures died. Perhaps there was too little memory: end "
                "other programs, then run the same command again."
            ) from broken
    return found


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Start processes that never see Ctrl-C, which reaches all of a terminal: the parent acts."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


class Copier:
    """What a process knows beside the file that it takes: there is one in each process."""

    _only: ClassVar["Copier"]

    def __init__(self, tables: Mapping[str, Table], needed: frozenset[str], folder: Path) -> None:
        self._reference = reference_of(tables)
        self._needed = needed
        self._folder = folder

    @classmethod
    def begin(cls, tables: Mapping[str, Table], needed: frozenset[str], folder: Path) -> None:
        """Make the copier of this process."""
        cls._only = cls(tables, needed, folder)

    @classmethod
    def take(cls, file: SourceFile) -> Table | None:
        """Let the copier of this process copy a file."""
        return cls._only.copy(file)

    def copy(self, file: SourceFile) -> Table | None:
        """Read, judge and copy one file; None where it has a fault."""
        table = read_table(file)
        if table.faults or any(figure_faults(table, self._reference)):
            return None
        if table.report_id in self._needed:
            return table
        write_copy(table, self._folder)
        return replace(table, rows=[], lines=[], copied_rows=len(table.rows))
