"""Running dbt on a copy of the inputs."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from doichieu.base import cache
from doichieu.base.child import ChildDied, ChildProcess
from doichieu.base.memory import REPORTING, keep_within
from doichieu.base.paths import PROJECT, WAREHOUSE
from doichieu.base.yaml_files import read_yaml
from doichieu.inputs.schema import FIGURES

# Of the rows that a test finds, the first are shown.
MOST_ROWS = 10

Progress = Callable[[int, int], None]
"""Called with the number of tables or commands that are done, and the number of all."""


def unseen(done: int, of: int) -> None:
    """Show no progress."""


class TransformFailed(Exception):
    """Deriving failed, by a fault of the program; the message is dbt's or DuckDB's."""


@dataclass(frozen=True)
class StructureFault:
    """A dbt test that found rows: what it guards, dbt's message, the query, and the first rows."""

    name: str
    description: str
    message: str
    query: str
    rows: list[dict[str, Any]] = field(default_factory=list)

    def seen_in(self, connection: Any) -> Self:
        """The same with the first rows that its query finds."""
        found = connection.execute(f"select * from ({self.query}) limit {MOST_ROWS}")
        names = [column[0] for column in found.description]
        return replace(
            self,
            rows=[
                {name: plain(value) for name, value in zip(names, row, strict=True)}
                for row in found.fetchall()
            ],
        )


def plain(value: Any) -> Any:
    """A value that JSON has, or its text."""
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


@dataclass(frozen=True)
class BuildPaths:
    """The folders and files of one build.

    `inputs` contains figures/ and reference/ as `Inputs.write_snapshot` writes them. `warehouse`
    is the database to write; the inputs lie below its folder. `folder` takes dbt's own files.
    """

    inputs: Path
    warehouse: Path
    folder: Path

    @classmethod
    def inside(cls, folder: Path) -> Self:
        """Paths with everything in one folder."""
        return cls(folder / "inputs", folder / WAREHOUSE, folder)

    @property
    def home(self) -> Path:
        """The folder in which dbt starts. DuckDB's files are named relative to it, so that no
        character of the path above is read as a pattern, a query or the end of a string.
        """
        return self.warehouse.parent

    @property
    def target(self) -> Path:
        """The folder of dbt's artifacts."""
        return self.folder / "target"


def environment(paths: BuildPaths) -> dict[str, str]:
    """The environment variables of dbt, and those that the project reads.

    dbt's own variables (`DBT_EMPTY`, for example) are set here only: no other one changes what
    dbt compiles.
    """
    inputs = paths.inputs.relative_to(paths.home).as_posix()
    outside = {name: text for name, text in os.environ.items() if not name.startswith("DBT_")}
    return {
        **outside,
        "DBT_TARGET_PATH": str(paths.target),
        "DBT_LOG_PATH": str(paths.folder / "logs"),
        "DBT_PROJECT_DIR": str(PROJECT),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "DOICHIEU_CACHE": str(cache.CACHE),
        "DOICHIEU_INPUTS": inputs,
        # Stated, so that DuckDB does not detect the columns of thousands of files.
        "DOICHIEU_COLUMNS": f"columns = {FIGURES.types}, auto_detect = false",
        # An absolute path: dbt writes its own files over such seeds, here a copy.
        "DOICHIEU_REFERENCE": str(paths.inputs / "reference"),
        "DOICHIEU_WAREHOUSE": paths.warehouse.name,
        "PYTHONPATH": str(PROJECT),
        "PYTHONUTF8": "1",
    }


def profile() -> dict[str, Any]:
    """The database of a run, as profiles.yml describes it."""
    profiles = read_yaml(PROJECT / "profiles.yml")
    release: dict[str, Any] = profiles["doichieu"]["outputs"]["release"]
    return release


def build_command(*, quarantine: bool, with_tests: bool) -> list[str]:
    """`dbt build` without unit tests, which check the models and not the data."""
    command = ["build", "--no-write-json", "--exclude-resource-type", "unit_test"]
    if not with_tests:
        command += ["--exclude-resource-type", "test"]
    return [*command, *variables(quarantine)]


def compile_command(*, quarantine: bool) -> list[str]:
    """`dbt compile`, which writes the queries of all models to its manifest."""
    return ["compile", *variables(quarantine)]


def questions_command(*, quarantine: bool) -> list[str]:
    """The command that stores the analysts' questions in a warehouse that dbt did not build."""
    return ["run-operation", "store_questions", *variables(quarantine)]


def docs_command(*, quarantine: bool) -> list[str]:
    """The command for dbt's own page; `dbt_child` has compiled the analyses for it.

    It only reads the database, which others may read meanwhile.
    """
    page = ["docs", "generate", "--static", "--no-compile", "--target", "reading"]
    return [*page, *variables(quarantine)]


def variables(quarantine: bool) -> list[str]:
    """The arguments that pass the options of a run to dbt."""
    return ["--vars", json.dumps({"quarantine": quarantine})]


class Dbt(ChildProcess):
    """dbt in a separate process; use it as a context manager, which ends the process.

    Between two requests the database is closed: other processes may read it.
    """

    def __init__(self, paths: BuildPaths) -> None:
        """Start the process, which imports dbt."""
        paths.folder.mkdir(parents=True, exist_ok=True)
        log = paths.folder / "dbt.log"
        super().__init__("doichieu.derive.dbt_child", log, paths.home, environment(paths))
        self.warehouse = paths.warehouse

    def run(self, commands: list[list[str]], progress: Progress = unseen) -> list[StructureFault]:
        """Run commands; returns the dbt tests that found rows.

        Calls `progress(done, of)` as nodes finish. Raises TransformFailed when a model fails.
        """
        self.ask(commands)
        faults = self.finish(progress)
        settle(self.warehouse)
        if not faults:
            return []
        import duckdb

        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return [fault.seen_in(connection) for fault in faults]

    def finish(self, progress: Progress = unseen) -> list[StructureFault]:
        """Wait for the commands that were asked for; returns the dbt tests that found rows."""
        ending = follow(self, progress)
        return [] if ending["ended"] == "done" else read_failures(ending)


def transform(
    paths: BuildPaths, commands: list[list[str]], progress: Progress = unseen
) -> list[StructureFault]:
    """Run dbt commands in a process of their own; returns the dbt tests that found rows.

    Raises TransformFailed when a model fails.
    """
    with Dbt(paths) as dbt:
        return dbt.run(commands, progress)


def settle(warehouse: Path) -> None:
    """Write the write-ahead log into the database, so that the warehouse is one file.

    dbt leaves temporary files, which are deleted here.
    """
    import duckdb

    shutil.rmtree(warehouse.with_name(f"{warehouse.name}.tmp"), ignore_errors=True)
    if warehouse.exists():
        with duckdb.connect(str(warehouse)) as connection:
            keep_within(connection, warehouse, REPORTING)
            connection.execute("checkpoint")


def follow(child: ChildProcess, progress: Progress) -> dict[str, Any]:
    """Report the progress of a child that derives; returns its last message.

    Raises TransformFailed, with its log, when the child died.
    """
    done, of = 0, 0
    try:
        for message in child.messages():
            if "ended" in message:
                break
            done, of = (0, message["nodes"]) if "nodes" in message else (done + 1, of)
            progress(done, of)
    except ChildDied as died:
        raise TransformFailed(f"Deriving ended early. {died}") from died
    return message


def refuse_failed(ending: dict[str, Any]) -> None:
    """Raise TransformFailed when the last message of a child reports an error."""
    if ending["ended"] == "failed":
        raise TransformFailed(ending["error"]) from RuntimeError(ending["details"])


def read_failures(ending: dict[str, Any]) -> list[StructureFault]:
    """The tests that found rows; raises TransformFailed when a model could not be built."""
    failures = ending["failures"]
    broken = [failure for failure in failures if not failure["is_test"]]
    if broken or not failures:
        messages = [ending["error"]] + [f"{one['name']}: {one['message']}" for one in broken]
        raise TransformFailed("\n".join(message for message in messages if message))
    return [
        StructureFault(one["name"], one["description"], one["message"], one["query"])
        for one in failures
    ]
