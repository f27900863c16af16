"""The compiled models as a child process: a request builds a warehouse, without dbt.

A request has a folder, the same every time, with `inputs` as `Inputs.write_snapshot` writes them,
and whether to run dbt's tests and to write all tables at once. The child writes `warehouse.duckdb`
there, in place of the previous one.
"""

import os
from dataclasses import asdict
from pathlib import Path

from doichieu.base.child import Parent, loading
from doichieu.base.paths import WAREHOUSE
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
            faults = derive(models, parent, request["with_tests"], request["at_once"])
            parent.send(ended="done", faults=[asdict(fault) for fault in faults])


def derive(
    models: CompiledModels, parent: Parent, with_tests: bool, at_once: bool
) -> list[StructureFault]:
    """Build the warehouse in the current folder, with the settings of a run.

    With `at_once`, in one transaction: every table stays in memory until all are written.
    """
    import duckdb

    warehouse = Path(WAREHOUSE)
    warehouse.unlink(missing_ok=True)
    release = profile()
    parent.send(nodes=len(models.seeds) + len(models.models))
    config = release["config_options"] | release["settings"]
    with duckdb.connect(str(warehouse), config=config) as connection:
        if at_once:
            connection.begin()
        faults = models.fill(
            connection, with_tests=with_tests, done=lambda table: parent.send(finished=table)
        )
        if at_once:
            connection.commit()
        # Closing also writes a checkpoint, but reports no error when the disk is full.
        connection.execute("checkpoint")
    return faults


if __name__ == "__main__":
    main()
