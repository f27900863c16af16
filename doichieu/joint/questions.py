"""What is asked of the solver, problem by problem, and by several processes where there is much.

A question is the rows of one problem as the models pose it, so that it can be handed to another
process as it stands.
"""

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
from doichieu.joint.problems import read_problems
from doichieu.joint.solutions import Solution, read_boxes, solve, solve_wide

Row = Sequence[Any]
Rows = Sequence[Row]

# So many problems take some seconds; a process is ready within one.
LEAST_FOR_A_PROCESS = 250
# So many take about a second.
AT_A_TIME = 100
# How many times as many a helper has before it, and how many for each process wait to be told.
LOADS = 3
MOST_LOADS = 4


class Question(NamedTuple):
    """One problem: rows with FIGURE_COLUMNS, IDENTITY_COLUMNS and BOX_COLUMNS.

    `only_wide`: nothing but the wide reading is asked for.
    """

    figures: Rows
    identities: Rows
    boxes: Rows
    only_wide: bool


def questions(
    figures: Iterable[Row],
    identities: Iterable[Row],
    boxes: Iterable[Row],
    only_wide: Collection[str],
) -> Iterator[Question]:
    """The rows of many problems, problem by problem; all are given in the order of their problems.

    Every problem has figures.
    """
    streams = (marked(rows, place) for place, rows in enumerate((figures, identities, boxes)))
    merged = heapq.merge(*streams, key=itemgetter(0, 1))
    for problem_id, of_one in groupby(merged, itemgetter(0)):
        gathered: tuple[list[Row], ...] = ([], [], [])
        for _, place, row in of_one:
            gathered[place].append(row)
        yield Question(*gathered, problem_id in only_wide)


def marked(rows: Iterable[Row], place: int) -> Iterator[tuple[str, int, Row]]:
    """Rows with the problem that they are of and their place in its question."""
    return ((row[0], place, row) for row in rows)


def answers(question: Question) -> list[Solution]:
    """Everything that is told of one problem."""
    (problem,) = read_problems(question.figures, question.identities)
    if question.only_wide:
        return [solve_wide(problem)]
    return list(solve(problem, read_boxes(question.boxes)))


def helpers_for(asked: int) -> int:
    """How many processes are worth starting beside this one for so many questions."""
    return max(min(cores(), asked // LEAST_FOR_A_PROCESS) - 1, 0)


def cores() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def answer_all(asked: Iterable[Question], helpers: int) -> Iterator[Solution]:
    """The answers to all questions, in their order, found by this process and so many helpers.

    Each is given some at a time, so that no process holds many. A helper has the next loads before
    it is done with one, for this process has more to do: it fetches and hands on. A helper leaves
    with this process, however that ends.
    """
    waiting = iter(asked)
    given: deque[Future[list[list[Solution]]]] = deque()
    with ExitStack() as stack:
        logs = Path(stack.enter_context(TemporaryDirectory(prefix="doichieu-joint-")))
        deputies = []
        for number in range(helpers):
            thread = ThreadPoolExecutor(1)
            # After the helper, whose end is the end of what the thread waits for.
            stack.callback(thread.shutdown, cancel_futures=True)
            worker = stack.enter_context(helper(logs / f"{number}.log"))
            deputies.append(Deputy(worker, thread))
        while own := list(islice(waiting, AT_A_TIME)):
            given.append(found := Future())
            # A load to each in turn, and then the next.
            for deputy in deputies * LOADS:
                given.extend(deputy.load(waiting))
            found.set_result([answers(question) for question in own])
            while given and (given[0].done() or len(given) > MOST_LOADS * (helpers + 1)):
                yield from chain.from_iterable(given.popleft().result())
        while given:
            yield from chain.from_iterable(given.popleft().result())


@dataclass
class Deputy:
    """A helper and the thread that hears what it tells: of one load after the other."""

    worker: Worker
    thread: Executor
    loads: list[Future[list[list[Solution]]]] = field(default_factory=list)

    def load(self, waiting: Iterator[Question]) -> Iterator[Future[list[list[Solution]]]]:
        """Give it one load more, if it has not as many as let it go on when it is done with one."""
        self.loads = [load for load in self.loads if not load.done()]
        if len(self.loads) < LOADS and (some := list(islice(waiting, AT_A_TIME))):
            self.worker.ask(some)
            self.loads.append(self.thread.submit(told, self.worker))
            yield self.loads[-1]


def helper(log: Path) -> Worker:
    """A process that answers questions; what goes wrong there it tells itself, or in its log."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    return Worker("doichieu.joint.worker", log, environment=environment)


def told(worker: Worker) -> list[list[Solution]]:
    """What a helper has found; raises RuntimeError where it failed."""
    try:
        fact = worker.ended()
    except WorkerDied as died:
        raise RuntimeError(f"a process that solved joint problems ended early: {died}") from died
    if fact["ended"] != "done":
        raise RuntimeError(fact["error"])
    return [[Solution(*answer) for answer in of_one] for of_one in fact["answers"]]
