"""The compiled models as a worker: every request builds a warehouse from its inputs, without dbt.

A request has a folder, the same every time, with `inputs` as `Inputs.write_snapshot` writes them.
The worker writes `warehouse.duckdb` there, in place of the previous one.
"""

import os
from dataclasses import asdict
from pathlib import Path

from doichieu.base.paths import WAREHOUSE
from doichieu.base.worker import Parent, loading
from doichieu.derive.compiled_models import CompiledModels, compile_models
from doichieu.derive.dbt import StructureFault, profile


def main() -> None:
    """Answer requests with the dbt tests that found rows."""
    parent = Parent()
    with loading():
        import duckdb  # noqa: F401 (while the parent reads its inputs)
    models: CompiledModels | None = None
    for request in parent.requests():
        folder = Path(request["folder"])
        with parent.reporting_faults():
            if models is None:
                models = compile_models(folder, progress=parent.pass_on)
                # Files are named relative to this folder: its path cannot be read as a pattern.
                os.chdir(folder)
            faults = derive(models, parent, with_tests=request["with_tests"])
            parent.send(ended="done", faults=[asdict(fault) for fault in faults])


def derive(models: CompiledModels, parent: Parent, *, with_tests: bool) -> list[StructureFault]:
    """Build the warehouse in the current folder, with the settings of a run."""
    import duckdb

    warehouse = Path(WAREHOUSE)
    warehouse.unlink(missing_ok=True)
    release = profile()
    parent.send(nodes=len(models.seeds) + len(models.models))
    config = release["config_options"] | release["settings"]
    with duckdb.connect(str(warehouse), config=config) as connection:
        connection.begin()  # one transaction is written to disk once
        faults = models.fill(
            connection, with_tests=with_tests, done=lambda table: parent.send(finished=table)
        )
        connection.commit()
    return faults


if __name__ == "__main__":
    main()
