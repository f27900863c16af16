"""Many documents, each read once, in parallel worker processes."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from doichieu.base.faults import Fault
from doichieu.base.worker import Worker, WorkerDied
from doichieu.documents.one import Written
from doichieu.inputs.words import as_typed

# More processes read no faster than the disk, and each may hold one large workbook.
MOST_PROCESSES = 8


@dataclass(frozen=True)
class Outcome:
    """What became of one document: its draft, or the faults for which it was refused.

    `broken` is the report of a fault of the program.
    """

    document: Path
    written: Written | None = None
    faults: tuple[Fault, ...] = ()
    broken: str = ""


@dataclass
class Pool:
    """Worker processes that draft documents for one folder of seeds."""

    seeds: Path
    drafts: Path
    log: Path
    _free: SimpleQueue[Worker | None] = field(default_factory=SimpleQueue)

    def draft(self, stack: ExitStack, document: Path, report_id: str) -> Outcome:
        """Draft one document in a free process; one that died is replaced for the next."""
        worker = self._free.get() or self._start(stack)
        try:
            worker.ask(
                {
                    "document": str(document),
                    "seeds": str(self.seeds),
                    "drafts": str(self.drafts),
                    "report_id": report_id,
                }
            )
            answer = worker.ended()
        except WorkerDied as died:
            self._free.put(None)
            return _died(document, worker, died)
        self._free.put(worker)
        return _outcome(document, answer)
