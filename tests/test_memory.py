"""What a run's processes may take of memory: each says so to DuckDB when it opens a warehouse."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from running import PROJECT

from doichieu.audit.dialect import BufferedDuckDBDialect
from doichieu.findings import opened
from doichieu.memory import AUDITING, TELLING, keep_within

GIB_OF_A_RUN = 8


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    duckdb.connect(str(path)).close()
    return path


def limit_of(connection: Any) -> str:
    return connection.execute("select current_setting('memory_limit')").fetchone()[0]


def told(most: str) -> str:
    """A limit as DuckDB says it back."""
    with duckdb.connect() as connection:
        keep_within(connection, most)
        return limit_of(connection)


def test_who_tells_of_a_warehouse_stays_within_its_share(warehouse: Path) -> None:
    with opened(warehouse) as connection:
        assert limit_of(connection) == told(TELLING)


def test_the_audit_stays_within_its_share(warehouse: Path) -> None:
    connection = BufferedDuckDBDialect().connect(database=str(warehouse))
    assert limit_of(connection) == told(AUDITING)
    connection.close()


def test_the_shares_leave_room_for_what_is_not_the_databases() -> None:
    profile = yaml.safe_load((PROJECT / "profiles.yml").read_text(encoding="utf-8"))
    deriving = profile["doichieu"]["outputs"]["release"]["settings"]["memory_limit"]
    auditing, telling = (float(most.removesuffix("GB")) for most in (AUDITING, TELLING))
    assert max(float(deriving.removesuffix("GB")), auditing + telling) <= 0.75 * GIB_OF_A_RUN
