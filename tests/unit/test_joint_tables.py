"""Python rows in DuckDB and back: nothing is lost on the way."""

import math

import duckdb
import pytest

from doichieu.joint import tables
from doichieu.joint.tables import rows_of, table_of

TYPES = {"name": "varchar", "number": "double"}


def test_every_double_arrives_unchanged() -> None:
    """0.1 + 0.2 has seventeen digits; NaN, an undetermined severity, is not null."""
    rows = [("a", 0.1 + 0.2), (None, math.inf), ("ủ", -math.inf), ("b", 5e-324), ("c", None)]
    with duckdb.connect() as connection:
        assert table_of(connection, TYPES, rows).fetchall() == rows
        ((found,),) = table_of(connection, {"number": "double"}, [(math.nan,)]).fetchall()
    assert math.isnan(found)


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
def test_rows_go_in_batches_both_ways(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH_SIZE", 3)
    rows = [(str(number), number / 3) for number in range(count)]
    with duckdb.connect() as connection:
        relation = table_of(connection, TYPES, iter(rows))
        assert relation.columns == list(TYPES)
        assert sorted(rows_of(relation)) == rows


def test_rows_are_read_while_others_are_written() -> None:
    with duckdb.connect() as connection:
        source = connection.query("select cast(range as varchar), range / 7 from range(50000)")
        assert len(table_of(connection, TYPES, rows_of(source))) == 50_000
