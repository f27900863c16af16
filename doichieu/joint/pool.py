"""Distribute joint problems over this process and worker processes, in batches."""

import heapq
import os
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from doichieu.base.paths import PROJECT
from doichieu.base.worker import Worker, WorkerDied
from doichieu.joint.conflicts import ConflictFigure, conflicts_of
from doichieu.joint.problems import read_problems
from doichieu.joint.solutions import Solution, read_boxes, solve, solve_wide, unsolved

Row = Sequence[Any]
Rows = Sequence[Row]
Result = Solution | ConflictFigure
Batch = list[list[Result]]
"""The results of each problem of a batch."""
# A process is worth starting for this many problems: they take some seconds, its start up to one.
MIN_PROBLEMS_PER_PROCESS = 250
# Problems per batch: about a second of work.
BATCH_SIZE = 100
# Batches that a worker holds, counting the one it solves: this process has more to do and may not
# hand over the next in time.
WORKER_QUEUE_LIMIT = 3
# Batches per process whose solutions may wait for an earlier batch.
WAITING_LIMIT = 4


class Task(NamedTuple):
    """One problem: rows with FIGURE_COLUMNS, IDENTITY_COLUMNS and BOX_COLUMNS.

    With `only_wide`, only the wide interval of model S is solved; with `seeks_conflicts`, the
    problem is known to contradict itself, and its conflicts are sought.
    """

    figures: Rows
    identities: Rows
    boxes: Rows
    only_wide: bool
    seeks_conflicts: bool

    @property
    def kind(self) -> type[Result]:
        """The type of its results."""
        return ConflictFigure if self.seeks_conflicts else Solution


def tasks(
    figures: Iterable[Row],
    identities: Iterable[Row],
    boxes: Iterable[Row],
    only_wide: Collection[str] = (),
    seeks_conflicts: bool = False,
) -> Iterator[Task]:
    """One task a problem. All rows begin with their problem_id and are sorted by it.

    Every problem has figures. `only_wide` holds problem_ids.
    """
    streams = (_numbered(rows, stream) for stream, rows in enumerate((figures, identities, boxes)))
    merged = heapq.merge(*streams, key=itemgetter(0, 1))
    for problem_id, of_problem in groupby(merged, itemgetter(0)):
        gathered: tuple[list[Row], ...] = ([], [], [])
        for _, stream, row in of_problem:
            gathered[stream].append(row)
        yield Task(*gathered, problem_id in only_wide, seeks_conflicts)


def _numbered(rows: Iterable[Row], stream: int) -> Iterator[tuple[str, int, Row]]:
    return ((row[0], stream, row) for row in rows)


def solve_task(task: Task) -> list[Result]:
    """All solutions of one problem, or all figures of its conflicts.

    Where memory runs out, the problem is reported as unsolved.
    """
    try:
        return _solved(task)
    except MemoryError:
        return without_memory(task)


def without_memory(task: Task) -> list[Result]:
    """The results of a problem for which memory does not suffice."""
    if task.seeks_conflicts:
        return []
    return list(unsolved(task.figures[0][0], "out_of_memory"))


def _solved(task: Task) -> list[Result]:
    (problem,) = read_problems(task.figures, task.identities)
    problem = problem.without_idle_identities()
    if task.seeks_conflicts:
        return list(conflicts_of(problem, task.boxes))
    if task.only_wide:
        return [solve_wide(problem)]
    return list(solve(problem, read_boxes(task.boxes)))


def workers_for(problems: int) -> int:
    """How many worker processes are worth starting for a number of problems."""
    return max(min(cores(), problems // MIN_PROBLEMS_PER_PROCESS) - 1, 0)


def cores() -> int:
    """The number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def solve_all(waiting: Iterable[Task], workers: int) -> Iterator[Result]:
    """The results of all tasks, in their order, from this process and `workers` others.

    Only some batches are read ahead, to limit memory. The workers end when the iterator is closed
    or this process ends. Where the system ends a worker, its problems are solved one by one, and
    the one that needs too much memory is reported. Raises RuntimeError, with its message, where a
    worker fails in another way.
    """
    waiting = iter(waiting)
    batches: deque[Future[Batch]] = deque()
    with ExitStack() as stack:
        logs = Path(stack.enter_context(TemporaryDirectory(prefix="doichieu-joint-")))
        queues = []
        for number in range(workers):
            thread = ThreadPoolExecutor(1)
            # The worker, entered later, ends first: the thread waits for it.
            stack.callback(thread.shutdown, cancel_futures=True)
            log = logs / f"{number}.log"
            worker = stack.enter_context(start_worker(log))
            queues.append(WorkerQueue(worker, thread, log))
        while own := list(islice(waiting, BATCH_SIZE)):
            batches.append(solved := Future())
            # One batch to each worker in turn, until their queues are full.
            for queue in queues * WORKER_QUEUE_LIMIT:
                batches.extend(queue.fill(waiting))
            solved.set_result([solve_task(task) for task in own])
            while batches and (batches[0].done() or len(batches) > WAITING_LIMIT * (workers + 1)):
                yield from chain.from_iterable(batches.popleft().result())
        while batches:
            yield from chain.from_iterable(batches.popleft().result())


@dataclass
class WorkerQueue:
    """A worker, the batches it holds, and the thread that receives its solutions in order."""

    worker: Worker
    thread: Executor
    log: Path
    is_dead: bool = False
    batches: list[Future[Batch]] = field(default_factory=list)

    def fill(self, waiting: Iterator[Task]) -> Iterator[Future[Batch]]:
        """Send one batch more, unless the worker is dead, its queue is full or no task is left."""
        self.batches = [batch for batch in self.batches if not batch.done()]
        if self.is_dead or len(self.batches) >= WORKER_QUEUE_LIMIT:
            return
        if batch := list(islice(waiting, BATCH_SIZE)):
            self.worker.ask(batch)
            self.batches.append(self.thread.submit(self._receive, batch))
            yield self.batches[-1]

    def _receive(self, batch: list[Task]) -> Batch:
        try:
            return receive(self.worker, batch[0].kind)
        except WorkerKilled:
            self.is_dead = True
            return one_by_one(batch, self.log.with_suffix(".apart.log"))


class WorkerKilled(Exception):
    """The system ended a worker, as it does where memory runs out."""


def one_by_one(batch: list[Task], log: Path) -> Batch:
    """The results of tasks of which one ends its worker, each from a worker that holds no other."""
    found: Batch = []
    waiting = deque(batch)
    while waiting:
        with start_worker(log) as worker:
            try:
                while waiting:
                    worker.ask([waiting[0]])
                    found += receive(worker, waiting[0].kind)
                    waiting.popleft()
            except WorkerKilled:
                found.append(without_memory(waiting.popleft()))
    return found


def start_worker(log: Path) -> Worker:
    """A process that solves tasks; its error stream goes to `log`."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    return Worker("doichieu.joint.worker", log, environment=environment)


def receive(worker: Worker, kind: type[Result]) -> Batch:
    """The results of a worker's next batch.

    Raises WorkerKilled where the system ended it, RuntimeError where it failed in another way.
    """
    try:
        fact = worker.ended()
    except WorkerDied as died:
        if worker.was_killed():
            raise WorkerKilled from died
        raise RuntimeError(f"a process that solved joint problems ended early: {died}") from died
    if fact["ended"] != "done":
        raise RuntimeError(fact["details"])
    return [[kind(*result) for result in of_problem] for of_problem in fact["solutions"]]
