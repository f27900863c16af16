"""Joint problems of like structure, as arrays, and their solutions.

Problems are alike where they have the same unknowns, figures, identities and signs: only intervals
differ. A panel has some hundred structures among thousands of problems.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from doichieu.joint.boxes import Box, violation
from doichieu.joint.kernel.instance import Instance, instance
from doichieu.joint.problems import QUANTITIES, Interval, Problem
from doichieu.joint.severity_search import TOUCH_TOLERANCE
from doichieu.joint.single_level import SingleLevel
from doichieu.joint.sparse_rows import Array

MODELS = ("printed_base", "decoupled")
READINGS = ("half", "wide")
NO_COLUMN = -1
# The memory of one dictionary of a problem, in bytes: a larger problem is left to HiGHS. The kernel
# holds no more than ten arrays of this size at once.
DICTIONARY_LIMIT = 256 * 2**10
# The intervals and solutions of the problems that are solved in one call, in bytes.
GROUP_BYTES = 4 * 2**20

Flags = NDArray[np.bool_]


class Structure:
    """What like problems have in common. `unknowns` are the columns."""

    def __init__(self, problem: Problem) -> None:
        """The structure of one of the problems."""
        self.problem = problem = problem.without_idle_identities()
        self.unknowns = problem.unknowns
        self.columns = {unknown: column for column, unknown in enumerate(self.unknowns)}
        self.contributions = problem.contributions
        self.signs = whole(figure.half.sign for figure in problem.ratios)
        self.is_sum = whole(identity.is_sum for identity in problem.identities)

    @cached_property
    def _arrays(self) -> tuple[NDArray[Any], ...]:
        """Those of the kernel's type Structure.

        A figure has at most two unknowns in its numerator; NO_COLUMN stands for none.
        """
        figures, identities, at = self.problem.ratios, self.problem.identities, self.columns
        numerators = np.full((len(figures), 2), NO_COLUMN, np.int32)
        coefficients = np.zeros((len(figures), 2))
        for row, figure in enumerate(figures):
            for place, (unknown, coefficient) in enumerate(figure.numerator):
                numerators[row, place], coefficients[row, place] = at[unknown], coefficient
        terms = [term for identity in identities for term in identity.terms]
        return (
            whole(QUANTITIES.index(one.quantity) for one in self.unknowns),
            numerators,
            coefficients,
            whole(at[one.denominator] if one.denominator else NO_COLUMN for one in figures),
            self.signs,
            np.cumsum([0, *(len(one.terms) for one in identities)], dtype=np.int32),
            whole(at[unknown] for unknown, _ in terms),
            np.array([by for _, by in terms], np.float64),
            self.is_sum,
            whole(
                (at[one.part], at[one.prior], at[one.base], at[one.identity.total], one.sign)
                for one in self.contributions
            ),
            np.array([one.coefficient for one in self.contributions], np.float64),
        )

    @property
    def fits(self) -> bool:
        """Whether the dense arrays of a problem stay within their budget."""
        rows = 3 * len(self.signs) + int((self.is_sum == 0).sum())
        return (rows + 2) * (len(self.unknowns) + 1) * np.dtype(float).itemsize <= DICTIONARY_LIMIT

    def put(self, kernel: Instance) -> int:
        """The address of a copy for the kernel: its type Structure."""
        sizes = len(self.unknowns), len(self.signs), len(self.is_sum), len(self.contributions)
        addresses = [kernel.put(array) for array in self._arrays]
        return kernel.put_struct([*sizes, int(self.problem.has_scale), *addresses])


def whole(values: Iterable[Any]) -> NDArray[np.int32]:
    """An array of whole numbers."""
    return np.array(list(values), np.int32)


@dataclass(frozen=True)
class Group:
    """The intervals of problems of like structure: one entry a problem along the first axis.

    `lower`, `upper` and `last_place` have one column a figure: its half interval, and one unit in
    its last printed place. `boxes` are those of MODELS, at READINGS, of each unknown: lower and
    upper end, NaN where it has no box. All are in the indicators' units.
    """

    lower: Array
    upper: Array
    last_place: Array
    boxes: Array

    def __len__(self) -> int:
        return len(self.lower)

    @classmethod
    def of(cls, structure: Structure) -> "Group":
        """That of the structure's own problem, without boxes."""
        ratios = structure.problem.ratios
        numbers = [(one.half.lower, one.half.upper, one.last_place) for one in ratios]
        boxes = np.full((1, len(MODELS), len(READINGS), len(structure.unknowns), 2), np.nan)
        return cls(*np.reshape(numbers, (1, -1, 3)).transpose(2, 0, 1).astype(float), boxes)

    def problem(self, structure: Structure, place: int) -> Problem:
        """One of the problems; its wide intervals are those of the structure's own problem."""
        own = (array[place].tolist() for array in (self.lower, self.upper, self.last_place))
        ratios = [
            replace(ratio, half=Interval(lower, upper, ratio.half.sign), last_place=last_place)
            for ratio, lower, upper, last_place in zip(structure.problem.ratios, *own, strict=True)
        ]
        return replace(structure.problem, ratios=ratios)


@dataclass(frozen=True)
class Solutions:
    """The solutions of a group: one entry a problem along the first axis.

    `severities`: the smallest factor of all half-widths for which all figures hold, infinite
    beyond SEVERITY_LIMIT, NaN where no solver can decide. `growths`: the half-widths by which all
    boxes of a model at a reading must grow until the identities can hold; NaN at the wide interval
    where the half interval holds. `bounds` of each unknown, `contributions`, and the feasibility
    interval of each figure: lower and upper end, infinite where unbounded, NaN where there are
    none. `is_proven`: whether the kernel proved all of it; HiGHS solved the others.
    """

    severities: Array
    growths: Array
    bounds: Array
    contributions: Array
    feasibilities: Array
    is_proven: Flags

    @property
    def holds(self) -> Flags:
        """Whether all figures of a problem can hold at once, at the half interval."""
        return self.severities <= 1 + TOUCH_TOLERANCE

    @classmethod
    def of(cls, structure: Structure, size: int) -> "Solutions":
        """Solutions of a number of problems, none of which is proven yet."""
        figures, unknowns = len(structure.problem.ratios), len(structure.unknowns)
        return cls(
            np.full(size, np.nan),
            np.full((size, len(MODELS), len(READINGS)), np.nan),
            np.full((size, unknowns, 2), np.nan),
            np.full((size, len(structure.contributions), 2), np.nan),
            np.full((size, figures, 2), np.nan),
            np.zeros(size, np.bool_),
        )


def solve_group(structure: Structure, group: Group) -> Solutions:
    """Severities, growths of boxes, bounds and feasibility intervals of all problems of a group."""
    solutions = Solutions.of(structure, len(group))
    if len(group) and structure.fits:
        _solve_by_kernel(structure, group, solutions)
    for place in np.flatnonzero(~solutions.is_proven):
        _solve_by_highs(structure, group, int(place), solutions)
    return solutions


def _solve_by_kernel(structure: Structure, group: Group, solutions: Solutions) -> None:
    """Solve problems on dense arrays, as many at once as the budget holds."""
    kernel = instance()
    inputs = (group.lower, group.upper, group.last_place, group.boxes)
    outputs = tuple(vars(solutions).values())[:-1]
    each = sum(array[:1].nbytes for array in (*inputs, *outputs))
    for first in range(0, len(group), size := max(GROUP_BYTES // each, 1)):
        part = slice(first, first + size)
        kernel.clear()
        posed = structure.put(kernel)
        given = kernel.put_struct([kernel.put(array[part]) for array in inputs])
        addresses = [kernel.put(array[part]) for array in outputs]
        proven = kernel.put(np.zeros(len(solutions.is_proven[part]), np.int32))
        kernel.call(
            "solve", posed, len(outputs[0][part]), given, kernel.put_struct(addresses), proven
        )
        solutions.is_proven[part] = kernel.view(proven, solutions.is_proven[part].shape, np.int32)
        for array, address in zip(outputs, addresses, strict=True):
            array[part] = kernel.view(address, array[part].shape, np.float64)


def _solve_by_highs(structure: Structure, group: Group, place: int, solutions: Solutions) -> None:
    """Solve one problem of a group on sparse rows."""
    for array in tuple(vars(solutions).values())[:-1]:
        array[place] = np.nan
    problem = group.problem(structure, place)
    model = SingleLevel(problem)
    severity = solutions.severities[place] = model.severity()
    witness = model.witness()
    for number in range(len(MODELS)):
        for reading in range(len(READINGS)):
            boxes = [
                Box(unknown, float(lower), float(upper))
                for unknown, (lower, upper) in zip(
                    structure.unknowns, group.boxes[place, number, reading], strict=True
                )
                if not np.isnan(lower)
            ]
            growth = violation(boxes, problem.identities, witness)
            solutions.growths[place, number, reading] = growth
            if growth <= TOUCH_TOLERANCE:
                break
    if solutions.holds[place] and (found := np.array(model.bounds(severity))).size:
        solutions.bounds[place], solutions.contributions[place] = np.split(
            found, [len(structure.unknowns)]
        )
    feasibilities = model.feasibilities(severity)
    for figure, ratio in enumerate(problem.ratios):
        if ratio.key in feasibilities:
            solutions.feasibilities[place, figure] = feasibilities[ratio.key]
