"""Linear forms and matrices that keep only the coefficients that are not zero.

A figure or an identity contains a few unknowns of thousands: a dense matrix of them would grow with
the square of the figures.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Form:
    """Σ value × x[column] + constant. No column occurs twice."""

    columns: Places
    values: Array
    constant: float = 0.0

    @classmethod
    def of(cls, coefficients: Mapping[int, float], constant: float = 0.0) -> "Form":
        """The form with these coefficients, by column."""
        size = len(coefficients)
        return cls(
            np.fromiter(coefficients, np.intp, size),
            np.fromiter(coefficients.values(), np.float64, size),
            constant,
        )

    @property
    def largest(self) -> float:
        """The largest coefficient without its sign; zero where there is none."""
        return float(np.abs(self.values).max(initial=0.0))

    def times(self, factor: float) -> "Form":
        """The form multiplied by a number."""
        return Form(self.columns, self.values * factor, self.constant * factor)

    def plus(self, factor: float, other: "Form") -> "Form":
        """The sum of the form and a multiple of another, over the columns of both."""
        coefficients = dict(zip(self.columns.tolist(), self.values.tolist(), strict=True))
        for column, value in zip(other.columns.tolist(), other.values.tolist(), strict=True):
            coefficients[column] = coefficients.get(column, 0.0) + factor * value
        return Form.of(coefficients, self.constant + factor * other.constant)

    def at(self, point: Array) -> float:
        """The value at a point."""
        return math.fsum((self.values * point[self.columns]).tolist()) + self.constant


@dataclass(frozen=True)
class Rows:
    """A matrix by its rows: row i has the entries from `starts[i]` up to `starts[i + 1]`."""

    width: int
    starts: Places
    columns: Places
    values: Array

    @classmethod
    def of(cls, forms: Sequence[Form], width: int) -> "Rows":
        """One row a form, without its constant; `width` is the number of columns."""
        starts = np.zeros(len(forms) + 1, np.intp)
        np.cumsum([len(form.columns) for form in forms], out=starts[1:])
        columns = [form.columns for form in forms]
        values = [form.values for form in forms]
        return cls(
            width,
            starts,
            np.concatenate(columns) if columns else np.zeros(0, np.intp),
            np.concatenate(values) if values else np.zeros(0),
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def places(self) -> Places:
        """The row of each entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def at(self, point: Array) -> Array:
        """Each row times a point."""
        return np.bincount(self.places, self.values * point[self.columns], len(self))

    def transposed_at(self, weights: Array) -> Array:
        """Each column times the weights of the rows."""
        return np.bincount(self.columns, self.values * weights[self.places], self.width)

    @cached_property
    def largest(self) -> Array:
        """The largest coefficient of each row, without its sign."""
        largest = np.zeros(len(self))
        np.maximum.at(largest, self.places, np.abs(self.values))
        return largest

    def by(self, factors: Array) -> "Rows":
        """Each row multiplied by its factor."""
        return Rows(self.width, self.starts, self.columns, self.values * factors[self.places])

    def over(self, sizes: Array) -> "Rows":
        """Each row divided by its size."""
        return Rows(self.width, self.starts, self.columns, self.values / sizes[self.places])

    def with_column(self, values: Array) -> "Rows":
        """The rows with one column more, the last."""
        ends = self.starts[1:]
        return Rows(
            self.width + 1,
            self.starts + np.arange(len(self.starts)),
            np.insert(self.columns, ends, self.width),
            np.insert(self.values, ends, values),
        )

    def with_entries(self, entries: Mapping[int, tuple[int, float]], width: int) -> "Rows":
        """The rows with columns up to `width`, and an entry more in some of them, by row."""
        added = [(row, self.width + column, value) for row, (column, value) in entries.items()]
        rows, columns, values = zip(*sorted(added), strict=True) if added else ((), (), ())
        lengths = np.diff(self.starts)
        lengths[list(rows)] += 1
        starts = np.zeros(len(lengths) + 1, np.intp)
        np.cumsum(lengths, out=starts[1:])
        ends = self.starts[1:][list(rows)]
        return Rows(
            width,
            starts,
            np.insert(self.columns, ends, columns),
            np.insert(self.values, ends, values),
        )

    def taken(self, order: Places) -> "Rows":
        """The rows in another order, or some of them."""
        lengths = np.diff(self.starts)[order]
        starts = np.zeros(len(order) + 1, np.intp)
        np.cumsum(lengths, out=starts[1:])
        entries = np.arange(starts[-1]) + np.repeat(self.starts[order] - starts[:-1], lengths)
        return Rows(self.width, starts, self.columns[entries], self.values[entries])

    def dense(self) -> Array:
        """The whole matrix. Its size is the caller's to bound."""
        matrix = np.zeros((len(self), self.width))
        matrix[self.places, self.columns] = self.values
        return matrix


def stacked(parts: Iterable[Rows]) -> Rows:
    """Matrices of the same width, one below the other."""
    all_parts = list(parts)
    lengths = np.concatenate([np.diff(rows.starts) for rows in all_parts])
    starts = np.zeros(len(lengths) + 1, np.intp)
    np.cumsum(lengths, out=starts[1:])
    return Rows(
        all_parts[0].width,
        starts,
        np.concatenate([rows.columns for rows in all_parts]),
        np.concatenate([rows.values for rows in all_parts]),
    )


# Beyond this many entries of a dense matrix, systems are solved by iteration.
DENSE_LIMIT = 250_000
# Conjugate gradients end at this fraction of the first residual, or after this number of steps.
CONVERGED = 1e-15
STEP_LIMIT = 1_000


def least_norm(rows: Rows, right: Array) -> Array:
    """The shortest x for which `rows @ x = right`, nearly where there is none.

    Large systems are solved by conjugate gradients on `rows @ rows.T` (Craig's method; Golub and
    Van Loan, Matrix Computations, 2013, section 11.3.9).
    """
    if len(rows) * rows.width <= DENSE_LIMIT:
        return np.linalg.lstsq(rows.dense(), right, rcond=None)[0]
    # Rows of length one: the best scaling by a diagonal.
    lengths = np.sqrt(np.bincount(rows.places, rows.values**2, len(rows)))
    rows, residual = rows.over(lengths), right / lengths
    found = np.zeros(rows.width)
    direction = rows.transposed_at(residual)
    size = first = float(residual @ residual)
    for _ in range(STEP_LIMIT):
        length = float(direction @ direction)
        if size <= CONVERGED**2 * first or length == 0.0:
            break
        step = size / length
        found += step * direction
        residual = residual - step * rows.at(direction)
        before, size = size, float(residual @ residual)
        direction = rows.transposed_at(residual) + size / before * direction
    return found
