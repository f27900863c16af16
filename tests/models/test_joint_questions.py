"""Joint problems dealt out to processes: the same answers, and nothing outlives who asked."""

import json
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
from doichieu.joint.problems import Identity, Unknown
from doichieu.joint.questions import LOADS, Question, answer_all, cores, helpers_for, questions

PIPE = 65_536
LEVELS = {"t": 100.0, "x": 40.0, "y": 35.0, "z": 25.0}


def figure(problem: str, indicator: str, level: float) -> tuple[object, ...]:
    """A printed level with half a unit, or a whole one, on either side."""
    half, wide = (level - 0.5, level + 0.5, 1), (level - 1.0, level + 1.0, 1)
    return (problem, indicator, "level", "", indicator, None, 1.0, *half, *wide, 1.0, 1.0)


def asked(number: int) -> list[Question]:
    """Problems of three parts, each off by another number of units; every third is only wide."""
    names = [f"problem {place:03}" for place in range(number)]
    asked = questions(
        [
            figure(name, indicator, level + (place if indicator == "t" else 0))
            for place, name in enumerate(names)
            for indicator, level in LEVELS.items()
        ],
        [(name, "sum", "sum", "t", part, 1.0) for name in names for part in "xyz"],
        [
            (name, model, reading, indicator, "level", level - 0.5, level + 0.5)
            for name in names
            for model in ("printed_base", "decoupled")
            for reading in ("half", "wide")
            for indicator, level in LEVELS.items()
        ],
        only_wide=set(names[::3]),
    )
    return list(asked)


def test_a_question_is_of_one_problem() -> None:
    one, other = asked(2)
    assert [row[0] for row in one.figures] == ["problem 000"] * 4
    assert [row[0] for row in other.boxes] == ["problem 001"] * 16
    assert (one.only_wide, other.only_wide) == (True, False)


def test_severities_are_those_of_the_sum() -> None:
    """Four figures off by n in all: each must give n / 4, that is n / 2 half-widths."""
    told = {
        answer.problem_id: answer.lower
        for answer in answer_all(asked(9), helpers=0)
        if (answer.subject, answer.reading) == ("single_level", "half")
    }
    expected = {f"problem {place:03}": place / 2 for place in (1, 2, 4, 5, 7, 8)}
    assert told == pytest.approx(expected)


@pytest.mark.parametrize("helpers", [1, 2, 9])
def test_helpers_tell_the_same_in_the_same_order(
    helpers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is asked, and again once it has answered."""
    monkeypatch.setattr("doichieu.joint.questions.AT_A_TIME", 1)
    loads: Counter[Worker] = Counter()
    ask = Worker.ask

    def counted(worker: Worker, request: Any) -> None:
        loads[worker] += 1
        ask(worker, request)

    monkeypatch.setattr(Worker, "ask", counted)
    assert list(answer_all(asked(80), helpers)) == list(answer_all(asked(80), helpers=0))
    assert len(loads) == helpers
    assert max(loads.values()) > LOADS


def test_a_problem_without_boxes_is_a_question_too() -> None:
    figures = [figure(name, "t", 1.0) for name in ("a", "b", "ủ")]
    identities = [(name, "sum", "sum", "t", "x", 1.0) for name in ("a", "ủ")]
    boxes = [("ủ", "decoupled", "half", "t", "level", 0.5, 1.5)]
    asked = [tuple(map(len, one[:3])) for one in questions(figures, identities, boxes, set())]
    assert asked == [(1, 1, 0), (1, 0, 0), (1, 1, 1)]


def test_nothing_asked_is_nothing_told() -> None:
    assert list(answer_all([], helpers_for(0))) == []


def test_helpers_are_started_for_much_alone() -> None:
    assert helpers_for(499) == 0
    assert helpers_for(10**9) == cores() - 1


class Stuck:
    """A helper in the middle of a load, until it is told to leave."""

    def __init__(self) -> None:
        self.is_ended = threading.Event()
        self.loads = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.is_ended.set()

    def ask(self, _: object) -> None:
        self.loads += 1

    def ended(self) -> dict[str, object]:
        assert self.is_ended.wait(60)
        return {"ended": "done", "answers": []}


def test_no_more_waits_than_some_loads_of_each_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process goes no further while a helper is stuck; and a helper is ended first. What it
    is to do next it has got by then.
    """
    monkeypatch.setattr("doichieu.joint.questions.AT_A_TIME", 1)
    stuck = Stuck()
    monkeypatch.setattr("doichieu.joint.questions.helper", lambda log: stuck)
    handed_out = []

    def watched() -> Iterator[Question]:
        for question in asked(50):
            handed_out.append(question)
            yield question

    told = answer_all(watched(), helpers=1)
    next(told)  # this process's own first load
    with ThreadPoolExecutor(1) as other:
        second = other.submit(next, told)
        time.sleep(1)
        assert not second.done()
        assert len(handed_out) < 15
        assert stuck.loads == LOADS > 1
        stuck.is_ended.set()
        second.result(60)
    told.close()


def test_who_leaves_early_does_not_wait_for_a_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doichieu.joint.questions.AT_A_TIME", 1)
    stuck = Stuck()
    monkeypatch.setattr("doichieu.joint.questions.helper", lambda log: stuck)
    told = answer_all(asked(9), helpers=1)
    next(told)
    told.close()
    assert stuck.is_ended.is_set()


def test_what_goes_wrong_in_a_helper_is_told_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """With loads before and behind it that no pipe holds at once."""
    monkeypatch.setattr("doichieu.joint.questions.AT_A_TIME", 200)
    many = asked(2000)
    place = 500  # in the helper's second load
    assert len(json.dumps(many[200:400])) > PIPE
    many[place] = many[place]._replace(figures=[(f"problem {place}", "too short")])
    answers = answer_all(many, helpers=1)
    told = set()
    with pytest.raises(RuntimeError, match="TypeError"):
        for answer in answers:
            told.add(answer.problem_id)
    assert told == {f"problem {number:03}" for number in range(400)}


def test_what_a_helper_says_at_its_end_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Here it cannot import what it needs, and says so on its error stream."""
    (tmp_path / "highspy.py").write_text("raise ImportError('no solver here')", encoding="utf-8")
    monkeypatch.setattr("doichieu.joint.questions.PROJECT", f"{tmp_path}{os.pathsep}{PROJECT}")
    monkeypatch.setattr("doichieu.joint.questions.AT_A_TIME", 1)
    with pytest.raises(RuntimeError, match=r"(?s)ended early.*no solver here"):
        list(answer_all(asked(2), helpers=1))


ASKER = """
import sys
from pathlib import Path
from doichieu.joint.questions import helper
from test_joint_questions import asked
worker = helper(Path(sys.argv[1]))
worker.ask(asked(5000))
print(worker._process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked for in /proc")
def test_a_helper_at_work_does_not_outlive_who_asked(tmp_path: Path) -> None:
    path = os.pathsep.join((str(PROJECT), str(PROJECT / "tests")))
    with subprocess.Popen(
        [sys.executable, "-c", ASKER, str(tmp_path / "helper.log")],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as asker:
        assert asker.stdout
        pid = int(asker.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        asker.kill()
    assert gone(pid)


def gone(pid: int) -> bool:
    """Whether a process ends within a minute; one that nobody has waited for has ended too."""
    for _ in range(600):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state[0] == "Z":
            return True
        time.sleep(0.1)
    return False


T, X, Y = (Unknown(name, "level") for name in "txy")
SUM = Identity("sum", True, T, ((T, 1.0), (X, -1.0), (Y, -1.0)))


@pytest.mark.parametrize(
    ("total", "witness", "grown"),
    [
        (100.0, {}, 0.0),
        (100.0, {T: 100.0, X: 60.0, Y: 40.0}, 0.0),
        (103.0, {T: 100.0, X: 60.0, Y: 40.0}, 1.0),  # three boxes a half wide, 3 apart
        (103.0, {T: 103.0, X: 60.0}, 1.0),  # of y it says nothing
        (103.0, {}, 1.0),
    ],
)
def test_a_witness_spares_what_it_lies_in_alone(
    total: float, witness: dict[Unknown, float], grown: float
) -> None:
    boxes = [Box(T, total - 0.5, total + 0.5), Box(X, 59.5, 60.5), Box(Y, 39.5, 40.5)]
    assert violation(boxes, [SUM], witness) == pytest.approx(grown)


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize(("total", "grown"), [(40.9, 0.0), (42.0, 2 / 3)])
def test_a_box_of_nought_alone_grows_as_others_do(total: float, grown: float, unit: float) -> None:
    """The parts end at 40.5, 42 begins at 41.5: three grow by halves until they meet."""
    boxes = [
        Box(T, (total - 0.5) * unit, (total + 0.5) * unit),
        Box(X, 0.0, 0.0),
        Box(Y, 39.5 * unit, 40.5 * unit),
    ]
    assert violation(boxes, [SUM], {}) == pytest.approx(grown)


def test_a_box_that_has_no_room_is_violated() -> None:
    assert violation([Box(T, 0.0, -4.5)], [], {}) > 1.0
