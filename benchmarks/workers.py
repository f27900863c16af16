"""The complete command on a panel with one, two and more worker processes on this machine.

From the run with the fewest workers follows a model: what is serial takes the same time with any
number of workers, what is in tasks is divided among them. The other runs are held against it, and
it says what more workers would take.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import RATE, results
from benchmarks.panel import write_panel
from benchmarks.whole import command_run, stages
from doichieu.derive.parts.spread import STORE
from doichieu.derive.parts.task import KINDS

# Numbers of workers for which the model says what they would take.
SUPPOSED = (4, 16, 64)


def run(
    figures: int, workers: Sequence[int], seed: int, minutes: float, gib: float, folder: Path
) -> int:
    """Measure a panel with each number of workers, and write the result."""
    with TemporaryDirectory() as scratch:
        panel = Path(scratch) / "panel"
        written, _ = write_panel(figures, seed, RATE, "csv", panel)
        runs = []
        for number in sorted(set(workers)):
            runs.append(measure(panel, number, minutes, gib, Path(scratch) / "run"))
            print(f"{number} workers: {runs[-1]['seconds']:.1f} s", flush=True)
    tasks = runs[0].pop("tasks")
    serial = runs[0]["seconds"] - in_tasks(tasks, runs[0]["workers"])
    for one in runs:
        one.pop("tasks", None)
        one["model"] = round(serial + in_tasks(tasks, one["workers"]), 1)
    supposed = [
        {"workers": number, "model": round(serial + in_tasks(tasks, number), 1)}
        for number in SUPPOSED
    ]
    found = {"figures": written, "seed": seed, "runs": runs, "supposed": supposed}
    found |= {"serial_seconds": round(serial, 1), "tasks": {k: len(v) for k, v in tasks.items()}}
    results.write(folder, "workers", found)
    return 0


def measure(panel: Path, workers: int, minutes: float, gib: float, folder: Path) -> dict[str, Any]:
    """One run: seconds, peak memory, seconds by stage, and the seconds of its tasks by kind.

    Raises RuntimeError, with what the run said, where it published nothing.
    """
    ended, said = command_run(panel, folder, minutes, gib, "--cluster", f"local:{workers}")
    if ended.stopped or ended.status:
        raise RuntimeError(f"{ended.stopped or ended.status}:\n{said}")
    tasks: dict[str, list[float]] = defaultdict(list)
    for kind in KINDS:
        for marker in (folder / "releases" / STORE / kind).glob("*/done.json"):
            tasks[kind].append(json.loads(marker.read_text(encoding="utf-8"))["seconds"])
    shutil.rmtree(folder)
    return {
        "workers": workers,
        "seconds": ended.seconds,
        "cpu_seconds": ended.cpu_seconds,
        "peak_mib": ended.peak_mib,
        "stages": stages(said),
        "tasks": tasks,
    }


def in_tasks(tasks: Mapping[str, Sequence[float]], workers: int) -> float:
    """What so many workers take for tasks of these seconds: those of reports, then all others.

    They share the seconds, but no task is shared.
    """
    reports, *others = (tasks[kind] for kind in KINDS)
    rounds = (reports, [seconds for kind in others for seconds in kind])
    return sum(max(sum(one) / workers, max(one, default=0)) for one in rounds)
