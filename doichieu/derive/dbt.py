"""The stage that derives: dbt, over a run's own copy of the inputs."""

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from doichieu.base.memory import REPORTING, keep_within
from doichieu.base.paths import PROJECT
from doichieu.base.worker import Worker, WorkerDied
from doichieu.inputs.schema import FIGURES


class TransformFailed(Exception):
    """What derives did not come to its end: a fault of the program, told in its words."""


@dataclass(frozen=True)
class StructureFault:
    """A dbt test that found rows: what it guards, how many it found, and some of them."""

    name: str
    description: str
    message: str
    query: str


@dataclass(frozen=True)
class BuildPaths:
    """Where a transformation works.

    `inputs` is a folder of figures/ and reference/ as `Inputs.write_snapshot` lays it;
    `warehouse` is the database it writes, and the inputs stand below its folder; `folder` takes
    dbt's own files.
    """

    inputs: Path
    warehouse: Path
    folder: Path

    @property
    def home(self) -> Path:
        """Where dbt is started. What DuckDB opens is named from here, so that no character of
        the path above can be taken for a pattern, a query or the end of a string.
        """
        return self.warehouse.parent

    @property
    def target(self) -> Path:
        """Where dbt leaves its artifacts."""
        return self.folder / "target"


def environment(paths: BuildPaths) -> dict[str, str]:
    """The variables by which dbt_project.yml and profiles.yml know their places."""
    inputs = paths.inputs.relative_to(paths.home).as_posix()
    return {
        **os.environ,
        "DBT_TARGET_PATH": str(paths.target),
        "DBT_LOG_PATH": str(paths.folder / "logs"),
        "DBT_PROJECT_DIR": str(PROJECT),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "DOICHIEU_INPUTS": inputs,
        # Given, so that DuckDB does not look for the columns of thousands of files.
        "DOICHIEU_COLUMNS": f"columns = {FIGURES.types}, auto_detect = false",
        # dbt writes what it ran over a seed whose path is absolute: these are a run's own copy.
        "DOICHIEU_REFERENCE": str(paths.inputs / "reference"),
        "DOICHIEU_WAREHOUSE": paths.warehouse.name,
        "PYTHONPATH": str(PROJECT),
        "PYTHONUTF8": "1",
    }


def profile() -> dict[str, Any]:
    """What profiles.yml says of the database that a run makes."""
    import yaml

    profiles = yaml.safe_load((PROJECT / "profiles.yml").read_text(encoding="utf-8"))
    release: dict[str, Any] = profiles["doichieu"]["outputs"]["release"]
    return release


def build_command(*, quarantine: bool, with_tests: bool) -> list[str]:
    """`dbt build` as a run needs it: unit tests check the models, not the data, and stay out."""
    command = ["build", "--no-write-json", "--exclude-resource-type", "unit_test"]
    if not with_tests:
        command += ["--exclude-resource-type", "test"]
    return [*command, *variables(quarantine)]


def compile_command(*, quarantine: bool) -> list[str]:
    """`dbt compile`, which leaves the queries of all models in its manifest."""
    return ["compile", *variables(quarantine)]


def docs_commands(*, quarantine: bool) -> list[list[str]]:
    """dbt's own page, of what a build has compiled and of the analyses, which no build compiles."""
    chosen = variables(quarantine)
    return [
        ["compile", "--select", "resource_type:analysis", *chosen],
        ["docs", "generate", "--static", "--no-compile", *chosen],
    ]


def variables(quarantine: bool) -> list[str]:
    """How a dbt command is told what was chosen."""
    return ["--vars", json.dumps({"quarantine": quarantine})]


def transform(
    paths: BuildPaths,
    commands: list[list[str]],
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[StructureFault]:
    """Run dbt commands in a process of their own.

    `progress(done, of)` is called as nodes finish. Returns the dbt tests that found rows;
    raises TransformFailed where a model could not be built.
    """
    paths.folder.mkdir(parents=True, exist_ok=True)
    log = paths.folder / "dbt.log"
    with Worker("doichieu.derive.dbt_worker", log, paths.home, environment(paths)) as worker:
        worker.ask(commands)
        try:
            ending = follow(worker.facts(), progress)
        except WorkerDied as died:
            raise TransformFailed(f"dbt ended early. {died}") from died
    settle(paths.warehouse)
    if ending["ended"] == "done":
        return []
    return read_failures(ending)


def settle(warehouse: Path) -> None:
    """Write what dbt left in the write-ahead log into the database, so that it is one file.

    dbt's process leaves with its database open, and what it spilt stays: nobody reads that again.
    """
    import duckdb

    shutil.rmtree(warehouse.with_name(f"{warehouse.name}.tmp"), ignore_errors=True)
    if warehouse.exists():
        with duckdb.connect(str(warehouse)) as connection:
            keep_within(connection, warehouse, REPORTING)
            connection.execute("checkpoint")


def follow(facts: Iterable[dict[str, Any]], progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Read the facts of what derives as they come; returns the last."""
    done, of = 0, 0
    for fact in facts:
        if "ended" in fact:
            break
        done, of = (0, fact["nodes"]) if "nodes" in fact else (done + 1, of)
        progress(done, of)
    return fact


def refuse_failed(ending: dict[str, Any]) -> None:
    """Raise TransformFailed where the last fact is `Parent.reporting_faults`'s."""
    if ending["ended"] == "failed":
        raise TransformFailed(ending["error"]) from RuntimeError(ending["details"])


def read_failures(ending: dict[str, Any]) -> list[StructureFault]:
    """Tell tests that found rows from models that could not be built."""
    failed = ending["failures"]
    broken = [failure for failure in failed if not failure["is_test"]]
    if broken or not failed:
        words = [ending["error"]] + [f"{one['name']}: {one['message']}" for one in broken]
        raise TransformFailed("\n".join(word for word in words if word))
    return [
        StructureFault(one["name"], one["description"], one["message"], one["query"])
        for one in failed
    ]
