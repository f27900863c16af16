"""Linear programmes in exact arithmetic.

A programme has free variables and constraints lower <= terms <= upper. The linear form of each
constraint is a bounded variable too. The tableau writes the basic variables in terms of the
nonbasic ones, in whole numbers over one divisor a row; values are fractions. Bland's rule, the
first eligible variable, prevents cycling.
"""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from oracle import ENTIRE, INFINITY, Interval, Number

Variable = Hashable
Terms = Mapping[Variable, Fraction]
ONE = Fraction(1)


@dataclass(frozen=True)
class Constraint:
    """lower <= sum of terms <= upper."""

    terms: Terms
    lower: Number = -INFINITY
    upper: Number = INFINITY


class Programme:
    """A set of constraints, and one feasible point if there is any."""

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        self._number: dict[Variable, int] = {}
        self._values: list[Fraction] = []
        self._bounds: list[tuple[Fraction | None, Fraction | None]] = []
        # Divisor and coefficients of a basic variable: divisor * basic = Σ coefficient * nonbasic.
        self._rows: dict[int, tuple[int, dict[int, int]]] = {}
        forms: dict[tuple[tuple[Variable, Fraction], ...], Interval] = {}
        for constraint in constraints:
            form = tuple(constraint.terms.items())
            known = forms.get(form, ENTIRE)
            forms[form] = known.intersected(Interval(constraint.lower, constraint.upper))
        for form in forms:
            for variable, _ in form:
                if variable not in self._number:
                    self._number[variable] = self._add(Fraction(0), ENTIRE)
        for form, within in forms.items():
            if len(form) == 1 and form[0][1] == 1:
                self._bound(self._number[form[0][0]], within)
        for form, within in forms.items():
            if len(form) != 1 or form[0][1] != 1:
                self._add_form(dict(form), within)
        is_empty = any(within.is_empty for within in forms.values())
        self.is_feasible = not is_empty and self._find_point()

    def value(self, variable: Variable) -> Fraction:
        """The variable's value at the point that was found."""
        return self._values[self._number[variable]]

    def range(self, terms: Terms) -> Interval:
        """Minimum and maximum of a linear form over the feasible points."""
        least = self._greatest({variable: -one for variable, one in terms.items()})
        return Interval(-least, self._greatest(terms))

    def _add(self, value: Fraction, within: Interval) -> int:
        self._values.append(value)
        self._bounds.append(ends_of(within))
        return len(self._values) - 1

    def _bound(self, number: int, within: Interval) -> None:
        """Give a nonbasic variable its bounds, and move it to one of them."""
        lower, upper = self._bounds[number] = ends_of(within)
        self._values[number] = lower if lower is not None else upper or Fraction(0)

    def _add_form(self, terms: Terms, within: Interval) -> int:
        """Add a linear form as a basic variable."""
        row: dict[int, Fraction] = {}
        for variable, coefficient in terms.items():
            number = self._number[variable]
            divisor, others = self._rows.get(number, (1, {number: 1}))
            for other, weight in others.items():
                row[other] = row.get(other, 0) + coefficient * weight / divisor
        value = sum((one * self._values[other] for other, one in row.items()), start=Fraction(0))
        number = self._add(value, within)
        divisor = math.lcm(*(one.denominator for one in row.values()))
        self._rows[number] = (
            divisor,
            {
                other: one.numerator * (divisor // one.denominator)
                for other, one in row.items()
                if one
            },
        )
        return number

    def _find_point(self) -> bool:
        """Pivot to a point within all bounds; False where there is none."""
        while True:
            leaving = min((one for one in self._rows if self._violation(one)), default=None)
            if leaving is None:
                return True
            violation = self._violation(leaving)
            divisor, row = self._rows[leaving]
            eligible = (
                other for other, weight in row.items() if self._can_move(other, weight * violation)
            )
            entering = min(eligible, default=None)
            if entering is None:
                return False
            self._move(entering, violation * divisor / row[entering])
            self._pivot(leaving, entering)

    def _violation(self, number: int) -> Fraction:
        """The change that moves a variable to its bounds; zero within them."""
        lower, upper = self._bounds[number]
        value = self._values[number]
        if lower is not None and value < lower:
            return lower - value
        if upper is not None and value > upper:
            return upper - value
        return Fraction(0)

    def _can_move(self, number: int, direction: Number) -> bool:
        """Whether a variable can rise (a positive direction) or fall within its bounds."""
        end = self._bounds[number][direction > 0]
        return end is None or end != self._values[number]

    def _move(self, number: int, by: Fraction) -> None:
        """Change a nonbasic variable, and the basic variables that depend on it."""
        self._values[number] += by
        for basic, (divisor, row) in self._rows.items():
            if number in row:
                self._values[basic] += by * row[number] / divisor

    def _pivot(self, leaving: int, entering: int) -> None:
        """Exchange two variables: one leaves the basis, the other enters it."""
        divisor, row = self._rows.pop(leaving)
        pivot = row.pop(entering)
        sign = 1 if pivot > 0 else -1
        pivot *= sign
        solved = {other: -sign * weight for other, weight in row.items()}
        solved[leaving] = sign * divisor
        for basic, (other_divisor, other_row) in self._rows.items():
            factor = other_row.pop(entering, 0)
            if factor:
                merged = {other: pivot * weight for other, weight in other_row.items()}
                for other, weight in solved.items():
                    merged[other] = merged.get(other, 0) + factor * weight
                merged = {other: weight for other, weight in merged.items() if weight}
                common = math.gcd(pivot * other_divisor, *merged.values())
                self._rows[basic] = (
                    pivot * other_divisor // common,
                    {other: weight // common for other, weight in merged.items()},
                )
        self._rows[entering] = pivot, solved

    def _greatest(self, terms: Terms) -> Number:
        """The maximum of a linear form; moves the point to where it is attained."""
        assert self.is_feasible
        if any(one and variable not in self._number for variable, one in terms.items()):
            return INFINITY
        known = {variable: one for variable, one in terms.items() if variable in self._number}
        objective = self._add_form(known, ENTIRE)
        while (entering := self._entering(objective)) is not None:
            direction = 1 if self._rows[objective][1][entering] > 0 else -1
            step, leaving = self._ratio_test(entering, direction, objective)
            if leaving is None:
                break
            self._move(entering, direction * step)
            if leaving != entering:
                self._pivot(leaving, entering)
        del self._rows[objective]
        value = self._values.pop()
        self._bounds.pop()
        return value if entering is None else INFINITY

    def _entering(self, objective: int) -> int | None:
        """The first nonbasic variable whose move raises the objective."""
        row = self._rows[objective][1]
        return min(
            (one for one, weight in row.items() if self._can_move(one, weight)), default=None
        )

    def _ratio_test(
        self, moving: int, direction: int, objective: int
    ) -> tuple[Fraction, int | None]:
        """The step until the moving variable or a basic one reaches a bound, and which does."""
        step, leaving = Fraction(0), None
        speeds = {
            basic: Fraction(direction * row[moving], divisor)
            for basic, (divisor, row) in self._rows.items()
            if moving in row and basic != objective
        }
        for one, speed in sorted({**speeds, moving: Fraction(direction)}.items()):
            end = self._bounds[one][speed > 0]
            if end is not None:
                this = (end - self._values[one]) / speed
                if leaving is None or this < step:
                    step, leaving = this, one
        return step, leaving


def ends_of(within: Interval) -> tuple[Fraction | None, Fraction | None]:
    """Both ends, None for an infinite one."""
    return (
        None if within.lower == -INFINITY else Fraction(within.lower),
        None if within.upper == INFINITY else Fraction(within.upper),
    )


SCALE = "scale"


def ratio_range(constraints: list[Constraint], numerator: Terms, denominator: Terms) -> Interval:
    """Minimum and maximum of numerator / denominator where the denominator is not zero.

    Charnes and Cooper (Naval Research Logistics Quarterly 9, 1962): divide everything by the
    denominator, whose inverse becomes a variable. The ratio is unbounded where the denominator may
    have either sign or is always zero.
    """
    divisor = Programme(constraints).range(denominator)
    if divisor.lower < 0 < divisor.upper or divisor.lower == divisor.upper == 0:
        return ENTIRE
    sign = 1 if divisor.upper > 0 else -1
    divided = [one for constraint in constraints for one in homogeneous(constraint)]
    scaled = {variable: sign * one for variable, one in denominator.items()}
    divided += [Constraint(scaled, ONE, ONE), Constraint({SCALE: ONE}, Fraction(0))]
    ratio = {variable: sign * one for variable, one in numerator.items()}
    return Programme(divided).range(ratio)


def homogeneous(constraint: Constraint) -> Iterable[Constraint]:
    """A constraint with its variables and its ends multiplied by the scale."""
    lower, upper = constraint.lower, constraint.upper
    if lower == upper == 0:
        yield constraint
        return
    for end, side in ((lower, "lower"), (upper, "upper")):
        if not math.isinf(end):
            terms = {**constraint.terms, SCALE: -Fraction(end)} if end else constraint.terms
            yield replace(Constraint(terms), **{side: Fraction(0)})
