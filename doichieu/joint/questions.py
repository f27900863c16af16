"""What is asked of the solver, problem by problem, and by several processes where there is much.

A question is the rows of one problem as the models pose it, so that it can be handed to another
process as it stands.
"""

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from doichieu.joint.problems import read_problems
from doichieu.joint.solutions import Solution, read_boxes, solve, solve_wide
from doichieu.transform import PROJECT
from doichieu.worker import Worker, WorkerDied

Rows = Sequence[Sequence[Any]]

# So many problems take some seconds; a process is ready within one.
LEAST_FOR_A_PROCESS = 250


class Question(NamedTuple):
    """One problem: rows with FIGURE_COLUMNS, IDENTITY_COLUMNS and BOX_COLUMNS.

    `only_wide`: nothing but the wide reading is asked for.
    """

    figures: Rows
    identities: Rows
    boxes: Rows
    only_wide: bool


def questions(
    figures: Iterable[Sequence[Any]],
    identities: Iterable[Sequence[Any]],
    boxes: Iterable[Sequence[Any]],
    only_wide: Collection[str],
) -> list[Question]:
    """The rows of many problems, problem by problem in the order of the figures."""
    gathered: dict[str, tuple[list[Any], ...]] = defaultdict(lambda: ([], [], []))
    for place, rows in enumerate((figures, identities, boxes)):
        for row in rows:
            gathered[row[0]][place].append(row)
    return [Question(*rows, problem_id in only_wide) for problem_id, rows in gathered.items()]


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


def answer_all(asked: Sequence[Question], helpers: int) -> list[Solution]:
    """The answers to all questions, in their order, found by this process and so many helpers.

    A helper leaves with this process, however that ends.
    """
    share = helpers + 1
    found: list[list[Solution]] = [[] for _ in asked]
    with ExitStack() as stack:
        workers = [stack.enter_context(helper()) for _ in range(helpers)]
        for number, worker in enumerate(workers, start=1):
            worker.ask(asked[number::share])
        found[::share] = map(answers, asked[::share])
        for number, worker in enumerate(workers, start=1):
            found[number::share] = told(worker)
    return [answer for of_one in found for answer in of_one]


def helper() -> Worker:
    """A process that answers questions; what goes wrong there it tells itself."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    return Worker("doichieu.joint.worker", Path(os.devnull), environment=environment)


def told(worker: Worker) -> list[list[Solution]]:
    """What a helper has found; raises RuntimeError where it failed."""
    try:
        fact = worker.ended()
    except WorkerDied as died:
        raise RuntimeError("a process that solved joint problems ended early") from died
    if fact["ended"] != "done":
        raise RuntimeError(fact["error"])
    return [[Solution(*answer) for answer in of_one] for of_one in fact["answers"]]
