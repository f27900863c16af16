"""The comparison is strict: it must report any value of a mart that is wrong.

One collection is built. Then the values of each column are changed, removed and invented, and the
comparison must report each of them. A column that it does not compare fails here.
"""

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from fractions import Fraction
from typing import Any

import pytest
import yaml
from oracle import HALF, INFINITY, WIDE, Check, Interval, Key, Oracle, Sides
from support.comparison import (
    MARTS,
    Comparison,
    End,
    Row,
    ends_of,
    is_within,
    key_of,
    marts_of,
    name_of,
    possible_verdicts,
)
from support.random_collections import Collection, Table, write_seeds

from doichieu.base.paths import PROJECT
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

# Columns that the oracle does not have, as mart.column patterns.
NOT_COMPARED = {
    # They need all identities of a report together and have their own oracle: oracle/joint.
    "reconciliation.single_level",
    "reconciliation.printed_base",
    "*.tight_*",
    "*.joint_*",
}
# Whole marts that are tested elsewhere.
OTHER_MARTS = {"repair_candidates", "conflicts"}
# Columns that are never null, though their contract does not promise it.
NEVER_NULL = {"reconciliation.decoupled"}
# Columns that only joint checks fill, which are not compared here.
ALWAYS_NULL = {"reconciliation.unsolved_reason"}
# The collection that is built; every column must have a value that can be changed.
SEED, REPORTS = 509, 7
# How many rows of each mart are given another name.
RENAMED = 5
# A smaller number may be left by a cancellation, where a millionth is lost in doubles.
LEAST = 0.001
CHANGE = 1e-6


def with_short_numbers(tables: dict[str, Table]) -> dict[str, Table]:
    """The same without long numbers, where cancellation would hide a change."""
    short = [row for row in tables["figures"] if len(re.sub(r"\D", "", row["printed"])) <= 6]
    kept = {(row["report_id"], row["figure_no"]) for row in short}
    corrections = [
        row for row in tables["corrections"] if (row["report_id"], row["figure_no"]) in kept
    ]
    return tables | {"figures": short, "corrections": corrections}


@pytest.fixture(scope="module")
def built(compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """A warehouse in which every column has values and, where it may, nulls."""
    tables = with_short_numbers(Collection(random.Random(SEED)).make(reports=REPORTS))
    inputs = read_inputs(write_seeds(tmp_path_factory.mktemp("built"), tables))
    with compiled_models.build(inputs) as warehouse:
        found = warehouse.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts'"
        ).fetchall()
        assert {name for (name,) in found} - OTHER_MARTS == set(MARTS)
        return Comparison(marts_of(warehouse), Oracle(inputs.tables))


def compared(built: Comparison, mart: str, rows: Sequence[Row]) -> Comparison:
    """One mart compared, with these rows instead of its own."""
    return Comparison({**built.marts, mart: list(rows)}, built.exact).mart(mart)


def columns_of(built: Comparison, mart: str) -> list[str]:
    """The columns of a mart that are to be compared."""
    return [
        column
        for column in built.marts[mart][0]
        if not any(fnmatch(f"{mart}.{column}", pattern) for pattern in NOT_COMPARED)
    ]


def is_compared(built: Comparison, mart: str, column: str, row: Row) -> bool:
    """Whether the oracle has this value: it has none that depends on a joint problem."""
    match mart, column:
        case "reconciliation", "severity":
            return row["single_level"] is None
        case "figures", "check_status" | "feasible_lower" | "feasible_upper":
            return not built.exact.seeds.is_in_identity(key_of(row))
    return True


# ----- changes -----------------------------------------------------------------------------

# A changed value, given all values of its column; the value itself for no change.
Change = Callable[[Any, list[Any]], Any]


def another(value: Any, values: list[Any]) -> Any:
    """Another word of the column, the next whole number, or a number one millionth off."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case float():
            return value * (1 + CHANGE) if abs(value) >= LEAST else value
        case str():
            words = sorted({word for word in values if word is not None})
            following = words[(words.index(value) + 1) % len(words)]
            return following if following != value else f"{value}?"
    return value


def null(value: Any, values: list[Any]) -> Any:
    """Null for a value."""
    return None


def not_null(value: Any, values: list[Any]) -> Any:
    """A value for null."""
    if value is not None:
        return value
    return next((one for one in values if one is not None), "invented")


def infinite(value: Any, values: list[Any]) -> Any:
    """An infinity for a number; an unbounded end is null in a mart."""
    return math.inf if isinstance(value, float) else value


def unnoticed(built: Comparison, mart: str, column: str, change: Change) -> list[object]:
    """The rows whose change in a column the comparison does not report."""
    rows = built.marts[mart]
    values = [row[column] for row in rows]
    changed = [{**row, column: change(row[column], values)} for row in rows]
    pairs = list(zip(rows, changed, strict=True))
    is_name = any(name_of(mart, row) != name_of(mart, other) for row, other in pairs)
    if is_name:
        return unnoticed_names(built, mart, changed)
    wanted = Counter(
        (name_of(mart, row), column)
        for row, other in pairs
        if row != other and is_compared(built, mart, column, row)
    )
    reported = Counter(
        (difference.row, difference.column)
        for difference in compared(built, mart, changed).differences
    )
    return list((wanted - reported).elements())


def unnoticed_names(built: Comparison, mart: str, changed: list[Row]) -> list[object]:
    """The same where the name changes; one row at a time, so that no row takes another's name."""
    rows = built.marts[mart]
    renamed = [index for index, row in enumerate(rows) if row != changed[index]]
    return [
        name_of(mart, rows[index])
        for index in renamed[:RENAMED]
        if not compared(
            built, mart, [*rows[:index], changed[index], *rows[index + 1 :]]
        ).differences
    ]


def test_what_was_built_agrees(built: Comparison) -> None:
    comparison = replace(built).all_marts()
    assert not comparison.differences
    assert not comparison.seen["near touches"]


@pytest.mark.parametrize("mart", MARTS)
def test_every_column_has_values_to_change(built: Comparison, mart: str) -> None:
    contract = yaml.safe_load((PROJECT / f"models/marts/{mart}.yml").read_text(encoding="utf-8"))
    never_null = {
        column["name"]
        for column in contract["models"][0]["columns"]
        if {"type": "not_null"} in column.get("constraints", [])
    }
    assert columns_of(built, mart)
    for column in columns_of(built, mart):
        rows = [row for row in built.marts[mart] if is_compared(built, mart, column, row)]
        values = [row[column] for row in rows]
        if f"{mart}.{column}" in ALWAYS_NULL:
            assert set(values) == {None}
            continue
        assert any(value is not None for value in values), f"{column} is always null"
        may_be_null = column not in never_null and f"{mart}.{column}" not in NEVER_NULL
        assert may_be_null == (None in values), f"{column} is null: {None in values}"
        assert any(another(value, values) != value for value in values), column


@pytest.mark.parametrize("change", [another, null, not_null, infinite])
@pytest.mark.parametrize("mart", MARTS)
def test_every_change_is_reported(built: Comparison, mart: str, change: Change) -> None:
    """A new column must be compared, or listed in NOT_COMPARED with the reason."""
    found = {column: unnoticed(built, mart, column, change) for column in columns_of(built, mart)}
    assert found
    assert {column: rows for column, rows in found.items() if rows} == {}


@pytest.mark.parametrize("mart", MARTS)
def test_every_row_is_there_once(built: Comparison, mart: str) -> None:
    rows = built.marts[mart]
    assert rows
    for index in range(0, len(rows), 10):
        twice = compared(built, mart, [*rows, rows[index]])
        lost = compared(built, mart, rows[:index] + rows[index + 1 :])
        name = name_of(mart, rows[index])
        assert [one.row for one in twice.differences] == [name]
        assert [one.row for one in lost.differences] == [name]


# ----- tolerances --------------------------------------------------------------------------

F = Fraction
NOWHERE = Key("", "", "", "", "")


@pytest.mark.parametrize(
    ("half", "wide", "verdicts"),
    [
        # Numbers of a thousand, which doubles resolve to 1e-11.
        (F(-1), F(-1), {"consistent"}),
        (F(0), F(0), {"consistent"}),
        (F(1, 10**12), F(-1), {"consistent", "suspect"}),
        (F(-1, 10**12), F(-1), {"consistent", "suspect"}),
        (F(1, 10**10), F(-1), {"suspect"}),
        (F(1), F(1, 10**12), {"suspect", "contradiction"}),
        (F(1), F(1, 10**10), {"contradiction"}),
    ],
)
def test_only_sides_that_nearly_touch_may_be_judged_either_way(
    half: Fraction, wide: Fraction, verdicts: set[str]
) -> None:
    sides = {
        reading: Sides(Interval(F(999), F(1000)), Interval(1000 + apart, F(2000)), F(1000))
        for reading, apart in ((HALF, half), (WIDE, wide))
    }
    check = Check("", "sum", None, NOWHERE, "level", sides, frozenset())
    assert possible_verdicts(check) == verdicts


@pytest.mark.parametrize(
    ("actual", "end", "is_admitted"),
    [
        (10.0, End(F(10), (F(10), F(10))), True),
        (10.00001, End(F(10), (F(10), F(10))), False),
        (None, End(F(10), (F(10), F(10))), False),
        (10.0, End(None, (None, None)), False),
        (None, End(None, (None, None)), True),
        # Slightly wider terms make it unbounded: so may doubles.
        (None, End(F(10), (F(10), None)), True),
        # Between narrower and wider terms, and beyond.
        (10.5, End(F(10), (F(9), F(11))), True),
        (11.5, End(F(10), (F(9), F(11))), False),
        (8.5, End(F(10), (F(9), F(11))), False),
    ],
)
def test_an_end_lies_between_those_of_narrower_and_wider_terms(
    actual: float | None, end: End, is_admitted: bool
) -> None:
    assert end.admits(actual) == is_admitted


@pytest.mark.parametrize(
    ("lower", "upper", "is_inside"),
    [
        (10.0, 12.0, True),
        (10.5, 11.5, True),
        (None, None, False),
        (9.9, 12.0, False),
        (10.0, 12.1, False),
        (None, 12.0, False),
        (10.0, None, False),
    ],
)
def test_all_figures_together_allow_no_more(
    lower: float | None, upper: float | None, is_inside: bool
) -> None:
    row = confirmed_share(lower, upper)
    left = Interval(F(10), F(12))
    assert is_within(row, ends_of(left, left, left), is_repeated=False) == is_inside
    # Any end lies within an unbounded side.
    half_open = Interval(F(10), INFINITY)
    is_inside_open = is_inside or lower == 10
    open_ends = ends_of(half_open, half_open, half_open)
    assert is_within(row, open_ends, is_repeated=False) == is_inside_open


def test_an_empty_interval_needs_a_doubt_or_a_level_or_a_base_of_either_sign_or_another_print() -> (
    None
):
    left = Interval(F(10), F(12))
    ends = ends_of(left, left, left)
    row = confirmed_share(None, None)
    assert not is_within(row, ends, is_repeated=False)
    assert is_within(row, ends, is_repeated=True)
    for doubt in ({"check_status": "suspect"}, {"measure": "level"}):
        assert is_within(row | doubt, ends, is_repeated=False)
    base = {"measure": "prior_level"}
    assert not is_within(row | base, ends, is_repeated=False)
    for signs in ({"half_lower": -1}, {"half_lower": None}):
        assert is_within(row | base | signs, ends, is_repeated=False)


def confirmed_share(lower: float | None, upper: float | None) -> dict[str, object]:
    """The columns of a figure that its feasibility interval is judged by."""
    return {
        "measure": "share_pct",
        "check_status": "confirmed",
        "feasible_lower": lower,
        "feasible_upper": upper,
        "half_lower": 10,
        "half_upper": 12,
    }
