"""Joint problems spread over threads: the same solutions in the same order, and a prompt end."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.large_problems import Rows, figure, one_sum, rows_of, solutions_of

from doichieu.joint import solutions, threads
from doichieu.joint.threads import AHEAD, cores, in_threads

LEVELS = {"t": 100.0, "x": 40.0, "y": 35.0, "z": 25.0}
SUM = [("sum", "sum", "t", part, 1.0, 1.0, 1.0) for part in "xyz"]
WIDE_BOX = ("decoupled", "t", "level", "implied", 0.0, 200.0, 0.0, 200.0)


def off_by(units: int) -> Rows:
    """A sum of three levels, each ± half a unit, that is off by so many units."""
    levels = LEVELS | {"t": LEVELS["t"] + units}
    figures = [figure(name, "level", None, level, 0.5, 0.5) for name, level in levels.items()]
    return figures, SUM, [WIDE_BOX]


def test_severities_are_those_of_the_sum() -> None:
    """Four figures off by n in all: each must move by n / 4, which is n / 2 half-widths."""
    for units, found in enumerate(solutions_of(*map(off_by, range(9)))):
        severity, *wide = (one.lower for one in found if "single_level" in one.subject)
        assert severity == pytest.approx(units / 2)
        # Twice as wide at the wide interval.
        assert wide == ([] if units <= 2 else [1.0 if units <= 4 else float("inf")])


@pytest.mark.parametrize("number", [1, 2, 5])
def test_many_threads_find_the_same_in_the_same_order(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [rows_of(random.Random(seed), one_sum(2)) for seed in range(30)]
    alone = solutions_of(*reports)
    used = set()
    solved = solutions.solved

    def watched(posed: solutions.Posed) -> solutions.Ends:
        used.add(threading.get_ident())
        time.sleep(0.001)
        return solved(posed)

    monkeypatch.setattr(threads, "cores", lambda: number)
    monkeypatch.setattr(solutions, "PART_FIGURES", 1)
    monkeypatch.setattr(solutions, "solved", watched)
    assert solutions_of(*reports) == alone
    assert len(used) == number


def test_problems_of_other_structures_do_not_mix() -> None:
    reports = [rows_of(random.Random(seed), one_sum(2 + seed % 3)) for seed in range(9)]
    assert solutions_of(*reports, alike=False) == [solutions_of(one)[0] for one in reports]


def test_of_no_parts_there_are_no_results() -> None:
    assert list(in_threads(str, [])) == []
    assert cores() >= 1


class Stuck:
    """Work that does not end until it is released; counts what was taken."""

    def __init__(self) -> None:
        self.is_released = threading.Event()
        self.taken: list[int] = []
        self.begun = 0

    def parts(self) -> Iterator[int]:
        for part in range(1000):
            self.taken.append(part)
            yield part

    def work(self, part: int) -> int:
        self.begun += 1
        assert part == 0 or self.is_released.wait(60)
        return part


def test_only_some_parts_are_taken_ahead() -> None:
    """While all threads are stuck, no more is read than waits for them."""
    stuck = Stuck()
    results = in_threads(stuck.work, stuck.parts())
    assert next(results) == 0
    with ThreadPoolExecutor(1) as other:
        second = other.submit(next, results)
        time.sleep(0.5)
        assert not second.done()
        assert len(stuck.taken) <= AHEAD * cores() + 2
        stuck.is_released.set()
        assert second.result(60) == 1
    results.close()


def test_closing_early_begins_no_further_part() -> None:
    stuck = Stuck()
    results = in_threads(stuck.work, stuck.parts())
    next(results)
    threading.Timer(0.2, stuck.is_released.set).start()
    results.close()
    assert stuck.begun <= cores() + 1


def test_an_error_is_raised_in_its_place() -> None:
    def work(part: int) -> float:
        return 6 / (part - 3)

    results = in_threads(work, range(10))
    assert [next(results) for _ in range(3)] == [-2.0, -3.0, -6.0]
    with pytest.raises(ZeroDivisionError):
        next(results)
