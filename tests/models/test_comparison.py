"""The comparison is not too lenient: whatever value of a mart slips, it must say so.

One collection is built. Then the values of each column are changed, taken away and made up, and
the comparison must tell each of them on its own. A column that it does not look at fails here.
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
    key_of,
    leaves_less,
    marts_of,
    name_of,
    tellable,
)
from support.random_collections import Collection, Table, write_seeds

from doichieu.base.paths import PROJECT
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

# Columns that the oracle knows nothing of, as mart.column; `*` stands for anything.
NOT_COMPARED = {
    # What needs all identities of a report at once has an oracle of its own: tests/test_joint*.py.
    "reconciliation.single_level",
    "reconciliation.printed_base",
    "*.tight_*",
    "*.joint_*",
}
# Whole marts that are tested elsewhere.
OTHER_MARTS = {"repair_candidates"}
# Columns that are never null, though their contract does not promise it.
NEVER_NULL = {"reconciliation.decoupled"}
# The collection that is built; another will do, if it has what can slip in every column.
SEED, REPORTS = 34, 6
# So many rows of each mart slip into another name.
RENAMED = 5
# A smaller number may be what is left of a cancellation, of which a millionth is lost in doubles.
LEAST = 0.001
SLIP = 1e-6


def with_short_prints(tables: dict[str, Table]) -> dict[str, Table]:
    """The same without long numbers, for between those more cancels than a slip is."""
    short = [row for row in tables["figures"] if len(re.sub(r"\D", "", row["printed"])) <= 6]
    kept = {(row["report_id"], row["figure_no"]) for row in short}
    corrections = [
        row for row in tables["corrections"] if (row["report_id"], row["figure_no"]) in kept
    ]
    return tables | {"figures": short, "corrections": corrections}


@pytest.fixture(scope="module")
def built(compiled_models: CompiledModels, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """A warehouse in which every column has values and, where it may, nulls."""
    tables = with_short_prints(Collection(random.Random(SEED)).make(reports=REPORTS))
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


def is_looked_at(built: Comparison, mart: str, column: str, row: Row) -> bool:
    """Whether the oracle tells what stands here: it knows nothing of many figures at once."""
    match mart, column:
        case "reconciliation", "verdict":
            return row["kind"] == "limit"
        case "reconciliation", "decoupled":
            return row["kind"] != "limit"
        case "reconciliation", "severity":
            return row["single_level"] is None
        case "figures", "check_status" | "feasible_lower" | "feasible_upper":
            return not built.exact.seeds.is_tied(key_of(row))
    return True


# ----- slips -------------------------------------------------------------------------------

# What a value slips into, given all values of its column; None stays where there is nothing to do.
Slip = Callable[[Any, list[Any]], Any]


def another(value: Any, values: list[Any]) -> Any:
    """Another word of the column, the next whole number, a number a millionth off."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case float():
            return value * (1 + SLIP) if abs(value) >= LEAST else value
        case str():
            words = sorted({word for word in values if word is not None})
            following = words[(words.index(value) + 1) % len(words)]
            return following if following != value else f"{value}?"
    return value


def nothing(value: Any, values: list[Any]) -> Any:
    """Null for a value."""
    return None


def something(value: Any, values: list[Any]) -> Any:
    """A value for null."""
    if value is not None:
        return value
    return next((one for one in values if one is not None), "made up")


def unbounded(value: Any, values: list[Any]) -> Any:
    """An infinity for a number; what is without bound is null in a mart."""
    return math.inf if isinstance(value, float) else value


def unnoticed(built: Comparison, mart: str, column: str, slip: Slip) -> list[object]:
    """The rows whose slip in a column the comparison does not tell."""
    rows = built.marts[mart]
    values = [row[column] for row in rows]
    slipped = [{**row, column: slip(row[column], values)} for row in rows]
    pairs = list(zip(rows, slipped, strict=True))
    is_name = any(name_of(mart, row) != name_of(mart, other) for row, other in pairs)
    if is_name:
        return unnoticed_names(built, mart, slipped)
    wanted = Counter(
        (name_of(mart, row), column)
        for row, other in pairs
        if row != other and is_looked_at(built, mart, column, row)
    )
    told = Counter(
        (difference.row, difference.column)
        for difference in compared(built, mart, slipped).differences
    )
    return list((wanted - told).elements())


def unnoticed_names(built: Comparison, mart: str, slipped: list[Row]) -> list[object]:
    """The rows that may have another name; one at a time, so that none takes the place of one."""
    rows = built.marts[mart]
    renamed = [index for index, row in enumerate(rows) if row != slipped[index]]
    return [
        name_of(mart, rows[index])
        for index in renamed[:RENAMED]
        if not compared(
            built, mart, [*rows[:index], slipped[index], *rows[index + 1 :]]
        ).differences
    ]


def test_what_was_built_agrees(built: Comparison) -> None:
    comparison = replace(built).everything()
    assert not comparison.differences
    assert not comparison.seen["near touches"]


@pytest.mark.parametrize("mart", MARTS)
def test_every_column_has_what_can_slip(built: Comparison, mart: str) -> None:
    contract = yaml.safe_load((PROJECT / f"models/marts/{mart}.yml").read_text(encoding="utf-8"))
    never_null = {
        column["name"]
        for column in contract["models"][0]["columns"]
        if {"type": "not_null"} in column.get("constraints", [])
    }
    for column in columns_of(built, mart):
        rows = [row for row in built.marts[mart] if is_looked_at(built, mart, column, row)]
        values = [row[column] for row in rows]
        assert any(value is not None for value in values), f"{column} is always null"
        may_be_null = column not in never_null and f"{mart}.{column}" not in NEVER_NULL
        assert may_be_null == (None in values), f"{column} is null: {None in values}"
        assert any(another(value, values) != value for value in values), column


@pytest.mark.parametrize("slip", [another, nothing, something, unbounded])
@pytest.mark.parametrize("mart", MARTS)
def test_every_slip_is_told(built: Comparison, mart: str, slip: Slip) -> None:
    """A new column is to be compared, or to be listed as not compared with the reason."""
    told = {column: unnoticed(built, mart, column, slip) for column in columns_of(built, mart)}
    assert {column: rows for column, rows in told.items() if rows} == {}


@pytest.mark.parametrize("mart", MARTS)
def test_every_row_is_there_once(built: Comparison, mart: str) -> None:
    rows = built.marts[mart]
    for index in range(0, len(rows), 10):
        twice = compared(built, mart, [*rows, rows[index]])
        lost = compared(built, mart, rows[:index] + rows[index + 1 :])
        name = name_of(mart, rows[index])
        assert [one.row for one in twice.differences] == [name]
        assert [one.row for one in lost.differences] == [name]


# ----- what is excused ---------------------------------------------------------------------

F = Fraction
NOWHERE = Key("", "", "", "", "")


@pytest.mark.parametrize(
    ("half", "wide", "verdicts"),
    [
        # Numbers of a thousand, of which doubles see a hundred-thousand-millionth.
        (F(-1), F(-1), {"consistent"}),
        (F(0), F(0), {"consistent"}),
        (F(1, 10**12), F(-1), {"consistent", "suspect"}),
        (F(-1, 10**12), F(-1), {"consistent", "suspect"}),
        (F(1, 10**10), F(-1), {"suspect"}),
        (F(1), F(1, 10**12), {"suspect", "contradiction"}),
        (F(1), F(1, 10**10), {"contradiction"}),
    ],
)
def test_only_what_all_but_touches_is_told_either_way(
    half: Fraction, wide: Fraction, verdicts: set[str]
) -> None:
    sides = {
        reading: Sides(Interval(F(999), F(1000)), Interval(1000 + apart, F(2000)), F(1000))
        for reading, apart in ((HALF, half), (WIDE, wide))
    }
    check = Check("", "sum", None, NOWHERE, "level", sides, frozenset())
    assert tellable(check) == verdicts


@pytest.mark.parametrize(
    ("actual", "end", "is_told"),
    [
        (10.0, End(F(10), (F(10), F(10))), True),
        (10.00001, End(F(10), (F(10), F(10))), False),
        (None, End(F(10), (F(10), F(10))), False),
        (10.0, End(None, (None, None)), False),
        (None, End(None, (None, None)), True),
        # A little more room leaves it without end: so do doubles, perhaps.
        (None, End(F(10), (F(10), None)), True),
        # Between a little less and a little more, and beyond.
        (10.5, End(F(10), (F(9), F(11))), True),
        (11.5, End(F(10), (F(9), F(11))), False),
        (8.5, End(F(10), (F(9), F(11))), False),
    ],
)
def test_an_end_lies_where_a_little_more_or_less_would_put_it(
    actual: float | None, end: End, is_told: bool
) -> None:
    assert end.is_told_by(actual) == is_told


@pytest.mark.parametrize(
    ("lower", "upper", "is_less"),
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
def test_all_figures_together_leave_no_more(
    lower: float | None, upper: float | None, is_less: bool
) -> None:
    row = confirmed_share(lower, upper)
    left = Interval(F(10), F(12))
    assert leaves_less(row, ends_of(left, left, left)) == is_less
    # Where checks one by one leave a side open, anything is less.
    half_open = Interval(F(10), INFINITY)
    is_less_open = is_less or lower == 10
    assert leaves_less(row, ends_of(half_open, half_open, half_open)) == is_less_open


def test_nothing_is_left_only_to_what_is_in_doubt_or_a_level_or_of_either_sign() -> None:
    left = Interval(F(10), F(12))
    row = confirmed_share(None, None)
    assert not leaves_less(row, ends_of(left, left, left))
    for doubt in ({"check_status": "suspect"}, {"measure": "level"}):
        assert leaves_less(row | doubt, ends_of(left, left, left))
    base = {"measure": "prior_level"}
    assert not leaves_less(row | base, ends_of(left, left, left))
    for ends in ({"half_lower": -1}, {"half_lower": None}):
        assert leaves_less(row | base | ends, ends_of(left, left, left))


def confirmed_share(lower: float | None, upper: float | None) -> dict[str, object]:
    """The columns of a figure that tell what is left to it."""
    return {
        "measure": "share_pct",
        "check_status": "confirmed",
        "feasible_lower": lower,
        "feasible_upper": upper,
        "half_lower": 10,
        "half_upper": 12,
    }
