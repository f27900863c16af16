"""The project beside what a user might take instead: seconds, memory, answers, misprints found.

Every contender gets the same panel and the same question, in a process of its own. All must give
the same answers, to the last bit; a difference fails the command.
"""

import csv
import os
import pickle
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from benchmarks import CONTENDERS, PROJECT, RATE, results
from benchmarks.panel import KEY, write_panel
from benchmarks.process import Run, run_measured
from benchmarks.rivals import READINGS, by_sqlmesh
from doichieu.derive.compiled_models import compile_models
from doichieu.inputs import read_inputs

QUANTITIES = ("level", "implied_plan", "implied_prior", "completion", "growth")
FLOOR, MODELS = "by_hand", "our_models"
WORST_FIRST = 5
# Of more figures `bench whole` measures the whole command, once.
MOST_OF_OURS = 200_000

# What all answer, a row for each interval: the key columns, then those that must be equal.
KEYS = "report_id, territory_id, period_id"
ANSWERS = {
    "implied": " union all ".join(
        f"""
        select
            {KEYS},
            indicator_id,
            '{reading}' as reading,
            {reading}_plan_lower as plan_lower,
            {reading}_plan_upper as plan_upper,
            {reading}_prior_lower as prior_lower,
            {reading}_prior_upper as prior_upper
        from {{place}}implied
        where {reading}_plan_lower is not null or {reading}_prior_lower is not null
        """
        for reading in READINGS
    ),
    "reconciled": " union all ".join(
        f"""
        select {KEYS}, identity_id, quantity, '{reading}' as reading, {reading}_verdict as verdict
        from {{place}}reconciled
        """
        for reading in READINGS
    ),
}
OUR_ANSWERS = {
    "implied": f"""
        select {KEYS}, indicator_id, reading, plan_lower, plan_upper, prior_lower, prior_upper
        from intermediate.int_implied
        where basis = ''
    """,
    "reconciled": f"""
        select
            {KEYS},
            identity_id,
            quantity,
            reading,
            case
                when not is_checkable then 'not_checkable' when gap = 0 then 'holds' else 'fails'
            end as verdict
        from intermediate.int_checks
        where kind in ('sum', 'range') and quantity in {QUANTITIES}
    """,
}

# Groups that a contender objects to; a group's identities and indicators begin with its name.
OBJECTIONS = """
    select distinct report_id, regexp_extract(identity_id, '^[a-z]+_[0-9]+')
    from {place}reconciled
    where half_verdict = 'fails'
"""
OUR_OBJECTIONS = """
    select distinct report_id, regexp_extract(indicator_id, '^[a-z]+_[0-9]+')
    from marts.reconciliation
    where verdict in ('suspect', 'contradiction')
"""


@dataclass(frozen=True)
class Contender:
    """Who is asked: the command, given seeds and a folder of its own, and where the answers are.

    In place of the seeds it is given what is prepared of them, once for all its runs and outside
    their time. `most_figures` are those of the largest panel that is put to it here.
    """

    name: str
    command: Callable[[Path, Path], list[str]]
    database: str
    answers: dict[str, str]
    objections: str | None
    statuses: tuple[int, ...] = (0,)
    prepare: Callable[[Path, Path], Path] = lambda seeds, folder: seeds
    is_ours: bool = False
    most_figures: float = float("inf")

    @property
    def is_compared(self) -> bool:
        """Whether it is one of the two whose ratio is asked for."""
        return self.name in (FLOOR, MODELS)


def rival(module: str, place: str = "") -> Contender:
    """A contender of the folder `rivals`, whose answers stand at a place in its database."""
    return Contender(
        module,
        lambda seeds, folder: [
            *(sys.executable, "-m", f"benchmarks.rivals.{module}"),
            *(str(seeds), str(folder / "answers.duckdb")),
        ],
        "answers.duckdb",
        {name: query.format(place=place) for name, query in ANSWERS.items()},
        OBJECTIONS.format(place=place),
    )


def our_models(pickled: Path) -> Contender:
    """The project's models that the question needs, and no more."""

    def prepare(seeds: Path, folder: Path) -> Path:
        read_inputs(seeds).write_snapshot(folder)
        return folder

    return Contender(
        MODELS,
        lambda inputs, folder: [
            *(sys.executable, "-m", "benchmarks.rivals.ours"),
            *(str(pickled), str(inputs), str(folder)),
        ],
        "warehouse.duckdb",
        OUR_ANSWERS,
        None,
        prepare=prepare,
        is_ours=True,
    )


# The audit refuses a panel with misprints: status 1, and the warehouse stands among the refused.
OURS = Contender(
    "ours",
    lambda seeds, folder: [
        *(sys.executable, "-m", "doichieu", "--seeds", str(seeds)),
        *("--releases", str(folder / "releases"), "--force"),
    ],
    "releases/refused/warehouse.duckdb",
    OUR_ANSWERS,
    OUR_OBJECTIONS,
    statuses=(1,),
    is_ours=True,
    most_figures=MOST_OF_OURS,
)


@dataclass(frozen=True)
class Bounds:
    """How often the floor and the project's models are run, and how often the others; and what
    each run may take.
    """

    runs: int
    runs_of_others: int
    minutes: float
    gib: float


def run(
    sizes: Sequence[int], seed: int, bounds: Bounds, names: Sequence[str] | None, folder: Path
) -> int:
    """Measure every size and write the results so far; none of a turn in which two do not answer
    alike, or the floor does not finish, and then 1. What is known of other sizes stays, where it
    was found under like conditions.
    """
    conditions = {
        "seed": seed,
        "rate": RATE,
        "asked": {"readings": [*READINGS], "quantities": [*QUANTITIES]},
        "bounds": {"minutes": bounds.minutes, "gib": bounds.gib},
    }
    known = results.sizes_like(folder, "rivals", conditions)
    with TemporaryDirectory() as scratch:
        contenders, absent = gather(Path(scratch), names)
        for figures in sorted(set(sizes)):
            with TemporaryDirectory(dir=scratch) as place:
                for size, apart in measure(contenders, figures, seed, bounds, Path(place)):
                    if apart:
                        print("\n".join(apart))
                        return 1
                    # After each turn, for the next may take an hour.
                    known = results.together(known, [size | {"absent": absent}])
                    results.write(folder, "rivals", {**conditions, "sizes": known})
    return 0


def gather(scratch: Path, names: Sequence[str] | None) -> tuple[list[Contender], dict[str, str]]:
    """Who takes part, the floor first, and who cannot, with the reason."""
    every = [*CONTENDERS] if names is None else [FLOOR, *(one for one in names if one != FLOOR)]
    absent = {}
    if "by_sqlmesh" in every and (reason := by_sqlmesh.install()):
        absent["by_sqlmesh"] = reason
    if MODELS in every:
        models = compile_models(scratch / "compiled")
        (scratch / "models.pickle").write_bytes(pickle.dumps(models))
    known = {
        "by_hand": rival("by_hand"),
        "by_pandas": rival("by_pandas"),
        "by_dbt": rival("by_dbt"),
        "by_sqlmesh": rival("by_sqlmesh", "panel."),
        MODELS: our_models(scratch / "models.pickle"),
        "ours": OURS,
    }
    return [known[name] for name in every if name not in absent], absent


def measure(
    contenders: Sequence[Contender], figures: int, seed: int, bounds: Bounds, scratch: Path
) -> Iterator[tuple[results.Size, list[str]]]:
    """One size as far as it is known after each turn, and which answers are not the floor's.

    Nothing is known of it where the floor does not finish.

    The contenders take turns, so that whatever else the machine does meets them all.
    """
    seeds = scratch / "panel"
    written, _ = write_panel(figures, seed, RATE, "csv", seeds)
    contenders = [one for one in contenders if one.most_figures >= written]
    runs: dict[str, list[Run]] = {one.name: [] for one in contenders}
    found: dict[str, dict[str, Any]] = {}
    apart: list[str] = []
    # The floor's answers, which those of the others are compared with.
    floor = scratch / "floor"
    floor.mkdir()
    given = {one.name: one.prepare(seeds, scratch / one.name) for one in contenders}
    for turn in range(max(bounds.runs, bounds.runs_of_others)):
        for one in contenders:
            most = bounds.runs if one.is_compared else bounds.runs_of_others
            if turn >= most or (runs[one.name] and runs[one.name][-1].stopped):
                continue
            folder = scratch / "turn"
            folder.mkdir()
            ended = run_measured(
                one.command(given[one.name], folder),
                folder,
                {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
                bounds.minutes,
                bounds.gib,
            )
            if not ended.stopped and ended.status not in one.statuses:
                said = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"{one.name} ended with status {ended.status}:\n{said[-3000:]}")
            runs[one.name].append(ended)
            print(f"{written:,} figures, run {turn + 1}, {one.name}: {outcome(ended)}", flush=True)
            if one.name == FLOOR and ended.stopped:
                yield {}, [f"There is no floor to compare with: it {ended.stopped}."]
                return
            if turn == 0 and not ended.stopped:
                database = folder / one.database
                if one.name == FLOOR:
                    shutil.copyfile(database, floor / "answers.duckdb")
                apart += differences(one, database, floor / "answers.duckdb", written)
                found[one.name] = misprints_found(one, database, seeds / KEY)
            shutil.rmtree(folder)
        fastest = statistics.median(one.seconds for one in runs[FLOOR])
        size: results.Size = {
            "figures": written,
            **results.measured_now(),
            "contenders": [
                {"name": one.name, **summary(runs[one.name], fastest), **found.get(one.name, {})}
                for one in contenders
            ],
        }
        yield size, apart


def outcome(ended: Run) -> str:
    """A run, for the screen."""
    return ended.stopped or f"{ended.seconds:,.1f} s, {ended.peak_mib:,.0f} MiB"


def summary(runs: Sequence[Run], fastest: float) -> dict[str, Any]:
    """Seconds of each run, their median and its ratio to the floor's, the least and the most."""
    if stopped := runs[-1].stopped:
        return {"stopped": stopped}
    seconds = [one.seconds for one in runs]
    return {
        "seconds": seconds,
        "median": round(statistics.median(seconds), 2),
        "ratio": round(statistics.median(seconds) / fastest, 2),
        "ratio_least": round(min(seconds) / fastest, 2),
        "ratio_most": round(max(seconds) / fastest, 2),
        "peak_mib": max(one.peak_mib for one in runs),
    }


def differences(one: Contender, database: Path, floor: Path, figures: int) -> Iterator[str]:
    """Rows that one contender answers and another does not, with some of them."""
    reference = {name: query.format(place="floor.") for name, query in ANSWERS.items()}
    with duckdb.connect() as connection:
        # By the name of its file, which SQLMesh's views are written with.
        connection.execute(f"attach '{database}' as {database.stem} (read_only)")
        connection.execute(f"attach '{floor}' as floor (read_only)")
        connection.execute(f"use {database.stem}")
        for name, query in one.answers.items():
            rows = connection.execute(
                f"(({clean(query)}) except all ({clean(reference[name])})) union all "
                f"(({clean(reference[name])}) except all ({clean(query)})) limit {WORST_FIRST}"
            ).fetchall()
            for row in rows:
                yield f"{one.name} and the floor differ at {figures:,} figures, {name}: {row}"


def clean(query: str) -> str:
    """A query whose blanks are null, and whose doubles are doubles."""
    return (
        "select * replace ("
        + ", ".join(
            f"if(isnan(cast({column} as double)), null, {column}) as {column}"
            for column in ("plan_lower", "plan_upper", "prior_lower", "prior_upper")
        )
        + f") from ({query})"
        if "plan_lower" in query
        else query
    )


def misprints_found(one: Contender, database: Path, key: Path) -> dict[str, Any]:
    """How many of the misprints that a sound check can find one contender finds, and what else."""
    if one.objections is None:
        return {}
    with key.open(encoding="utf-8") as file:
        planted = {
            (row["report_id"], row["component"]): row["is_findable"] == "true"
            for row in csv.DictReader(file)
        }
    with duckdb.connect(str(database), read_only=True) as connection:
        objected = set(connection.execute(one.objections).fetchall())
    findable = {place for place, is_findable in planted.items() if is_findable}
    return {
        "planted": len(planted),
        "findable": len(findable),
        "found": len(objected & findable),
        "found_though_possible": len(objected & (planted.keys() - findable)),
        "false_alarms": len(objected - planted.keys()),
    }
