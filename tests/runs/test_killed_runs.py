"""Runs killed at any moment leave the release in force whole, and the next run succeeds."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from support.running import command, environment, manifest_of, orchestrate

KILLS = 30
SEED = 20211231


def assert_whole(releases: Path) -> None:
    """The release in force can be read, and its manifest speaks of it."""
    current = (releases / "current").resolve()
    assert manifest_of(releases)["release"] == current.name
    with duckdb.connect(str(current / "warehouse.duckdb"), read_only=True) as warehouse:
        assert warehouse.sql("select count(*) from marts.figures").fetchall() == [(26,)]
    assert (current / "site/index.html").exists() and (current / "exports/csv/growth.csv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_run_breaks_nothing(tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    start = time.monotonic()
    assert orchestrate("--releases", releases).returncode == 0
    whole_run = time.monotonic() - start
    moments = random.Random(SEED)
    killed = 0
    for _ in range(KILLS):
        run = subprocess.Popen(
            command("--releases", releases, "--force"),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # A little beyond a whole run, so that the last moments of one are met as well.
        time.sleep(moments.uniform(0, 1.05 * whole_run))
        run.send_signal(signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        assert_whole(releases)
    assert killed >= KILLS // 2
    run_after = orchestrate("--releases", releases, "--force")
    assert run_after.returncode == 0, run_after.stderr
    assert_whole(releases)
    assert [path.name for path in releases.iterdir() if path.name.startswith(".")] == [".lock"]
