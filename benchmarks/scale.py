"""Seconds and memory by number of two-part groups, each size in a separate process."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import results
from benchmarks.collection import draw_collection
from benchmarks.shapes import PAIR
from benchmarks.warehouse import SETTINGS, CompiledModels, Step, build, compile_models


def run(sizes: list[int], seed: int, folder: Path) -> int:
    """Measure each size and write the result."""
    with TemporaryDirectory() as scratch:
        models = compile_models(Path(scratch) / "compiled")
        measured = []
        for groups in sorted(sizes):
            measured.append(measure(models, groups, seed, Path(scratch)))
            print(
                f"{groups:,} groups: {measured[-1]['seconds']:,.1f} s, "
                f"{measured[-1]['peak_mib']:,.0f} MiB",
                flush=True,
            )
    results.write(
        folder,
        "scale",
        {
            "duckdb_settings": SETTINGS,
            "seed": seed,
            "sizes": measured,
            "growth": growth(measured),
        },
    )
    return 0


def measure(models: CompiledModels, groups: int, seed: int, scratch: Path) -> dict[str, Any]:
    """Measure one size: figures, total seconds, the peak memory of the process, and each table."""
    with TemporaryDirectory(dir=scratch) as folder:
        return {
            "groups": groups,
            **summary(
                *(
                    in_own_process(job, models, groups, seed, Path(folder))
                    for job in (prepare, built)
                )
            ),
        }


def in_own_process(job: Any, *arguments: Any) -> Any:
    """Run a function in a new process, so that only its own memory is measured."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(job, *arguments).result()


def prepare(models: CompiledModels, groups: int, seed: int, folder: Path) -> int:
    """Write the inputs; returns the bytes of the figures."""
    draw_collection([PAIR], groups, seed, folder / "inputs")
    return sum(path.stat().st_size for path in (folder / "inputs" / "figures").iterdir())


def built(models: CompiledModels, groups: int, seed: int, folder: Path) -> tuple[list[Step], int]:
    """Build the warehouse; returns the steps and the bytes of the database."""
    steps = build(models, folder / "inputs", folder)
    return steps, (folder / "warehouse.duckdb").stat().st_size


def summary(input_bytes: int, outcome: tuple[list[Step], int]) -> dict[str, Any]:
    """The result of one size in one line."""
    steps, database_bytes = outcome
    figures = next(step.rows for step in steps if step.table == "staging.stg_figures")
    return {
        "figures": figures,
        "input_mib": round(input_bytes / 2**20, 1),
        "database_mib": round(database_bytes / 2**20, 1),
        "seconds": round(sum(step.seconds for step in steps), 2),
        "peak_mib": max(step.peak_mib for step in steps),
        "steps": [asdict(step) for step in steps],
    }


def growth(measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The exponents with which seconds grow between neighbouring sizes.

    1 is proportional to the number of groups. In total, and for each model that takes at least a
    hundredth of the time at the larger size.
    """
    found = []
    for small, large in pairwise(measured):
        sizes = small["groups"], large["groups"]
        before = {step["table"]: step["seconds"] for step in small["steps"]}
        found.append(
            {
                "from": small["groups"],
                "to": large["groups"],
                "exponent": results.exponent(sizes, (small["seconds"], large["seconds"])),
                "by_table": {
                    step["table"]: results.exponent(sizes, (before[step["table"]], step["seconds"]))
                    for step in large["steps"]
                    if step["seconds"] >= large["seconds"] / 100 and before.get(step["table"])
                },
            }
        )
    return found
