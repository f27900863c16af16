"""Collections derived and audited in parts by this process, and audited whole."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from doichieu.audit.in_parts import Found, shipped_queries
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.base.paths import EXPECTATIONS
from doichieu.derive.dbt import BuildPaths, unseen
from doichieu.derive.parts import building, kernel
from doichieu.derive.parts.audit import FOUND
from doichieu.derive.parts.engines import Engine, attempt
from doichieu.derive.parts.planning import plan
from doichieu.derive.parts.spread import Keys, Spread
from doichieu.derive.parts.task import Result, Task
from doichieu.inputs import read_inputs
from doichieu.release.fingerprint import hash_inputs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHOICES = {"quarantine": False}

Spoil = Callable[[Task, "DuckDBPyConnection"], None]
"""What changes the tables of a task before they are audited and stored."""


class Here:
    """An engine that runs each task in this process."""

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Each task with its result."""
        for task in tasks:
            yield task, attempt(task)


class SpreadHere(Spread):
    """A store, with the engine of this process."""

    @contextmanager
    def engine(self, scratch: Path) -> Iterator[Engine]:
        """The engine of this process."""
        yield Here()


@dataclass(frozen=True)
class InParts:
    """A warehouse that was derived in parts, what rules found in them, and the parts' keys."""

    warehouse: Path
    found: Found
    keys: Keys

    def audited(self, docs: Path | None = None) -> list[ExpectationOutcome]:
        """The outcomes with what was found in the parts."""
        from doichieu.audit.suites import run_suites

        return run_suites(self.warehouse, EXPECTATIONS, docs, self.found)

    def audited_whole(self, docs: Path | None = None) -> list[ExpectationOutcome]:
        """The outcomes of every rule on the views of the whole warehouse."""
        from doichieu.audit.suites import run_suites

        return run_suites(self.warehouse, EXPECTATIONS, docs)


def derive_in_parts(
    seeds: Path, folder: Path, store: Path, most_figures: int = 1, spoil: Spoil | None = None
) -> InParts:
    """Derive seeds in parts of at most so many figures, or one report, in this process."""
    inputs = read_inputs(seeds)
    paths = BuildPaths.inside(folder)
    inputs.write_snapshot(paths.inputs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "plan", partial(plan, most_figures=most_figures))
        if spoil:
            patch.setattr(kernel, "audit", spoiled(spoil))
        faults, keys = building.build(
            paths,
            inputs.files,
            hash_inputs(inputs, CHOICES),
            CHOICES,
            SpreadHere(str(store), ""),
            unseen,
            shipped_queries,
        )
    assert faults == []
    return InParts(paths.warehouse, Found(folder / FOUND, folder), keys)


def spoiled(spoil: Spoil) -> Callable[..., dict[str, int]]:
    """The kernel's audit, of tables that are changed before."""
    audit = kernel.audit

    def changed(
        task: Task, store: Any, scratch: Path, connection: "DuckDBPyConnection"
    ) -> dict[str, int]:
        spoil(task, connection)
        return audit(task, store, scratch, connection)

    return changed


def not_run(task: Task) -> Result:
    """In place of the kernel's work, where nothing is to be derived or audited again."""
    raise AssertionError(f"{task.kind} of {task.reports} was derived again")
