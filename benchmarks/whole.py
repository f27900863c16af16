"""The whole command over panels of several sizes: seconds by stage, peak of memory, growth.

From files to a published release with site and exports, as its user starts it; reports that
contradict themselves, for the panel has misprints, go into quarantine.
"""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import PROJECT, RATE, results
from benchmarks.growth import exponent
from benchmarks.panel import write_panel
from benchmarks.process import run_measured

# How a run tells that a stage has ended.
STAGE = re.compile(r"^✓ ([^:(]+?)(?:: .*)? \(([\d.]+) s\)$", re.MULTILINE)


def run(sizes: Sequence[int], seed: int, minutes: float, gib: float, folder: Path) -> int:
    """Measure each size and write the results so far."""
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
            results.write(
                folder,
                "whole",
                {
                    "seed": seed,
                    "rate": RATE,
                    "bounds": {"minutes": minutes, "gib": gib},
                    "sizes": measured,
                    "growth": growth([size for size in measured if "seconds" in size]),
                },
            )
    return 0


def measure(figures: int, seed: int, minutes: float, gib: float, scratch: Path) -> dict[str, Any]:
    """One size: figures and reports, seconds in all and by stage, MiB at the peak and of what is
    published.

    Of a run that passed its bounds, which. Raises RuntimeError, with what the run said,
    where nothing was published.
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
        raise RuntimeError(f"the run ended with status {ended.status}:\n{said[-3000:]}")
    size: dict[str, Any] = {"figures": written, "reports": reports}
    if ended.stopped:
        size["stopped"] = ended.stopped
    else:
        size |= {
            "seconds": ended.seconds,
            "stages": stages(said),
            "peak_mib": ended.peak_mib,
            "release_mib": round(bytes_in(folder / "releases" / "current") / 2**20, 1),
        }
    shutil.rmtree(folder)
    shutil.rmtree(seeds)
    return size


def stages(said: str) -> dict[str, float]:
    """Seconds of each stage that a run told of, in order."""
    return {name: float(seconds) for name, seconds in STAGE.findall(said)}


def bytes_in(folder: Path) -> int:
    """The size of all files below a folder."""
    return sum(path.stat().st_size for path in folder.resolve().rglob("*") if path.is_file())


def growth(measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Between neighbouring sizes: the power of the number of figures that the seconds grow by."""
    return [
        {
            "from": small["figures"],
            "to": large["figures"],
            "exponent": exponent(
                (small["figures"], large["figures"]), (small["seconds"], large["seconds"])
            ),
        }
        for small, large in pairwise(measured)
        if small["figures"] < large["figures"]
    ]
