"""The solutions of joint problems, as rows for the warehouse."""

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import isnan
from typing import Any, Literal, NamedTuple

from doichieu.joint.boxes import Box, intersected, violation
from doichieu.joint.linear_programme import ROUNDING_TOLERANCE, Undetermined
from doichieu.joint.problems import Problem, Unknown
from doichieu.joint.severity_search import TOUCH_TOLERANCE
from doichieu.joint.single_level import INFINITY, RELAXATION, Bounds, SingleLevel

READINGS = ("half", "wide")
MODELS = ("printed_base", "decoupled")
# Figures and unknowns of a problem that is solved: some 1,300 indicators with a level, a plan and
# a growth each. The time grows with the square, and some minutes are the most that a run waits.
SIZE_LIMIT = 8_000

Reason = Literal["too_large", "out_of_memory", "undecided"]
"""Why a problem has no verdict."""


class Solution(NamedTuple):
    """One result of a problem.

    Subject `single_level`, half interval: `lower` is the severity, NaN where HiGHS cannot decide;
    wide interval: 1 where all figures hold, else infinite. `printed_base`, `decoupled`: `lower` is
    the number of half-widths by which all boxes must grow. `bound`, `feasibility`: `lower` and
    `upper` bound a quantity, in the indicator's unit or as a plain ratio, infinite if unbounded.
    `unsolved`: `quantity` is the reason why the problem has no verdict.
    """

    problem_id: str
    subject: str
    reading: str
    indicator_id: str | None
    identity_id: str | None
    quantity: str | None
    figure_basis: str | None
    lower: float
    upper: float


Boxes = dict[tuple[str, str, str], list[Box]]
"""The boxes of a problem, by model and by half or wide interval."""

BOX_COLUMNS = "problem_id, model_id, reading, indicator_id, quantity, rests_on, lower, upper"


def read_boxes(rows: Iterable[Sequence[Any]]) -> Boxes:
    """Boxes from rows with the columns BOX_COLUMNS: an unknown lies in all of its own."""
    boxes: Boxes = defaultdict(list)
    for problem_id, model, reading, indicator_id, quantity, _, lower, upper in rows:
        box = Box(Unknown(indicator_id, quantity), lower, upper)
        boxes[problem_id, model, reading].append(box)
    return defaultdict(list, {key: intersected(found) for key, found in boxes.items()})


def solve(problem: Problem, boxes: Boxes) -> Iterator[Solution]:
    """Severity, violations of boxes, bounds and feasibility intervals of a problem.

    The wide interval is solved only where the half interval fails: it contains the half interval.
    A problem beyond SIZE_LIMIT is not solved.
    """
    if len(problem.ratios) + len(problem.unknowns) > SIZE_LIMIT:
        yield from unsolved(problem.problem_id, "too_large")
        return
    model = SingleLevel(problem)
    severity = model.severity()
    if isnan(severity):
        yield _reason(problem.problem_id, "undecided")
    holds = severity <= 1 + TOUCH_TOLERANCE
    yield _of_problem(problem, "single_level", "half", severity)
    if not holds:
        yield solve_wide(problem)
    witness = model.witness()
    for name in MODELS:
        for reading in READINGS:
            own = boxes[problem.problem_id, name, reading]
            growth = violation(own, problem.identities, witness)
            yield _of_problem(problem, name, reading, growth)
            if growth <= TOUCH_TOLERANCE:
                break
    if holds:
        yield from _of_quantities(problem, "bound", model.bounds(severity))
    feasibilities = model.feasibilities(severity)
    if holds:
        feasibilities = [without_zero_bases(problem, bounds) for bounds in feasibilities]
    yield from _of_quantities(problem, "feasibility", feasibilities)


def unsolved(problem_id: str, reason: Reason) -> Iterator[Solution]:
    """The solutions of a problem that is not solved: no model fails, and it has no verdict."""
    problem = Problem(problem_id)
    yield _of_problem(problem, "single_level", "half", float("nan"))
    yield _of_problem(problem, "single_level", "wide", 1.0)
    for name in MODELS:
        yield _of_problem(problem, name, "half", 0.0)
    yield _reason(problem_id, reason)


def _reason(problem_id: str, reason: Reason) -> Solution:
    return Solution(problem_id, "unsolved", "half", None, None, reason, None, 0.0, 0.0)


def without_zero_bases(problem: Problem, bounds: Bounds) -> Bounds:
    """The bounds, or infinite ones where they exclude the printed number although all figures hold
    together.

    All figures then hold because a base may be zero: any percentage of zero is zero.
    """
    for ratio in problem.ratios:
        if ratio.key == (bounds.indicator_id, bounds.quantity, bounds.basis):
            middle, half_width = ratio.half.middle, ratio.half.half_width
            reach = half_width + RELAXATION * max(half_width, ratio.last_place)
            reach += ROUNDING_TOLERANCE * abs(middle)
            if bounds.lower > middle + reach or bounds.upper < middle - reach:
                return replace(bounds, lower=-INFINITY, upper=INFINITY)
    return bounds


def solve_wide(problem: Problem) -> Solution:
    """Whether the wide interval holds; true also where HiGHS cannot decide, so that no
    contradiction follows."""
    holds = True
    with contextlib.suppress(Undetermined):
        holds = SingleLevel(problem, is_wide=True).holds()
    return _of_problem(problem, "single_level", "wide", 1.0 if holds else INFINITY)


def _of_problem(problem: Problem, subject: str, reading: str, value: float) -> Solution:
    return Solution(problem.problem_id, subject, reading, None, None, None, None, value, value)


def _of_quantities(problem: Problem, subject: str, found: Iterable[Bounds]) -> Iterator[Solution]:
    for bounds in found:
        yield Solution(
            problem.problem_id,
            subject,
            "half",
            bounds.indicator_id,
            bounds.identity_id,
            bounds.quantity,
            bounds.basis,
            float(bounds.lower),
            float(bounds.upper),
        )
