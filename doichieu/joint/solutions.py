"""The answers to joint problems, as rows for the warehouse."""

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from doichieu.joint.boxes import Box, violation
from doichieu.joint.linear import Undetermined
from doichieu.joint.problems import Problem, Unknown
from doichieu.joint.single_level import INFINITY, ROOM, TOUCH, Ends, SingleLevel

READINGS = ("half", "wide")
MODELS = ("printed_base", "decoupled")


class Solution(NamedTuple):
    """One answer to a problem.

    Subject `single_level`: `lower` is the severity at the half reading, not a number where the
    solver cannot tell; at the wide one it is 1 where it holds, else infinite. `printed_base`,
    `decoupled`: `lower` is by how many half-widths all intervals must grow in a reading. `bound`,
    `feasibility`: the ends of a quantity of an indicator, in its own unit or as a plain ratio;
    infinite where there is none.
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
"""The boxes of a problem, a model and a reading."""

BOX_COLUMNS = "problem_id, model_id, reading, indicator_id, quantity, lower, upper"


def read_boxes(rows: Iterable[Sequence[Any]]) -> Boxes:
    """Boxes from rows with the columns BOX_COLUMNS."""
    boxes: Boxes = defaultdict(list)
    for problem_id, model, reading, indicator_id, quantity, lower, upper in rows:
        box = Box(Unknown(indicator_id, quantity), lower, upper)
        boxes[problem_id, model, reading].append(box)
    return boxes


def solve(problem: Problem, boxes: Boxes) -> Iterator[Solution]:
    """Severity, bounds and feasibilities of a problem, and whether its boxes hold.

    The wide reading is asked only where the half one fails: it holds what the half one holds.
    """
    model = SingleLevel(problem)
    severity = model.severity()
    holds = severity <= 1 + TOUCH
    yield _told(problem, "single_level", "half", severity)
    if not holds:
        yield solve_wide(problem)
    witness = model.witness()
    for name in MODELS:
        for reading in READINGS:
            asked = boxes[problem.problem_id, name, reading]
            grown = violation(asked, problem.identities, witness)
            yield _told(problem, name, reading, grown)
            if grown <= TOUCH:
                break
    if holds:
        yield from _ends(problem, "bound", model.bounds(severity))
    feasibilities = model.feasibilities(severity)
    if holds:
        feasibilities = [without_noughts(problem, ends) for ends in feasibilities]
    yield from _ends(problem, "feasibility", feasibilities)


def without_noughts(problem: Problem, ends: Ends) -> Ends:
    """The ends, or none where they leave out what is printed though all figures hold together.

    They hold then because a base may be nought, and of nothing anything is a percentage.
    """
    for ratio in problem.ratios:
        if (ratio.indicator_id, ratio.quantity, ratio.basis) == (
            ends.indicator_id,
            ends.quantity,
            ends.basis,
        ):
            middle, reach = ratio.half.middle, (1 + ROOM) * ratio.half.half_width
            if ends.lower > middle + reach or ends.upper < middle - reach:
                return replace(ends, lower=-INFINITY, upper=INFINITY)
    return ends


def solve_wide(problem: Problem) -> Solution:
    """Whether the wide reading holds; what the solver cannot tell is held against nobody."""
    holds = True
    with contextlib.suppress(Undetermined):
        holds = SingleLevel(problem, is_wide=True).holds()
    return _told(problem, "single_level", "wide", 1.0 if holds else INFINITY)


def _told(problem: Problem, subject: str, reading: str, value: float) -> Solution:
    return Solution(problem.problem_id, subject, reading, None, None, None, None, value, value)


def _ends(problem: Problem, subject: str, found: Iterable[Ends]) -> Iterator[Solution]:
    for ends in found:
        yield Solution(
            problem.problem_id,
            subject,
            "half",
            ends.indicator_id,
            ends.identity_id,
            ends.quantity,
            ends.basis,
            float(ends.lower),
            float(ends.upper),
        )
