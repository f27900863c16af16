"""Dask: real processes derive a collection in parts, die, and are of another version."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psutil
import pytest
from support.clusters import Cluster, dask_cluster
from support.parts import Ended, build_in_parts, differences, small_parts
from support.running import call, environment

from doichieu.base.exit_status import FAULT
from doichieu.derive.parts.engines import Engine, EngineLost, dask
from doichieu.derive.parts.rounds import PartsFailed
from doichieu.derive.parts.spread import LOCAL, Spread
from doichieu.derive.parts.task import KINDS, REPAIRS, REPORTS, REVISIONS, Task
from doichieu.inputs import Inputs

# A process that has ended, and whose parent has not asked for its status.
ENDED = psutil.STATUS_ZOMBIE
# Opens the workers of this machine, lists their processes and waits for its end.
OPENS = """
import sys
from pathlib import Path
import duckdb
import psutil
from doichieu.derive.parts.engines import dask
with dask.opened("local", Path(sys.argv[1])) as engine:
    print(*(process.pid for process in psutil.Process().children(recursive=True)), flush=True)
    sys.stdin.read()
"""
# Whether DuckDB would show its progress in a process without a main file, and where a part is
# derived.
ASKS = """
import duckdb
from pathlib import Path
from doichieu.derive.parts.derivation import database
asked = "select current_setting('enable_progress_bar')"
with database(Path(".")) as connection:
    print(*duckdb.connect().execute(asked).fetchone(), *connection.execute(asked).fetchone())
"""


@dataclass
class Losing:
    """An engine whose scheduler is killed when a first task has ended."""

    engine: Engine
    scheduler: subprocess.Popen[bytes]

    def run(self, tasks: Sequence[Task]) -> Ended:
        for ended in self.engine.run(tasks):
            self.scheduler.kill()
            yield ended


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    """Every collection here has several parts."""
    with small_parts():
        yield


def markers(store: Path, kind: str) -> set[Path]:
    """The results of a kind that a store has."""
    return set((store / kind).glob("*/done.json"))


def test_workers_make_what_a_single_build_makes_though_they_die_in_every_kind_of_task(
    cluster: Cluster, whole: duckdb.DuckDBPyConnection, inputs: Inputs, tmp_path: Path
) -> None:
    cluster.order(*(f"kill-{kind}" for kind in KINDS))
    spread = Spread(str(tmp_path / "store"), cluster.address)
    keys = build_in_parts(inputs, tmp_path / "release", spread)
    assert cluster.left() == set()
    assert len(keys[REPORTS]) > 2 and keys[REVISIONS] and keys[REPAIRS]
    assert differences(tmp_path / "release", whole) == {}


def test_a_part_whose_derivation_raises_ends_the_run_and_the_others_are_kept(
    cluster: Cluster, seeds: Path, inputs: Inputs, tmp_path: Path
) -> None:
    report = next(file.report_id for file in inputs.files if file.relation == "figures")
    releases, store = tmp_path / "releases", tmp_path / "store"
    cluster.order(f"raise-{report}")
    run = call(
        *("--seeds", seeds, "--releases", releases),
        *("--store", store, "--cluster", cluster.address),
    )
    assert run.returncode == FAULT
    assert re.search(
        rf"reports of .*{report}.*: ValueError: the derivation is poisoned", run.stderr
    )
    assert "Nothing was published" in run.stderr
    assert "Traceback" not in run.stderr + run.stdout
    (log,) = re.findall(r"maintainer, are in (\S+?\.log)", run.stderr.replace("\n", " "))
    assert "in obey\n" in Path(log).read_text(encoding="utf-8")
    Path(log).unlink()
    assert not (releases / "current").exists()
    kept = markers(store, REPORTS)
    assert kept
    cluster.withdraw()
    spread = Spread(str(store), cluster.address)
    keys = build_in_parts(inputs, tmp_path / "release", spread)
    assert len(keys[REPORTS]) == len(kept) + 1
    assert kept < markers(store, REPORTS)


def test_a_part_that_kills_every_worker_is_named_and_the_others_are_kept(
    cluster: Cluster, inputs: Inputs, tmp_path: Path
) -> None:
    report = next(file.report_id for file in inputs.files if file.relation == "figures")
    store = tmp_path / "store"
    cluster.order(f"kill-{report}")
    with pytest.raises(PartsFailed, match=rf"reports of .*{report}.*: 4 workers died"):
        build_in_parts(inputs, tmp_path / "release", Spread(str(store), cluster.address))
    assert len(markers(store, REPORTS)) > 1


def test_a_worker_of_another_version_is_refused(
    cluster: Cluster, inputs: Inputs, tmp_path: Path
) -> None:
    cluster.order("older")
    spread = Spread(str(tmp_path / "store"), cluster.address)
    with pytest.raises(PartsFailed, match=r"has other versions: duckdb 0\.1 \(the run has"):
        build_in_parts(inputs, tmp_path / "release", spread)


def test_after_a_scheduler_is_lost_the_next_run_derives_only_what_is_missing(
    cluster: Cluster, inputs: Inputs, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    with (
        dask_cluster(tmp_path / "lost", workers=1) as lost,
        dask.opened(lost.address, tmp_path) as engine,
        small_parts(engine=Losing(engine, lost.scheduler)),
        pytest.raises(EngineLost, match=r"cannot be reached any more.*is kept"),
    ):
        build_in_parts(inputs, tmp_path / "first", Spread(str(store), lost.address))
    before = {path: path.stat().st_mtime_ns for path in markers(store, REPORTS)}
    assert before
    spread = Spread(str(store), cluster.address)
    keys = build_in_parts(inputs, tmp_path / "second", spread)
    after = {path: path.stat().st_mtime_ns for path in markers(store, REPORTS)}
    assert len(before) < len(after) == len(keys[REPORTS])
    assert before.items() < after.items()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9", "nonsense://x"])
def test_where_no_scheduler_answers_the_message_names_the_address(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask, "SECONDS_TO_CONNECT", 1)
    with (
        pytest.raises(EngineLost, match=f"No Dask scheduler answers at {address}: .*--cluster"),
        dask.opened(address, tmp_path),
    ):
        pass


def test_a_cluster_without_workers_is_refused_before_and_during_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [Task(REPORTS, "key", str(tmp_path), "", "")]
    with dask_cluster(tmp_path / "cluster", workers=1) as cluster:
        with dask.opened(cluster.address, tmp_path) as engine:
            cluster.workers[0].kill()
            monkeypatch.setattr(dask, "SECONDS_BETWEEN_LOOKS", 0.1)
            monkeypatch.setattr(dask, "SECONDS_WITHOUT_WORKERS", 0.5)
            with pytest.raises(EngineLost, match=r"has no worker any more\. .* is kept"):
                list(engine.run(tasks))
        monkeypatch.setattr(dask, "SECONDS_TO_CONNECT", 1)
        with (
            pytest.raises(EngineLost, match=r"has no worker\. Start some"),
            dask.opened(cluster.address, tmp_path),
        ):
            pass


def test_workers_on_this_machine_answer_though_one_has_died_and_print_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tasks = [
        Task(REPORTS, f"{number}", str(tmp_path), "", "", needs={"python": "2.7"})
        for number in range(5)
    ]
    with dask.opened(LOCAL, tmp_path) as engine:
        workers = [
            process
            for process in psutil.Process().children(recursive=True)
            if "spawn_main" in " ".join(process.cmdline())
        ]
        workers[-1].kill()
        reasons = {task.key: ended.reason for task, ended in engine.run(tasks)}
    assert reasons.keys() == {task.key for task in tasks}
    assert all("python 3" in reason for reason in reasons.values())
    assert capfd.readouterr() == ("", "")


def test_a_worker_shows_no_progress_of_duckdb() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASKS], env=environment(), capture_output=True, text=True
    )
    assert asked.stdout == "True False\n", asked.stderr


def test_a_run_starts_as_many_workers_as_it_is_told(tmp_path: Path) -> None:
    with dask.opened(f"{LOCAL}:3", tmp_path) as engine:
        assert isinstance(engine, dask.DaskEngine)
        assert engine.workers() == 3


def test_no_worker_outlives_a_run_that_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OPENS, str(tmp_path)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout
        workers = [psutil.Process(int(pid)) for pid in program.stdout.readline().split()]
        assert len(workers) > 1
        program.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while any(worker.is_running() and worker.status() != ENDED for worker in workers):
        assert time.monotonic() < deadline, workers
        time.sleep(0.1)
