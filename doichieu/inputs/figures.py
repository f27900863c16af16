"""The rules for the figures of a report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from doichieu.base.faults import Fault
from doichieu.base.qualifiers import qualifier_names
from doichieu.base.vocabulary import vocabulary
from doichieu.inputs.numbers import judge_printed
from doichieu.inputs.periods import ends_month, first_and_last_day, is_date, judge_period
from doichieu.inputs.printed_words import BASIS_NAMES, MEASURE_NAMES, SAME_PERIOD_NAMES
from doichieu.inputs.read_table import Table
from doichieu.inputs.reference import Reference
from doichieu.inputs.rules import Rule, faults_of
from doichieu.inputs.spelling import words_of
from doichieu.inputs.values import judge_place, judge_whole_number
from doichieu.inputs.words import Lexicon, Problem, shown

# The dimensions of percent and times, and of percentage points: such numbers have no thousands.
DIMENSIONS_OF_RATES = ("ratio", "points")
SAME_PERIOD = frozenset(map(words_of, SAME_PERIOD_NAMES))


def figure_faults(table: Table, reference: Reference) -> Iterator[Fault]:
    """Every fault in the values of one file of figures."""
    report_id = table.report_id
    written = set(table.column("report_id"))
    if len(written) == 1 and written.isdisjoint({report_id, ""}):
        # A wrong file name is one fault, not one in every row.
        (other,) = written
        yield table.fault(
            table.lines[0],
            "report_id",
            f"Every row says report {shown(other)}, but the file is named for '{report_id}'.",
            "Name the file after the report, or correct the column.",
        )
        report_id = other
    elif table.rows and report_id not in reference.reports.rows and reference.reports.complete:
        fault = table.fault(
            table.lines[0],
            "report_id",
            f"Report {shown(report_id)} is not in {reference.reports.home}.",
            f"{table.rename}, or add a row there.",
        )
        yield replace(fault, unknown=("report", report_id))
    yield from faults_of(table, _rules(report_id, reference))
    own_territory = reference.reports.value(report_id, "territory_id")
    own_period = reference.reports.value(report_id, "period_id")
    yield from _pasted_twice(table, own_territory, own_period)
    yield from _days_named_twice(table, own_period)


def _rules(report_id: str, reference: Reference) -> list[Rule]:
    words = vocabulary()
    measures = Lexicon("measure", words.measures, names=MEASURE_NAMES)
    qualifiers = Lexicon("qualifier", words.qualifiers, names=qualifier_names(words.qualifiers))
    report_territory = reference.reports.value(report_id, "territory_id")
    report_period = reference.reports.value(report_id, "period_id")
    bases = {
        "plan": Lexicon("basis", words.plan_bases, names=_names_of(words.plan_bases)),
        "growth": Lexicon(
            "basis",
            words.growth_bases,
            also="base_2019 for a year; leave it blank for the same period last year",
            names=_names_of(words.growth_bases),
        ),
        "parent": reference.indicators,
    }

    def judge_report(value: str) -> Problem | None:
        if value == report_id:
            return None
        return Problem(
            f"This file holds report '{report_id}', not report {shown(value)}.",
            "Keep the figures of a report in the file that is named for it.",
        )

    def judge_own_territory(territory: str, period: str) -> Problem | None:
        return reference.judge_lifetime(territory, period or report_period) if territory else None

    def judge_own_period(territory: str, period: str) -> Problem | None:
        # If both come from the report, the fault is reported once, in reports.csv.
        if territory or not period:
            return None
        return reference.judge_lifetime(report_territory, period)

    def is_rate(measure: str, unit: str) -> bool:
        # The measure says it too, where the unit is not known.
        own_unit = words.measures[measure].unit if measure in words.measures else ""
        return any(reference.dimension(name) in DIMENSIONS_OF_RATES for name in (unit, own_unit))

    def judge_printed_here(own_format: str, measure: str, unit: str, value: str) -> Problem | None:
        if not value:
            return None
        form = reference.number_format(report_id, own_format)
        # Without a known format, a number is refused that no format would accept.
        forms = [form] if form else words.number_formats.values()
        may_have_groups = not is_rate(measure, unit)
        problems = [judge_printed(value, form, may_have_groups=may_have_groups) for form in forms]
        return problems[0] if all(problems) else None

    def judge_unit(measure: str, indicator: str, unit: str) -> Problem | None:
        if measure not in words.measures or unit not in reference.units.rows:
            return None
        wanted = words.measures[measure].unit
        usual = reference.unit_of(indicator)
        if wanted == "difference" and unit == "point":
            if usual in ("", "percent"):
                return None
            return Problem(
                f"A figure of measure {measure} is printed in points only where its indicator is "
                f"in percent; {indicator} is in {usual}.",
                f"Use a unit of dimension {reference.dimension(usual)}, or correct the measure.",
            )
        if wanted not in ("indicator", "difference"):
            if unit == wanted:
                return None
            return Problem(
                f"A figure of measure {measure} is printed in {wanted}, not in '{unit}'.",
                f"Write unit_id {wanted}, or correct the measure.",
            )
        if not usual or reference.dimension(usual) in {"", reference.dimension(unit)}:
            return None
        return Problem(
            f"Unit '{unit}' does not convert into {usual}, the unit of indicator {indicator}.",
            f"Use a unit of dimension {reference.dimension(usual)}, or correct the measure.",
        )

    def judge_basis(measure: str, basis: str, period: str) -> Problem | None:
        if not basis or measure not in words.measures:
            return None
        kind = words.measures[measure].basis
        if kind == "none":
            return Problem(
                f"A figure of measure {measure} has no basis, but {shown(basis)} is written here.",
                "Leave it blank, or correct the measure.",
            )
        if kind == "growth" and (base_year := words.base_year(basis)):
            return _judge_base_year(basis, base_year, period or report_period)
        if kind == "growth" and words_of(basis) in SAME_PERIOD:
            return Problem(
                f"basis {shown(basis)} is not known: for the same period last year it is blank.",
                "Leave it blank.",
            )
        if kind == "growth" and basis == "previous_month":
            return _judge_month(measure, period or report_period)
        return bases[kind].judge(basis)

    return [
        Rule("report_id", judge_report),
        Rule("figure_no", judge_whole_number),
        Rule("indicator_id", reference.indicators.judge),
        Rule("territory_id", reference.territories.judge),
        Rule("territory_id", judge_own_territory, ("territory_id", "period_id")),
        Rule("period_id", judge_period),
        Rule("period_id", judge_own_period, ("territory_id", "period_id")),
        Rule("measure", measures.judge),
        Rule("number_format", Lexicon("number_format", words.number_formats).judge),
        Rule("printed", judge_printed_here, ("number_format", "measure", "unit_id", "printed")),
        Rule("unit_id", reference.units.judge),
        Rule("unit_id", judge_unit, ("measure", "indicator_id", "unit_id")),
        Rule("qualifier", qualifiers.judge),
        Rule("basis", judge_basis, ("measure", "basis", "period_id")),
        Rule("place", judge_place),
    ]


def _judge_month(measure: str, period: str) -> Problem | None:
    """Only a month has a month before it; a date of a stock has the end of the month before."""
    days = first_and_last_day(period)
    if days is None or is_date(period):
        return None
    first, last = days
    if (first.year, first.month) == (last.year, last.month) and ends_month(last):
        return None
    return Problem(
        f"A figure of measure {measure} is compared with the previous month, but its period "
        f"{period} is not one month.",
        f"Write the month in period_id, as {last:%Y-%m}, or the date of a stock; or correct the "
        "basis.",
    )


def _names_of(bases: Iterable[str]) -> dict[str, Sequence[str]]:
    """What reports print for these bases."""
    return {basis: BASIS_NAMES.get(basis, ()) for basis in bases}


def _judge_base_year(basis: str, base_year: int, period: str) -> Problem | None:
    """Growth is since a year before the period."""
    days = first_and_last_day(period)
    if days is None or base_year < days[0].year:
        return None
    return Problem(
        f"The base year of {shown(basis)} is not before the period {period}.",
        "Correct the year that the figure is compared with, or the period.",
    )


def _days_named_twice(table: Table, own_period: str) -> Iterator[Fault]:
    """A report uses one name for the same days: 2021-6M and 2021-H1 would never be compared."""
    names: dict[tuple[date, date], str] = {}
    if not is_date(own_period) and (days := first_and_last_day(own_period)):
        names[days] = own_period
    judged = {""}
    for line, period in zip(table.lines, table.column("period_id"), strict=True):
        if period in judged:
            continue
        judged.add(period)
        # A stock of 1 January and a flow up to that day are not compared.
        days = None if is_date(period) else first_and_last_day(period)
        if days and names.setdefault(days, period) != period:
            yield table.fault(
                line,
                "period_id",
                f"'{period}' names the same days as '{names[days]}' in this report.",
                f"Write {names[days]} for both.",
            )


def _pasted_twice(table: Table, own_territory: str, own_period: str) -> Iterator[Fault]:
    """A figure printed in two places is two figures; one pasted twice is a mistake."""
    own = {"territory_id": own_territory, "period_id": own_period}
    columns = [
        [value or own.get(name, "") for value in table.column(name)]
        for name in table.relation.columns
        if name not in ("figure_no", "note")
    ]
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    rows = zip(table.lines, table.column("figure_no"), zip(*columns, strict=True), strict=True)
    for line, figure_no, figure in rows:
        first_no, first_line = first.setdefault(figure, (figure_no, line))
        # The same figure number twice is reported as a repeated key.
        if figure_no != first_no:
            yield table.fault(
                line,
                "figure_no",
                f"Figure {figure_no} says the same as figure {first_no} on {table.at(first_line)}, "
                "in the same place.",
                "Delete one of them; if it is printed twice, give the place of each.",
            )
