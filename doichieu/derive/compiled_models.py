"""The project's models as dbt compiles them, run on DuckDB without dbt.

A dbt build of the smallest report takes seconds, of which DuckDB has few: the rest is dbt's own.
Who derives again and again (`watch`, a run of many reports, tests, benchmarks) has dbt compile
once, and builds from that.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from doichieu.base.paths import PROJECT
from doichieu.derive.dbt import BuildPaths, StructureFault, transform
from doichieu.inputs import Inputs, read_inputs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

# How a run writes its copy of a reference table.
SEED_FORM = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"'"

SCHEMAS = ("reference", "staging", "intermediate", "marts")


class ModelFailed(Exception):
    """A table could not be made: which, and why."""


@contextmanager
def making(table: str) -> Iterator[None]:
    """Whatever goes wrong is told with the table that it went wrong at."""
    import duckdb

    try:
        yield
    except Exception as error:
        kind = "" if isinstance(error, duckdb.Error) else f"{type(error).__name__}: "
        raise ModelFailed(f"{table}: {kind}{error}") from error


@dataclass(frozen=True)
class Model:
    """A model: the table it makes, how, in SQL or in Python, and how it is tagged."""

    relation: str
    language: str
    code: str
    tags: tuple[str, ...]

    @property
    def table(self) -> str:
        """Schema and name of the table."""
        return self.relation.replace('"', "").partition(".")[2]


@dataclass(frozen=True)
class StructureTest:
    """One of dbt's tests: the query that finds rows where the structure is broken."""

    name: str
    description: str
    query: str


@dataclass(frozen=True)
class CompiledModels:
    """Seeds and models in the order they are to be built, and the folder that they read.

    `tests` holds, for the name of a seed or model, what can be asked once that is built.
    """

    inputs: Path
    seeds: list[tuple[str, dict[str, str]]]
    models: list[Model]
    relations: dict[str, str]
    tests: dict[str, list[StructureTest]]

    def build(self, inputs: Inputs) -> "DuckDBPyConnection":
        """A warehouse in memory of these inputs; its schemas are those of a release."""
        import duckdb

        for old in self.inputs.glob("*/*"):
            old.unlink()
        for part in ("figures", "reference"):
            if (self.inputs / part).exists():
                (self.inputs / part).rmdir()
        inputs.write_snapshot(self.inputs)
        connection = duckdb.connect()
        # Models and seeds are named from the folder that a run is started in.
        connection.execute(f"set file_search_path = '{self.inputs.parent}'")
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        self.fill(connection)
        return connection

    def fill(self, connection: "DuckDBPyConnection", *, ask: bool = False) -> list[StructureFault]:
        """Build everything in an empty database named warehouse.

        With `ask`, each table's tests are asked once it is there; where one finds rows nothing
        more is built, as dbt builds nothing on what is broken, and the tests that did are returned.
        """
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        for name, types in self.seeds:
            self.load_seed(name, types, connection)
            if ask and (broken := self.broken(name, connection)):
                return broken
        for model in self.models:
            self.make(model, connection)
            if ask and (broken := self.broken(model.table.rpartition(".")[2], connection)):
                return broken
        return []

    def load_seed(self, name: str, types: dict[str, str], connection: "DuckDBPyConnection") -> None:
        """Load a reference table."""
        columns = ", ".join(f"'{column}': '{kind}'" for column, kind in types.items())
        path = f"{self.inputs.name}/reference/{name}.csv"
        with making(f"reference.{name}"):
            connection.execute(
                f"create table reference.{name} as "
                f"select * from read_csv('{path}', {SEED_FORM}, columns = {{{columns}}})"
            )

    def make(self, model: Model, connection: "DuckDBPyConnection") -> None:
        """Make a model's table; those that it reads are there."""
        with making(model.table):
            if model.language == "python":
                self.run_python(model, connection).create(model.table)
            else:
                connection.execute(f"create table {model.relation} as {model.code}")

    def add(self, model: Model, connection: "DuckDBPyConnection", place: str) -> None:
        """Add a model's rows to its table in another database; what it reads is here."""
        into = f"insert into {place}.{model.table} by name"
        with making(model.table):
            if model.language == "python":
                rows = self.run_python(model, connection)  # noqa: F841 (DuckDB finds it by name)
                connection.execute(f"{into} from rows")
            else:
                connection.execute(f"{into} {model.code}")

    def run_python(self, model: Model, connection: "DuckDBPyConnection") -> "DuckDBPyRelation":
        """What a Python model returns, run as dbt runs it: with `dbt` and the open connection."""
        names: dict[str, Any] = {}
        exec(compile(model.code, model.relation, "exec"), names)
        dbt = SimpleNamespace(
            config=lambda **_: None,
            ref=lambda name: connection.query(f"select * from {self.relations[name]}"),
        )
        return names["model"](dbt, connection)

    def broken(self, name: str, connection: "DuckDBPyConnection") -> list[StructureFault]:
        """The tests of a table that find rows, in dbt's words."""
        faults = []
        for test in self.tests.get(name, []):
            (found,) = connection.execute(f"select count(*) from ({test.query})").fetchone() or (0,)
            if found:
                told = f"Got {found} result{'' if found == 1 else 's'}, configured to fail if != 0"
                faults.append(StructureFault(test.name, test.description, told, test.query))
        return faults


def compile_models(folder: Path) -> CompiledModels:
    """Have dbt compile every model for inputs that will be written to `folder`/inputs."""
    paths = BuildPaths(folder / "inputs", folder / "warehouse.duckdb", folder)
    if not paths.inputs.exists():  # dbt wants seeds to be there
        read_inputs(PROJECT / "seeds").write_snapshot(paths.inputs)
    transform(paths, [["compile"]])
    return read_compiled(paths)


def read_compiled(paths: BuildPaths) -> CompiledModels:
    """The models as dbt has compiled them in a paths."""
    manifest = json.loads((paths.target / "manifest.json").read_text(encoding="utf-8"))
    nodes = manifest["nodes"]
    order = in_order(
        {name: node for name, node in nodes.items() if node["resource_type"] in ("seed", "model")}
    )
    return CompiledModels(
        paths.inputs,
        [
            (nodes[name]["name"], column_types(nodes[name]))
            for name in order
            if nodes[name]["resource_type"] == "seed"
        ],
        [
            Model(
                nodes[name]["relation_name"],
                nodes[name]["language"],
                nodes[name]["raw_code" if nodes[name]["language"] == "python" else "compiled_code"],
                tuple(nodes[name]["tags"]),
            )
            for name in order
            if nodes[name]["resource_type"] == "model"
        ],
        {nodes[name]["name"]: nodes[name]["relation_name"] for name in order},
        tests_after(order, nodes),
    )


def column_types(seed: dict[str, Any]) -> dict[str, str]:
    """Type by column of a reference table, as its YAML lists them."""
    return {name: column["data_type"] for name, column in seed["columns"].items()}


def in_order(nodes: dict[str, Any]) -> list[str]:
    """Seeds and models, each after those that it reads; the seeds first."""
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order or name not in nodes:
            return
        for parent in nodes[name].get("depends_on", {}).get("nodes", []):
            visit(parent)
        order.append(name)

    for name in sorted(nodes, key=lambda name: (nodes[name]["resource_type"] != "seed", name)):
        visit(name)
    return order


def tests_after(order: list[str], nodes: dict[str, Any]) -> dict[str, list[StructureTest]]:
    """Each test by the name of the last of the tables that it asks."""
    tests: dict[str, list[StructureTest]] = {}
    for node in nodes.values():
        if node["resource_type"] != "test":
            continue
        asked = [name for name in node["depends_on"]["nodes"] if name in order]
        last = nodes[max(asked, key=order.index)]["name"]
        test = StructureTest(node["name"], node["description"], node["compiled_code"])
        tests.setdefault(last, []).append(test)
    return tests
