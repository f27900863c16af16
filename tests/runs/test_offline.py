"""A run needs no network."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.running import PROJECT, command, environment

WITHOUT_NETWORK = ["unshare", "--map-root-user", "--net"]


def network_can_be_removed() -> bool:
    """Whether this system can start a process without a network."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*WITHOUT_NETWORK, "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(
    not network_can_be_removed(),
    reason="no unshare without root",
)
def test_a_run_without_a_network_publishes(tmp_path: Path) -> None:
    run = subprocess.run(
        [*WITHOUT_NETWORK, *command("--releases", tmp_path / "releases")],
        env=environment(),
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "releases/current/manifest.json").exists()
