"""The order of the tasks of a collection: first the reports, then what needs several parts.

Claims about the same indicator and territory are in one slice, and a task compares some slices;
edits are tried for the gravest figures of all parts, each in its own part.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from doichieu.base import cache
from doichieu.base.faults import Unfinished
from doichieu.base.sql import literal
from doichieu.derive.dbt import Progress
from doichieu.derive.parts.archive import Snapshot
from doichieu.derive.parts.derivation import CLAIMS, RANKED, SLICES, database, finished
from doichieu.derive.parts.engines import Engine
from doichieu.derive.parts.planning import Part
from doichieu.derive.parts.store import Store
from doichieu.derive.parts.task import REPAIRS, REPORTS, REVISIONS, Failed, Result, Task

# Reports that a message names of each failed part, and failed parts that it names.
MOST_NAMED = 10

# As many claims as this number of parts has, at most, are compared by one task.
PARTS_A_TASK = 4

Done = list[tuple[Task, Result]]


class PartsFailed(Unfinished):
    """Parts could not be derived; the message has their reports and the reasons."""


@dataclass(frozen=True)
class Collection:
    """The parts of a collection, and where their tasks find what they need.

    Attributes:
        store: the store that all workers share.
        models: the name of the compiled models there.
        reference: the name of the reference tables there, for tasks that read no figures.
        snapshot: the inputs of the run.
        parts: all reports, in parts.
        most_repaired: the number of figures for which edits are tried.
        audit: the name of the queries of the audit there; empty where there is no audit.
    """

    store: Store
    models: str
    reference: str
    snapshot: Snapshot
    parts: Sequence[Part]
    most_repaired: int
    audit: str = ""


def derive(collection: Collection, engine: Engine, progress: Progress) -> Done:
    """Derive all parts; returns each task with its result.

    Where dbt tests found rows, only the tasks of reports were done. Raises PartsFailed where a
    part could not be derived: the others are in the store then, and are not derived again.
    """
    supplied: set[str] = set()
    done = finish(collection, engine, reports(collection), supplied, progress)
    if any(result.faults for _, result in done):
        return done
    following = [*revisions(collection, done), *repairs(collection, done)]
    return done + finish(collection, engine, following, supplied, progress)


def reports(collection: Collection) -> list[Task]:
    """The tasks that derive the reports, one a part."""
    return [
        Task(
            REPORTS,
            part.key,
            collection.store.address,
            collection.models,
            f"inputs/{part.key}.zip",
            reports=list(part.reports),
            audit=collection.audit,
        )
        for part in collection.parts
    ]


def revisions(collection: Collection, done: Done) -> list[Task]:
    """The tasks that compare the claims of all reports, each as many slices of them."""
    files = [result.tables[CLAIMS] for _, result in done]
    of = min(2 ** ((len(files) - 1) // PARTS_A_TASK).bit_length(), SLICES)
    everything = cache.key_of(*(task.key for task, _ in done))
    return [
        Task(
            REVISIONS,
            cache.key_of(everything, f"{number} of {of}"),
            collection.store.address,
            collection.models,
            collection.reference,
            reads={CLAIMS: files},
            slices=(number, of),
            audit=collection.audit,
        )
        for number in range(of)
    ]


def repairs(collection: Collection, done: Done) -> list[Task]:
    """The tasks that try edits: of each part with figures among the gravest, at least one.

    Without any such figure the first part makes the tables, without rows.
    """
    chosen = gravest(collection, done)
    tried = [(task, result) for task, result in done if chosen.keys() & set(task.reports)]
    return [
        Task(
            REPAIRS,
            cache.key_of(task.key, repr(figures)),
            task.store,
            task.models,
            task.archive,
            reads={table: [name] for table, name in result.tables.items()},
            reports=task.reports,
            figures=figures,
        )
        for task, result in tried or done[:1]
        for figures in [[one for report in task.reports for one in chosen.get(report, [])]]
    ]


def gravest(collection: Collection, done: Done) -> dict[str, list[tuple[str, int]]]:
    """The figures for which edits are tried, by report: the gravest of the candidates of all."""
    store = collection.store
    with store.scratch() as scratch, database(scratch) as connection:
        files = [store.readable(result.tables[RANKED], connection) for _, result in done]
        with store.naming("read"):
            found = connection.execute(
                f"select report_id, figure_no from read_parquet({literal(files)}) "
                "order by severity desc, size asc, report_id asc, figure_no asc "
                f"limit {collection.most_repaired}"
            ).fetchall()
    by_report: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for report, figure in sorted(found):
        by_report[report].append((report, figure))
    return by_report


def finish(
    collection: Collection,
    engine: Engine,
    tasks: Sequence[Task],
    supplied: set[str],
    progress: Progress,
) -> Done:
    """Let the engine run the tasks that the store has no result of; returns all, in their order.

    `supplied` are the names of the inputs that this run has put into the store.

    Raises PartsFailed where tasks failed, with their reports.
    """
    found: dict[str, Result] = {}
    missing = []
    for task in tasks:
        if done := finished(task, collection.store):
            found[task.key] = done
        else:
            missing.append(task)
            supply(collection, task, supplied)
    failed = []
    progress(len(found), len(tasks))
    for task, ended in engine.run(missing) if missing else ():
        if isinstance(ended, Failed):
            failed.append((task, ended))
        else:
            found[task.key] = ended
        progress(len(found) + len(failed), len(tasks))
    if failed:
        raise PartsFailed(failures(failed, len(tasks)), details(failed))
    return [(task, found[task.key]) for task in tasks]


def supply(collection: Collection, task: Task, supplied: set[str]) -> None:
    """Put the inputs of a task into the store, unless this run has done so.

    What an earlier run put there is not used: it may be damaged.
    """
    if task.archive in supplied:
        return
    store = collection.store
    with store.scratch() as folder:
        archive = folder / "inputs.zip"
        with store.naming("written", task.archive):
            collection.snapshot.write(archive, task.reports)
        store.put(archive, task.archive)
    supplied.add(task.archive)


def failures(failed: Sequence[tuple[Task, Failed]], of: int) -> str:
    """The parts that could not be derived, in words."""
    lines = [f"{len(failed)} of {of} parts could not be derived:"]
    lines += [f"  {task.kind} of {named(task)}: {one.reason}" for task, one in failed[:MOST_NAMED]]
    if len(failed) > MOST_NAMED:
        lines.append(f"  and {len(failed) - MOST_NAMED} more.")
    lines.append("The others are kept: the same command derives only what is missing.")
    return "\n".join(lines)


def details(failed: Sequence[tuple[Task, Failed]]) -> str:
    """The tracebacks of the parts that failed by a fault of the program."""
    return "\n".join(
        f"{task.folder}, of {', '.join(task.reports) or 'all reports'}:\n{one.details}"
        for task, one in failed
        if one.details
    )


def named(task: Task) -> str:
    """The reports of a part, in words."""
    names = ", ".join(task.reports[:MOST_NAMED]) or "all reports"
    more = len(task.reports) - MOST_NAMED
    return f"{names} and {more} more" if more > 0 else names
