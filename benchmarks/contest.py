"""Compare the project with alternatives: seconds, memory, answers, misprints found.

Every contender answers the same question on the same panel, in a separate process. All answers must
be equal to the last bit; a difference fails the command.
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
from doichieu.base.sql import quoted
from doichieu.base.warehouse import opened
from doichieu.derive.compiled_models import compile_models
from doichieu.inputs import read_inputs

QUANTITIES = ("level", "implied_plan", "implied_prior", "completion", "growth")
FLOOR, MODELS = "by_hand", "our_models"
WORST_FIRST = 5
# `bench whole` measures the complete command on larger panels, once.
MOST_OF_OURS = 200_000

# The answers, one row for each interval: the key columns, then the columns that must be equal.
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
    "implied": " union all ".join(
        f"""
        select
            {KEYS},
            indicator_id,
            '{reading}' as reading,
            plan_{reading}_lower as plan_lower,
            plan_{reading}_upper as plan_upper,
            prior_{reading}_lower as prior_lower,
            prior_{reading}_upper as prior_upper
        from intermediate.int_observations
        where basis = '' and coalesce(plan_{reading}_lower, prior_{reading}_lower) is not null
        """
        for reading in READINGS
    ),
    "reconciled": " union all ".join(
        f"""
        select
            {KEYS},
            identity_id,
            quantity,
            '{reading}' as reading,
            case
                when {reading}_gap is null then 'not_checkable'
                when {reading}_gap = 0 then 'holds'
                else 'fails'
            end as verdict
        from intermediate.int_checks
        where kind in ('sum', 'range') and quantity in {QUANTITIES}
        """
        for reading in READINGS
    ),
}

# Groups that a contender flags; the names of a group's identities and indicators begin with its
# name.
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
    """A contender: its command, which takes the seeds and a folder, and the place of its answers.

    `prepare` converts the seeds once for all its runs; this time is not measured. `most_figures`
    limits the panels that it gets.
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
        """Whether it is one of the two contenders whose ratio is reported."""
        return self.name in (FLOOR, MODELS)


def rival(module: str, place: str = "") -> Contender:
    """A contender of the folder `rivals`; `place` is the prefix of its tables in its database."""
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
    """Only the models of the project that the question needs."""

    def prepare(seeds: Path, folder: Path) -> Path:
        # The models name their files relative to the folder in which a run starts.
        read_inputs(seeds).write_snapshot(folder / "inputs")
        return folder / "inputs"

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


# The audit refuses a panel with misprints: status 1, and the warehouse is in the refused build.
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
    """The number of runs of the floor and the project's models, that of the others, and the limits
    of one run.
    """

    runs: int
    runs_of_others: int
    minutes: float
    gib: float


def run(
    sizes: Sequence[int], seed: int, bounds: Bounds, names: Sequence[str] | None, folder: Path
) -> int:
    """Measure every size and write the results after each turn; return 1 when answers differ or the
    floor does not finish, without the results of that turn. Earlier results of other sizes are kept
    if they were measured under the same conditions.
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
                    # Write after each turn, because the next may take an hour.
                    known = results.together(known, [size | {"absent": absent}])
                    results.write(folder, "rivals", {**conditions, "sizes": known})
    return 0


def gather(scratch: Path, names: Sequence[str] | None) -> tuple[list[Contender], dict[str, str]]:
    """The contenders, the floor first, and the reasons why others cannot take part."""
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
    """The results of one size after each turn, and the answers that differ from the floor's.

    There are no results when the floor does not finish.

    The contenders take turns, so that other work on the machine affects all of them.
    """
    seeds = scratch / "panel"
    written, _ = write_panel(figures, seed, RATE, "csv", seeds)
    contenders = [one for one in contenders if one.most_figures >= written]
    runs: dict[str, list[Run]] = {one.name: [] for one in contenders}
    found: dict[str, dict[str, Any]] = {}
    apart: list[str] = []
    # The floor's answers; those of the others are compared with them.
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
    """A run in words, for the screen."""
    return ended.stopped or f"{ended.seconds:,.1f} s, {ended.peak_mib:,.0f} MiB"


def summary(runs: Sequence[Run], fastest: float) -> dict[str, Any]:
    """Seconds of each run, their median and its ratio to the floor's, minimum and maximum."""
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
    """Count the rows that only one of two contenders answers, and show some of them."""
    reference = {name: query.format(place="floor.") for name, query in ANSWERS.items()}
    with duckdb.connect() as connection:
        # Attach under the name of the file: SQLMesh's views contain this name.
        connection.execute(f"attach {quoted(database)} as {database.stem} (read_only)")
        connection.execute(f"attach {quoted(floor)} as floor (read_only)")
        connection.execute(f"use {database.stem}")
        for name, query in one.answers.items():
            rows = connection.execute(
                f"(({clean(query)}) except all ({clean(reference[name])})) union all "
                f"(({clean(reference[name])}) except all ({clean(query)})) limit {WORST_FIRST}"
            ).fetchall()
            for row in rows:
                yield f"{one.name} and the floor differ at {figures:,} figures, {name}: {row}"


def clean(query: str) -> str:
    """The query with null for blanks, and with doubles in place of decimals."""
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
    """Count the findable misprints that a contender finds, and its false alarms."""
    if one.objections is None:
        return {}
    with key.open(encoding="utf-8") as file:
        planted = {
            (row["report_id"], row["component"]): row["is_findable"] == "true"
            for row in csv.DictReader(file)
        }
    with opened(database) as connection:
        objected = set(connection.execute(one.objections).fetchall())
    findable = {place for place, is_findable in planted.items() if is_findable}
    return {
        "planted": len(planted),
        "findable": len(findable),
        "found": len(objected & findable),
        "found_though_possible": len(objected & (planted.keys() - findable)),
        "false_alarms": len(objected - planted.keys()),
    }
