"""The whole command over panels of several sizes: seconds by stage, peak of memory, growth.

From files to a published release with site and exports, as its user starts it; reports that
contradict themselves, for the panel has misprints, go into quarantine. Whether all misprints are
found that a sound check can find, and nothing else, is read from what was published.
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
from benchmarks.process import run_measured
from doichieu.base.paths import WAREHOUSE

# How a run prints that a stage has ended.
STAGE = re.compile(r"^✓ ([^:(]+?)(?:: .*)? \(([\d.]+) s\)$", re.MULTILINE)


def run(sizes: Sequence[int], seed: int, minutes: float, gib: float, folder: Path) -> int:
    """Measure each size and write the results so far; 1 where misprints are missed or made up.

    What is known of other sizes stays, where it was found under like conditions.
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
            # After each, for the next may take hours.
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
    """Whether a run missed a misprint that can be found, or objected to what is none."""
    return "found" in size and (size["found"] < size["findable"] or size["false_alarms"] > 0)


def measure(figures: int, seed: int, minutes: float, gib: float, scratch: Path) -> dict[str, Any]:
    """One size: figures and reports, seconds in all and by stage, MiB at the peak and of what is
    published, and the misprints found.

    Of a run that passed its bounds, which. Raises RuntimeError where nothing was published, with
    what the run said and where what it left is kept.
    """
    seeds, folder = scratch / "panel", scratch / "run"
    written, _ = write_panel(figures, seed, RATE, "csv", seeds)
    folder.mkdir()
    reports = sum(1 for _ in (seeds / "figures").iterdir())
    ended = run_measured(
        [
            *(sys.executable, "-m", "doichieu", "--quarantine", "--force"),
            *("--seeds", str(seeds), "--releases", str(folder / "releases")),
        ],
        folder,
        # A console that believes in colours would put them between the words of its stages.
        {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1", "FORCE_COLOR": ""},
        minutes,
        gib,
    )
    said = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
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


def stages(said: str) -> dict[str, float]:
    """Seconds of each stage that a run printed, in order."""
    return {name: float(seconds) for name, seconds in STAGE.findall(said)}


def bytes_in(folder: Path) -> int:
    """The size of all files below a folder."""
    return sum(path.stat().st_size for path in folder.resolve().rglob("*") if path.is_file())


def growth(measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The power of the number of figures that the seconds grow by: between neighbouring sizes, and
    last, of more than two, from the smallest to the largest.
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
