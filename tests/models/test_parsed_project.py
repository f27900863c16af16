"""The kept manifest: a build with it is the build that parses the project itself."""

import json
import os
import re
from pathlib import Path

import duckdb
import pytest

from doichieu.base import cache
from doichieu.base.paths import PROJECT
from doichieu.derive.dbt import BuildPaths, build_command, docs_command, transform
from doichieu.derive.dbt_page import write_dbt_page
from doichieu.derive.parsed_project import ELSEWHERE, parsed_key
from doichieu.inputs import read_inputs

# What differs between any two runs of dbt.
OF_A_RUN = re.compile(
    r'"(generated_at|invocation_id|invocation_started_at|created_at|run_started_at)":\s*[^,}]*'
)


def built(folder: Path) -> tuple[list[tuple[object, ...]], str]:
    """The columns of a new warehouse with their types and comments, and dbt's page."""
    paths = BuildPaths.inside(folder)
    read_inputs(PROJECT / "seeds").write_snapshot(paths.inputs)
    commands = [build_command(quarantine=False, with_tests=True), docs_command(quarantine=False)]
    assert transform(paths, commands) == []
    with duckdb.connect(str(paths.warehouse), read_only=True) as connection:
        columns = connection.execute(
            """
            select schema_name, table_name, column_name, data_type, is_nullable, comment
            from duckdb_columns() where not internal order by all
            """
        ).fetchall()
    write_dbt_page(paths, folder / "docs" / "index.html")
    return columns, OF_A_RUN.sub("", (folder / "docs" / "index.html").read_text("utf-8"))


def test_the_kept_manifest_builds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_in = tmp_path / "cache"
    monkeypatch.setattr(cache, "CACHE", kept_in)
    columns, page = built(tmp_path / "first")
    (kept,) = kept_in.iterdir()
    before = kept.stat().st_ino
    again, page_again = built(tmp_path / "second")
    (kept,) = kept_in.iterdir()
    assert kept.stat().st_ino == before  # it was read, not written again
    assert again == columns
    assert page_again == page
    assert str(tmp_path) not in page
    assert "from behind_plan" in page or "behind_plan" in page
    assert all(comment for *_, comment in columns)


@pytest.mark.parametrize("variable", ["DOICHIEU_INPUTS", "DOICHIEU_A_NEW_VARIABLE"])
def test_a_variable_of_the_environment_gives_another_key(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = parsed_key([])
    monkeypatch.setenv(variable, "elsewhere")
    assert parsed_key([]) != before


def test_the_place_of_inputs_and_cache_gives_the_same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = parsed_key([])
    for variable in ELSEWHERE:
        monkeypatch.setenv(variable, "elsewhere")
    assert parsed_key([]) == before


def test_an_option_gives_another_key() -> None:
    keys = {parsed_key(["--vars", json.dumps({"quarantine": value})]) for value in (False, True)}
    assert len(keys | {parsed_key([])}) == 3


def test_every_variable_of_the_project_is_in_the_key() -> None:
    """dbt's files read variables of the environment by names that the key covers."""
    files = [PROJECT / "dbt_project.yml", PROJECT / "profiles.yml"]
    files += [*(PROJECT / "macros").glob("*.sql"), *(PROJECT / "models").rglob("*.*")]
    read = {
        name
        for file in files
        for name in re.findall(r"env_var\(['\"](\w+)", file.read_text("utf-8"))
    }
    assert {"DOICHIEU_INPUTS", "DOICHIEU_REFERENCE"} <= read
    # The place of the project is a part of the key.
    assert {name for name in read if not name.startswith("DOICHIEU_")} == {"DBT_PROJECT_DIR"}
    assert os.environ.get("DBT_PROJECT_DIR", str(PROJECT)) == str(PROJECT)
