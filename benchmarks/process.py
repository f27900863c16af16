"""Run a command in a separate process: measure its seconds, sample the peak memory of it and all
its children, and stop it when it exceeds its limits.
"""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLED_EVERY = 0.05  # seconds


@dataclass(frozen=True)
class Run:
    """The result of a process: its exit status, and why it was stopped, if it was.

    `cpu_seconds` are those of the process and of all its children that it waited for.
    """

    seconds: float
    cpu_seconds: float
    peak_mib: float
    status: int
    stopped: str = ""


def run_measured(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    most_minutes: float,
    most_gib: float,
) -> Run:
    """Run a command in a folder; its output goes to `folder/said.txt`."""
    with (folder / "said.txt").open("wb") as said:
        start, cpu = time.perf_counter(), cpu_of_children()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        peak, stopped = 0.0, ""
        while process.poll() is None:
            peak = max(peak, tree_mib(process.pid))
            if time.perf_counter() - start > 60 * most_minutes:
                stopped = f"did not finish within {most_minutes:g} minutes"
            elif peak > 1024 * most_gib:
                stopped = f"took more than {most_gib:g} GiB"
            if stopped:
                # The group contains only this process and its children.
                os.killpg(process.pid, signal.SIGKILL)
                break
            time.sleep(SAMPLED_EVERY)
        status = process.wait()
        seconds = round(time.perf_counter() - start, 3)
        return Run(seconds, round(cpu_of_children() - cpu, 3), round(peak, 1), status, stopped)


def cpu_of_children() -> float:
    """CPU seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tree_mib(root: int) -> float:
    """Resident memory of a process and all its descendants."""
    found = 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(root)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):  # it ended meanwhile
                found += one.memory_info().rss
    return found / 2**20
