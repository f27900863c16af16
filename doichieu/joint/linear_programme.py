"""Small linear programmes, many of them, solved by HiGHS."""

from typing import Any

import highspy
import numpy as np

from doichieu.joint.sparse_rows import Array, Rows

Solver = highspy.Highs

# How far a point may violate a row or a bound, in half-widths of a printed interval: `scale.py`
# measures every variable in these.
FEASIBILITY_TOLERANCE = 1e-10
# The rounding error of a sum in doubles, as a fraction of its largest term: two units in the last
# place.
ROUNDING_TOLERANCE = 4e-16
# Doubles hold every whole number and every half of one below this.
LARGEST_HALF = 2.0**52
# A coefficient below `small_matrix_value` counts as zero; HiGHS's own 1e-9 may be a half-width
# beside a level. A report's programme needs some dozens of iterations: more is cycling.
COMMON_OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "small_matrix_value": 1e-12,
    "simplex_iteration_limit": 5_000,
    "ipm_iteration_limit": 200,
}
# Tried in this order until HiGHS decides. A small programme is solved fastest without presolve.
ATTEMPTS: tuple[dict[str, Any], ...] = tuple(
    {
        "solver": solver,
        "presolve": presolve,
        "primal_feasibility_tolerance": primal,
        "dual_feasibility_tolerance": dual,
    }
    for primal, dual in ((FEASIBILITY_TOLERANCE, 1e-9), (1e-9, 1e-7), (1e-8, 1e-6))
    for solver, presolve in (("simplex", "off"), ("simplex", "on"), ("ipm", "on"))
)
UNDECIDED = (
    highspy.HighsModelStatus.kUnknown,
    highspy.HighsModelStatus.kNotset,
    highspy.HighsModelStatus.kSolveError,
    highspy.HighsModelStatus.kIterationLimit,
)


def rounding_error(value: float, is_quotient: bool = False) -> float:
    """The rounding error of a number in doubles, in its unit.

    Doubles hold a printed whole number and its ends, halves of whole numbers, exactly; not so what
    was divided.
    """
    if not is_quotient and abs(value) < LARGEST_HALF and (2 * value).is_integer():
        return 0.0
    return ROUNDING_TOLERANCE * abs(value)


class Infeasible(Exception):
    """No point satisfies all rows and bounds."""


class Undetermined(Exception):
    """HiGHS cannot decide: the numbers are beyond its precision."""


class LinearProgramme:
    """Rows `lower <= matrix @ x <= upper` and bounds on x.

    HiGHS keeps the last basis: the next objective over the same rows starts near its optimum.
    """

    def __init__(
        self,
        matrix: Rows,
        row_bounds: tuple[Array, Array],
        column_bounds: tuple[Array, Array],
    ) -> None:
        """Pose the programme: lower and upper bounds may be infinite."""
        self.rows, self.columns = len(matrix), matrix.width
        self.matrix, self.row_bounds, self.column_bounds = matrix, row_bounds, column_bounds
        self._highs = Solver()
        self._pose(ATTEMPTS[0])

    def _pose(self, options: dict[str, Any]) -> None:
        """Pass the programme, with its current bounds, to HiGHS."""
        self._highs.clear()
        self._set(COMMON_OPTIONS | options)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = self.columns, self.rows
        programme.col_cost_ = np.zeros(self.columns)
        programme.col_lower_, programme.col_upper_ = self.column_bounds
        programme.row_lower_, programme.row_upper_ = self.row_bounds
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = self.matrix.starts
        programme.a_matrix_.index_ = self.matrix.columns
        programme.a_matrix_.value_ = self.matrix.values
        if self._highs.passModel(programme) == highspy.HighsStatus.kError:
            raise Undetermined("its numbers are out of range")

    def _set(self, options: dict[str, Any]) -> None:
        for option, value in options.items():
            self._highs.setOptionValue(option, value)

    def bound_row(self, row: int, lower: float, upper: float) -> None:
        """Replace the bounds of a row."""
        self.row_bounds[0][row], self.row_bounds[1][row] = lower, upper
        self._highs.changeRowBounds(row, lower, upper)

    def bound_column(self, column: int, lower: float, upper: float) -> None:
        """Replace the bounds of a column."""
        self.column_bounds[0][column], self.column_bounds[1][column] = lower, upper
        self._highs.changeColBounds(column, lower, upper)

    def minimize(self, costs: Array) -> tuple[float, Array]:
        """The minimum of `costs @ x` and a point that attains it.

        An unbounded programme returns minus infinity and a point of NaNs. Raises Infeasible and
        Undetermined.
        """
        status = self._solve(costs)
        if status == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            self.minimize(np.zeros_like(costs))  # raises Infeasible where there is no point
            status = highspy.HighsModelStatus.kUnbounded
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible
        if status == highspy.HighsModelStatus.kUnbounded:
            return -np.inf, np.full(self.columns, np.nan)
        if status != highspy.HighsModelStatus.kOptimal:
            raise Undetermined(self._highs.modelStatusToString(status))
        point = np.array(self._highs.getSolution().col_value)
        return float(costs @ point), point

    def row_duals(self) -> Array:
        """The dual value of each row at the minimum found last."""
        return np.array(self._highs.getSolution().row_dual)

    def is_feasible(self, is_sure: bool = True) -> bool:
        """Whether any point satisfies all rows and bounds. Raises Undetermined.

        HiGHS may miss a feasible region without interior, so "infeasible" must be found twice for
        an answer that is sure.
        """
        if self._has_point():
            return True
        if not is_sure:
            return False
        self._highs.clearSolver()
        self._set(ATTEMPTS[1])
        return self._has_point()

    def _has_point(self) -> bool:
        try:
            self.minimize(np.zeros(self.columns))
        except Infeasible:
            return False
        return True

    def _solve(self, costs: Array) -> Any:
        """The status of the first attempt at which HiGHS decides, else of the last."""
        status = self._attempt(costs)
        for options in ATTEMPTS:
            if status not in UNDECIDED:
                break
            self._pose(options)
            status = self._attempt(costs)
        return status

    def _attempt(self, costs: Array) -> Any:
        columns = np.arange(self.columns, dtype=np.int32)
        self._highs.changeColsCost(self.columns, columns, costs)
        self._highs.run()
        return self._highs.getModelStatus()
