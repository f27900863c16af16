"""Judge an edited report in exact fractions: by the oracle, and by tolerances.

A sound check can flag a misprint in two cases: no honest office, whether it works from true or from
printed values, could have printed these figures; or the report prints one quantity twice, and the
two intervals have no common value.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from oracle import HALF, WORDINGS
from oracle.joint.judgement import Judgement
from oracle.joint.reports import (
    Figure,
    Identity,
    Observed,
    Problem,
    Report,
    Subject,
    agree,
    observe,
    problems_of,
)
from oracle.periods import earlier_period, period_of
from oracle.wordings import IN_UNITS

from benchmarks.edits import Row

ONE = Fraction(1)
BASES = (("plan_level", "completion"), ("prior_level", "growth"))
Tables = Mapping[str, Sequence[Row]]
"""Input tables by name, in rows of text."""


@dataclass
class Exact:
    """Judges reports that use the indicators, identities and units of one collection."""

    tables: Tables
    number_format: str
    _known: dict[tuple[Figure, ...], bool] = field(default_factory=dict)

    def reports(self, figures: Sequence[Row]) -> Iterator[Report]:
        """The figures of each period in the form that the oracle reads.

        The levels of an earlier period are also bases of the growth and the changes since then.
        """
        by_period: dict[str, list[Row]] = {}
        for row in figures:
            by_period.setdefault(row.get("period_id", ""), []).append(row)
        for own in by_period.values():
            earlier = self._earlier_levels(own, figures) if len(by_period) > 1 else ()
            yield self.report([*own, *earlier])

    def _earlier_levels(self, own: Sequence[Row], figures: Sequence[Row]) -> Iterator[Row]:
        """The levels of earlier periods, as bases of the figures of one period."""
        compared = {
            (row["indicator_id"], row["basis"], row["period_id"])
            for row in own
            if WORDINGS[row["measure"]].quantity in ("growth", "change")
        }
        of_report = self.tables["reports"][0]["period_id"]
        for indicator, basis, period in sorted(compared):
            before = earlier_period(period or of_report, basis)
            for row in figures:
                is_level = row["indicator_id"] == indicator and row["measure"] == "level"
                if is_level and period_of(row["period_id"] or of_report) == before:
                    yield {**row, "measure": "prior_level", "basis": basis}

    def report(self, figures: Sequence[Row]) -> Report:
        """Figures of one period in the form that the oracle reads."""
        kinds = {row["indicator_id"]: row["kind"] for row in self.tables["indicators"]}
        units = {row["unit_id"]: Fraction(row["factor"]) for row in self.tables["units"]}
        factors = {row["indicator_id"]: units[row["unit_id"]] for row in self.tables["indicators"]}
        return Report(
            "report",
            self.number_format,
            tuple(
                Figure(
                    row["indicator_id"],
                    row["measure"],
                    row["printed"],
                    row["qualifier"],
                    row["basis"],
                    units[row["unit_id"]] / factors[row["indicator_id"]]
                    if row["measure"] in IN_UNITS
                    else ONE,
                    row["measure"] in IN_UNITS
                    and kinds[row["indicator_id"]] == "count"
                    and units[row["unit_id"]] == 1,
                )
                for row in figures
            ),
            self._identities(),
            factors,
        )

    def _identities(self) -> tuple[Identity, ...]:
        parts: dict[tuple[str, str, str], list[tuple[str, Fraction]]] = {}
        for row in self.tables["identities"]:
            key = row["identity_id"], row["relation"], row["total_indicator_id"]
            part = row["part_indicator_id"], Fraction(row["coefficient"])
            parts.setdefault(key, []).append(part)
        return tuple(Identity(*key, tuple(found)) for key, found in parts.items())

    def is_flaggable(self, figures: Sequence[Row]) -> bool:
        """Whether any sound check could flag the report."""
        return any(
            are_figures_apart(report)
            or any(self._is_impossible(problem) for problem in problems_of(report))
            for report in self.reports(figures)
        )

    def _is_impossible(self, problem: Problem) -> bool:
        """Whether both kinds of office are excluded; cached by the printed figures."""
        printed = tuple(figure for figure in problem.report.figures if problem.holds(figure))
        if printed not in self._known:
            judgement = Judgement(problem)
            self._known[printed] = not (
                judgement.single_level_holds(HALF) or judgement.boxes_hold(HALF, printed_base=True)
            )
        return self._known[printed]


def are_figures_apart(report: Report) -> bool:
    """Whether two figures of one quantity exclude each other."""
    printed: dict[tuple[str, str, str], list[tuple[Figure, Observed]]] = {}
    for figure in report.figures:
        key = figure.indicator, figure.quantity, figure.basis
        observed = figure, observe(figure, HALF, report.number_format)
        printed.setdefault(key, []).append(observed)
    return any(
        not agree(one, other) for found in printed.values() for one, other in combinations(found, 2)
    )


# ----- rivals ------------------------------------------------------------------------------

Values = dict[str, Fraction]
"""Printed values of one quantity by indicator, in the indicator's unit."""


def printed_values(problem: Problem) -> Iterator[Values]:
    """Levels, implied plans and implied priors, as if every figure were exact; a range has no
    value."""
    observed = {
        subject: one.value
        for subject, one in problem.observed[HALF].items()
        if one.value is not None
    }
    levels = {
        indicator: observed[Subject(indicator, "level")]
        for indicator in problem.indicators
        if Subject(indicator, "level") in observed
    }
    yield levels
    for printed, rate in BASES:
        bases = {}
        for indicator in problem.indicators:
            quotient = observed.get(Subject(indicator, rate))
            if indicator in levels and quotient:
                bases[indicator] = levels[indicator] / quotient
            elif Subject(indicator, printed) in observed:
                bases[indicator] = observed[Subject(indicator, printed)]
        yield bases


def is_beyond(problem: Problem, tolerance: Fraction, *, levels_only: bool = False) -> bool:
    """Whether an identity of printed values fails by more than a share of its total."""
    for values in [next(printed_values(problem))] if levels_only else printed_values(problem):
        for identity in problem.identities:
            if any(member not in values for member in identity.members):
                continue
            total = values[identity.total]
            parts = [weight * values[part] for part, weight in problem.weights(identity).items()]
            if identity.relation == "sum":
                gap = abs(total - sum(parts, start=Fraction(0)))
            else:
                gap = max(part - total for part in parts)
            if gap > tolerance * abs(total):
                return True
    return False


def rivals(reports: Iterable[Report]) -> dict[str, bool]:
    """Whether each other method flags the figures of any period of a report."""
    problems = [problem for report in reports for problem in problems_of(report)]
    return {
        "tolerance_1_pct": any(is_beyond(one, Fraction(1, 100)) for one in problems),
        "tolerance_5_pct": any(is_beyond(one, Fraction(5, 100)) for one in problems),
        "levels_add_up": any(is_beyond(one, Fraction(0), levels_only=True) for one in problems),
    }


RIVALS = ("tolerance_1_pct", "tolerance_5_pct", "levels_add_up")
