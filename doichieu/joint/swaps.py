"""Swaps: whether all figures hold under model S once two exchange their printed numbers."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from doichieu.joint.linear_programme import Undetermined
from doichieu.joint.problems import Interval, Problem
from doichieu.joint.single_level import SingleLevel

# Larger problems are not tried: each pair of figures is a linear programme.
FIGURE_LIMIT = 40


class Swap(NamedTuple):
    """Two figures of a problem, and the interval of each with the other's print."""

    problem_id: str
    report_id: str
    figure_no: int
    other_figure_no: int
    indicator_id: str
    quantity: str
    basis: str
    lower: float
    upper: float
    other_indicator_id: str
    other_quantity: str
    other_basis: str
    other_lower: float
    other_upper: float


SWAP_COLUMNS = ", ".join(Swap._fields)


def try_swaps(
    problems: Iterable[Problem], swaps: Iterable[Swap]
) -> dict[tuple[str, int, int], bool]:
    """Whether a swap restores every problem of both figures, by report and figure numbers."""
    by_id = {problem.problem_id: problem for problem in problems}
    restored: dict[tuple[str, int, int], bool] = {}
    for swap in swaps:
        key = swap.report_id, swap.figure_no, swap.other_figure_no
        if restored.get(key, True):
            problem = by_id[swap.problem_id]
            restored[key] = len(problem.ratios) <= FIGURE_LIMIT and restores(problem, swap)
    return restored


def restores(problem: Problem, swap: Swap) -> bool:
    """Whether all figures hold after the swap; False where HiGHS cannot decide."""
    try:
        return SingleLevel(swapped(problem, swap)).holds()
    except Undetermined:
        return False


def swapped(problem: Problem, swap: Swap) -> Problem:
    """The problem with the half intervals that the two figures have after the swap."""
    new = {
        (swap.indicator_id, swap.quantity, swap.basis): (swap.lower, swap.upper),
        (swap.other_indicator_id, swap.other_quantity, swap.other_basis): (
            swap.other_lower,
            swap.other_upper,
        ),
    }
    ratios = []
    for ratio in problem.ratios:
        if ratio.key in new:
            ratio = replace(ratio, half=Interval.between(*new[ratio.key], ratio.half.sign))
        ratios.append(ratio)
    return Problem(problem.problem_id, ratios, problem.identities)
