"""Deriving as a worker: the models, compiled once, built again for every request.

A request is the folder to work in, which holds `inputs` as `Inputs.write_snapshot` lays it out, and
is the same every time. It leaves `warehouse.duckdb` there, in place of the one before.
"""

import os
from dataclasses import asdict
from pathlib import Path

from doichieu.base.paths import WAREHOUSE
from doichieu.base.worker import Parent
from doichieu.derive.compiled_models import CompiledModels, compile_models
from doichieu.derive.dbt import StructureFault


def main() -> None:
    """Answer, with what dbt's tests found."""
    parent = Parent()
    models: CompiledModels | None = None
    for folder in map(Path, parent.requests()):
        with parent.reporting_faults():
            if models is None:
                models = compile_models(folder)
                # What DuckDB opens is named from here: no character of the path can be a pattern.
                os.chdir(folder)
            faults = derive(models)
            parent.tell(ended="done", faults=[asdict(fault) for fault in faults])


def derive(models: CompiledModels) -> list[StructureFault]:
    """Build the warehouse of the folder that this process stands in."""
    import duckdb

    warehouse = Path(WAREHOUSE)
    warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(warehouse)) as connection:
        connection.begin()  # written to the disk once, not table by table
        faults = models.fill(connection, ask=True)
        connection.commit()
    return faults


if __name__ == "__main__":
    main()
