"""dbt's own tests: unit tests of the models, and the structure of the shipped warehouse."""

from pathlib import Path

from doichieu.base.paths import PROJECT
from doichieu.derive.dbt import BuildPaths, transform
from doichieu.inputs import read_inputs


def test_models_pass_their_unit_and_structure_tests(tmp_path: Path) -> None:
    paths = BuildPaths(tmp_path / "inputs", tmp_path / "warehouse.duckdb", tmp_path)
    read_inputs(PROJECT / "seeds").write_snapshot(paths.inputs)
    finished = []
    command = ["build"]
    failures = transform(paths, [command], lambda done, of: finished.append((done, of)))
    assert failures == []
    done, of = finished[-1]
    assert done >= of > 100
