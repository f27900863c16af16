"""Warehouses of any seeds, complete like a release's, without another dbt build."""

import shutil
from pathlib import Path

from doichieu.base.sql import quoted
from doichieu.derive.compiled_models import CompiledModels
from doichieu.inputs import read_inputs

TABLES = """
select schema_name || '.' || table_name
from duckdb_tables()
where database_name = 'warehouse'
"""


def warehouse_of(seeds: Path, models: CompiledModels, shipped: Path, warehouse: Path) -> Path:
    """A copy of the shipped warehouse with its comments and questions, but other rows."""
    shutil.copyfile(shipped, warehouse)
    with models.build(read_inputs(seeds)) as connection:
        connection.execute(f"attach {quoted(warehouse)} as file")
        for (table,) in connection.execute(TABLES).fetchall():
            connection.execute(f"delete from file.{table}")
            connection.execute(f"insert into file.{table} by name from warehouse.{table}")
        connection.execute("detach file")
    return warehouse
