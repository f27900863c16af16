"""Joint problems of like structure, as arrays, and their solutions.

Problems are alike where they have the same unknowns, figures, identities and signs: only intervals
differ. A panel has some hundred structures among thousands of problems.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from doichieu.joint.boxes import Box, violation
from doichieu.joint.kernel.instance import Instance, instance
from doichieu.joint.problems import QUANTITIES, Identity, Interval, Problem, Unknown
from doichieu.joint.severity_search import TOUCH_TOLERANCE
from doichieu.joint.single_level import SingleLevel, without_zero_bases
from doichieu.joint.sparse_rows import Array

MODELS = ("printed_base", "decoupled")
READINGS = ("half", "wide")
NO_COLUMN = -1
# The memory of one dictionary of a problem, in bytes: a larger problem is left to HiGHS. The kernel
# holds no more than ten arrays of this size at once.
DICTIONARY_LIMIT = 256 * 2**10
# The intervals and solutions of the problems that are solved in one call, in bytes.
GROUP_BYTES = 4 * 2**20
# The sign of a contribution's denominator where only the printed level of the total states it.
SIGN_OF_TOTAL = 2

Columns = NDArray[np.int32]
Flags = NDArray[np.bool_]


class Contribution(NamedTuple):
    """A part's contribution to the growth of its total: its rise over the total's base.

    All but the identity are columns of unknowns. `sign` is that of the base: 1, -1, or
    SIGN_OF_TOTAL, which leaves it to the printed level of the total.
    """

    identity: Identity
    part: Unknown
    coefficient: float
    sign: int


class Structure:
    """What like problems have in common. Its arrays have one entry an unknown, figure or identity.

    `unknowns` are the columns. A figure has at most two unknowns in its numerator and one in its
    denominator; NO_COLUMN stands for none. The terms of identity i are those from
    `identity_starts[i]` up to `identity_starts[i + 1]`.
    """

    def __init__(self, problem: Problem) -> None:
        """The structure of one of the problems."""
        self.problem = problem = problem.without_idle_identities()
        self.unknowns = problem.unknowns
        self.columns = {unknown: column for column, unknown in enumerate(self.unknowns)}
        figures, identities = problem.ratios, problem.identities
        self.quantities = self._columns(QUANTITIES.index(one.quantity) for one in self.unknowns)
        self.numerators = np.full((len(figures), 2), NO_COLUMN, np.int32)
        self.coefficients = np.zeros((len(figures), 2))
        for row, figure in enumerate(figures):
            for place, (unknown, coefficient) in enumerate(figure.numerator):
                self.numerators[row, place] = self.columns[unknown]
                self.coefficients[row, place] = coefficient
        self.denominators = self._columns(
            self.columns[figure.denominator] if figure.denominator else NO_COLUMN
            for figure in figures
        )
        self.signs = self._columns(figure.half.sign for figure in figures)
        terms = [term for identity in identities for term in identity.terms]
        lengths = [len(identity.terms) for identity in identities]
        self.identity_starts = np.cumsum([0, *lengths], dtype=np.int32)
        self.identity_columns = self._columns(self.columns[unknown] for unknown, _ in terms)
        self.identity_coefficients = np.array([by for _, by in terms], np.float64)
        self.is_sum = np.array([identity.is_sum for identity in identities], np.bool_)

    @staticmethod
    def _columns(values: Any) -> Columns:
        return np.array(list(values), np.int32)

    @property
    def fits(self) -> bool:
        """Whether the dense arrays of a problem stay within their budget."""
        rows = 3 * len(self.signs) + int((~self.is_sum).sum())
        return (rows + 2) * (len(self.unknowns) + 1) * np.dtype(float).itemsize <= DICTIONARY_LIMIT

    def put(self, kernel: Instance) -> int:
        """The address of a copy for the kernel: its type Structure."""
        columns = [
            (
                self.columns[one.part],
                self.columns[one.part._replace(quantity="prior")],
                self.columns[one.identity.total._replace(quantity="prior")],
                self.columns[one.identity.total],
                one.sign,
            )
            for one in self.contributions
        ]
        arrays = (
            self.quantities,
            self.numerators,
            self.coefficients,
            self.denominators,
            self.signs,
            self.identity_starts,
            self.identity_columns,
            self.identity_coefficients,
            self.is_sum.astype(np.int32),
            np.array(columns, np.int32),
            np.array([one.coefficient for one in self.contributions], np.float64),
        )
        sizes = len(self.unknowns), len(self.signs), len(self.is_sum), len(self.contributions)
        addresses = [kernel.put(array) for array in arrays]
        return kernel.put_struct([*sizes, int(self.problem.has_scale), *addresses])

    @cached_property
    def key(self) -> bytes:
        """The same for problems of like structure, whatever the names of their indicators."""
        arrays = (
            self.quantities,
            self.numerators,
            self.coefficients,
            self.denominators,
            self.signs,
            self.identity_starts,
            self.identity_columns,
            self.identity_coefficients,
            self.is_sum,
        )
        sizes = np.array([len(self.unknowns), len(self.signs), len(self.is_sum)])
        return b"".join(array.tobytes() for array in (sizes, *arrays))

    @cached_property
    def contributions(self) -> list[Contribution]:
        """The contribution of each part of a sum to the growth of its total.

        None where a figure is a ratio to the total's base, whose sign is open.
        """
        signs: dict[Unknown, int] = {}
        for ratio in self.problem.ratios:
            if ratio.denominator:
                signs[ratio.denominator] = signs.get(ratio.denominator) or ratio.half.sign
        found = []
        for identity in self.problem.identities:
            base = identity.total._replace(quantity="prior")
            sign = signs.get(base, SIGN_OF_TOTAL)
            is_growth = identity.is_sum and identity.total.quantity == "level"
            if not is_growth or sign == 0 or base not in self.columns:
                continue
            found += [
                Contribution(identity, part, -coefficient, sign)
                for part, coefficient in identity.terms[1:]
                if part._replace(quantity="prior") in self.columns
            ]
        return found


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
    def of(cls, structure: Structure, size: int) -> "Group":
        """An empty group of a number of problems, without boxes."""
        figures, unknowns = len(structure.problem.ratios), len(structure.unknowns)
        return cls(
            *(np.zeros((size, figures)) for _ in range(3)),
            np.full((size, len(MODELS), len(READINGS), unknowns, 2), np.nan),
        )

    def set(self, place: int, problem: Problem) -> None:
        """The intervals of one problem, without its boxes."""
        for figure, ratio in enumerate(problem.ratios):
            self.lower[place, figure] = ratio.half.lower
            self.upper[place, figure] = ratio.half.upper
            self.last_place[place, figure] = ratio.last_place


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


def _problem_of(structure: Structure, group: Group, place: int) -> Problem:
    """One problem of a group; its wide intervals are those of the structure's own problem."""
    ends = zip(group.lower[place], group.upper[place], group.last_place[place], strict=True)
    ratios = [
        replace(
            ratio,
            half=Interval(float(lower), float(upper), ratio.half.sign),
            last_place=float(last_place),
        )
        for ratio, (lower, upper, last_place) in zip(structure.problem.ratios, ends, strict=True)
    ]
    return Problem(structure.problem.problem_id, ratios, structure.problem.identities)


def _solve_by_highs(structure: Structure, group: Group, place: int, solutions: Solutions) -> None:
    """Solve one problem of a group on sparse rows."""
    for array in tuple(vars(solutions).values())[:-1]:
        array[place] = np.nan
    problem = _problem_of(structure, group, place)
    model = SingleLevel(problem)
    severity = solutions.severities[place] = model.severity()
    holds = severity <= 1 + TOUCH_TOLERANCE
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
    if holds:
        found = {
            (one.indicator_id, one.quantity, one.identity_id): one for one in model.bounds(severity)
        }
        names = {"plan": "implied_plan", "prior": "implied_prior", "level": "level"}
        for column, unknown in enumerate(structure.unknowns):
            if one := found.get((unknown.indicator_id, names[unknown.quantity], None)):
                solutions.bounds[place, column] = one.lower, one.upper
        for column, contribution in enumerate(structure.contributions):
            name = contribution.identity.identity_id
            if one := found.get((contribution.part.indicator_id, "contribution", name)):
                solutions.contributions[place, column] = one.lower, one.upper
    rows = {ratio.key: row for row, ratio in enumerate(problem.ratios)}
    for one in model.feasibilities(severity):
        if holds:
            one = without_zero_bases(problem, one)
        row = rows[one.indicator_id, one.quantity, one.basis]
        solutions.feasibilities[place, row] = one.lower, one.upper
