"""The memory limits of the processes of a run, and the folders of their temporary files."""

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from support.running import PROJECT

from doichieu.audit.dialect import BufferedDuckDBDialect
from doichieu.base.memory import AUDITING, REPORTING, keep_within
from doichieu.base.warehouse import opened
from doichieu.derive.dbt import settle

GIB_OF_A_RUN = 8


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    duckdb.connect(str(path)).close()
    return path


def limit_of(connection: Any) -> str:
    return connection.execute("select current_setting('memory_limit')").fetchone()[0]


def as_reported(most: str) -> str:
    """A limit as DuckDB reports it."""
    with duckdb.connect() as connection:
        connection.execute("set memory_limit = $most", {"most": most})
        return limit_of(connection)


def test_reporting_stays_within_its_share(warehouse: Path) -> None:
    with opened(warehouse) as connection:
        assert limit_of(connection) == as_reported(REPORTING)


def test_auditing_stays_within_its_share(warehouse: Path) -> None:
    connection = BufferedDuckDBDialect().connect(database=str(warehouse))
    assert limit_of(connection) == as_reported(AUDITING)
    connection.close()


def test_the_shares_leave_room_for_the_rest_of_the_processes() -> None:
    profile = yaml.safe_load((PROJECT / "profiles.yml").read_text(encoding="utf-8"))
    deriving = profile["doichieu"]["outputs"]["release"]["settings"]["memory_limit"]
    auditing, reporting = (float(most.removesuffix("GB")) for most in (AUDITING, REPORTING))
    assert max(float(deriving.removesuffix("GB")), auditing + reporting) <= 0.75 * GIB_OF_A_RUN


SPILLER = """
import os
import sys

import duckdb

connection = duckdb.connect(sys.argv[1])
connection.execute("set memory_limit = '100MB'")
connection.execute("create temp table many as select hash(range) as number from range(30000000)")
os._exit(0)
"""


def test_what_dbt_spilled_is_removed(warehouse: Path) -> None:
    subprocess.run([sys.executable, "-c", SPILLER, str(warehouse)], check=True)
    assert any(warehouse.with_name("warehouse.duckdb.tmp").iterdir())
    settle(warehouse)
    assert list(warehouse.parent.iterdir()) == [warehouse]


HOLDER = """
from pathlib import Path
from doichieu.base.memory import give_back

def held():
    return int(Path("/proc/self/statm").read_text().split()[1])

# Larger than what Python pools; the few that stay lie among those that are freed.
many = [bytes(2_000) for _ in range(100_000)]
few = many[::500]
del many
before = held()
give_back()
print(before, held())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only GNU's C library can")
def test_freed_memory_is_returned_to_the_system() -> None:
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", HOLDER]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    before, after = map(int, run.stdout.split())
    assert after < before / 4


READER = """
import sys
from pathlib import Path
from doichieu.base.warehouse import opened
with opened(Path(sys.argv[1])) as connection:
    print(connection.execute("select current_setting('temp_directory')").fetchone()[0])
"""


def spills_of(warehouse: Path, count: int) -> list[str]:
    """The spill folders of several processes that read one warehouse."""
    command = [sys.executable, "-c", READER, str(warehouse)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return [
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(count)
    ]


def test_no_two_processes_spill_into_one_folder(warehouse: Path) -> None:
    one, other = spills_of(warehouse, 2)
    assert one != other
    assert one.startswith(str(warehouse.resolve()))


SORT = "select sum(hash(x) % 7) from (select * from range(12_000_000) t(x) order by hash(x))"


def test_spilled_files_go_with_their_reader(warehouse: Path) -> None:
    """A second connection of the process may be opened in the meantime."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        fits = connection.execute(SORT).fetchone()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        keep_within(connection, warehouse, "80MB")
        result = connection.execute(SORT)
        assert list(warehouse.parent.glob("warehouse.duckdb.*.tmp"))
        with opened(warehouse):
            assert result.fetchone() == fits
    assert [path.name for path in warehouse.parent.iterdir()] == ["warehouse.duckdb"]


def test_a_reader_without_write_access_spills_elsewhere(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with opened(warehouse) as connection:
        (folder,) = connection.execute("select current_setting('temp_directory')").fetchone()
    assert Path(folder).parent == Path(tempfile.gettempdir())
