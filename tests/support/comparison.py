"""The marts of a warehouse compared with the oracle.

Every number, null, word and status is compared. Doubles may differ from exact fractions in their
last digits; nothing else may.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

import duckdb
from oracle import (
    HALF,
    NEARNESS,
    RATES,
    READINGS,
    Check,
    Completion,
    Figure,
    FigureName,
    Growth,
    Interval,
    Key,
    Number,
    Oracle,
    Revision,
    Sides,
    roundest,
)
from oracle.periods import is_date

MARTS = ("figures", "plan_completion", "growth", "reconciliation", "revisions")

# A check of all linked figures together, not a comparison of two intervals.
JOINT = "joint"
BASES = ("plan_level", "prior_level")

# Statuses, the worst last.
STATUS_RANK = {"unverifiable": 0, "confirmed": 1, "suspect": 2, "contradicted": 3}

RELATIVE = Fraction(1, 10**12)
# Two differences are equal if they differ by less than this fraction of the subtracted numbers.
CANCELLED = NEARNESS
# Percentages and points are rounded to nine places or more.
PERCENTAGE = Fraction(1, 10**9)

Row = Mapping[str, Any]
Marts = Mapping[str, list[Row]]


class Difference(NamedTuple):
    """A value in which the models and the oracle differ, and the name of its row."""

    row: object
    column: str
    models: object
    oracle: object

    def __str__(self) -> str:
        exact = self.oracle
        if isinstance(exact, Fraction):
            exact = f"{float(exact)} ({exact})"
        return f"{self.row} {self.column}: models {self.models}, oracle {exact}"


def marts_of(warehouse: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    """The rows of the marts, without the checks that have an oracle of their own."""
    marts = {}
    for mart in (*MARTS, "conflicts"):
        found = warehouse.execute(f"select * from marts.{mart}")
        columns = [column[0] for column in found.description]
        marts[mart] = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    checks = marts["reconciliation"]
    return marts | {"reconciliation": [row for row in checks if row["kind"] != JOINT]}


def key_of(row: Row) -> Key:
    """The observation of a row."""
    return Key(*(row[f"{what}_id"] for what in Key._fields[:4]), row["basis"])


def name_of(mart: str, row: Row) -> object:
    """The name of a row; in `revisions` rows may share a name."""
    match mart:
        case "figures":
            return row["report_id"], row["figure_no"]
        case "reconciliation":
            return row["check_id"]
        case "revisions":
            return (
                row["territory_id"],
                row["period_id"],
                row["indicator_id"],
                row["basis"],
                row["quantity"],
                row["earlier_report_id"],
                row["later_report_id"],
            )
    return key_of(row)


@dataclass
class Comparison:
    """Compares marts with the oracle; records the differences and the number of comparisons."""

    marts: Marts
    exact: Oracle
    differences: list[Difference] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def all_marts(self) -> "Comparison":
        """Compare every mart."""
        for mart in MARTS:
            self.mart(mart)
        return self

    def mart(self, mart: str) -> "Comparison":
        """Compare one mart."""
        compare = {
            "figures": self.figures,
            "plan_completion": self.plan_completion,
            "growth": self.growth,
            "reconciliation": self.reconciliation,
            "revisions": self.revisions,
        }
        compare[mart]()
        return self

    # -- values

    def same(self, name: object, column: str, actual: object, exact: object) -> None:
        """Compare two words, whole numbers or truth values."""
        self.seen["words"] += 1
        if actual != exact:
            self.differences.append(Difference(name, column, actual, exact))

    def number(
        self,
        name: object,
        column: str,
        actual: float | None,
        exact: Number | None,
        tolerance: Number = Fraction(0),
    ) -> None:
        """Compare a double with a number; an infinite one is null."""
        if exact is None or math.isinf(exact):
            self.seen["nulls"] += 1
            fits = actual is None
        else:
            self.seen["numbers"] += 1
            fits = is_near(actual, exact, RELATIVE * abs(exact) + tolerance)
        if not fits:
            self.differences.append(Difference(name, column, actual, exact))

    def interval(
        self,
        name: object,
        what: str,
        row: Row,
        exact: Interval | None,
        tolerance: Number = Fraction(0),
    ) -> None:
        """Compare two columns with an interval."""
        lower, upper = exact or (None, None)
        self.number(name, f"{what}_lower", row[f"{what}_lower"], lower, tolerance)
        self.number(name, f"{what}_upper", row[f"{what}_upper"], upper, tolerance)

    def key(self, name: object, row: Row, exact: Key) -> None:
        """Compare the columns that name an observation with its key."""
        for what, word in exact._asdict().items():
            column = what if what == "basis" else f"{what}_id"
            self.same(name, column, row[column], word)

    def rows(self, mart: str, exact: Iterable[object]) -> dict[object, Row]:
        """The expected rows of a mart by their names; it notes missing, other and repeated rows."""
        rows = {name_of(mart, row): row for row in self.marts[mart]}
        there = Counter(name_of(mart, row) for row in self.marts[mart])
        wanted = Counter(iter(exact))
        for name in there - wanted:
            self.differences.append(Difference(name, mart, "there", None))
        for name in wanted - there:
            self.differences.append(Difference(name, mart, None, "there"))
        return {name: row for name, row in rows.items() if name in wanted}

    # -- figures

    def figures(self) -> None:
        for name, row in self.rows("figures", self.exact.figures).items():
            figure = self.exact.figures[name]
            self.as_printed(name, row, figure)
            value = None if figure.printed.upper else figure.printed.value
            self.number(name, "value", row["value"], value)
            for reading in READINGS:
                self.interval(name, reading, row, figure.interval(reading))
        self.check_status()
        self.feasibility()

    def as_printed(self, name: object, row: Row, figure: Figure) -> None:
        """The columns that repeat the transcription."""
        self.seen[f"printed {figure.measure}"] += 1
        self.seen[f"printed {figure.qualifier or 'without qualifier'}"] += 1
        features = {
            "a range": figure.printed.upper,
            "an exact number": not figure.interval(HALF).width,
            "a plus": figure.row["printed"].startswith("+"),
            "its own format": figure.row["number_format"],
            "a date": is_date(figure.key.period),
            "several years": ".." in figure.key.period,
        }
        self.seen.update(f"printed {feature}" for feature, is_so in features.items() if is_so)
        self.key(name, row, figure.key)
        for column in ("measure", "printed", "unit_id", "qualifier"):
            self.same(name, column, row[column], figure.row[column])
        place = figure.row["place"]
        self.same(name, "place", row["place"], place or None)
        self.same(name, "note", row["note"], figure.row["note"] or None)
        self.same(name, "source_file", row["source_file"], f"figures/{figure.key.report}.csv")
        self.same(name, "correction", row["correction"], figure.correction)

    def check_status(self) -> None:
        """A figure's status follows from the verdicts of the warehouse itself.

        A joint check of an indicator that is in an identity may make it worse, never better.
        """
        verdicts = {
            row["check_id"]: row["verdict"]
            for row in self.marts["reconciliation"]
            if row["check_id"] in self.exact.checks
        }
        statuses = self.exact.check_status(verdicts, self.contradicted())
        for name, row, figure in self.known_figures():
            actual, exact = row["check_status"], statuses[name]
            self.seen[exact] += 1
            is_worse = STATUS_RANK.get(actual, 0) > STATUS_RANK[exact]
            if not (is_worse and self.exact.seeds.is_in_identity(figure.key)):
                self.same(name, "check_status", actual, exact)

    def contradicted(self) -> set[FigureName]:
        """The figures in a conflict. Each contradiction but a sum or a subset contains one; these
        share a figure with one."""
        conflicts: dict[str, set[FigureName]] = defaultdict(set)
        for row in self.marts["conflicts"]:
            conflicts[row["conflict_id"]].add((row["report_id"], row["figure_no"]))
        found = set().union(*conflicts.values())
        for row in self.marts["reconciliation"]:
            check = self.exact.checks.get(row["check_id"])
            if check is None or row["verdict"] != "contradiction":
                continue
            is_named = any(figures <= check.figures for figures in conflicts.values())
            if check.kind in ("sum", "subset"):
                is_named = bool(found & check.figures)
            self.seen["explained contradictions"] += 1
            self.same(check.check_id, "conflict", is_named, True)
        return found

    def feasibility(self) -> None:
        """The feasibility interval of a figure, a little wider or narrower where doubles cancelled.

        For an indicator in an identity all figures together may allow less.
        """
        exact, inner, outer = (
            self.exact.feasibility(noise) for noise in (Fraction(0), -CANCELLED, CANCELLED)
        )
        repeated = {
            name
            for check in self.exact.checks.values()
            if check.kind == "repeat"
            for name in check.figures
        }
        for name, row, figure in self.known_figures():
            ends = ends_of(exact[name], inner[name], outer[name])
            is_joint = self.exact.seeds.is_in_identity(figure.key)
            for column, end in zip(("feasible_lower", "feasible_upper"), ends, strict=True):
                self.seen["feasibilities"] += 1
                if not end.admits(row[column]) and not (
                    is_joint and is_within(row, ends, name in repeated)
                ):
                    self.differences.append(Difference(name, column, row[column], end.exact))

    def known_figures(self) -> Iterator[tuple[FigureName, Row, Figure]]:
        """The figures of the mart that the reports have."""
        for row in self.marts["figures"]:
            name = row["report_id"], row["figure_no"]
            if name in self.exact.figures:
                yield name, row, self.exact.figures[name]

    # -- plan_completion

    def plan_completion(self) -> None:
        for key, row in self.rows("plan_completion", self.exact.completions).items():
            exact = self.exact.completions[key]
            self.same(key, "unit_id", row["unit_id"], self.unit_of(key))
            self.number(key, "level", row["level"], exact.level)
            self.number(key, "plan_pct", row["plan_pct"], exact.plan_pct)
            self.interval(key, "implied_plan", row, exact.implied_plan)
            self.roundest_plan(key, row["roundest_plan"], exact)
            self.number(key, "elapsed_pct", row["elapsed_pct"], exact.elapsed_pct)
            self.number(key, "pace_gap_pts", row["pace_gap_pts"], exact.pace_gap_pts, PERCENTAGE)
            scale = self.scale_of_levels(key) + size(exact.implied_plan)
            self.interval(key, "remaining", row, exact.remaining, CANCELLED * scale)
            self.interval(key, "required_ratio", row, exact.required_ratio, CANCELLED)
            self.interval(key, "excess", row, exact.excess, CANCELLED * scale)
            self.same(key, "status", row["status"], exact.status)
            self.seen[str(exact.status)] += 1

    def roundest_plan(self, key: Key, actual: float | None, exact: Completion) -> None:
        """A multiple at an end of the plan may be inside or outside; of two equally near the
        midpoint, either is accepted.
        """
        plan, wanted = exact.implied_plan, exact.roundest_plan
        if plan is not None and wanted is not None and actual is not None:
            near = CANCELLED * plan.magnitude
            others = [roundest(plan.widened(-near)), roundest(plan.widened(near))]
            others.append(sum(plan) - wanted)
            for other in others:
                is_other = other is not None and not is_near(actual, wanted, RELATIVE * wanted)
                if is_other and is_near(actual, other, RELATIVE * wanted):
                    self.seen["near touches"] += 1
                    return
        self.number(key, "roundest_plan", actual, wanted)

    def unit_of(self, key: Key) -> str:
        return self.exact.seeds.indicators[key.indicator]["unit_id"]

    def scale_of_levels(self, key: Key) -> Fraction:
        return size(self.exact.observations.observed(key, "level", HALF))

    # -- growth

    def growth(self) -> None:
        for key, row in self.rows("growth", self.exact.growths).items():
            exact = self.exact.growths[key]
            self.same(key, "unit_id", row["unit_id"], self.unit_of(key))
            self.number(key, "level", row["level"], exact.level)
            self.number(key, "growth_pct", row["growth_pct"], exact.growth_pct, PERCENTAGE)
            self.interval(key, "implied_prior", row, exact.implied_prior)
            scale = CANCELLED * (self.scale_of_levels(key) + size(exact.implied_prior))
            self.interval(key, "change", row, exact.change, scale)
            self.contribution_pts(key, row, exact, scale)
            self.same(key, "total_indicator_id", row["total_indicator_id"], exact.total)
            self.number(key, "share_pct", row["share_pct"], exact.share_pct)
            self.number(key, "prior_share_pct", row["prior_share_pct"], exact.prior_share_pct)

    def contribution_pts(self, key: Key, row: Row, exact: Growth, scale: Fraction) -> None:
        tolerance = scale * (exact.points_per_unit or 0)
        self.interval(key, "contribution_pts", row, exact.contribution_pts, tolerance)

    # -- reconciliation

    def reconciliation(self) -> None:
        for name, row in self.rows("reconciliation", self.exact.checks).items():
            check = self.exact.checks[name]
            self.seen["checks"] += 1
            self.seen[f"{check.kind} {check.verdict}"] += 1
            self.same(name, "kind", row["kind"], check.kind)
            self.same(name, "identity_id", row["identity_id"], check.identity)
            self.key(name, row, check.key)
            self.same(name, "quantity", row["quantity"], check.quantity)
            self.verdict(row, check)
            self.sides(row, check)
            self.severity(row, check)
            # Only joint checks have one.
            self.same(name, "unsolved_reason", row["unsolved_reason"], None)
            is_acknowledged = self.exact.is_acknowledged(check)
            self.same(name, "is_acknowledged", row["is_acknowledged"], is_acknowledged)
            # No run with quarantine is compared here.
            self.same(name, "is_quarantined", row["is_quarantined"], False)

    def verdict(self, row: Row, check: Check) -> None:
        """The verdict of the check's own comparison."""
        name = check.check_id
        if check.half is None:
            self.same(name, "verdict", row["verdict"], "not_checkable")
        self.same(name, "decoupled", row["decoupled"], row["verdict"])
        if row["verdict"] != check.verdict and row["verdict"] in possible_verdicts(check):
            self.seen["near touches"] += 1
        else:
            self.same(name, "verdict", row["verdict"], check.verdict)

    def sides(self, row: Row, check: Check) -> None:
        """The two half intervals, and their distance."""
        name, half = check.check_id, check.half
        if half is None:
            self.interval(name, "left", row, None)
            self.interval(name, "right", row, None)
            self.number(name, "gap", row["gap"], None)
            return
        rounding = PERCENTAGE if check.quantity in RATES else Fraction(0)
        noise = rounding + CANCELLED * half.magnitude
        self.interval(name, "left", row, half.left, rounding)
        is_difference = check.kind in ("sum", "points") or check.quantity == "change"
        self.interval(name, "right", row, half.right, noise if is_difference else rounding)
        self.number(name, "gap", row["gap"], half.gap, noise)

    def severity(self, row: Row, check: Check) -> None:
        """The factor by which the two intervals must grow.

        That of a check in a joint problem is of all its figures together, and not compared here.
        """
        if row["single_level"] is None:
            half = check.half
            severity, noise = (None, Fraction(0)) if half is None else severity_of(half)
            self.number(check.check_id, "severity", row["severity"], severity, noise)

    # -- revisions

    def revisions(self) -> None:
        """Rows that share a name are compared in the order of their ends."""
        exact = [row_of_revision(revision) for revision in self.exact.revisions]
        actual = self.marts["revisions"]
        names, there = ([name_of("revisions", row) for row in rows] for rows in (exact, actual))
        self.rows("revisions", names)
        if Counter(names) != Counter(there):
            return
        pairs = (sorted(rows, key=order_of_revision) for rows in (actual, exact))
        for row, other in zip(*pairs, strict=True):
            revision = other["revision"]
            self.seen[f"{revision.quantity} revised {revision.is_within_rounding}"] += 1
            self.revision(name_of("revisions", row), row, revision)

    def revision(self, name: object, row: Row, exact: Revision) -> None:
        unit = self.exact.seeds.indicators[exact.indicator]["unit_id"]
        self.same(name, "unit_id", row["unit_id"], unit)
        self.interval(name, "earlier", row, exact.earlier, CANCELLED * size(exact.earlier))
        self.interval(name, "later", row, exact.later, CANCELLED * size(exact.later))
        difference, tolerance = exact.difference_pct, PERCENTAGE
        if difference is not None:
            cancelled = CANCELLED * size(exact.earlier) / abs(sum(exact.earlier))
            tolerance += cancelled * (abs(difference) + 100)
        self.number(name, "difference_pct", row["difference_pct"], difference, tolerance)
        within = row["is_within_rounding"]
        # Where they meet and one is unbounded, nothing is stated.
        is_bounded = exact.earlier.is_bounded and exact.later.is_bounded
        possible = may_meet(Sides(exact.earlier, exact.later, size(exact.earlier)))
        if within not in {None if one and not is_bounded else one for one in possible}:
            self.same(name, "is_within_rounding", within, exact.is_within_rounding)


# ----- the noise of doubles ----------------------------------------------------------------


def is_near(actual: float | None, exact: Fraction, allowed: Number) -> bool:
    """Whether a double is a number, up to a tolerance."""
    if actual is None or not math.isfinite(actual):
        return False
    return abs(Fraction(actual) - exact) <= allowed


def finite(end: Number) -> Fraction | None:
    """An end as a mart shows it: null where there is none."""
    return None if math.isinf(end) else Fraction(end)


def size(interval: Interval | None) -> Fraction:
    return Fraction(0) if interval is None else interval.magnitude


class End(NamedTuple):
    """An end of a feasibility interval, and the ends from narrower and wider terms."""

    exact: Fraction | None
    around: tuple[Fraction | None, ...]

    @property
    def allowed(self) -> Fraction:
        sizes = (abs(end) for end in (self.exact, *self.around) if end is not None)
        return RELATIVE * max(sizes, default=Fraction(0)) + PERCENTAGE / 1000

    def admits(self, actual: float | None) -> bool:
        """Whether a double is the exact end, or lies among those around it."""
        ends = (self.exact, *self.around)
        if actual is None:
            return None in ends
        if self.exact is not None and is_near(actual, self.exact, self.allowed):
            return True
        if None in self.around or not math.isfinite(actual):
            return False
        known = [end for end in ends if end is not None]
        return min(known) - self.allowed <= Fraction(actual) <= max(known) + self.allowed


def ends_of(
    exact: Interval | None, inner: Interval | None, outer: Interval | None
) -> tuple[End, End]:
    """Both ends, from the exact interval and those of narrower and wider terms."""
    if exact is not None and inner is None and outer is not None:
        # Slightly narrower terms leave no interval: any end within that of wider terms is accepted.
        around = tuple(map(finite, outer))
        return End(finite(exact.lower), around), End(finite(exact.upper), around)
    lower, *lowers = (None if one is None else finite(one.lower) for one in (exact, inner, outer))
    upper, *uppers = (None if one is None else finite(one.upper) for one in (exact, inner, outer))
    return End(lower, tuple(lowers)), End(upper, tuple(uppers))


def is_within(row: Row, ends: tuple[End, End], is_repeated: bool) -> bool:
    """Whether the feasibility interval of a row lies in that of single checks.

    It may be empty where the other figures exclude each other. Then the figure is not confirmed, or
    it is a level with several plans, or a plan or base of either sign, whose percentages are
    compared with nothing else; or it is printed twice, and the other print confirms it outside of
    what the component allows.
    """
    feasible = row["feasible_lower"], row["feasible_upper"]
    if feasible == (None, None):
        lower, upper = row["half_lower"], row["half_upper"]
        is_of_either_sign = (lower is None or lower < 0) and (upper is None or upper > 0)
        is_level = row["measure"] == "level" or (row["measure"] in BASES and is_of_either_sign)
        return row["check_status"] != "confirmed" or is_level or is_repeated
    (lower, upper), (least, greatest) = feasible, ends
    reaches_below = least.exact is not None and (
        lower is None or lower < least.exact - least.allowed
    )
    reaches_above = greatest.exact is not None and (
        upper is None or upper > greatest.exact + greatest.allowed
    )
    return not reaches_below and not reaches_above


def possible_verdicts(check: Check) -> set[str]:
    """The verdicts that doubles may give: two sides that nearly touch may overlap or not."""
    if check.half is None:
        return set()
    wide = {True} if check.wide is None else may_meet(check.wide)
    return {check.verdict_if(one, other) for one in may_meet(check.half) for other in wide}


def may_meet(sides: Sides) -> set[bool]:
    """Whether two sides may overlap in doubles."""
    return {True, False} if sides.is_near_touch else {sides.gap == 0}


def severity_of(sides: Sides) -> tuple[Number | None, Number]:
    """A severity and its tolerance: it is the quotient of two differences."""
    severity = sides.severity
    widths = sides.left.width + sides.right.width
    if severity is None or not widths:
        return severity, Fraction(0)
    scale = max(sides.magnitude, sides.left.magnitude, sides.right.magnitude)
    return severity, CANCELLED * scale / widths * (1 + severity)


def row_of_revision(revision: Revision) -> dict[str, Any]:
    """The name and ends of a revision, as a row of the mart."""
    return {
        "territory_id": revision.territory,
        "period_id": revision.period.name,
        "indicator_id": revision.indicator,
        "basis": revision.basis,
        "quantity": revision.quantity,
        "earlier_report_id": revision.earlier_report,
        "later_report_id": revision.later_report,
        "earlier_lower": finite(revision.earlier.lower),
        "earlier_upper": finite(revision.earlier.upper),
        "later_lower": finite(revision.later.lower),
        "later_upper": finite(revision.later.upper),
        "revision": revision,
    }


def order_of_revision(row: Row) -> tuple[object, ...]:
    """An order that is the same for the doubles and the fractions of one revision."""
    ends = (row[f"{which}_{end}"] for which in ("earlier", "later") for end in ("lower", "upper"))
    return name_of("revisions", row), *("" if end is None else f"{float(end):.9g}" for end in ends)
