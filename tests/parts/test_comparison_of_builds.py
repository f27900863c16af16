"""The comparison of a release in parts with a single build finds what is not equal."""

from pathlib import Path

import duckdb
import pytest
from support.parts import (
    InThisProcess,
    are_equal,
    build_in_parts,
    differences,
    small_parts,
)

from doichieu.base.paths import WAREHOUSE
from doichieu.derive.parts.spread import LOCAL, Spread
from doichieu.inputs import Inputs

CHANGES = {
    "marts.figures": "select * replace (value + 1e-6 as value) from marts.figures",
    "marts.growth": "select * exclude (level) from marts.growth",
    "marts.reconciliation": "from marts.reconciliation order by check_id offset 1",
}


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (0.1 + 0.2, 0.3, True),
        (1.0, 1.0 + 1e-9, False),
        (float("nan"), float("nan"), True),
        (float("inf"), float("-inf"), False),
        ("text", "text ", False),
        ([1.0, {"a": 0.1 + 0.2}], [1.0, {"a": 0.3}], True),
        ([1.0], [1.0, 2.0], False),
        (None, 0.0, False),
    ],
)
def test_values_are_equal_but_for_the_last_digits_of_doubles(
    one: object, other: object, equal: bool
) -> None:
    assert are_equal(one, other) == equal


def test_a_changed_value_a_lost_row_and_a_lost_column_are_found(
    whole: duckdb.DuckDBPyConnection, inputs: Inputs, tmp_path: Path
) -> None:
    release = tmp_path / "release"
    with small_parts(engine=InThisProcess()):
        build_in_parts(inputs, release, Spread(str(tmp_path / "store"), LOCAL))
    assert differences(release, whole) == {}
    with duckdb.connect(str(release / WAREHOUSE)) as connection:
        connection.execute("set file_search_path = $home", {"home": str(release)})
        for table, query in CHANGES.items():
            connection.execute(f"create table copy as {query}")
            connection.execute(f"drop view {table}")
            connection.execute(f"create table {table} as from copy")
            connection.execute("drop table copy")
    assert differences(release, whole).keys() == CHANGES.keys()
