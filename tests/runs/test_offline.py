"""A run asks nothing of the network."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.running import PROJECT, command, environment

CUT_OFF = ["unshare", "--map-root-user", "--net"]


def can_be_cut_off() -> bool:
    """Whether this system lets a test start a process without a network."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*CUT_OFF, "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not can_be_cut_off(), reason="this system cannot take a network away (unshare)")
def test_a_run_without_a_network_publishes(tmp_path: Path) -> None:
    run = subprocess.run(
        [*CUT_OFF, *command("--releases", tmp_path / "releases")],
        env=environment(),
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "releases/current/manifest.json").exists()
