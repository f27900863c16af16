"""The seeds: reports, figures with their corrections, indicators, identities, limits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from oracle.intervals import Interval
from oracle.printed_numbers import HALF, READINGS, PrintedNumber, interval_of, parse
from oracle.used_relations import Relation, used
from oracle.wordings import IN_UNITS, WORDINGS, Wording

Row = Mapping[str, str]
# A figure's report and number.
FigureName = tuple[str, int]


class Key(NamedTuple):
    """Names an observation."""

    report: str
    territory: str
    period: str
    indicator: str
    basis: str

    @property
    def place(self) -> "Key":
        """The key without its indicator, shared with other indicators of the report."""
        return self.of("")

    def of(self, indicator: str) -> "Key":
        """The same key of another indicator."""
        return self._replace(indicator=indicator)

    def without_basis(self) -> "Key":
        return self._replace(basis="")


@dataclass(frozen=True, eq=False)
class Figure:
    """One printed figure, with all that is needed to interpret it."""

    row: Row
    number: int
    key: Key
    measure: str
    # After an override, the corrected number.
    printed: PrintedNumber
    qualifier: str
    # Converts it to the indicator's unit.
    unit_ratio: Fraction
    # override, exclude or acknowledge, if it has a correction.
    correction: str | None
    # Whether it counts things one by one.
    is_count: bool

    @property
    def name(self) -> FigureName:
        return self.key.report, self.number

    @property
    def wording(self) -> Wording:
        return WORDINGS[self.measure]

    @property
    def is_excluded(self) -> bool:
        return self.correction == "exclude"

    def interval(self, reading: str) -> Interval:
        """The half or wide interval of the printed number."""
        return interval_of(self.printed, self.measure, self.qualifier, reading, self.is_count)

    def quantities(self, reading: str) -> Interval:
        """The quantities that it states, in the indicator's unit."""
        return self._quantities[reading]

    @cached_property
    def _quantities(self) -> dict[str, Interval]:
        return {
            reading: self.wording.quantities_of(self.interval(reading)).scaled(self.unit_ratio)
            for reading in READINGS
        }

    @property
    def quantity(self) -> Fraction | None:
        """The quantity that it states, if the wording states exactly one, and not a range."""
        if self.wording.open_above or self.printed.upper:
            return None
        return self.wording.quantity_of(self.printed.value) * self.unit_ratio

    @property
    def unit(self) -> str:
        """The unit that it is printed in."""
        return self.row["unit_id"]

    @property
    def last_place(self) -> Fraction:
        """One unit of its last place, as a quantity."""
        place = max(self.printed.unit, self.printed.last.unit)
        return place / self.wording.divisor * self.unit_ratio

    @property
    def bare(self) -> object:
        """What it says without any interval: its quantity, or its numbers where it states none."""
        return self.printed if self.quantity is None else self.quantity

    def rounding(self, reading: str) -> Fraction:
        """How far the true quantity may be from the printed one.

        A plan or a base of a count may be rounded too, at the last place of the count.
        """
        lower, upper = self.interval(reading)
        first, last = self.printed.value, self.printed.last.value
        width = max(first - lower, upper - last) / self.wording.divisor * self.unit_ratio
        return max(width, self.last_place / (2 if reading == HALF else 1))

    def printed_for(self, quantities: Interval) -> Interval:
        """The printed numbers that state these quantities."""
        return self.wording.printed_for(quantities.scaled(1 / self.unit_ratio))


class Part(NamedTuple):
    """A part of a total, and its coefficient."""

    indicator: str
    coefficient: Fraction


@dataclass(frozen=True)
class Identity:
    """A relation of a total and its parts."""

    name: str
    relation: str
    # The only report in which it holds; blank for every report.
    report: str
    total: str
    parts: tuple[Part, ...]

    @property
    def is_additive(self) -> bool:
        """Whether all coefficients are positive."""
        return all(part.coefficient > 0 for part in self.parts)

    def applies_to(self, report: str) -> bool:
        return self.report in ("", report)

    def names(self) -> set[str]:
        """The indicators in it."""
        return {self.total, *self.part_names()}

    def part_names(self) -> set[str]:
        """The indicators that are its parts."""
        return {part.indicator for part in self.parts}

    def relations(self) -> list["Identity"]:
        """A sum is one relation; in a subset, each part is one with the total."""
        if self.relation == "sum":
            return [self]
        return [replace(self, parts=(part,)) for part in self.parts]


@dataclass(frozen=True)
class Seeds:
    """The tables of a seeds folder."""

    tables: Mapping[str, Iterable[Row]]

    @cached_property
    def reports(self) -> dict[str, Row]:
        return {row["report_id"]: row for row in self.tables["reports"]}

    @cached_property
    def indicators(self) -> dict[str, Row]:
        return {row["indicator_id"]: row for row in self.tables["indicators"]}

    @cached_property
    def limits(self) -> dict[tuple[str, str, str], Row]:
        """Limits by indicator, measure and severity."""
        return {
            (row["indicator_id"], row["measure"], row["severity"]): row
            for row in self.tables["limits"]
        }

    @cached_property
    def unit_factors(self) -> dict[str, Fraction]:
        return {row["unit_id"]: Fraction(row["factor"]) for row in self.tables["units"]}

    def factor_of(self, indicator: str) -> Fraction:
        return self.unit_factors[self.indicators[indicator]["unit_id"]]

    def unit_ratio(self, part: str, total: str) -> Fraction:
        """Converts a level of the part to the unit of the total."""
        return self.factor_of(part) / self.factor_of(total)

    # -- figures

    @cached_property
    def corrections(self) -> dict[FigureName, Row]:
        return {
            (row["report_id"], int(row["figure_no"])): row for row in self.tables["corrections"]
        }

    @cached_property
    def figures(self) -> dict[FigureName, Figure]:
        figures = (self._figure(row) for row in self.tables["figures"])
        return {figure.name: figure for figure in figures}

    def _figure(self, row: Row) -> Figure:
        report, number = self.reports[row["report_id"]], int(row["figure_no"])
        correction = self.corrections.get((row["report_id"], number), {})
        key = Key(
            row["report_id"],
            row["territory_id"] or report["territory_id"],
            row["period_id"] or report["period_id"],
            row["indicator_id"],
            row["basis"],
        )
        unit_ratio, is_count = Fraction(1), False
        if row["measure"] in IN_UNITS:
            factor, indicator = self.unit_factors[row["unit_id"]], row["indicator_id"]
            unit_ratio = factor / self.factor_of(indicator)
            is_count = self.indicators[indicator]["kind"] == "count" and factor == 1
        number_format = row.get("number_format") or report["number_format"]
        return Figure(
            row=row,
            number=number,
            key=key,
            measure=row["measure"],
            printed=parse(correction.get("corrected_printed") or row["printed"], number_format),
            qualifier=row["qualifier"],
            unit_ratio=unit_ratio,
            correction=correction.get("action"),
            is_count=is_count,
        )

    # -- identities

    @cached_property
    def identities(self) -> list[Identity]:
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables["identities"]:
            rows[row["identity_id"]].append(row)
        return [
            Identity(
                name,
                members[0]["relation"],
                members[0]["report_id"],
                members[0]["total_indicator_id"],
                tuple(
                    Part(row["part_indicator_id"], Fraction(row["coefficient"])) for row in members
                ),
            )
            for name, members in rows.items()
        ]

    @cached_property
    def _used(self) -> dict[str, list[Identity]]:
        figures: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for figure in self.figures.values():
            if figure.correction != "exclude":
                stated = figure.key.indicator, figure.wording.quantity, figure.key.basis
                figures[figure.key.report].add(stated)
        found = {}
        for report, stated in figures.items():
            identities = [
                one
                for identity in self.identities
                if identity.applies_to(report)
                for one in identity.relations()
            ]
            relations = [
                Relation(
                    one.total,
                    tuple(part.indicator for part in one.parts),
                    one.report == report,
                    one.relation == "sum",
                    one.is_additive,
                )
                for one in identities
            ]
            are_used = used(relations, stated)
            found[report] = [
                one for one, is_used in zip(identities, are_used, strict=True) if is_used
            ]
        return found

    def identities_of(self, report: str) -> list[Identity]:
        """The identities that the figures of a report use; of a subset, one for each part."""
        return self._used.get(report, [])

    def is_in_identity(self, key: Key) -> bool:
        """Whether the indicator is in an identity of the report."""
        return any(key.indicator in one.names() for one in self.identities_of(key.report))

    def parents(self, report: str, indicator: str) -> list[str]:
        """The totals above an indicator, the nearest first: sums, then subsets, each by name."""
        nearness: dict[str, tuple[bool, str]] = {}
        for identity in self._identities_above(report, indicator):
            rank = identity.relation != "sum", identity.name
            nearness[identity.total] = min(rank, nearness.get(identity.total, rank))
        return sorted(nearness, key=lambda total: nearness[total])

    def additive_totals(self, report: str, indicator: str) -> list[str]:
        """The totals above an indicator with positive coefficients alone, the nearest first."""
        above = self._identities_above(report, indicator)
        additive = {identity.total for identity in above if identity.is_additive}
        return [total for total in self.parents(report, indicator) if total in additive]

    def has_one_total(self, report: str, indicator: str) -> bool:
        """Whether only one total is possible for a contribution."""
        sums = [one for one in self.identities_of(report) if one.relation == "sum"]
        above = without_balances([one for one in sums if indicator in one.part_names()])
        totals = {
            (identity.total, part.coefficient * self.unit_ratio(indicator, identity.total))
            for identity in above
            for part in identity.parts
            if part.indicator == indicator
        }
        return len(totals) == 1 and not any(
            total in identity.part_names() for identity in sums for total, _ in totals
        )

    def _identities_above(self, report: str, indicator: str) -> list[Identity]:
        """The identities in which an indicator is a part with a positive coefficient."""
        return without_balances(
            [
                identity
                for identity in self.identities_of(report)
                if any(
                    part.indicator == indicator and part.coefficient > 0 for part in identity.parts
                )
            ]
        )


def without_balances(above: list[Identity]) -> list[Identity]:
    """A balance, with a negative coefficient, counts only for a part without another total."""
    return [one for one in above if one.is_additive] or above
