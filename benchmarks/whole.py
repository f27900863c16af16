"""The complete command on panels of several sizes: seconds by stage, peak memory, growth.

From files to a published release with site and exports, as a user starts it. The panel has
misprints; reports that contradict themselves go into quarantine. The published release shows
whether the checks found exactly the misprints that a sound check can find.
"""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from benchmarks import PROJECT, RATE, results
from benchmarks.contest import OURS, misprints_found
from benchmarks.panel import KEY, write_panel
from benchmarks.process import Run, run_measured
from doichieu.base.paths import WAREHOUSE

# The line that a run prints when a stage has ended.
STAGE = re.compile(r"^✓ ([^:(]+?)(?:: .*)? \(([\d.]+) s\)$", re.MULTILINE)


def run(sizes: Sequence[int], seed: int, minutes: float, gib: float, folder: Path) -> int:
    """Measure each size and write the results so far; return 1 on missed misprints or false alarms.

    Earlier results of other sizes are kept if they were measured under the same conditions.
    """
    conditions = {"seed": seed, "rate": RATE, "bounds": {"minutes": minutes, "gib": gib}}
    known = results.sizes_like(folder, "whole", conditions)
    measured = []
    with TemporaryDirectory() as scratch:
        for figures in sorted(set(sizes)):
            size = measure(figures, seed, minutes, gib, Path(scratch))
            measured.append(size)
            print(
                f"{size['figures']:,} figures: "
                + (size.get("stopped") or f"{size['seconds']:,.1f} s, {size['peak_mib']:,.0f} MiB"),
                flush=True,
            )
            # Write after each size, because the next may take hours.
            every = results.together(known, measured)
            finished = [size for size in every if "seconds" in size]
            results.write(
                folder, "whole", {**conditions, "sizes": every, "growth": growth(finished)}
            )
    wrong = [size for size in measured if is_wrong(size)]
    for size in wrong:
        print(
            f"{size['figures']:,} figures: {size['found']:,} of {size['findable']:,} misprints "
            f"found, {size['false_alarms']:,} false alarms"
        )
    return int(bool(wrong))


def is_wrong(size: dict[str, Any]) -> bool:
    """Whether a run missed a findable misprint, or flagged a correct figure."""
    return "found" in size and (size["found"] < size["findable"] or size["false_alarms"] > 0)


def measure(figures: int, seed: int, minutes: float, gib: float, scratch: Path) -> dict[str, Any]:
    """Measure one size of panel with the complete command.

    The result has figures and reports, seconds in total and by stage, peak MiB, MiB published, and
    misprints found; or the limit that the run exceeded. Raises RuntimeError when nothing was
    published, with the run's output and the folder of its files.
    """
    seeds, folder = scratch / "panel", scratch / "run"
    written, _ = write_panel(figures, seed, RATE, "csv", seeds)
    reports = sum(1 for _ in (seeds / "figures").iterdir())
    ended, said = command_run(seeds, folder, minutes, gib)
    if ended.status and not ended.stopped:
        kept = shutil.move(folder, mkdtemp(prefix="whole-"))
        raise RuntimeError(f"the run ended with status {ended.status}, see {kept}:\n{said}")
    size: dict[str, Any] = {"figures": written, "reports": reports, **results.measured_now()}
    if ended.stopped:
        size["stopped"] = ended.stopped
    else:
        size |= {
            "seconds": ended.seconds,
            "stages": stages(said),
            "peak_mib": ended.peak_mib,
            "release_mib": round(bytes_in(folder / "releases" / "current") / 2**20, 1),
            **misprints_found(OURS, folder / "releases" / "current" / WAREHOUSE, seeds / KEY),
        }
    shutil.rmtree(folder)
    shutil.rmtree(seeds)
    return size


def command_run(
    seeds: Path, folder: Path, minutes: float, gib: float, *options: str
) -> tuple[Run, str]:
    """Run the complete command on a panel, with releases in a new folder; returns also its output.

    Contradictory reports go into quarantine.
    """
    folder.mkdir()
    ended = run_measured(
        [
            *(sys.executable, "-m", "doichieu", "--quarantine", "--force", *options),
            *("--seeds", str(seeds), "--releases", str(folder / "releases")),
        ],
        folder,
        # Without colours: a console would put colour codes between the words of its stages.
        {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1", "FORCE_COLOR": ""},
        minutes,
        gib,
    )
    return ended, (folder / "said.txt").read_text(encoding="utf-8", errors="replace")


def stages(said: str) -> dict[str, float]:
    """Seconds of each stage that a run printed, in order."""
    return {name: float(seconds) for name, seconds in STAGE.findall(said)}


def bytes_in(folder: Path) -> int:
    """The size of all files below a folder."""
    return sum(path.stat().st_size for path in folder.resolve().rglob("*") if path.is_file())


def growth(measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The exponents with which seconds grow with the number of figures: between neighbouring sizes,
    and, with more than two sizes, from the smallest to the largest.
    """
    steps = list(pairwise(measured))
    if len(measured) > 2:
        steps.append((measured[0], measured[-1]))
    return [
        {
            "from": small["figures"],
            "to": large["figures"],
            "exponent": results.exponent(
                (small["figures"], large["figures"]), (small["seconds"], large["seconds"])
            ),
        }
        for small, large in steps
        if small["figures"] < large["figures"]
    ]
