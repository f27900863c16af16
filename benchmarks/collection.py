"""Honest groups as a collection: reference tables and one file of figures for each report.

The files have the form in which a run passes its inputs to dbt, and skip the input checks: the
benchmarks measure the models. The smoke test reads such files as the command does.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray
from support.random_collections import Table, write_seeds

from benchmarks.edits import MARKS
from benchmarks.offices import (
    BASES,
    DECEMBER_BEFORE,
    MEASURES,
    OFFICES,
    Office,
    Printed,
    describe,
    print_groups,
)
from benchmarks.rounding import Integers
from benchmarks.shapes import Shape
from benchmarks.truth import Truth, draw
from doichieu.base.sql import quoted

# Every other year: only a group's own earlier levels are compared with it.
PERIODS = 10
UNITS = {"piece": "1", "thousand": "1000", "percent": "0.01", "times": "1"}

# Units of the last printed place in one unit, and the unit in which a measure is printed.
PRINTED = """
    case when number < 0 then '-' else '' end
    || replace(format('{:,}', abs(number) // cast(pow(10, decimals) as bigint)), ',', group_mark)
    || case
        when decimals = 0 then ''
        else decimal_mark
            || lpad(cast(abs(number) % cast(pow(10, decimals) as bigint) as varchar), decimals, '0')
    end
"""
PRINTED_IN = """
    case
        when measure in ('level', 'increase_by', 'decrease_by') then unit_id
        when measure in ('multiple', 'plan_multiple') then 'times'
        else 'percent'
    end
"""

UPPER = PRINTED.replace("number", "upper")
FIGURES = f"""
    with

    named as (

        select
            * replace (measures[measure + 1] as measure, bases[basis + 1] as basis),
            report_ids[report + 1] as report_id,
            group_marks[report + 1] as group_mark,
            decimal_marks[report + 1] as decimal_mark,
            indicators[indicator + 1] as indicator_id,
            units[indicator + 1] as unit_id
        from figures, words

    )

    select
        report_id,
        figure_no,
        indicator_id,
        report_id || '-' || territory as territory_id,
        (2001 + 2 * period - cast("when" > 0 as integer))
        || case when "when" = {DECEMBER_BEFORE} then '-12' else '-H1' end as period_id,
        measure,
        -- One rise in seven has a sign.
        case when measure = 'increase_pct' and number > 0 and figure_no % 7 = 0 then '+' else '' end
        || {PRINTED}
        || case when upper > number then '-' || {UPPER} else '' end as printed,
        {PRINTED_IN} as unit_id,
        '' as qualifier,
        basis,
        '' as place,
        '' as note,
        '' as number_format
    from named
    where report_id = $report_id
    order by figure_no
"""


@dataclass(frozen=True)
class Batch:
    """Groups of one shape: the office that prints each, its place, and its true values.

    Groups are distributed over the offices' reports first, then over components, periods and
    territories; each territory has one report, so that reports are never compared.
    """

    truth: Truth

    @property
    def shape(self) -> Shape:
        """The shape of all groups."""
        return self.truth.shape

    @property
    def office(self) -> Integers:
        """The office of each group, counted in OFFICES."""
        return np.arange(len(self.truth)) % len(OFFICES)

    @property
    def copy(self) -> Integers:
        """The component of each group: which copy of the shape's indicators."""
        return np.arange(len(self.truth)) // len(OFFICES) % self.shape.components

    @property
    def slot(self) -> Integers:
        """The territory and period of each group within its report."""
        return np.arange(len(self.truth)) // len(OFFICES) // self.shape.components

    def counts(self) -> dict[Office, int]:
        """The number of groups of each office."""
        found = np.bincount(self.office, minlength=len(OFFICES))
        return dict(zip(OFFICES, map(int, found), strict=True))


@dataclass(frozen=True)
class Collection:
    """All groups of a benchmark, in batches of one shape."""

    batches: tuple[Batch, ...]

    @property
    def groups(self) -> int:
        """The number of groups."""
        return sum(len(batch.truth) for batch in self.batches)

    def truth_of(self, report_id: str, territory_id: str, period_id: str, component: str) -> str:
        """The true table of one group, as readable text."""
        name, copy = component.split("_")
        batch = next(one for one in self.batches if one.shape.name == name)
        office = [one.report_id for one in OFFICES].index(report_id)
        territory = int(territory_id.rpartition("-")[2])
        slot = territory * PERIODS + (int(period_id[:4]) - 2000) // 2
        group = (slot * batch.shape.components + int(copy)) * len(OFFICES) + office
        return describe(batch.truth, group)


def draw_collection(shapes: Iterable[Shape], groups: int, seed: int, inputs: Path) -> Collection:
    """Draw groups, let the offices print them, and write them as the inputs of a run."""
    rng = np.random.default_rng(seed)
    shapes = tuple(shapes)
    weights = np.array([shape.weight for shape in shapes])
    ends = np.round(np.cumsum(weights) / weights.sum() * groups).astype(int)
    sizes = np.diff(ends, prepend=0)
    batches = tuple(
        Batch(draw(shape, int(size), rng)) for shape, size in zip(shapes, sizes, strict=True)
    )
    write_reference(batches, inputs)
    write_figures(batches, [print_groups(one.truth, one.office, rng) for one in batches], inputs)
    return Collection(batches)


def component_names(shape: Shape) -> list[str]:
    """The names of a shape's copies; an indicator is a component and a member."""
    return [f"{shape.name}_{copy}" for copy in range(shape.components)]


def indicators_of(shapes: Iterable[Shape]) -> list[tuple[str, str]]:
    """Every indicator with its unit: shape by shape, copy by copy, member by member."""
    return [
        (f"{component}_{member}", shape.unit(member))
        for shape in shapes
        for component in component_names(shape)
        for member in shape.members
    ]


def identity_rows(shape: Shape) -> Iterable[tuple[str, str, str, str, int]]:
    """Every identity of a shape: name, relation, total, part, coefficient."""
    for component in component_names(shape):
        for total, parts in shape.sums:
            for part, coefficient in parts:
                name = f"{component}_{total}"
                yield f"{name}_sum", "sum", name, f"{component}_{part}", coefficient
        if shape.within:
            part, whole = (f"{component}_{member}" for member in shape.within)
            yield f"{whole}_within", "subset", whole, part, 1


def write_reference(batches: Iterable[Batch], inputs: Path) -> None:
    """The reference tables."""
    batches = tuple(batches)
    last = max(int(batch.slot[-1]) // PERIODS for batch in batches if len(batch.truth))
    reports = [
        {
            "report_id": office.report_id,
            "territory_id": f"{office.report_id}-0",
            "period_id": "2001-H1",
            "number_format": office.number_format,
        }
        for office in OFFICES
    ]
    territories = [
        {"territory_id": f"{office.report_id}-{number}"}
        for office in OFFICES
        for number in range(last + 1)
    ]
    shapes = [batch.shape for batch in batches]
    write_seeds(inputs, reference_tables(shapes, reports, territories))


def reference_tables(
    shapes: Iterable[Shape], reports: Table, territories: Table
) -> dict[str, Table]:
    """Every reference table; without limits, because an implausible figure may be honest."""
    shapes = tuple(shapes)
    identity = (
        "identity_id",
        "relation",
        "total_indicator_id",
        "part_indicator_id",
        "coefficient",
    )
    return {
        "reports": reports,
        "indicators": [
            {
                "indicator_id": name,
                "unit_id": unit,
                "kind": "count" if shape.counts else "flow",
                "better": "higher",
            }
            for shape in shapes
            for name, unit in indicators_of([shape])
        ],
        "identities": [
            dict(zip(identity, map(str, row), strict=True))
            for shape in shapes
            for row in identity_rows(shape)
        ],
        "units": [
            {
                "unit_id": unit,
                "dimension": "ratio" if unit in ("percent", "times") else "things",
                "factor": factor,
            }
            for unit, factor in UNITS.items()
        ],
        "territories": territories,
        "limits": [],
        "corrections": [],
    }


def write_figures(batches: Iterable[Batch], printed: Iterable[Printed], inputs: Path) -> None:
    """Write one file of figures for each report, group after group, and the list of files."""
    columns: dict[str, list[NDArray[np.int64]]] = {}
    indicators: list[tuple[str, str]] = []
    for batch, one in zip(batches, printed, strict=True):
        shape = batch.shape
        found = {
            "report": batch.office[one.group],
            "territory": batch.slot[one.group] // PERIODS,
            "period": batch.slot[one.group] % PERIODS,
            "indicator": len(indicators) + batch.copy[one.group] * len(shape.members) + one.member,
            "when": one.when,
            "measure": one.measure,
            "basis": one.basis,
            "number": one.number,
            "upper": one.upper,
            "decimals": one.decimals,
        }
        indicators += indicators_of([shape])
        for name, values in found.items():
            columns.setdefault(name, []).append(values)
    table = {name: np.concatenate(values) for name, values in columns.items()}
    columns_of_order = ("when", "indicator", "period", "territory", "report")
    order = np.lexsort([table[name] for name in columns_of_order])
    table = {name: values[order] for name, values in table.items()}
    first = np.searchsorted(table["report"], table["report"], side="left")
    table["figure_no"] = np.arange(len(order)) - first + 1
    (inputs / "figures").mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        connection.register("figures", table)
        create_words(connection, indicators)
        for office in OFFICES:
            path = inputs / "figures" / f"{office.report_id}.csv"
            connection.execute(
                f"copy ({FIGURES}) to {quoted(path)} (header, delimiter ',')",
                {"report_id": office.report_id},
            )
    write_list(np.bincount(table["report"], minlength=len(OFFICES)), inputs)


def create_words(
    connection: duckdb.DuckDBPyConnection, indicators: Sequence[tuple[str, str]]
) -> None:
    """Create the table of names for the numbers of measures, indicators and offices."""
    marks = [MARKS[office.number_format] for office in OFFICES]
    words = {
        "report_ids": [office.report_id for office in OFFICES],
        "measures": list(MEASURES),
        "bases": list(BASES),
        "indicators": [name for name, _ in indicators],
        "units": [unit for _, unit in indicators],
        "group_marks": [one.group for one in marks],
        "decimal_marks": [one.decimal for one in marks],
    }
    columns = ", ".join(f"${name} as {name}" for name in words)
    connection.execute(f"create table words as select {columns}", words)


def write_list(row_counts: NDArray[np.int64], inputs: Path) -> None:
    """Write the list of input files, as a run does, among the reference tables."""
    with (inputs / "reference" / "input_files.csv").open("w", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("relation", "file", "sha256", "row_count"))
        writer.writerows(
            ("figures", f"figures/{office.report_id}.csv", "", count)
            for office, count in zip(OFFICES, row_counts, strict=True)
        )
