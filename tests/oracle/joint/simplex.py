"""Linear programmes in exact arithmetic.

A programme has variables without bounds of their own and constraints lower <= terms <= upper. Each
constraint has a value that is a linear form of the variables; the simplex method keeps some of
variables and forms as a basis, in terms of the others. Rows are of whole numbers over one divisor,
values are fractions. Bland's rule, the first that will do, keeps it from going round in circles.
"""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from oracle.joint.prints import EVERYTHING, INFINITY, Interval, Number

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
    """A set of constraints, and one point that keeps them all if there is any."""

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        self._number: dict[Variable, int] = {}
        self._values: list[Fraction] = []
        self._bounds: list[tuple[Fraction | None, Fraction | None]] = []
        # Of each basic variable, divisor and coefficients: divisor * it = sum of the others.
        self._rows: dict[int, tuple[int, dict[int, int]]] = {}
        forms: dict[tuple[tuple[Variable, Fraction], ...], Interval] = {}
        for constraint in constraints:
            form = tuple(constraint.terms.items())
            known = forms.get(form, EVERYTHING)
            forms[form] = known.met(Interval(constraint.lower, constraint.upper))
        for form in forms:
            for variable, _ in form:
                if variable not in self._number:
                    self._number[variable] = self._add(Fraction(0), EVERYTHING)
        for form, within in forms.items():
            if len(form) == 1 and form[0][1] == 1:
                self._bound(self._number[form[0][0]], within)
        for form, within in forms.items():
            if len(form) != 1 or form[0][1] != 1:
                self._add_form(dict(form), within)
        is_empty = any(within.lower > within.upper for within in forms.values())
        self.is_feasible = not is_empty and self._repair()

    def value(self, variable: Variable) -> Fraction:
        """The variable at the point that was found."""
        return self._values[self._number[variable]]

    def range(self, terms: Terms) -> Interval:
        """The least and the greatest value of a linear form where all constraints are kept."""
        least = self._greatest({variable: -one for variable, one in terms.items()})
        return Interval(-least, self._greatest(terms))

    def _add(self, value: Fraction, within: Interval) -> int:
        self._values.append(value)
        self._bounds.append(ends_of(within))
        return len(self._values) - 1

    def _bound(self, number: int, within: Interval) -> None:
        """Give a variable that is not basic its bounds, and move it to one of them."""
        lower, upper = self._bounds[number] = ends_of(within)
        self._values[number] = lower if lower is not None else upper or Fraction(0)

    def _add_form(self, terms: Terms, within: Interval) -> int:
        """Make a linear form a basic variable."""
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

    def _repair(self) -> bool:
        """Move to a point that keeps all bounds; False where there is none."""
        while True:
            broken = min((one for one in self._rows if self._missing(one)), default=None)
            if broken is None:
                return True
            missing = self._missing(broken)
            divisor, row = self._rows[broken]
            helping = (
                other for other, weight in row.items() if self._can_move(other, weight * missing)
            )
            entering = min(helping, default=None)
            if entering is None:
                return False
            self._move(entering, missing * divisor / row[entering])
            self._pivot(broken, entering)

    def _missing(self, number: int) -> Fraction:
        """By how much a variable must change to keep its bounds."""
        lower, upper = self._bounds[number]
        value = self._values[number]
        if lower is not None and value < lower:
            return lower - value
        if upper is not None and value > upper:
            return upper - value
        return Fraction(0)

    def _can_move(self, number: int, direction: Number) -> bool:
        """Whether its bounds let a variable rise (direction above zero) or fall."""
        end = self._bounds[number][direction > 0]
        return end is None or end != self._values[number]

    def _move(self, number: int, by: Fraction) -> None:
        """Change a variable that is not basic, and with it all that depend on it."""
        self._values[number] += by
        for basic, (divisor, row) in self._rows.items():
            if number in row:
                self._values[basic] += by * row[number] / divisor

    def _pivot(self, leaving: int, entering: int) -> None:
        """Let two variables change places: one leaves the basis, the other enters it."""
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
        """Climb to the greatest value of a linear form; from here on, it is where the point is."""
        assert self.is_feasible
        if any(one and variable not in self._number for variable, one in terms.items()):
            return INFINITY
        known = {variable: one for variable, one in terms.items() if variable in self._number}
        objective = self._add_form(known, EVERYTHING)
        while (entering := self._improving(objective)) is not None:
            direction = 1 if self._rows[objective][1][entering] > 0 else -1
            step, stopped = self._room(entering, direction, objective)
            if stopped is None:
                break
            self._move(entering, direction * step)
            if stopped != entering:
                self._pivot(stopped, entering)
        del self._rows[objective]
        value = self._values.pop()
        self._bounds.pop()
        return value if entering is None else INFINITY

    def _improving(self, objective: int) -> int | None:
        """The first variable that can move so that the objective rises."""
        row = self._rows[objective][1]
        return min(
            (one for one, weight in row.items() if self._can_move(one, weight)), default=None
        )

    def _room(self, moving: int, direction: int, objective: int) -> tuple[Fraction, int | None]:
        """How far a variable can move until it or a basic one, which is told, meets its bound."""
        room, stopped = Fraction(0), None
        speeds = {
            basic: Fraction(direction * row[moving], divisor)
            for basic, (divisor, row) in self._rows.items()
            if moving in row and basic != objective
        }
        for one, speed in sorted({**speeds, moving: Fraction(direction)}.items()):
            end = self._bounds[one][speed > 0]
            if end is not None:
                this = (end - self._values[one]) / speed
                if stopped is None or this < room:
                    room, stopped = this, one
        return room, stopped


def ends_of(within: Interval) -> tuple[Fraction | None, Fraction | None]:
    """The two ends, None for one that is infinite."""
    return (
        None if within.lower == -INFINITY else Fraction(within.lower),
        None if within.upper == INFINITY else Fraction(within.upper),
    )


SCALE = "scale"


def ratio_range(constraints: list[Constraint], numerator: Terms, denominator: Terms) -> Interval:
    """The least and the greatest numerator / denominator where the denominator is not zero.

    After Charnes and Cooper: all is divided by the denominator, whose inverse becomes a variable.
    Where the denominator may be of either sign, or is always zero, the ratio has no bounds.
    """
    divisor = Programme(constraints).range(denominator)
    if divisor.lower < 0 < divisor.upper or divisor.lower == divisor.upper == 0:
        return EVERYTHING
    sign = 1 if divisor.upper > 0 else -1
    divided = [one for constraint in constraints for one in homogeneous(constraint)]
    scaled = {variable: sign * one for variable, one in denominator.items()}
    divided += [Constraint(scaled, ONE, ONE), Constraint({SCALE: ONE}, Fraction(0))]
    ratio = {variable: sign * one for variable, one in numerator.items()}
    return Programme(divided).range(ratio)


def homogeneous(constraint: Constraint) -> Iterable[Constraint]:
    """A constraint on variables that are multiplied by a scale of their own."""
    lower, upper = constraint.lower, constraint.upper
    if lower == upper == 0:
        yield constraint
        return
    for end, side in ((lower, "lower"), (upper, "upper")):
        if not math.isinf(end):
            terms = {**constraint.terms, SCALE: -Fraction(end)} if end else constraint.terms
            yield replace(Constraint(terms), **{side: Fraction(0)})
