"""The project's models as dbt compiles them, run on DuckDB without dbt.

A dbt build of a small report takes seconds, most of them in dbt itself. Programs that publish
nothing or build many warehouses (`check`, `watch`, the parts of a large collection, tests,
benchmarks) let dbt compile the models once and then run the compiled SQL. It is kept in the
environment for each state of the project.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from doichieu.base import cache
from doichieu.base.paths import PROJECT
from doichieu.base.sql import quoted
from doichieu.base.vocabulary import project_vars
from doichieu.derive.dbt import (
    BuildPaths,
    Progress,
    StructureFault,
    compile_command,
    transform,
    unseen,
)
from doichieu.inputs import Inputs, read_inputs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

SCHEMAS = ("reference", "staging", "intermediate", "marts")


class ModelFailed(Exception):
    """A table could not be built; the message names the table and the reason."""


@contextmanager
def naming(table: str) -> Iterator[None]:
    """Raise any error as ModelFailed with the name of the table."""
    import duckdb

    try:
        yield
    except Exception as error:
        kind = "" if isinstance(error, duckdb.Error) else f"{type(error).__name__}: "
        raise ModelFailed(f"{table}: {kind}{error}") from error


@dataclass(frozen=True)
class Described:
    """A table or view, with its meaning and that of each of its columns."""

    relation: str
    meaning: str
    columns: dict[str, str]

    @property
    def table(self) -> str:
        """Schema and name of the table."""
        return self.relation.replace('"', "").partition(".")[2]

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.table.rpartition(".")[2]


@dataclass(frozen=True)
class Seed(Described):
    """A reference table, with the type of each column."""

    types: dict[str, str]


@dataclass(frozen=True)
class Model(Described):
    """A model: its table or view, its code in SQL or Python, its tags, and the seeds and models
    that it reads."""

    language: str
    code: str
    tags: tuple[str, ...]
    kind: str
    reads: tuple[str, ...]


@dataclass(frozen=True)
class StructureTest:
    """A dbt test: the query that finds rows where the structure is broken."""

    name: str
    description: str
    query: str


@dataclass(frozen=True)
class CompiledModels:
    """Seeds and models in the order in which to build them, and the folder of their inputs.

    `tests` maps a seed or model to the tests that can run once it is built.
    """

    inputs: Path
    seeds: list[Seed]
    models: list[Model]
    relations: dict[str, str]
    tests: dict[str, list[StructureTest]]

    def build(self, inputs: Inputs) -> "DuckDBPyConnection":
        """A warehouse in memory, built from these inputs, with the schemas of a release."""
        import duckdb

        for part in ("figures", "reference"):
            shutil.rmtree(self.inputs / part, ignore_errors=True)
        inputs.write_snapshot(self.inputs)
        connection = duckdb.connect()
        # The compiled SQL names its files relative to the folder in which a run starts dbt.
        home = str(self.inputs.parent)
        connection.execute("set file_search_path = $home", {"home": home})
        # What exceeds the memory goes there too, not into the user's current folder.
        connection.execute("set temp_directory = $home", {"home": home})
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        self.fill(connection)
        return connection

    def fill(
        self,
        connection: "DuckDBPyConnection",
        *,
        with_tests: bool = False,
        done: Callable[[str], None] = lambda table: None,
    ) -> list[StructureFault]:
        """Build everything in an empty database named warehouse; calls `done` after each table.

        With `with_tests`, each table is tested once it is built. Like dbt, stop at the first table
        whose tests find rows, and return those tests.
        """
        self.create_schemas(connection)
        for table in chain(self.seeds, self.models):
            self.build_table(table, connection)
            done(table.table)
            if with_tests and (faults := self.faults_of(table.name, connection)):
                return faults
        return []

    def create_schemas(self, connection: "DuckDBPyConnection") -> None:
        """Create the schemas in an empty database."""
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")

    def build_table(self, table: Seed | Model, connection: "DuckDBPyConnection") -> None:
        """Load a reference table, or build a model; what it reads exists already."""
        if isinstance(table, Seed):
            load_seed(table, connection, self.inputs.name)
        else:
            self.build_model(table, connection)

    def build_model(self, model: Model, connection: "DuckDBPyConnection") -> None:
        """Build the table or view of a model; what it reads exists already."""
        with naming(model.table):
            if model.language == "python":
                self.run_python(model, connection).create(model.table)
            else:
                connection.execute(f"create {model.kind} {model.relation} as {model.code}")

    def run_python(self, model: Model, connection: "DuckDBPyConnection") -> "DuckDBPyRelation":
        """The result of a Python model, called as dbt calls it: with `dbt` and the connection."""
        names: dict[str, Any] = {}
        exec(compile(model.code, model.relation, "exec"), names)
        dbt = SimpleNamespace(
            config=lambda **_: None,
            ref=lambda name: connection.query(f"select * from {self.relations[name]}"),
        )
        return names["model"](dbt, connection)

    def faults_of(self, name: str, connection: "DuckDBPyConnection") -> list[StructureFault]:
        """The tests of a table that find rows, with dbt's message."""
        faults = []
        for test in self.tests.get(name, []):
            (found,) = connection.execute(f"select count(*) from ({test.query})").fetchone() or (0,)
            if found:
                results = f"{found} result{'' if found == 1 else 's'}"
                message = f"Got {results}, configured to fail if != 0"
                fault = StructureFault(test.name, test.description, message, test.query)
                faults.append(fault.seen_in(connection))
        return faults


def describe(described: Described, kind: str, connection: "DuckDBPyConnection") -> None:
    """Store the meaning of a table or view and of its columns, as dbt does."""
    statements = [f"comment on {kind} {described.table} is {quoted(described.meaning)}"]
    statements += [
        f"comment on column {described.table}.{name} is {quoted(meaning)}"
        for name, meaning in described.columns.items()
    ]
    connection.execute(";\n".join(statements))


def load_seed(seed: Seed, connection: "DuckDBPyConnection", inputs: str) -> None:
    """Load a reference table from a folder of inputs, named as DuckDB finds it."""
    # A pattern, which DuckDB looks for on its search path alone: a single path would first be found
    # in the current folder, which may be the user's, with reference tables of its own.
    path = f"{inputs}/reference/{seed.name}.cs[v]"
    columns = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in seed.types.items())
    with naming(seed.table):
        connection.execute(
            f"create table {seed.table} as "
            f"select {columns} from read_csv({quoted(path)}, {reference_format()})"
        )


def reference_format() -> str:
    """How DuckDB reads the CSV file of a reference table; the seeds' macro reads it alike."""
    return str(project_vars()["reference_format"])


def compile_models(
    folder: Path, *, quarantine: bool = False, progress: Progress = unseen
) -> CompiledModels:
    """Every model as dbt compiles it, for inputs that will be written to `folder`/inputs.

    dbt compiles once for each state of the project, and shows its progress.
    """
    paths = BuildPaths.inside(folder)
    command = compile_command(quarantine=quarantine)

    def make(file: Path) -> None:
        if not paths.inputs.exists():  # dbt needs some seeds to compile
            read_inputs(PROJECT / "seeds").write_snapshot(paths.inputs)
        transform(paths, [command], progress)
        file.write_text(as_json(read_compiled(paths)), encoding="utf-8")

    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "models.json"
    cache.restore("models", models_key(command), file, make)
    return from_json(file.read_text(encoding="utf-8"), paths.inputs)


def models_key(command: list[str]) -> str:
    """The key of everything that decides what a dbt command compiles.

    The environment variables that the project reads are the same in every call, but for folders,
    and no folder is part of a compiled model.
    """
    return cache.key_of(cache.LOADED, *command)


def as_json(models: CompiledModels) -> str:
    """The models without the folder of their inputs."""
    return json.dumps({name: part for name, part in asdict(models).items() if name != "inputs"})


def from_json(text: str, inputs: Path) -> CompiledModels:
    """The models that were written as JSON, for another folder of inputs."""
    kept: dict[str, Any] = json.loads(text)
    return CompiledModels(
        inputs,
        [Seed(**row) for row in kept["seeds"]],
        [
            Model(**row | {"tags": tuple(row["tags"]), "reads": tuple(row["reads"])})
            for row in kept["models"]
        ],
        kept["relations"],
        {table: [StructureTest(**row) for row in rows] for table, rows in kept["tests"].items()},
    )


def read_compiled(paths: BuildPaths) -> CompiledModels:
    """Read the compiled models from the manifest that dbt wrote."""
    manifest = json.loads((paths.target / "manifest.json").read_text(encoding="utf-8"))
    nodes: dict[str, Any] = manifest["nodes"]
    order = build_order(nodes)
    built = [nodes[name] for name in order]
    return CompiledModels(
        paths.inputs,
        [read_seed(node) for node in built if node["resource_type"] == "seed"],
        [read_model(node) for node in built if node["resource_type"] == "model"],
        {node["name"]: node["relation_name"] for node in built},
        tests_by_table(order, nodes),
    )


def read_model(node: dict[str, Any]) -> Model:
    """A model as dbt's manifest describes it.

    A view does not name its database, which may be attached under another name.
    """
    kind = node["config"]["materialized"]
    code = node["raw_code" if node["language"] == "python" else "compiled_code"]
    if kind == "view":
        code = code.replace(f'"{node["database"]}".', "")
    return Model(
        *described(node),
        node["language"],
        code,
        tuple(node["tags"]),
        kind,
        tuple(
            name.rpartition(".")[2]
            for name in node["depends_on"]["nodes"]
            if name.startswith(("model.", "seed."))
        ),
    )


def read_seed(node: dict[str, Any]) -> Seed:
    """A reference table as dbt's manifest describes it."""
    types = {name: column["data_type"] for name, column in node["columns"].items()}
    return Seed(*described(node), types)


def described(node: dict[str, Any]) -> tuple[str, str, dict[str, str]]:
    """The relation of a node, its meaning, and the meaning of each column."""
    columns = {name: column["description"] for name, column in node["columns"].items()}
    return node["relation_name"], node["description"], columns


def build_order(nodes: dict[str, Any]) -> list[str]:
    """The seeds, then the models, each after those that it reads; the same order every time."""
    seeds, models = (
        sorted(name for name, node in nodes.items() if node["resource_type"] == kind)
        for kind in ("seed", "model")
    )
    parents = {name: nodes[name]["depends_on"]["nodes"] for name in models}
    order = TopologicalSorter(
        {name: [one for one in parents[name] if one in parents] for name in models}
    )
    return [*seeds, *order.static_order()]


def tests_by_table(order: list[str], nodes: dict[str, Any]) -> dict[str, list[StructureTest]]:
    """The tests, by the name of the last table in build order that they read."""
    tests: dict[str, list[StructureTest]] = {}
    for node in nodes.values():
        if node["resource_type"] != "test":
            continue
        read = [name for name in node["depends_on"]["nodes"] if name in order]
        last = nodes[max(read, key=order.index)]["name"]
        test = StructureTest(node["name"], node["description"], node["compiled_code"])
        tests.setdefault(last, []).append(test)
    return tests
