"""Seconds and CPU of a complete run on the shipped report, compared with its parts in sequence.

Every round measures each method once, one after the other, so that other work on the machine
affects all of them. Ratios are computed within a round.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import PROJECT, results
from doichieu.inputs import read_inputs

Taken = dict[str, float]
"""What one way took: `seconds` on the clock, `cpu_seconds` in all its processes."""

DBT = [sys.executable, "-c", "from dbt.cli.main import cli; cli()"]
NO_UNIT_TESTS = ["--exclude-resource-type", "unit_test"]


def run(rounds: int, folder: Path) -> int:
    """Measure the methods round by round and write the result."""
    measured = []
    with TemporaryDirectory(prefix="doichieu-bench-") as saves, Watch(Path(saves)) as watch:
        for number in range(1, rounds + 1):
            with TemporaryDirectory(prefix="doichieu-bench-") as scratch:
                taken = measure(Path(scratch), watch)
            measured.append(taken)
            words = ", ".join(f"{way} {one['seconds']:.2f}" for way, one in taken.items())
            print(f"round {number} of {rounds}: {words}", flush=True)
    results.write(folder, "run", summary(measured))
    return 0


class Watch:
    """A warm `watch` on a copy of the seeds; use it as a context manager, which ends it."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(PROJECT / "seeds", folder / "seeds")
        (self._report,) = (folder / "seeds" / "figures").iterdir()
        command = [str(PROJECT / "orchestrate.py"), "watch", "--seeds", str(folder / "seeds")]
        self._process = subprocess.Popen(
            [sys.executable, *command],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self._read_verdict()

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()  # its workers end with it
        self._process.communicate()

    def save(self) -> Taken:
        """Save the report as an editor would and wait for its verdict; its CPU time is unknown."""
        beside = self._report.with_suffix(".tmp")
        shutil.copyfile(self._report, beside)
        start = time.perf_counter()
        beside.replace(self._report)
        self._read_verdict()
        return {"seconds": round(time.perf_counter() - start, 3)}

    def _read_verdict(self) -> None:
        assert self._process.stdout
        said = []
        for line in self._process.stdout:
            said.append(line)
            if "Waiting for a save" in line:
                return
        raise RuntimeError("watch ended: " + "".join(said))


def measure(scratch: Path, watch: Watch) -> dict[str, Taken]:
    """One round in an empty folder: the cost of each method."""
    releases = ["--releases", str(scratch / "releases")]
    ours = [sys.executable, str(PROJECT / "orchestrate.py"), *releases]
    plain, lean = plain_folder(scratch / "plain"), plain_folder(scratch / "lean")
    audit = ["-m", "benchmarks.plain_audit", plain["DOICHIEU_WAREHOUSE"], str(scratch / "docs")]
    return {
        "run": timed([*ours, "--force"]),
        "nothing_to_do": timed(ours),
        "save_to_verdict": watch.save(),
        "dbt_build": timed([*DBT, "build"], plain),
        "dbt_docs": timed([*DBT, "docs", "generate", "--static"], plain),
        "audit": timed([sys.executable, *audit]),
        # A run omits unit tests: they check the models, not the data.
        "dbt_build_without_unit_tests": timed([*DBT, "build", *NO_UNIT_TESTS], lean),
    }


def plain_folder(folder: Path) -> dict[str, str]:
    """A new folder with a copy of the inputs, and the environment variables that dbt needs."""
    # The audit counts rows by the list of files, which only such a copy has.
    read_inputs(PROJECT / "seeds").write_snapshot(folder / "inputs")
    return {
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DOICHIEU_INPUTS": str(folder / "inputs"),
        "DOICHIEU_REFERENCE": str(folder / "inputs" / "reference"),
        "DOICHIEU_WAREHOUSE": str(folder / "warehouse.duckdb"),
    }


def timed(command: list[str], variables: dict[str, str] | None = None) -> Taken:
    """Run and time a command; raises CalledProcessError with its output when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **(variables or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise subprocess.CalledProcessError(done.returncode, command)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": round(seconds, 3), "cpu_seconds": round(cpu, 3)}


def summary(measured: list[dict[str, Taken]]) -> dict[str, Any]:
    """The spreads of every method and of the ratios, with the values of the rounds."""
    rounds = [with_sums(one) for one in measured]
    return {
        "ways": {
            way: {kind: spread([one[way][kind] for one in rounds]) for kind in rounds[0][way]}
            for way in rounds[0]
        },
        "ratios": {
            f"run_to_{way}": spread([one["run"]["seconds"] / one[way]["seconds"] for one in rounds])
            for way in ("plain", "plain_without_unit_tests", "longer_alone")
        },
        "rounds": measured,
    }


def with_sums(taken: dict[str, Taken]) -> dict[str, Taken]:
    """A round with the sums of the parts, and the longer of dbt and the audit alone."""
    dbt = total(taken["dbt_build"], taken["dbt_docs"])
    lean = total(taken["dbt_build_without_unit_tests"], taken["dbt_docs"])
    return {
        **taken,
        "plain": total(dbt, taken["audit"]),
        "plain_without_unit_tests": total(lean, taken["audit"]),
        "longer_alone": max(dbt, taken["audit"], key=lambda one: one["seconds"]),
    }


def total(*parts: Taken) -> Taken:
    """The total cost of parts in sequence."""
    return {kind: round(sum(part[kind] for part in parts), 3) for kind in parts[0]}


def spread(values: list[float]) -> dict[str, float]:
    """The minimum, the median and the maximum of some values."""
    return {
        "min": round(min(values), 3),
        "median": round(statistics.median(values), 3),
        "max": round(max(values), 3),
    }
