"""The compiled models are kept for one state of the project, and are those that dbt compiles."""

import re
import shutil
from pathlib import Path

import pytest
from support.random_collections import write_seeds
from support.small_collections import large_conflict

from doichieu.base import cache
from doichieu.base.paths import PROJECT
from doichieu.derive import compiled_models as module
from doichieu.derive.compiled_models import (
    CompiledModels,
    Model,
    Seed,
    StructureTest,
    compile_models,
)
from doichieu.derive.dbt import BuildPaths, environment
from doichieu.inputs import read_inputs

ONE_OF_EACH_KIND = (
    *("models/staging/stg_figures.sql", "models/staging/stg_figures.yml"),
    *("models/intermediate/joint/int_joint_solutions.py", "doichieu/joint/solutions.py"),
    *("macros/numbers.sql", "macros/seed.sql", "tests/dbt/generic", "analyses"),
    *("dbt_project.yml", "profiles.yml", "requirements.lock", "doichieu/inputs/schema.py"),
)


class Dbt:
    """In place of dbt: counts the compilations, each of which has another result."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []

    def transform(self, paths: BuildPaths, commands: list[list[str]], *_: object) -> None:
        self.commands += commands

    def compiled(self, paths: BuildPaths) -> CompiledModels:
        code = f"select {len(self.commands)} as ngày"
        return CompiledModels(
            paths.inputs,
            [Seed('"warehouse"."reference"."units"', "Units.", {"unit_id": "Key."}, {})],
            [
                Model(
                    '"warehouse"."marts"."figures"',
                    meaning="Figures.",
                    columns={"ngày": "A day."},
                    language="sql",
                    code=code,
                    tags=("a", "b"),
                    kind="table",
                    reads=("units",),
                )
            ],
            {"figures": '"warehouse"."marts"."figures"'},
            {"units": [StructureTest("key", "One row a unit", "select 1")]},
        )


@pytest.fixture
def dbt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dbt:
    """A counted stand-in for dbt, and an empty cache."""
    dbt = Dbt()
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(module, "transform", dbt.transform)
    monkeypatch.setattr(module, "read_compiled", dbt.compiled)
    return dbt


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the files that decide, which are those that are hashed."""
    copy = tmp_path / "project"
    for path in cache.deciding_files():
        target = copy / path.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    hashed = cache.project_hash
    monkeypatch.setattr(cache, "project_hash", lambda: hashed(copy))
    monkeypatch.setattr(cache, "LOADED", cache.LOADED)  # changed below, and restored
    return copy


def compiled(tmp_path: Path, *, quarantine: bool = False) -> str:
    """The code of the only model, as a new process finds it; its inputs lie in the folder that was
    asked for."""
    cache.LOADED = cache.project_hash()
    folder = tmp_path / "folder"
    (folder / "inputs").mkdir(parents=True, exist_ok=True)
    models = compile_models(folder, quarantine=quarantine)
    assert models.inputs == folder / "inputs"
    return models.models[0].code


def test_the_kept_models_are_equal_to_the_compiled_ones(dbt: Dbt, tmp_path: Path) -> None:
    made = compile_models(tmp_path / "a")
    assert compile_models(tmp_path / "a") == made == dbt.compiled(BuildPaths.inside(tmp_path / "a"))
    assert len(dbt.commands) == 1


def test_a_change_of_any_kind_of_file_compiles_again(
    dbt: Dbt, project: Path, tmp_path: Path
) -> None:
    before = compiled(tmp_path)
    for number, name in enumerate(ONE_OF_EACH_KIND, start=1):
        path = project / name
        if path.is_dir():
            path = min(one for one in path.rglob("*") if one.is_file())
        content = path.read_bytes()
        path.write_bytes(content + b" ")
        assert compiled(tmp_path) != before, name
        path.write_bytes(content)
        assert compiled(tmp_path) == before, name
        assert len(dbt.commands) == number + 1


def test_a_file_that_came_or_went_compiles_again(dbt: Dbt, project: Path, tmp_path: Path) -> None:
    before = compiled(tmp_path)
    (project / "models/staging/stg_another.sql").write_text("select 1", encoding="utf-8")
    assert compiled(tmp_path) != before
    (project / "models/staging/stg_another.sql").unlink()
    (project / "macros/periods.sql").unlink()
    assert compiled(tmp_path) != before
    assert len(dbt.commands) == 3


def test_each_option_has_its_own_models(dbt: Dbt, tmp_path: Path) -> None:
    assert compiled(tmp_path) != compiled(tmp_path, quarantine=True)
    assert dbt.commands[0] != dbt.commands[1]


@pytest.mark.parametrize("damage", [lambda kept: b"", lambda kept: kept[:-9], lambda kept: b"{}"])
def test_a_damaged_file_is_not_trusted(dbt: Dbt, tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    before = compiled(tmp_path)
    (kept,) = cache.CACHE.iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    after = compiled(tmp_path)
    assert after != before
    assert compiled(tmp_path) == after


def test_a_cache_that_cannot_be_written_still_compiles(dbt: Dbt, tmp_path: Path) -> None:
    cache.CACHE.write_text("a file where the folder should be", encoding="utf-8")
    assert compiled(tmp_path) != compiled(tmp_path)
    assert len(dbt.commands) == 2


def test_a_project_that_changes_while_dbt_compiles_is_not_kept(
    dbt: Dbt, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = project / "models/staging/stg_figures.sql"
    before = model.read_bytes()

    def save(paths: BuildPaths, commands: list[list[str]], *_: object) -> None:
        dbt.transform(paths, commands)
        model.write_bytes(before + b" ")

    monkeypatch.setattr(module, "transform", save)
    changed = compiled(tmp_path)
    model.write_bytes(before)
    monkeypatch.setattr(module, "transform", dbt.transform)
    assert compiled(tmp_path) != changed


# ----- what is compiled depends on no folder, no inputs and no outside variable -------------


def test_models_depend_neither_on_the_folder_nor_on_the_inputs(
    compiled_models: CompiledModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("DBT_EMPTY", "true")  # dbt would compile every table without rows
    folder = tmp_path / "it's another"
    seeds = write_seeds(tmp_path / "seeds", large_conflict().tables)
    read_inputs(seeds).write_snapshot(folder / "inputs")
    text = module.as_json(compile_models(folder))
    assert text == module.as_json(compiled_models)
    for path in (folder, tmp_path, compiled_models.inputs.parent, PROJECT):
        assert str(path) not in text


def test_the_variables_that_the_project_reads_are_the_same_in_every_call(tmp_path: Path) -> None:
    one, other = (environment(BuildPaths.inside(tmp_path / name)) for name in ("one", "other"))
    files = [PROJECT / "dbt_project.yml", PROJECT / "profiles.yml"]
    for folder in ("models", "macros", "tests/dbt", "analyses"):
        files += [path for path in (PROJECT / folder).rglob("*") if path.is_file()]
    read = {
        name
        for path in files
        if path.suffix in (".sql", ".yml", ".py")
        for name in re.findall(r"env_var\(\W*(\w+)", path.read_text(encoding="utf-8"))
    }
    assert len(read) == 5 and read <= set(one)
    # These folders are where dbt reads and writes; what it compiles does not name them.
    assert {name for name in one if one[name] != other[name]} == {
        *("DBT_TARGET_PATH", "DBT_LOG_PATH", "DOICHIEU_REFERENCE"),
    }


def test_no_variable_of_dbt_comes_from_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = environment(BuildPaths.inside(tmp_path))
    for name in ("DBT_EMPTY", "DBT_TARGET", "DBT_ENGINE_SAMPLE", "DOICHIEU_COLUMNS"):
        monkeypatch.setenv(name, "1")
    assert environment(BuildPaths.inside(tmp_path)) == before
