"""Many files of figures, which several processes read and copy."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.random_collections import Collection, Table, write_seeds

from doichieu.base.faults import InputRefused, Unfinished
from doichieu.inputs import Inputs, many_files, read_inputs
from doichieu.inputs.files import find_files
from doichieu.release.fingerprint import fingerprint, hash_inputs


@pytest.fixture
def tables() -> dict[str, Table]:
    return Collection(random.Random(3)).make(reports=6)


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_files, "LEAST_BYTES", 0)


def files_in(folder: Path) -> dict[str, bytes]:
    """The content of each file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def snapshots(seeds: Path, folder: Path) -> tuple[Inputs, Inputs]:
    """The inputs read by this process and by several, each with its snapshot."""
    alone, several = read_inputs(seeds), read_inputs(seeds, copy=folder / "several")
    alone.write_snapshot(folder / "alone")
    several.write_snapshot(folder / "several")
    return alone, several


def test_several_processes_read_and_copy_what_one_does(
    tables: dict[str, Table], tmp_path: Path
) -> None:
    corrected = tables["figures"][0]
    tables["corrections"] = [
        {
            "report_id": corrected["report_id"],
            "figure_no": corrected["figure_no"],
            "action": "acknowledge",
            "expected_printed": corrected["printed"],
            "corrected_printed": "",
            "reason": "a test",
            "evidence": "none",
        }
    ]
    seeds = write_seeds(tmp_path / "seeds", tables)
    alone, several = snapshots(seeds, tmp_path)
    assert files_in(tmp_path / "alone") == files_in(tmp_path / "several")
    assert alone.files == several.files
    assert fingerprint(alone.files, {}) == fingerprint(several.files, {})
    assert hash_inputs(alone, {}) == hash_inputs(several, {})
    kept = [table.name for table in several.sources if table.rows and "figures" in table.name]
    assert kept == [f"figures/{corrected['report_id']}.csv"]


@pytest.mark.parametrize("where", ["figures", "reports", "corrections"])
def test_a_fault_anywhere_is_refused_as_always(
    tables: dict[str, Table], tmp_path: Path, where: str
) -> None:
    if where == "corrections":
        row = {"report_id": tables["reports"][0]["report_id"], "figure_no": "99999"}
        tables["corrections"].append(row | {"action": "exclude", "expected_printed": "1"})
    else:
        tables[where][-1]["territory_id"] = "nowhere"
    seeds = write_seeds(tmp_path / "seeds", tables)
    refusals = []
    for copy in (None, tmp_path / "copy"):
        with pytest.raises(InputRefused) as refused:
            read_inputs(seeds, copy=copy)
        refusals.append(refused.value.faults)
    assert refusals[0] == refusals[1] != []
    assert not (tmp_path / "copy").exists()


def test_a_link_to_nothing_is_refused_as_always(tables: dict[str, Table], tmp_path: Path) -> None:
    seeds = write_seeds(tmp_path / "seeds", tables)
    (seeds / "figures/gone.csv").symlink_to("nowhere")
    with pytest.raises(InputRefused, match="symbolic link"):
        read_inputs(seeds, copy=tmp_path / "copy")


class Deadly:
    """What ends the process that unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        """Pickle a call of `os._exit`."""
        return os._exit, (1,)


def test_a_process_that_dies_ends_the_run_with_a_reason(
    tables: dict[str, Table], tmp_path: Path
) -> None:
    files, _ = find_files(write_seeds(tmp_path / "seeds", tables))
    with pytest.raises(Unfinished, match="memory"):
        many_files.copy_figures(files, {"reports": Deadly()}, frozenset(), tmp_path / "copy")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals that a child inherits")
def test_processes_do_not_see_ctrl_c() -> None:
    before = signal.getsignal(signal.SIGINT)
    with many_files.deaf_to_ctrl_c():
        child = subprocess.run([sys.executable, "-c", INTERRUPTED], check=False)
    assert child.returncode == 0
    assert signal.getsignal(signal.SIGINT) is before


INTERRUPTED = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"


def test_few_figures_are_read_by_this_process(
    tables: dict[str, Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_files, "LEAST_BYTES", 10**9)
    inputs = read_inputs(write_seeds(tmp_path / "seeds", tables), copy=tmp_path / "copy")
    assert all(table.rows or not table.row_count for table in inputs.sources)
    assert not (tmp_path / "copy").exists()
