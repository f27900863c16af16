"""The compiled models as a worker: dbt compiles once, then every request builds a warehouse.

A request is a folder, the same every time, with `inputs` as `Inputs.write_snapshot` writes them.
The worker writes `warehouse.duckdb` there, in place of the previous one.
"""

import os
from dataclasses import asdict
from pathlib import Path

from doichieu.base.paths import WAREHOUSE
from doichieu.base.worker import Parent
from doichieu.derive.compiled_models import CompiledModels, compile_models
from doichieu.derive.dbt import StructureFault


def main() -> None:
    """Answer requests with the dbt tests that found rows."""
    parent = Parent()
    models: CompiledModels | None = None
    for folder in map(Path, parent.requests()):
        with parent.reporting_faults():
            if models is None:
                models = compile_models(folder)
                # Files are named relative to this folder: its path cannot be read as a pattern.
                os.chdir(folder)
            faults = derive(models)
            parent.send(ended="done", faults=[asdict(fault) for fault in faults])


def derive(models: CompiledModels) -> list[StructureFault]:
    """Build the warehouse in the current folder."""
    import duckdb

    warehouse = Path(WAREHOUSE)
    warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(warehouse)) as connection:
        connection.begin()  # one transaction is written to disk once
        faults = models.fill(connection, with_tests=True)
        connection.commit()
    return faults


if __name__ == "__main__":
    main()
