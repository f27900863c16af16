"""dbt's unit tests of the models; a normal run executes only its structure tests."""

import shutil
from pathlib import Path

from doichieu.base.paths import PROJECT, WAREHOUSE
from doichieu.derive.dbt import BuildPaths, transform
from doichieu.inputs import read_inputs


def test_models_pass_their_unit_tests(shipped_warehouse: Path, tmp_path: Path) -> None:
    """They read the columns of the shipped warehouse, and none of its rows."""
    paths = BuildPaths(tmp_path / "inputs", tmp_path / WAREHOUSE, tmp_path)
    read_inputs(PROJECT / "seeds").write_snapshot(paths.inputs)
    shutil.copyfile(shipped_warehouse, paths.warehouse)
    finished = []
    command = ["test", "--select", "test_type:unit"]
    failures = transform(paths, [command], lambda done, of: finished.append((done, of)))
    assert failures == []
    done, of = finished[-1]
    assert done == of > 40
