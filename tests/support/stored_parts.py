"""Runs in parts for tests of the store: many small parts, each derived where the test can count."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pytest

from doichieu.base.memory import keep_within
from doichieu.base.paths import WAREHOUSE
from doichieu.derive.compiled_models import CompiledModels
from doichieu.derive.dbt import BuildPaths, unseen
from doichieu.derive.parts import building, kernel
from doichieu.derive.parts.engines import Failed
from doichieu.derive.parts.planning import plan
from doichieu.derive.parts.spread import Keys, Spread
from doichieu.derive.parts.store import Store
from doichieu.derive.parts.task import REPORTS, Result, Task
from doichieu.inputs import Inputs
from doichieu.release.fingerprint import hash_inputs

CHOICES = {"quarantine": False}

Ended = Iterator[tuple[Task, Result | Failed]]


def derived(task: Task) -> Result | Failed:
    """What a worker does."""
    try:
        return kernel.run(task)
    except Exception as error:
        return Failed(str(error))


@dataclass
class InTurn:
    """An engine that derives the parts one after the other in this process.

    `sent` are the tasks that it was given; `before` is called before each.
    """

    sent: list[Task] = field(default_factory=list)

    def before(self, number: int) -> None:
        """Do nothing before the task with this number."""

    def run(self, tasks: Sequence[Task]) -> Ended:
        """Derive each part."""
        for task in tasks:
            self.before(len(self.sent))
            self.sent.append(task)
            yield task, derived(task)

    def reports(self) -> list[list[str]]:
        """The reports of the parts that were sent since the last call."""
        reports = [task.reports for task in self.sent if task.kind == REPORTS]
        self.sent.clear()
        return reports


class TwoProcesses(InTurn):
    """An engine with two processes that share nothing but the store."""

    def run(self, tasks: Sequence[Task]) -> Ended:
        """Derive the parts, two at a time."""
        self.sent += tasks
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            asked = {pool.submit(derived, task): task for task in tasks}
            for future in as_completed(asked):
                yield asked[future], future.result()


def in_small_parts(patch: pytest.MonkeyPatch, engine: InTurn, most_figures: int = 1) -> None:
    """Let every run of this process derive parts of so many figures, by this engine."""

    @contextmanager
    def opened(spread: Spread, scratch: Path) -> Iterator[InTurn]:
        yield engine

    patch.setattr(building, "plan", partial(plan, most_figures=most_figures))
    patch.setattr(Spread, "engine", opened)


@dataclass
class Runs:
    """Derivations for one folder of releases: what a run does before the audit."""

    folder: Path
    store: str
    made: int = 0
    keys: Keys = field(default_factory=dict)

    def derive(self, inputs: Inputs, *, anew: bool = False) -> Path:
        """The warehouse of these inputs; `keys` are then those of its parts."""
        self.made += 1
        release = self.folder / f"{self.made}"
        paths = BuildPaths(release / "scratch/inputs", release / WAREHOUSE, release / "scratch")
        inputs.write_snapshot(paths.inputs)
        building.prepare(Store(self.store), self.folder, anew=anew)
        hashes, spread = hash_inputs(inputs, CHOICES), Spread(self.store, "local")
        faults, self.keys = building.build(paths, inputs.files, hashes, CHOICES, spread, unseen)
        assert faults == []
        return paths.warehouse


def differences(models: CompiledModels, inputs: Inputs, warehouse: Path) -> dict[str, int]:
    """For each table the rows that only this warehouse has, or only a single build of the inputs;
    empty where all are equal."""
    found = {}
    with models.build(inputs) as connection:
        keep_within(connection, warehouse, "1GB")
        connection.execute(f"attach '{warehouse}' as parts (read_only)")
        for model in models.models:
            one, other = f"from warehouse.{model.table}", f"from parts.{model.table}"
            if model.kind != "view":
                (rows,) = connection.execute(
                    f"select (select count(*) from ({one} except all {other}))"
                    f" + (select count(*) from ({other} except all {one}))"
                ).fetchone() or (0,)
                if rows:
                    found[model.table] = rows
    return found


def figures_of(warehouse: Path) -> int:
    """The number of figures in a warehouse."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        keep_within(connection, warehouse, "1GB")
        (count,) = connection.execute("select count(*) from marts.figures").fetchone() or (0,)
    return int(count)


def as_written(tasks: Sequence[Task]) -> str:
    """Everything that tasks say."""
    return json.dumps([vars(task) for task in tasks])
