"""Two figures in each other's place: whether all then hold together under model S."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from doichieu.joint.linear import Undetermined
from doichieu.joint.problems import Problem, Reading
from doichieu.joint.single_level import SingleLevel

SWAP_COLUMNS = (
    "problem_id, report_id, figure_no, other_figure_no, indicator_id, quantity, basis, lower, "
    "upper, other_indicator_id, other_quantity, other_basis, other_lower, other_upper"
)


# In larger problems pairs are not tried: each is a linear programme of its own.
MOST_FIGURES = 40


class Swap(NamedTuple):
    """Two figures of a problem, and what each would say if it were printed as the other is."""

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


def tried(problems: Iterable[Problem], swaps: Iterable[Swap]) -> dict[tuple[str, int, int], bool]:
    """By report and the two figures: whether every problem that both belong to holds then."""
    by_id = {problem.problem_id: problem for problem in problems}
    found: dict[tuple[str, int, int], bool] = {}
    for swap in swaps:
        key = swap.report_id, swap.figure_no, swap.other_figure_no
        if found.get(key, True):
            problem = by_id[swap.problem_id]
            found[key] = len(problem.ratios) <= MOST_FIGURES and mends(problem, swap)
    return found


def mends(problem: Problem, swap: Swap) -> bool:
    """Whether all figures hold once the two are exchanged; False where the solver cannot tell."""
    try:
        return SingleLevel(exchanged(problem, swap)).holds()
    except Undetermined:
        return False


def exchanged(problem: Problem, swap: Swap) -> Problem:
    """The problem, with the half readings that the two figures would have."""
    new = {
        (swap.indicator_id, swap.quantity, swap.basis): (swap.lower, swap.upper),
        (swap.other_indicator_id, swap.other_quantity, swap.other_basis): (
            swap.other_lower,
            swap.other_upper,
        ),
    }
    ratios = []
    for ratio in problem.ratios:
        ends = new.get((ratio.indicator_id, ratio.quantity, ratio.basis))
        if ends:
            lower, upper = ends
            half = Reading((lower + upper) / 2, (upper - lower) / 2, ratio.half.sign)
            ratio = replace(ratio, half=half)
        ratios.append(ratio)
    return Problem(problem.problem_id, ratios, problem.identities)
