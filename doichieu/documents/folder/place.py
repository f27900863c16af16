"""The folder of all drafts: each gets its name there when it is complete."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from doichieu.base.faults import Fault, InputRefused
from doichieu.documents.folder.layout import WRITING
from doichieu.documents.folder.read import edited_files, is_draft
from doichieu.documents.many import Outcome
from doichieu.inputs.words import as_typed, every


class Drafts:
    """The folder that drafts are written to, for one command.

    With `force`, a draft takes the place of an earlier one that was edited.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self.folder = folder
        self._force = force
        self._kept: dict[str, Path] = {}

    @contextlib.contextmanager
    def lock(self, waiting: Callable[[], object]) -> Iterator[None]:
        """Lock the folder for one command; calls `waiting` when another holds the lock.

        Raises InputRefused where no folder can be written there.
        """
        lock = FileLock(self.folder / ".lock")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _acquire(lock, waiting)
        except OSError as error:
            raise InputRefused([_not_writable(self.folder, error)]) from error
        try:
            clear_unfinished(self.folder)
            _try_to_write(self.folder)
            yield
        finally:
            clear_unfinished(self.folder)
            lock.release()

    def named(self, report_id: str) -> Path:
        """The folder of a draft, named by its report or by the path of the folder."""
        path = Path(report_id)
        return path if len(path.parts) > 1 else self.folder / report_id

    def keep(self, outcome: Outcome) -> Outcome:
        """Give a written draft its name, or refuse it and delete it; returns what became of it."""
        if outcome.written is None:
            return outcome
        written = outcome.written
        if fault := self._in_the_way(outcome.document, written.report_id):
            shutil.rmtree(written.folder)
            return Outcome(outcome.document, faults=(fault,))
        self._kept[written.report_id] = outcome.document
        place = self.folder / written.report_id
        put_in_place(written.folder, place)
        return replace(outcome, written=replace(written, folder=place))

    def _in_the_way(self, document: Path, report_id: str) -> Fault | None:
        """Why a draft may not have its name."""
        place = self.folder / report_id
        if other := self._kept.get(report_id):
            problem = f"its report would be '{report_id}', which is that of {as_typed(other)}."
            remedy = "Draft it alone, with --report and another id."
        elif place.exists() and not is_draft(place):
            problem = f"its draft would be {as_typed(place)}, which is there and is no draft."
            remedy = "Name another folder with --drafts, or another id with --report."
        elif not self._force and place.exists() and (edited := edited_files(place)):
            problem = f"an edited draft would be overwritten: {as_typed(place)} ({every(edited)})."
            remedy = "Accept that draft or move it away first; --force overwrites it."
        else:
            return None
        return Fault(as_typed(document), None, None, problem, remedy)


def _acquire(lock: FileLock, waiting: Callable[[], object]) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()


def _try_to_write(folder: Path) -> None:
    """Raise InputRefused where no draft can be written: better now than after the reading."""
    try:
        Path(tempfile.mkdtemp(prefix=WRITING, dir=folder)).rmdir()
    except OSError as error:
        raise InputRefused([_not_writable(folder, error)]) from error


def _not_writable(folder: Path, error: OSError) -> Fault:
    problem = f"no draft can be written there: {error.strerror or error}."
    return Fault(as_typed(folder), None, None, problem, "Name a writable folder with --drafts.")


def put_in_place(written: Path, place: Path) -> None:
    """Give a written draft its name, in place of an earlier draft of that name."""
    if place.exists():
        earlier = Path(tempfile.mkdtemp(prefix=WRITING, dir=place.parent)) / place.name
        place.rename(earlier)
        written.rename(place)
        shutil.rmtree(earlier.parent, ignore_errors=True)
    else:
        written.rename(place)


def clear_unfinished(drafts: Path) -> None:
    """Delete what a killed command has left; no other command may be writing there."""
    for leftover in drafts.glob(f"{WRITING}*"):
        with contextlib.suppress(OSError):
            shutil.rmtree(leftover)
