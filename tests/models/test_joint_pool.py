"""Joint problems distributed over processes: the same solutions, and no process remains."""

import json
import math
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import pytest
from support.running import PROJECT

from doichieu.base.worker import Worker
from doichieu.joint.boxes import Box, violation
from doichieu.joint.pool import WORKER_QUEUE_LIMIT, Task, cores, solve_all, tasks, workers_for
from doichieu.joint.problems import Identity, Unknown

# The capacity of a pipe in bytes.
PIPE = 65_536
LEVELS = {"t": 100.0, "x": 40.0, "y": 35.0, "z": 25.0}


def figure(problem: str, indicator: str, level: float) -> tuple[object, ...]:
    """A printed level ± half a unit, or ± one unit at the wide interval."""
    half, wide = (level - 0.5, level + 0.5, 1), (level - 1.0, level + 1.0, 1)
    return (problem, indicator, "level", "", indicator, None, 1.0, *half, *wide, 1.0, 1.0)


def tasks_of(number: int) -> list[Task]:
    """Problems of three parts, the n-th off by n units; every third is only wide."""
    names = [f"problem {place:03}" for place in range(number)]
    waiting = tasks(
        [
            figure(name, indicator, level + (place if indicator == "t" else 0))
            for place, name in enumerate(names)
            for indicator, level in LEVELS.items()
        ],
        [(name, "sum", "sum", "t", part, 1.0) for name in names for part in "xyz"],
        [
            (name, model, reading, indicator, "level", "printed", level - 0.5, level + 0.5)
            for name in names
            for model in ("printed_base", "decoupled")
            for reading in ("half", "wide")
            for indicator, level in LEVELS.items()
        ],
        only_wide=set(names[::3]),
    )
    return list(waiting)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doichieu.joint.pool.BATCH_SIZE", 1)


def test_a_task_is_of_one_problem() -> None:
    one, other = tasks_of(2)
    assert [row[0] for row in one.figures] == ["problem 000"] * 4
    assert [row[0] for row in other.boxes] == ["problem 001"] * 16
    assert (one.only_wide, other.only_wide) == (True, False)


def test_severities_are_those_of_the_sum() -> None:
    """Four figures off by n in all: each must move by n / 4, which is n / 2 half-widths."""
    severities = {
        solution.problem_id: solution.lower
        for solution in solve_all(tasks_of(9), workers=0)
        if (solution.subject, solution.reading) == ("single_level", "half")
    }
    expected = {f"problem {place:03}": place / 2 for place in (1, 2, 4, 5, 7, 8)}
    assert severities == pytest.approx(expected)


@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.usefixtures("small_batches")
def test_workers_find_the_same_in_the_same_order(
    workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each worker gets batches, and more once it has solved one."""
    batches: Counter[Worker] = Counter()
    ask = Worker.ask

    def counted(worker: Worker, request: Any) -> None:
        batches[worker] += 1
        ask(worker, request)

    monkeypatch.setattr(Worker, "ask", counted)
    assert list(solve_all(tasks_of(80), workers)) == list(solve_all(tasks_of(80), workers=0))
    assert len(batches) == workers
    assert max(batches.values()) > WORKER_QUEUE_LIMIT


def test_a_problem_without_boxes_is_a_task_too() -> None:
    figures = [figure(name, "t", 1.0) for name in ("a", "b", "ủ")]
    identities = [(name, "sum", "sum", "t", "x", 1.0) for name in ("a", "ủ")]
    boxes = [("ủ", "decoupled", "half", "t", "level", 0.5, 1.5)]
    sizes = [tuple(map(len, task[:3])) for task in tasks(figures, identities, boxes, set())]
    assert sizes == [(1, 1, 0), (1, 0, 0), (1, 1, 1)]


def test_without_tasks_there_are_no_solutions() -> None:
    assert list(solve_all([], workers_for(0))) == []


def test_workers_start_only_for_many_problems() -> None:
    assert workers_for(499) == 0
    assert workers_for(10**9) == cores() - 1


class Stuck:
    """A worker that does not finish its batch until the test ends it."""

    def __init__(self) -> None:
        self.is_ended = threading.Event()
        self.batches = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.is_ended.set()

    def ask(self, _: object) -> None:
        self.batches += 1

    def ended(self) -> dict[str, object]:
        assert self.is_ended.wait(60)
        return {"ended": "done", "solutions": []}


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch, small_batches: None) -> Stuck:
    worker = Stuck()
    monkeypatch.setattr("doichieu.joint.pool.start_worker", lambda log: worker)
    return worker


def test_only_some_batches_are_read_ahead(stuck: Stuck) -> None:
    """While a worker is stuck this process stops reading; the worker's queue is full by then."""
    read = []

    def watched() -> Iterator[Task]:
        for task in tasks_of(50):
            read.append(task)
            yield task

    solutions = solve_all(watched(), workers=1)
    next(solutions)  # this process's own first batch
    with ThreadPoolExecutor(1) as other:
        second = other.submit(next, solutions)
        time.sleep(1)
        assert not second.done()
        assert len(read) < 15
        assert stuck.batches == WORKER_QUEUE_LIMIT > 1
        stuck.is_ended.set()
        second.result(60)
    solutions.close()


def test_closing_early_does_not_wait_for_a_batch(stuck: Stuck) -> None:
    solutions = solve_all(tasks_of(9), workers=1)
    next(solutions)
    solutions.close()
    assert stuck.is_ended.is_set()


def test_a_worker_s_error_is_raised_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """With batches before and after it that exceed the capacity of a pipe."""
    monkeypatch.setattr("doichieu.joint.pool.BATCH_SIZE", 200)
    many = tasks_of(1000)
    place = 500  # in the worker's second batch
    assert len(json.dumps(many[200:400])) > PIPE
    many[place] = many[place]._replace(figures=[(f"problem {place}", "too short")])
    solutions = solve_all(many, workers=1)
    solved = set()
    with pytest.raises(RuntimeError, match="TypeError"):
        for solution in solutions:
            solved.add(solution.problem_id)
    assert solved == {f"problem {number:03}" for number in range(400)}


@pytest.mark.usefixtures("small_batches")
def test_the_log_of_a_worker_that_dies_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Here it cannot import the solver."""
    (tmp_path / "highspy.py").write_text("raise ImportError('no solver here')", encoding="utf-8")
    monkeypatch.setattr("doichieu.joint.pool.PROJECT", f"{tmp_path}{os.pathsep}{PROJECT}")
    with pytest.raises(RuntimeError, match=r"(?s)ended early.*no solver here"):
        list(solve_all(tasks_of(2), workers=1))


DEADLY = """
import os, signal
from doichieu.joint import pool, worker
solve = pool.solve_task

def solve_or_die(task):
    if task.figures[0][0] in ("problem 001", "problem 007"):
        os.kill(os.getpid(), signal.SIGKILL)
    return solve(task)

pool.solve_task = solve_or_die
worker.main()
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems end a process by a signal")
def test_a_problem_that_ends_its_worker_is_reported_and_the_others_are_solved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of nine problems, three a batch, two of three batches go to the worker; one ends it twice."""
    (tmp_path / "deadly.py").write_text(DEADLY, encoding="utf-8")
    folders = f"{tmp_path}{os.pathsep}{PROJECT}"

    def start(log: Path) -> Worker:
        return Worker("deadly", log, environment=os.environ | {"PYTHONPATH": folders})

    monkeypatch.setattr("doichieu.joint.pool.start_worker", start)
    monkeypatch.setattr("doichieu.joint.pool.BATCH_SIZE", 1)
    found = list(solve_all(tasks_of(9), workers=1))
    reasons = {one.problem_id: one.quantity for one in found if one.subject == "unsolved"}
    assert reasons.pop("problem 001") == "out_of_memory"
    assert set(reasons) <= {"problem 007"}
    lost = {"problem 001", *reasons}
    solved = [one for one in solve_all(tasks_of(9), workers=0) if one.problem_id not in lost]
    assert [one for one in found if one.problem_id not in lost] == solved


PARENT = """
import sys
from pathlib import Path
from doichieu.joint.pool import start_worker
from test_joint_pool import tasks_of
worker = start_worker(Path(sys.argv[1]))
worker.ask(tasks_of(5000))
print(worker._process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked for in /proc")
def test_a_busy_worker_does_not_outlive_its_parent(tmp_path: Path) -> None:
    folders = PROJECT, PROJECT / "tests", Path(__file__).parent
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "worker.log")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        parent.kill()
    assert is_gone(pid)


def is_gone(pid: int) -> bool:
    """Whether a process ends within a minute; a zombie has ended too."""
    for _ in range(600):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state[0] == "Z":
            return True
        time.sleep(0.1)
    return False


# -- boxes

T, X, Y = (Unknown(name, "level") for name in "txy")
SUM = Identity("sum", True, T, ((T, 1.0), (X, -1.0), (Y, -1.0)))


@pytest.mark.parametrize(
    ("total", "witness", "growth"),
    [
        (100.0, {}, 0.0),
        (100.0, {T: 100.0, X: 60.0, Y: 40.0}, 0.0),
        (103.0, {T: 100.0, X: 60.0, Y: 40.0}, 1.0),  # three boxes of ± 0.5, 3 apart
        (103.0, {T: 103.0, X: 60.0}, 1.0),  # y has no value
        (103.0, {}, 1.0),
    ],
)
def test_a_witness_counts_only_inside_all_boxes(
    total: float, witness: dict[Unknown, float], growth: float
) -> None:
    boxes = [Box(T, total - 0.5, total + 0.5), Box(X, 59.5, 60.5), Box(Y, 39.5, 40.5)]
    assert violation(boxes, [SUM], witness) == pytest.approx(growth)


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize(("total", "growth"), [(40.9, 0.0), (42.0, 1.0)])
def test_an_exact_box_does_not_grow(total: float, growth: float, unit: float) -> None:
    """The parts end at 40.5, 42 begins at 41.5: the other two grow by halves until they meet."""
    boxes = [
        Box(T, (total - 0.5) * unit, (total + 0.5) * unit),
        Box(X, 0.0, 0.0),
        Box(Y, 39.5 * unit, 40.5 * unit),
    ]
    assert violation(boxes, [SUM], {}) == pytest.approx(growth)


@pytest.mark.parametrize(("total", "growth"), [(11.0, 0.0), (12.0, math.inf)])
def test_exact_boxes_alone_hold_or_never_do(total: float, growth: float) -> None:
    boxes = [Box(T, total, total), Box(X, 6.0, 6.0), Box(Y, 5.0, 5.0)]
    assert violation(boxes, [SUM], {}) == growth


def test_an_empty_box_is_violated() -> None:
    assert violation([Box(T, 0.0, -4.5)], [], {}) > 1.0
