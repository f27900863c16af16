"""Linear programmes, solved by HiGHS: small ones, and many of them."""

from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Solver = highspy.Highs

# HiGHS is given numbers of the order of one, see `scale.py`: this is a share of a half-width.
TOLERANCE = 1e-10
# What doubles make of a sum may part what is the same by such a share of what was added.
NOISE_OF_DOUBLES = 4e-16
# What HiGHS would take for noise may be a half-width beside a level.
# A programme of a report is solved in some dozens of steps; one that goes round is given up.
COMMON = {
    "output_flag": False,
    "threads": 1,
    "small_matrix_value": 1e-12,
    "simplex_iteration_limit": 5_000,
    "ipm_iteration_limit": 200,
}
# Small programmes are solved quickest as they are; where that fails another way may do.
WAYS: tuple[dict[str, Any], ...] = tuple(
    {
        "solver": solver,
        "presolve": presolve,
        "primal_feasibility_tolerance": primal,
        "dual_feasibility_tolerance": dual,
    }
    for primal, dual in ((TOLERANCE, 1e-9), (1e-9, 1e-7), (1e-8, 1e-6))
    for solver, presolve in (("simplex", "off"), ("simplex", "on"), ("ipm", "on"))
)
UNTOLD = (
    highspy.HighsModelStatus.kUnknown,
    highspy.HighsModelStatus.kNotset,
    highspy.HighsModelStatus.kSolveError,
    highspy.HighsModelStatus.kIterationLimit,
)


class Infeasible(Exception):
    """No point satisfies all rows."""


class Undetermined(Exception):
    """HiGHS could not tell: the programme is beyond its depth."""


class LinearProgramme:
    """Rows of `lower <= matrix @ x <= upper` over columns with bounds.

    A programme keeps its last basis, so that another objective over the same rows starts near its
    end.
    """

    def __init__(
        self,
        matrix: Array,
        row_bounds: tuple[Array, Array],
        column_bounds: tuple[Array, Array],
        solver: Solver | None = None,
    ) -> None:
        """Rows, their bounds, and the bounds of the columns; infinities are no bounds.

        A solver that is given is this programme's from now on, and no longer another's: to make one
        takes as long as to solve so small a programme.
        """
        self.rows, self.columns = matrix.shape
        self.matrix, self.row_bounds, self.column_bounds = matrix, row_bounds, column_bounds
        self._highs = Solver() if solver is None else solver
        self._pose(WAYS[0])

    def _pose(self, options: dict[str, Any]) -> None:
        """Pose the programme as it stands to HiGHS anew."""
        self._highs.clear()
        self._set(COMMON | options)
        row_numbers, column_numbers = np.nonzero(self.matrix)
        starts = np.searchsorted(row_numbers, np.arange(self.rows + 1))
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = self.columns, self.rows
        programme.col_cost_ = np.zeros(self.columns)
        programme.col_lower_, programme.col_upper_ = self.column_bounds
        programme.row_lower_, programme.row_upper_ = self.row_bounds
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = starts
        programme.a_matrix_.index_ = column_numbers
        programme.a_matrix_.value_ = self.matrix[row_numbers, column_numbers]
        if self._highs.passModel(programme) == highspy.HighsStatus.kError:
            raise Undetermined("its numbers are out of range")

    def _set(self, options: dict[str, Any]) -> None:
        for option, value in options.items():
            self._highs.setOptionValue(option, value)

    def bound_row(self, row: int, lower: float, upper: float) -> None:
        """Give a row other bounds."""
        self.row_bounds[0][row], self.row_bounds[1][row] = lower, upper
        self._highs.changeRowBounds(row, lower, upper)

    def bound_column(self, column: int, lower: float, upper: float) -> None:
        """Give a column other bounds."""
        self.column_bounds[0][column], self.column_bounds[1][column] = lower, upper
        self._highs.changeColBounds(column, lower, upper)

    def least(self, costs: Array) -> tuple[float, Array]:
        """The least of `costs @ x` and where it is attained; minus infinity where there is none.

        Raises Infeasible, and Undetermined.
        """
        status = self._run(costs)
        if status == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            return self._told_apart(costs)
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible
        if status == highspy.HighsModelStatus.kUnbounded:
            return -np.inf, np.full(self.columns, np.nan)
        if status != highspy.HighsModelStatus.kOptimal:
            raise Undetermined(self._highs.modelStatusToString(status))
        found = np.array(self._highs.getSolution().col_value)
        return float(costs @ found), found

    def has_points(self) -> bool:
        """Whether any point satisfies all rows. Raises Undetermined.

        Where points lie on an edge HiGHS may miss them: that there are none it must say twice.
        """
        if self._has_points():
            return True
        self._highs.clearSolver()
        self._set(WAYS[1])
        return self._has_points()

    def _has_points(self) -> bool:
        try:
            self.least(np.zeros(self.columns))
        except Infeasible:
            return False
        return True

    def _run(self, costs: Array) -> Any:
        """The status HiGHS ends with; where it could not tell it is asked in other ways."""
        status = self._ended(costs)
        for way in WAYS:
            if status not in UNTOLD:
                break
            self._pose(way)
            status = self._ended(costs)
        return status

    def _ended(self, costs: Array) -> Any:
        columns = np.arange(self.columns, dtype=np.int32)
        self._highs.changeColsCost(self.columns, columns, costs)
        self._highs.run()
        return self._highs.getModelStatus()

    def _told_apart(self, costs: Array) -> tuple[float, Array]:
        """Unbounded where any point exists at all."""
        self.least(np.zeros_like(costs))
        return -np.inf, np.full(self.columns, np.nan)
