"""Deriving without dbt, in a separate process that stays warm between warehouses."""

import shutil
from pathlib import Path

from doichieu.base.child import ChildProcess
from doichieu.base.paths import WAREHOUSE
from doichieu.derive.dbt import (
    Progress,
    StructureFault,
    follow,
    refuse_failed,
    unseen,
)
from doichieu.inputs import Inputs

# Up to this number of figures all tables are written to disk at once, which saves a quarter of the
# time. More take too much memory until then.
WRITTEN_AT_ONCE = 50_000


class Deriver(ChildProcess):
    """A waiting deriver; use it as a context manager, which ends its process."""

    def __init__(self, folder: Path) -> None:
        """Start the process; its files go into a folder."""
        super().__init__("doichieu.derive.compiled_child", folder / "derive.log")
        self.folder = folder

    @property
    def warehouse(self) -> Path:
        """The database, built again for every request."""
        return self.folder / WAREHOUSE

    def derive(
        self, inputs: Inputs, *, with_tests: bool, progress: Progress = unseen
    ) -> list[StructureFault]:
        """Derive the warehouse; returns the dbt tests that found rows, where they are wanted.

        Raises TransformFailed when a model fails.
        """
        copy = self.folder / "inputs"
        shutil.rmtree(copy, ignore_errors=True)
        inputs.write_snapshot(copy)
        figures = sum(file.row_count for file in inputs.files if file.relation == "figures")
        self.ask(
            {
                "folder": str(self.folder),
                "with_tests": with_tests,
                "at_once": figures <= WRITTEN_AT_ONCE,
            }
        )
        ending = follow(self, progress)
        refuse_failed(ending)
        return [StructureFault(**fault) for fault in ending["faults"]]
