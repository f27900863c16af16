"""What a worker is asked and what it answers, both as plain values that any engine can send."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from doichieu.base import cache

# The libraries whose versions decide the digits of a result.
DECIDING = ("duckdb", "highspy", "numpy", "wasmtime")

# The three kinds of task, which are also the folders of their results in the store.
REPORTS, REVISIONS, REPAIRS = "reports", "revisions", "repairs"
KINDS = (REPORTS, REVISIONS, REPAIRS)


def versions() -> dict[str, str]:
    """What must be the same on every machine that takes part: project, Python and libraries."""
    return {
        "doichieu": cache.LOADED,
        "python": platform.python_version(),
        **{package: version(package) for package in DECIDING},
    }


@dataclass(frozen=True)
class Task:
    """One part to derive.

    Attributes:
        kind: REPORTS, REVISIONS or REPAIRS.
        key: the hash of everything that the result depends on.
        store: the address of the store.
        models: the name of the compiled models in the store.
        archive: the name of the inputs in the store.
        reads: names in the store of tables that are read as they are, by schema and table; a table
            may have several files.
        reports: the reports of the part, by which a message names it.
        slices: which of how many equal ranges of the claims' slices (REVISIONS).
        figures: the figures for which edits are tried (REPAIRS): report and number.
        audit: the name in the store of the queries of the audit; empty where there is no audit.
        needs: `versions()` of the run.
    """

    kind: str
    key: str
    store: str
    models: str
    archive: str
    reads: dict[str, list[str]] = field(default_factory=dict)
    reports: list[str] = field(default_factory=list)
    slices: tuple[int, int] = (0, 1)
    figures: list[tuple[str, int]] = field(default_factory=list)
    audit: str = ""
    needs: dict[str, str] = field(default_factory=versions)

    @property
    def folder(self) -> str:
        """The folder of the result in the store."""
        return f"{self.kind}/{self.key}"

    @property
    def marker(self) -> str:
        """The name of the file that is written when the result is complete: a `Result`."""
        return f"{self.folder}/done.json"


@dataclass(frozen=True)
class Result:
    """What a task has derived.

    Attributes:
        tables: the name in the store of each table's file, by schema and table.
        faults: dbt tests that found rows, as mappings of `StructureFault`.
        audit: the number of rows that each query of the audit found, by the name of its rule.
        sizes: the size in bytes of each file, by its name.
        seconds: what it took.
    """

    tables: dict[str, str] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    audit: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    seconds: float = 0


@dataclass(frozen=True)
class Failed:
    """A task that has no result, and why.

    Attributes:
        reason: for people.
        details: for the maintainer, the traceback of a fault of the program.
    """

    reason: str
    details: str = ""


class PartFailed(Exception):
    """A part could not be derived; the message has the reason. To try again does not help."""


def refuse_other_versions(needs: Mapping[str, str]) -> None:
    """Raise PartFailed where this machine has other versions than the run."""
    own = versions()
    other = [
        f"{name} {own.get(name, 'missing')} (the run has {text})"
        for name, text in needs.items()
        if own.get(name) != text
    ]
    if other:
        raise PartFailed(
            f"A worker on {platform.node()} has other versions: {', '.join(other)}. Its digits "
            "could differ. Start the workers from the project and lock of the run."
        )


def as_text(value: Task | Result | Failed) -> str:
    """A task or what it ended with as JSON, for engines that send texts."""
    return json.dumps(asdict(value), ensure_ascii=False)


def task_of(text: str) -> Task:
    """The task that `as_text` has written."""
    values = json.loads(text)
    number, of = values.pop("slices")
    figures = [(report, figure) for report, figure in values.pop("figures")]
    return Task(**values, slices=(number, of), figures=figures)


def ended_of(text: str) -> Result | Failed:
    """What a task ended with, as `as_text` has written it."""
    values = json.loads(text)
    return Failed(**values) if "reason" in values else Result(**values)
