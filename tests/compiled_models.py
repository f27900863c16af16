"""The project's models, compiled once by dbt and then run on DuckDB alone.

A dbt run takes seconds; the SQL that it compiles takes a fraction of one. Tests that want many
warehouses use this; tests of a whole run use the command.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb

from doichieu.inputs import Inputs, read_inputs
from doichieu.transform import PROJECT, Workshop, environment


@dataclass(frozen=True)
class Model:
    """A model: the table it makes, and how, in SQL or in Python."""

    relation: str
    language: str
    code: str


@dataclass(frozen=True)
class CompiledModels:
    """Seeds and models in the order they are to be built, and the folder that they read."""

    inputs: Path
    seeds: list[tuple[str, dict[str, str]]]
    models: list[Model]
    relations: dict[str, str]

    def build(self, inputs: Inputs) -> duckdb.DuckDBPyConnection:
        """A warehouse in memory of these inputs; its schemas are those of a release."""
        for old in self.inputs.glob("*/*"):
            old.unlink()
        for part in ("figures", "reference"):
            if (self.inputs / part).exists():
                (self.inputs / part).rmdir()
        inputs.write_snapshot(self.inputs)
        connection = duckdb.connect()
        # The models name the figures from the folder that a run is started in.
        connection.execute(f"set file_search_path = '{self.inputs.parent}'")
        connection.execute("attach ':memory:' as warehouse; use warehouse")
        for schema in ("reference", "staging", "intermediate", "marts"):
            connection.execute(f"create schema {schema}")
        for name, types in self.seeds:
            path = self.inputs / "reference" / f"{name}.csv"
            columns = ", ".join(f"'{column}': '{kind}'" for column, kind in types.items())
            connection.execute(
                f"create table reference.{name} as "
                f"select * from read_csv('{path}', header = true, columns = {{{columns}}})"
            )
        for model in self.models:
            if model.language == "python":
                self.run_python(model, connection).create(model.relation.replace('"', ""))
            else:
                connection.execute(f"create table {model.relation} as {model.code}")
        return connection

    def run_python(
        self, model: Model, connection: duckdb.DuckDBPyConnection
    ) -> duckdb.DuckDBPyRelation:
        """What a Python model returns, run as dbt runs it: with `dbt` and the open connection."""
        names: dict[str, Any] = {}
        exec(compile(model.code, model.relation, "exec"), names)
        dbt = SimpleNamespace(
            config=lambda **_: None,
            ref=lambda name: connection.query(f"select * from {self.relations[name]}"),
        )
        return names["model"](dbt, connection)


def compile_models(folder: Path) -> CompiledModels:
    """Have dbt compile every model for inputs that will be written below `folder`."""
    workshop = Workshop(folder / "inputs", folder / "warehouse.duckdb", folder)
    read_inputs(PROJECT / "seeds").write_snapshot(workshop.inputs)  # dbt wants seeds to be there
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", "compile", "--quiet"]
    subprocess.run(command, env=environment(workshop), check=True, cwd=folder)
    manifest = json.loads((workshop.target / "manifest.json").read_text(encoding="utf-8"))
    nodes = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] in ("seed", "model")
    }
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order or name not in nodes:
            return
        for parent in nodes[name].get("depends_on", {}).get("nodes", []):
            visit(parent)
        order.append(name)

    for name in sorted(nodes):
        visit(name)
    return CompiledModels(
        workshop.inputs,
        [
            (nodes[name]["name"], nodes[name]["config"]["column_types"])
            for name in order
            if nodes[name]["resource_type"] == "seed"
        ],
        [
            Model(
                nodes[name]["relation_name"],
                nodes[name]["language"],
                nodes[name]["raw_code" if nodes[name]["language"] == "python" else "compiled_code"],
            )
            for name in order
            if nodes[name]["resource_type"] == "model"
        ],
        {node["name"]: node["relation_name"] for node in nodes.values()},
    )
