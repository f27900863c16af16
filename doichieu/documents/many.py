"""Many documents, each read once, in parallel child processes."""

import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from doichieu.base.child import ChildDied, ChildProcess
from doichieu.base.faults import Fault
from doichieu.inputs.words import as_typed

# Each process may hold a large workbook: so many fit the memory of a small machine.
MOST_PROCESSES = 8
# Suffixes of the documents that are read.
SUFFIXES = (".txt", ".html", ".htm", ".docx", ".docm", ".pdf", ".xlsx", ".xlsm", ".xls")
# Those of documents that are refused, each with what to do: a folder that has one says so.
REFUSED = (".doc", ".rtf", ".odt", ".ods", ".xlsb", ".mht", ".mhtml")


@dataclass(frozen=True)
class Written:
    """A draft in a hidden folder, and what it holds.

    `lacks` are the columns of its row of reports.csv that must be filled in by hand.
    """

    folder: Path
    report_id: str
    figures: int
    unsure: int
    left_out: int
    new_indicators: int
    lacks: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of one document: its draft, or the faults for which it was refused.

    `broken` is the report of a fault of the program.
    """

    document: Path
    written: Written | None = None
    faults: tuple[Fault, ...] = ()
    broken: str = ""


def documents_in(named: Sequence[Path]) -> list[Path]:
    """The documents that were named, and those in the folders that were named, each once."""
    found: dict[Path, Path] = {}
    for path in named:
        for document in _inside(path) if path.is_dir() else [path]:
            found.setdefault(document.resolve(), document)
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    """The documents of a folder and of those in it, without hidden files and locks of Office."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in (*SUFFIXES, *REFUSED)
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        and path.is_file()
    ]


def draft_many(
    documents: Sequence[Path],
    seeds: Path,
    drafts: Path,
    *,
    report_id: str = "",
    done: Callable[[Outcome], None],
) -> None:
    """Draft every document into a hidden folder of `drafts`; `done` takes each outcome at once."""
    processes = min(len(documents), os.cpu_count() or 1, MOST_PROCESSES)
    with (
        tempfile.TemporaryDirectory(prefix="doichieu-draft-") as logs,
        ThreadPoolExecutor(processes) as threads,
        ExitStack() as stack,
    ):
        free: SimpleQueue[_Process] = SimpleQueue()
        for number in range(processes):
            process = _Process(Path(logs) / f"{number}.log", seeds, drafts)
            free.put(process)
            stack.callback(process.close)

        def draft_in_free_process(document: Path) -> Outcome:
            process = free.get()
            try:
                return process.draft(document, report_id)
            finally:
                free.put(process)

        stack.callback(threads.shutdown, wait=False, cancel_futures=True)
        for one in as_completed(
            [threads.submit(draft_in_free_process, path) for path in documents]
        ):
            done(one.result())


class _Process:
    """A child process; one that died is replaced for the next document."""

    def __init__(self, log: Path, seeds: Path, drafts: Path) -> None:
        self._log = log
        self._request = {"seeds": str(seeds), "drafts": str(drafts)}
        self._child: ChildProcess | None = None
        self._is_closed = False

    def draft(self, document: Path, report_id: str) -> Outcome:
        """Draft one document."""
        if self._is_closed:
            return Outcome(document)
        if self._child is None:
            self._child = ChildProcess("doichieu.documents.draft_child", self._log)
        self._child.ask({**self._request, "document": str(document), "report_id": report_id})
        try:
            return _outcome(document, self._child.ended())
        except ChildDied as died:
            killed = self._child.was_killed()
            self.close()
            self._is_closed, self._child = False, None
            return _died(document, killed, str(died))

    def close(self) -> None:
        """End the process."""
        self._is_closed = True
        if self._child is not None:
            self._child.__exit__(None, None, None)


def _outcome(document: Path, answer: dict[str, Any]) -> Outcome:
    """The outcome that a child reports."""
    if answer["ended"] == "refused":
        return Outcome(document, faults=tuple(Fault(**fault) for fault in answer["faults"]))
    if answer["ended"] == "failed":
        return Outcome(document, broken=answer["details"])
    values = {name: answer[name] for name in Written.__dataclass_fields__}
    values |= {name: tuple(values[name]) for name in ("lacks", "remarks")}
    return Outcome(document, Written(**values | {"folder": Path(values["folder"])}))


def _died(document: Path, killed: bool, log: str) -> Outcome:
    """The outcome of a document whose process ended: taken back by the system, or crashed."""
    if not killed:
        return Outcome(document, broken=log)
    problem = "The system ended the process that read it: it needs too much memory, or is damaged."
    remedy = "Divide it, or save it again in its program."
    return Outcome(document, faults=(Fault(as_typed(document), None, None, problem, remedy),))
