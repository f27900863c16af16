"""A run on bad inputs reports every fault, and no release changes."""

from pathlib import Path

import pytest
from support.bad_input import CASES, Case
from support.running import call, tree
from support.seeds_folder import copy_seeds


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder with a published release."""
    folder = tmp_path / "releases"
    release = folder / "20260101T000000Z-00000000"
    release.mkdir(parents=True)
    (release / "manifest.json").write_text('{"release": "first", "fingerprint": "-"}')
    (release / "warehouse.duckdb").write_bytes(b"as it was")
    (folder / "current").symlink_to(release.name, target_is_directory=True)
    return folder


# One case of each file; tests/unit/test_bad_input.py tries every case.
ONE_OF_EACH_FILE = {bad.file: bad for bad in reversed(CASES)}.values()


@pytest.mark.parametrize("bad", ONE_OF_EACH_FILE, ids=lambda bad: bad.name)
def test_a_fault_publishes_nothing(
    bad: Case, tmp_path: Path, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = bad.break_(copy_seeds(tmp_path))
    before = tree(releases)
    run = call("--seeds", "seeds", "--releases", releases)
    assert run.returncode == 2
    said = " ".join(run.stderr.split())
    assert "1 fault." in said and "Nothing was published." in said
    place = f"seeds/{bad.file}" + (f", line {line}" if line else "")
    assert place in said
    assert "Traceback" not in said
    assert {**tree(releases), ".lock": b""} == {**before, ".lock": b""}


def test_faults_of_many_files_are_reported_together(tmp_path: Path, releases: Path) -> None:
    seeds = copy_seeds(tmp_path)
    figures = next((seeds / "figures").iterdir())
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace("51,49", "51,4x").replace("75,86", "75.86"), encoding="utf-8")
    (seeds / "reference/units.csv").write_bytes(b"unit_id\xff")
    run = call("--seeds", seeds, "--releases", releases)
    assert run.returncode == 2
    assert "3 faults" in run.stderr
    assert "51,4x" in run.stderr and "75.86" in run.stderr and "units.csv" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    run = call("--seeds", tmp_path / "empty", "--releases", tmp_path / "releases")
    assert run.returncode == 2
    assert "empty" in run.stderr and "Traceback" not in run.stderr
